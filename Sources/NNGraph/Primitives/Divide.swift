/// The quotient z = x / y of two tensors of one shape: ∂/∂x = 1/y, ∂/∂y = −z/y. For z = 1/y that is −z².
struct Divide: Primitive, BinaryFunction {
  static let keyword = "divide"
  static let chainRule =
    "the gradient over the denominator; for 1/y, minus the gradient times the square of the output"
  static let binaryOperator: OperatorForm? = OperatorForm(spelling: "/") { builder, x, y throws(ShapeError) in
    try builder.elementwise(Divide(), x, y)
  }
  static let samples = [
    Sample(Divide(), [2, 3], [2, 3], domains: [.real, .positive]),
    Sample(Divide(), [], [], domains: [.real, .positive]),
  ]

  var symbol: String { "÷" }
  func symbol(with constants: [Double?]) -> String {
    guard let number = constants[1] else { return constants[0] == 1 ? "1/x" : symbol }
    return symbol + NumberText.significant(number, digits: 6)
  }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { try equalShapes(operands) }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(binary: self, as: .divide)) }
  func callAsFunction<T: Element>(_ x: T, _ y: T) -> T { x / y }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { $0(Divide(), $0.upstream, $0.operands[1]) },
      backward.forOperand(1) { backward in
        if backward.number(backward.operands[0]) == 1 {
          let square = backward(Multiply(), backward.node, backward.node)
          return backward(Negate(), backward(Multiply(), backward.upstream, square))
        }
        let product = backward(Multiply(), backward.upstream, backward.node)
        return backward(Negate(), backward(Divide(), product, backward.operands[1]))
      },
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .quotient(operands[0], operands[1]) }
}
