import NNGraph

/// Writes random small models: element-wise operations, products, reductions, slices, layers, residuals, shared
/// parameters.
struct RandomModel {
  private var random: RandomNumbers
  private var lines: [String] = []
  private var values: [(name: String, sizes: [Int])] = []
  private var count = 0

  /// The text of the model of a seed.
  static func text(seed: UInt64) -> String {
    var model = RandomModel(random: RandomNumbers(seed: seed))
    model.addLeaves()
    for _ in 0..<model.random.next(2..<10) { model.addStep() }
    model.finish()
    return model.lines.joined(separator: "\n")
  }

  private init(random: RandomNumbers) { self.random = random }

  private mutating func addLeaves() {
    for _ in 0..<random.next(1..<4) {
      let sizes = (0..<random.next(0..<4)).map { _ in random.next(1..<4) }
      let name = "x\(values.count)"
      let role = random.pick(["", "input ", "param "])
      let numbers = random.numbers(sizes.reduce(1, *), -2, 2)
      lines.append("\(role)\(name) = \(literal(numbers, sizes))")
      values.append((name, sizes))
    }
    let sizes = [random.next(1..<4), random.next(1..<4)]
    lines.append("param shared = \(literal(random.numbers(sizes[0] * sizes[1]), sizes))")
    values.append(("shared", sizes))
  }

  private mutating func bind(_ expression: String, _ sizes: [Int]) {
    count += 1
    lines.append("v\(count) = \(expression)")
    values.append(("v\(count)", sizes))
  }

  private mutating func addStep() {
    let (x, sizes) = random.pick(values)
    switch random.next(0..<7) {
    case 0, 1: addUnary(x, sizes)
    case 2: addBinary(x, sizes)
    case 3: addProduct(x, sizes)
    case 4: addReduction(x, sizes)
    case 5: addSlice(x, sizes)
    default: addLayer(x, sizes)
    }
  }

  private mutating func addUnary(_ x: String, _ sizes: [Int]) {
    let forms = [
      "relu(#)", "sigmoid(#)", "tanh(#)", "swish(#)", "-#", "exp(tanh(#))", "sqrt(# * # + 1)",
      "log(# * # + 0.5)", "log1p(# * #)",
      "tanh(#) ^ 2", "max(#, 0.1)", "# * 2 - 1", "1 / (1 + # ^ 2)", "(# * # + 1) ^ -0.5", "# - 0.3",
    ]
    if !sizes.isEmpty && random.next(0..<5) == 0 { return bind("softmax(\(x))", sizes) }
    if random.next(0..<6) == 0 { return bind("\(x).T", sizes.reversed()) }
    bind(random.pick(forms).replacing("#", with: x), sizes)
  }

  private mutating func addBinary(_ x: String, _ sizes: [Int]) {
    let others = values.compactMap { other in
      Shape(sizes)?.broadcast(with: Shape(other.sizes) ?? .scalar).map { (other.name, $0.dimensions) }
    }.filter { $0.1.reduce(1, *) <= 32 }
    let (y, shape) = random.pick(others)
    let forms = [
      "# + %", "# - %", "# * tanh(%)", "# / (% * % + 1)", "max(#, %)", "(% * % + 0.5) ^ tanh(#)",
    ]
    bind(random.pick(forms).replacing("#", with: x).replacing("%", with: y), shape)
  }

  private mutating func addProduct(_ x: String, _ sizes: [Int]) {
    guard let inner = sizes.last else { return addUnary(x, sizes) }
    let fitting = values.filter { $0.sizes.first == inner && $0.sizes.count <= 2 }
    guard !fitting.isEmpty else { return addLayer(x, sizes) }
    let (y, other) = random.pick(fitting)
    bind("tanh(\(x)) @ tanh(\(y))", Array(sizes.dropLast() + other.dropFirst()))
  }

  private mutating func addReduction(_ x: String, _ sizes: [Int]) {
    let function = random.pick(["sum", "mean", "max"])
    guard !sizes.isEmpty, random.next(0..<4) > 0 else { return bind("\(function)(\(x))", []) }
    let axis = random.next(0..<sizes.count)
    var kept = sizes
    if random.next(0..<2) == 0 {
      kept.remove(at: axis)
      return bind("\(function)(\(x), axis=\(axis), keep=0)", kept)
    }
    kept[axis] = 1
    bind("\(function)(\(x), axis=\(axis - sizes.count))", kept)
  }

  private mutating func addSlice(_ x: String, _ sizes: [Int]) {
    var parts: [String] = []
    var kept: [Int] = []
    for size in sizes {
      switch random.next(0..<3) {
      case 0: parts.append("\(random.next(-size..<size))")
      case 1:
        let from = random.next(0..<size)
        let to = random.next(from + 1..<size + 1)
        parts.append("\(from)..\(to)")
        kept.append(to - from)
      default:
        parts.append("..")
        kept.append(size)
      }
    }
    guard !sizes.isEmpty else { return addUnary(x, sizes) }
    bind("\(x)[\(parts.joined(separator: ", "))]", kept)
  }

  private mutating func addLayer(_ x: String, _ sizes: [Int]) {
    guard let width = sizes.last else { return addUnary(x, sizes) }
    let shared = values.first { $0.name == "shared" }?.sizes ?? []
    switch random.next(0..<3) {
    case 0 where shared[0] == width: bind("affine(\(x), W=shared)", sizes.dropLast() + [shared[1]])
    case 1: bind("\(x) + (\(x) -> affine(\(width)) -> relu)", sizes)
    default:
      let units = random.next(1..<4)
      bind(
        "\(x) -> affine(\(units)) -> \(random.pick(["sigmoid", "softmax", "swish", "tanh"]))",
        sizes.dropLast() + [units])
    }
  }

  /// The output takes part of everything, or is a loss of the last value.
  private mutating func finish() {
    let (last, sizes) = values[values.count - 1]
    if let classes = sizes.last, random.next(0..<3) == 0 {
      let labels = (0..<sizes.dropLast().reduce(1, *)).map { _ in Double(random.next(0..<classes)) }
      lines.append("target t = \(literal(labels, sizes.dropLast()))")
      lines.append("loss = softmax_loss(\(last), t)")
    } else if random.next(0..<2) == 0 {
      let means = values.map { "mean(\($0.name))" }
      lines.append("loss = " + means.joined(separator: " + "))
    }
  }
}
