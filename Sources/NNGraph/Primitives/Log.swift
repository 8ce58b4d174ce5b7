/// The natural logarithm; its derivative is 1/x.
struct Log: Primitive, UnaryFunction {
  static let keyword = "log"
  static let chainRule = "the gradient over the operand"
  static let functions = [
    Function("log", ["x"]) { builder, call throws(ShapeError) in try builder.add(Log(), call.operands) }
  ]
  static let samples = [Sample(Log(), [2, 3], domains: [.positive])]

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .log)) }
  func callAsFunction<T: Element>(_ x: T) -> T { .log(x) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [backward.forOperand(0) { $0(Divide(), $0.upstream, $0.operands[0]) }]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("log", operands) }
}
