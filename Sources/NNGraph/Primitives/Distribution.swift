/// Rows that are probability distributions, such as one-hot labels: what they are stays, that they are is checked.
/// Its gradient passes on.
struct Distribution: Primitive {
  static let keyword = "distribution"
  static let chainRule = "passes the gradient on"
  static let samples = [Sample(Distribution(), [2, 3])]

  /// How far from 1 the sum of a row may lie.
  private static let tolerance = 1e-6

  var isDrawn: Bool { false }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .gather(View(strides: operands[0].strides)) }

  func pullback(_ backward: inout Backward) -> [NodeID?] { [backward.forOperand(0) { $0.upstream }] }

  func formula(_ operands: [Formula]) -> Formula { operands[0] }

  var inspectsOperands: Bool { true }

  func complaint(about operands: [[Double]], of shapes: [Shape]) -> String? {
    let classes = shapes[0].dimensions.last ?? 1
    for row in 0..<operands[0].count / classes {
      let numbers = operands[0][row * classes..<(row + 1) * classes]
      if let negative = numbers.first(where: { $0 < 0 }) {
        return "row \(row) has the negative probability \(NumberText.shortest(negative))"
      }
      let sum = numbers.reduce(0, +)
      guard abs(sum - 1) <= Distribution.tolerance else {
        return "row \(row) sums to \(NumberText.significant(sum, digits: 6)), a distribution sums to 1"
      }
    }
    return nil
  }
}
