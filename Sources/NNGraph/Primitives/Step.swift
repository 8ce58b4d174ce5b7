/// 1 where x > 0, else 0; NaN stays NaN. Its derivative is 0 wherever it has one.
struct Step: Primitive, UnaryFunction {
  static let keyword = "step"
  static let chainRule = "has the derivative 0"
  static let functions = [
    Function("step", ["x"]) { builder, call throws(ShapeError) in try builder.add(Step(), call.operands) }
  ]
  static let samples = [Sample(Step(), [2, 3])]

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .step)) }
  func callAsFunction<T: Element>(_ x: T) -> T { x.isNaN ? x : (x > 0 ? 1 : 0) }

  func pullback(_ backward: inout Backward) -> [NodeID?] { [nil] }

  func formula(_ operands: [Formula]) -> Formula { .indicator(operands[0]) }
}
