/// y = xⁿ, element by element: ∂/∂x = n·xⁿ⁻¹, ∂/∂n = y·log x.
struct Power: Primitive, BinaryFunction {
  static let keyword = "power"
  static let chainRule = "the gradient times n·xⁿ⁻¹"
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
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(binary: self, as: .power)) }

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
        let lower = lowered(&backward)
        return backward(Multiply(), backward.upstream, backward(Multiply(), backward.operands[1], lower))
      },
      backward.forOperand(1) { backward in
        let product = backward(Multiply(), backward.upstream, backward.node)
        return backward(Multiply(), product, backward(Log(), backward.operands[0]))
      },
    ]
  }

  /// xⁿ⁻¹: x itself for n = 2, and with the number n − 1 where n is a number.
  private func lowered(_ backward: inout Backward) -> NodeID {
    let (base, exponent) = (backward.operands[0], backward.operands[1])
    guard let n = backward.number(exponent) else {
      let one = backward.number(1, like: backward.node)
      return backward(Power(), base, backward(Subtract(), exponent, one))
    }
    return n == 2 ? base : backward(Power(), base, backward.number(n - 1, like: backward.node))
  }

  func formula(_ operands: [Formula]) -> Formula { .power(operands[0], operands[1]) }
}
