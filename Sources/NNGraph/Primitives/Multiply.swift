/// The product of two tensors of one shape, element by element. Its gradient swaps: ∂/∂x = y, ∂/∂y = x.
struct Multiply: Primitive, BinaryFunction {
  static let keyword = "multiply"
  static let chainRule = "swaps: the gradient times the other operand"
  static let binaryOperator: OperatorForm? = OperatorForm(spelling: "*") { builder, x, y throws(ShapeError) in
    try builder.elementwise(Multiply(), x, y)
  }
  static let samples = [Sample(Multiply(), [2, 3], [2, 3]), Sample(Multiply(), [], [])]

  var symbol: String { "×" }
  func symbol(with constants: [Double?]) -> String {
    guard let number = constants[1] ?? constants[0] else { return symbol }
    return symbol + NumberText.significant(number, digits: 6)
  }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { try equalShapes(operands) }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(binary: self, as: .multiply)) }
  func callAsFunction<T: Element>(_ x: T, _ y: T) -> T { x * y }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { $0(Multiply(), $0.upstream, $0.operands[1]) },
      backward.forOperand(1) { $0(Multiply(), $0.upstream, $0.operands[0]) },
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .product(operands[0], operands[1]) }
}
