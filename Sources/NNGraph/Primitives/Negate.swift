/// −x. Its gradient is −1 times the upstream one.
struct Negate: Primitive, UnaryFunction {
  static let keyword = "negate"
  static let chainRule = "turns the sign"
  static let samples = [Sample(Negate(), [2, 3])]

  var symbol: String { "×(−1)" }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .negate)) }
  func callAsFunction<T: Element>(_ x: T) -> T { -x }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [backward.forOperand(0) { $0(Negate(), $0.upstream) }]
  }

  func formula(_ operands: [Formula]) -> Formula { .negative(operands[0]) }
}
