/// The sum along axes of all elements but the greatest: of 1, 1 and 3 it is 2, of one element 0. Its gradient is that
/// of the sum less that of the greatest element.
///
/// The simplifier puts it where a sum with a known greatest element is taken apart.
struct SumOfOthers: AxisReduction {
  static let keyword = "sum-of-others"
  static let chainRule = "repeats the gradient but for the greatest element"
  static let samples = [
    Sample(SumOfOthers([1]), [2, 3]), Sample(SumOfOthers([0], keeps: false), [2, 3]),
    Sample(SumOfOthers([0, 1]), [2, 3]), Sample(SumOfOthers([1]), [2, 1]), Sample(SumOfOthers([]), [2]),
  ]

  let axes: [Int]
  let keeps: Bool

  init(_ axes: [Int], keeps: Bool = true) {
    self.axes = axes
    self.keeps = keeps
  }

  var symbol: String { "Σ≠max" }
  func kernel(of operands: [Shape]) -> Kernel { .reduction(.sumOfOthers, axes: axes) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let source = backward.shape(backward.operands[0])
    return [
      backward.forOperand(0) { backward in
        let greatest = backward(MaximumAlong(axes, keeps: keeps), backward.operands[0])
        let repeated = backward.repeated(greatest, along: axes, to: source)
        let below = backward(Step(), backward(Subtract(), repeated, backward.operands[0]))
        let one = backward.number(1, like: below)
        let reached = backward(Subtract(), one, below)
        let count = backward.repeated(backward(Sum(axes, keeps: keeps), reached), along: axes, to: source)
        let rest = backward(Subtract(), one, backward(Divide(), reached, count))
        return backward(Multiply(), backward.repeated(backward.upstream, along: axes, to: source), rest)
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula {
    let axes = axesText(axes)
    return .summed(operands[0], subscript: axes.isEmpty ? "≠max" : "\(axes),≠max")
  }
}
