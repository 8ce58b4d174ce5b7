/// The sum of two tensors of one shape. Its gradient passes on to both.
struct Add: Primitive, BinaryFunction {
  static let keyword = "add"
  static let chainRule = "passes the gradient on to both"
  static let binaryOperator: OperatorForm? = OperatorForm(spelling: "+") { builder, x, y throws(ShapeError) in
    try builder.elementwise(Add(), x, y)
  }
  static let samples = [Sample(Add(), [2, 3], [2, 3]), Sample(Add(), [], [])]

  var symbol: String { "+" }
  func symbol(with constants: [Double?]) -> String {
    guard let number = constants[1] ?? constants[0] else { return symbol }
    return symbol + NumberText.significant(number, digits: 6)
  }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { try equalShapes(operands) }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(binary: self, as: .add)) }
  func callAsFunction<T: Element>(_ x: T, _ y: T) -> T { x + y }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [backward.forOperand(0) { $0.upstream }, backward.forOperand(1) { $0.upstream }]
  }

  func formula(_ operands: [Formula]) -> Formula { .infix("+", operands[0], operands[1], .sum) }
}
