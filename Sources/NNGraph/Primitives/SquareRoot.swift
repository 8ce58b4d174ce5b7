/// y = √x; its derivative is 1/(2y).
struct SquareRoot: Primitive, UnaryFunction {
  static let keyword = "sqrt"
  static let chainRule = "the gradient over twice the output"
  static let functions = [
    Function("sqrt", ["x"]) { builder, call throws(ShapeError) in try builder.add(SquareRoot(), call.operands)
    }
  ]
  static let samples = [Sample(SquareRoot(), [2, 3], domains: [.positive])]

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .squareRoot)) }
  func callAsFunction<T: Element>(_ x: T) -> T { .sqrt(x) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        let two = backward.number(2, like: backward.node)
        return backward(Divide(), backward.upstream, backward(Multiply(), two, backward.node))
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("sqrt", operands) }
}
