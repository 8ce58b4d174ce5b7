/// y = log(1 + x), which keeps the digits of a small x; its derivative is 1/(1 + x).
struct Log1p: Primitive, UnaryFunction {
  static let keyword = "log1p"
  static let chainRule = "the gradient over one more than the operand"
  static let functions = [
    Function("log1p", ["x"]) { builder, call throws(ShapeError) in try builder.add(Log1p(), call.operands) }
  ]
  static let samples = [Sample(Log1p(), [2, 3], domains: [.positive])]

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .log1p)) }
  func callAsFunction<T: Element>(_ x: T) -> T { .log(onePlus: x) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        let one = backward.number(1, like: backward.operands[0])
        return backward(Divide(), backward.upstream, backward(Add(), one, backward.operands[0]))
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("log1p", operands) }
}
