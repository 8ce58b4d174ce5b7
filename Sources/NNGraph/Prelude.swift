/// The standard layers, in the language itself. Nothing else knows them.
public enum Prelude {
  /// The name under which diagnostics print places in the prelude.
  public static let name = "prelude"

  /// One definition a line.
  public static let text = """
    layer relu(x)    = max(x, 0)
    layer sigmoid(x) = 1 / (1 + exp(-x))
    layer affine(x: [..., D], units: int, W: [D, units] = xavier, b: [units] = zeros) = x @ W + b
    layer softmax(x: [..., K]) = exp(x) / sum(exp(x), axis=-1)
    layer cross_entropy(y: [..., K], t) = -mean(sum(onehot(t, K) * log(y), axis=-1))
    layer softmax_loss(x: [..., K], t)  = cross_entropy(softmax(x), t)
    layer swish(x) = x * sigmoid(x)
    """
}
