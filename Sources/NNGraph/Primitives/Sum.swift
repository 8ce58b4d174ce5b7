/// The sum along axes. Its gradient is repeated along them.
struct Sum: AxisReduction {
  static let keyword = "sum"
  static let chainRule = "repeats the gradient"
  static let functions = [reductionFunction("sum") { Sum($0, keeps: $1) }]
  static let samples = [
    Sample(Sum([1]), [2, 3]), Sample(Sum([0], keeps: false), [2, 3]), Sample(Sum([]), []),
  ]

  let axes: [Int]
  let keeps: Bool

  init(_ axes: [Int], keeps: Bool = true) {
    self.axes = axes
    self.keeps = keeps
  }

  var symbol: String { "Σ" }
  func kernel(of operands: [Shape]) -> Kernel { .reduction(.sum, axes: axes) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let source = backward.shape(backward.operands[0])
    return [backward.forOperand(0) { $0.repeated($0.upstream, along: axes, to: source) }]
  }

  func formula(_ operands: [Formula]) -> Formula { .summed(operands[0], subscript: axesText(axes)) }
}
