/// y = xⁿ, element by element: ∂/∂x = n·xⁿ⁻¹, ∂/∂n = y·log x.
struct Power: Primitive, BinaryFunction {
  static let keyword = "power"
  static let binaryOperator: OperatorForm? = OperatorForm(spelling: "^") { builder, x, y throws(ShapeError) in
    try builder.elementwise(Power(), x, y)
  }
  static let samples = [Sample(Power(), [2, 3], [2, 3], domains: [.positive, .real])]

  var symbol: String { "xⁿ" }
  func symbol(with constants: [Double?]) -> String {
    guard let exponent = constants[1] else { return symbol }
    return Formula.power(.symbol("x", rank: 0), .number(exponent)).text
  }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { try equalShapes(operands) }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(binary: self)) }

  /// A whole exponent takes any base, as in written mathematics; any other takes a base that is not negative.
  func callAsFunction<T: Element>(_ x: T, _ y: T) -> T {
    if let whole = Int(exactly: y) { return .pow(x, whole) }
    return .pow(x, y)
  }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        // x⁰ is 1 at x = 0 too, where 0 · x⁻¹ would be no number.
        if backward.number(backward.operands[1]) == 0 { return backward.number(0, like: backward.node) }
        let one = backward.number(1, like: backward.node)
        let lower = backward(Power(), backward.operands[0], backward(Subtract(), backward.operands[1], one))
        return backward(Multiply(), backward.upstream, backward(Multiply(), backward.operands[1], lower))
      },
      backward.forOperand(1) { backward in
        let product = backward(Multiply(), backward.upstream, backward.node)
        return backward(Multiply(), product, backward(Log(), backward.operands[0]))
      },
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .power(operands[0], operands[1]) }
}
