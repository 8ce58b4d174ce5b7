import Foundation
import NNGraph

/// A small network in arrays and loops, with its gradients worked out by hand: nothing of it is nnc's. It tells its
/// text as a `.nn` file, too.
struct ReferenceNetwork {
  /// One step, applied to the rows of its input.
  enum Layer {
    /// x · W + b, with the parameters of an index.
    case affine(Int)
    case relu
    case sigmoid
    /// Adds the result of an earlier step: 0 is the input, k the result of layer k − 1.
    case residual(Int)
  }

  typealias Matrix = [[Double]]

  var input: Matrix
  var labels: [Int]
  var weights: [Matrix] = []
  var biases: [[Double]] = []
  var layers: [Layer] = []

  /// What the network and its gradients come to.
  struct Result {
    var loss: Double
    var input: Matrix
    var weights: [Matrix]
    var biases: [[Double]]
  }

  /// A random network of up to eight steps; parameters are shared where sizes allow.
  init(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let rows = random.next(1..<5)
    var widths = [random.next(1..<6)]
    input = (0..<rows).map { _ in random.numbers(widths[0], -2, 2) }
    labels = []
    for _ in 0..<random.next(1..<8) {
      let width = widths[widths.count - 1]
      switch random.next(0..<6) {
      case 0: layers.append(.relu)
      case 1: layers.append(.sigmoid)
      case 2: layers.append(.residual(random.pick(widths.indices.filter { widths[$0] == width })))
      default:
        let shared = weights.indices.filter { weights[$0].count == width }
        let index = !shared.isEmpty && random.next(0..<2) == 0 ? random.pick(shared) : weights.count
        if index == weights.count { addParameters(width, random.next(1..<6), &random) }
        layers.append(.affine(index))
      }
      if case .affine(let index)? = layers.last {
        widths.append(biases[index].count)
      } else {
        widths.append(width)
      }
    }
    let classes = widths[widths.count - 1]
    labels = (0..<rows).map { _ in random.next(0..<classes) }
  }

  private mutating func addParameters(_ from: Int, _ to: Int, _ random: inout RandomNumbers) {
    weights.append((0..<from).map { _ in random.numbers(to, -1.5, 1.5) })
    biases.append(random.numbers(to))
  }

  /// The model as a file says it.
  var text: String {
    var lines = ["input h0 = \(input)", "target t = \(labels)"]
    for (index, weight) in weights.enumerated() {
      lines.append("param W\(index) = \(weight)\nparam b\(index) = \(biases[index])")
    }
    for (index, layer) in layers.enumerated() {
      switch layer {
      case .affine(let k): lines.append("h\(index + 1) = h\(index) -> affine(W=W\(k), b=b\(k))")
      case .relu: lines.append("h\(index + 1) = relu(h\(index))")
      case .sigmoid: lines.append("h\(index + 1) = h\(index) -> sigmoid")
      case .residual(let k): lines.append("h\(index + 1) = h\(index) + h\(k)")
      }
    }
    return (lines + ["loss = softmax_loss(h\(layers.count), t)"]).joined(separator: "\n")
  }

  /// Forward and backward.
  func computed() -> Result {
    var values = [input]
    for layer in layers { values.append(forward(layer, values)) }
    let (loss, seed) = softmaxLoss(values[layers.count])
    var result = Result(
      loss: loss, input: [], weights: weights.map { $0.map { $0.map { _ in 0 } } },
      biases: biases.map { $0.map { _ in 0 } })
    var gradients = values.map { $0.map { $0.map { _ in 0.0 } } }
    gradients[layers.count] = seed
    for (index, layer) in layers.enumerated().reversed() {
      backward(layer, values[index], values[index + 1], index, &gradients, &result)
    }
    result.input = gradients[0]
    return result
  }

  private func forward(_ layer: Layer, _ values: [Matrix]) -> Matrix {
    let x = values[values.count - 1]
    switch layer {
    case .affine(let k):
      return x.map { row in
        biases[k].indices.map { j in
          row.indices.reduce(biases[k][j]) { $0 + row[$1] * weights[k][$1][j] }
        }
      }
    case .relu: return x.map { $0.map { $0 > 0 ? $0 : 0 } }
    case .sigmoid: return x.map { $0.map { 1 / (1 + exp(-$0)) } }
    case .residual(let k): return zip(x, values[k]).map { zip($0, $1).map { $0 + $1 } }
    }
  }

  private func softmaxLoss(_ logits: Matrix) -> (loss: Double, gradient: Matrix) {
    let count = Double(logits.count)
    var loss = 0.0
    var gradient: Matrix = []
    for (row, label) in zip(logits, labels) {
      let greatest = row.reduce(-.infinity) { Swift.max($0, $1) }
      let powers = row.map { exp($0 - greatest) }
      let total = powers.reduce(0, +)
      loss += (log(total) - (row[label] - greatest)) / count
      gradient.append(powers.indices.map { (powers[$0] / total - ($0 == label ? 1 : 0)) / count })
    }
    return (loss, gradient)
  }

  private func backward(
    _ layer: Layer, _ x: Matrix, _ y: Matrix, _ index: Int, _ gradients: inout [Matrix],
    _ result: inout Result
  ) {
    let upstream = gradients[index + 1]
    for n in upstream.indices {
      for j in upstream[n].indices {
        let g = upstream[n][j]
        switch layer {
        case .affine(let k):
          result.biases[k][j] += g
          for i in x[n].indices {
            result.weights[k][i][j] += x[n][i] * g
            gradients[index][n][i] += weights[k][i][j] * g
          }
        case .relu: gradients[index][n][j] += x[n][j] > 0 ? g : 0
        case .sigmoid: gradients[index][n][j] += g * y[n][j] * (1 - y[n][j])
        case .residual(let k):
          gradients[index][n][j] += g
          gradients[k][n][j] += g
        }
      }
    }
  }
}
