/// The mean along axes. Its gradient is divided by their number of elements and repeated along them.
struct Mean: AxisReduction {
  static let keyword = "mean"
  static let chainRule = "repeats the gradient, divided by the number of elements"
  static let functions = [reductionFunction("mean") { Mean($0, keeps: $1) }]
  static let samples = [
    Sample(Mean([1]), [2, 3]), Sample(Mean([0], keeps: false), [2, 3]), Sample(Mean([]), []),
  ]

  let axes: [Int]
  let keeps: Bool

  init(_ axes: [Int], keeps: Bool = true) {
    self.axes = axes
    self.keeps = keeps
  }

  var symbol: String { "mean" }
  func kernel(of operands: [Shape]) -> Kernel { .reduction(.mean, axes: axes) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let source = backward.shape(backward.operands[0])
    return [
      backward.forOperand(0) { backward in
        let count = backward.number(
          Double(source.count / backward.shape(backward.node).count), like: backward.node)
        let share = backward(Divide(), backward.upstream, count)
        return backward.repeated(share, along: axes, to: source)
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("mean", operands) }
}
