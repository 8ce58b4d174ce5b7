import RealModule

/// The error function; its derivative is 2/√π · exp(−x²).
struct ErrorFunction: Primitive, UnaryFunction {
  static let keyword = "erf"
  static let chainRule = "the gradient times 2/√π · exp(−x²)"
  static let functions = [
    Function("erf", ["x"]) { builder, call throws(ShapeError) in
      try builder.add(ErrorFunction(), call.operands)
    }
  ]
  static let samples = [Sample(ErrorFunction(), [2, 3])]

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .erf)) }
  func callAsFunction<T: Element>(_ x: T) -> T { .erf(x) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        let square = backward(Multiply(), backward.operands[0], backward.operands[0])
        let bell = backward(Exp(), backward(Negate(), square))
        let scale = backward.number(2 / .sqrt(.pi), like: bell)
        return backward(Multiply(), backward.upstream, backward(Multiply(), scale, bell))
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("erf", operands) }
}
