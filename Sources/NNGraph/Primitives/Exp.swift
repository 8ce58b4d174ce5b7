/// y = eˣ; its derivative is y itself.
struct Exp: Primitive, UnaryFunction {
  static let keyword = "exp"
  static let chainRule = "the gradient times the output"
  static let functions = [
    Function("exp", ["x"]) { builder, call throws(ShapeError) in try builder.add(Exp(), call.operands) }
  ]
  static let samples = [Sample(Exp(), [2, 3])]

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .exp)) }
  func callAsFunction<T: Element>(_ x: T) -> T { .exp(x) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [backward.forOperand(0) { $0(Multiply(), $0.upstream, $0.node) }]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("exp", operands) }
}
