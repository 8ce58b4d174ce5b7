/// The difference of two tensors of one shape: ∂/∂x = 1, ∂/∂y = −1.
struct Subtract: Primitive, BinaryFunction {
  static let keyword = "subtract"
  static let chainRule = "passes the gradient on, with the sign turned for the second"
  static let binaryOperator: OperatorForm? = OperatorForm(spelling: "-") { builder, x, y throws(ShapeError) in
    try builder.elementwise(Subtract(), x, y)
  }
  static let samples = [Sample(Subtract(), [2, 3], [2, 3]), Sample(Subtract(), [], [])]

  var symbol: String { "−" }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { try equalShapes(operands) }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(binary: self, as: .subtract)) }
  func callAsFunction<T: Element>(_ x: T, _ y: T) -> T { x - y }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [backward.forOperand(0) { $0.upstream }, backward.forOperand(1) { $0(Negate(), $0.upstream) }]
  }

  func formula(_ operands: [Formula]) -> Formula { .infix("−", operands[0], operands[1], .sum) }
}
