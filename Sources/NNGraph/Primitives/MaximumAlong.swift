/// The greatest element along axes. Its gradient goes to that element, in equal shares where several are.
struct MaximumAlong: AxisReduction {
  static let keyword = "max-along"
  static let chainRule = "passes the gradient on to the greatest element"
  static let functions = [reductionFunction("max") { MaximumAlong($0, keeps: $1) }]
  static let samples = [
    Sample(MaximumAlong([1]), [2, 3]), Sample(MaximumAlong([0], keeps: false), [2, 3]),
    Sample(MaximumAlong([]), []),
  ]

  let axes: [Int]
  let keeps: Bool

  init(_ axes: [Int], keeps: Bool = true) {
    self.axes = axes
    self.keeps = keeps
  }

  var symbol: String { "max" }
  func kernel(of operands: [Shape]) -> Kernel { .reduction(.maximum, axes: axes) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let source = backward.shape(backward.operands[0])
    return [
      backward.forOperand(0) { backward in
        let greatest = backward.repeated(backward.node, along: axes, to: source)
        let below = backward(Step(), backward(Subtract(), greatest, backward.operands[0]))
        let reached = backward(Subtract(), backward.number(1, like: below), below)
        let share = backward(Divide(), backward.upstream, backward(Sum(axes, keeps: keeps), reached))
        return backward(Multiply(), backward.repeated(share, along: axes, to: source), reached)
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("max", operands) }
}
