/// The standard layers, in the language itself. Nothing else knows them.
public enum Prelude {
  /// The name under which diagnostics print places in the prelude.
  public static let name = "prelude"

  /// One definition each.
  public static let text = """
    layer identity(x) = x
    layer relu(x) = max(x, 0)
    layer leaky_relu(x, slope: float = 0.01) = max(x, slope * x)
    layer sigmoid(x) = 1 / (1 + exp(-x))
    layer tanh(x) = (exp(x) - exp(-x)) / (exp(x) + exp(-x))
    layer softplus(x) = log(1 + exp(x))
    layer elu(x, alpha: float = 1.0) = x * step(x) + alpha * (exp(x * (1 - step(x))) - 1)
    layer gelu(x) = 0.5 * x * (1 + erf(0.7071067811865476 * x))
    layer gelu_tanh(x) = 0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x^3)))
    layer swish(x) = x * sigmoid(x)
    layer softmax(x: [..., K]) = exp(x) / sum(exp(x), axis=-1)

    layer affine(x: [..., D], units: int, W: [D, units] = xavier, b: [units] = zeros) = x @ W + b
    layer linear(x: [..., D], units: int, W: [units, D] = xavier, b: [units] = zeros) = x @ W.T + b

    layer cross_entropy(y: [..., K], t) = -mean(sum(onehot(t, K) * log(y), axis=-1))
    layer softmax_loss(x: [..., K], t) = cross_entropy(softmax(x), t)
    layer nll_loss(y: [..., K], t) = -mean(sum(onehot(t, K) * y, axis=-1))
    layer mse_loss(y, t) = mean((y - t)^2)
    layer bce_loss(x, t) = mean(softplus(x) - t * x)

    layer layer_norm(x: [..., D], gamma: [D] = ones, beta: [D] = zeros, eps: float = 0.00001) {
      centred = x - mean(x, axis=-1)
      return gamma * centred / sqrt(mean(centred^2, axis=-1) + eps) + beta
    }
    layer batch_norm(x: [N, D], gamma: [D] = ones, beta: [D] = zeros, eps: float = 0.00001) {
      centred = x - mean(x, axis=0)
      return gamma * centred / sqrt(mean(centred^2, axis=0) + eps) + beta
    }
    layer dropout(x: [..., D], p: float = 0.5) {
      const kept: [..., D] = bernoulli(1 - p)
      return x * kept / (1 - p)
    }
    """
}
