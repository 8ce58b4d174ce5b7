/// y = log(1 + eˣ), computed without overflow as max(x, 0) + log(1 + exp(−|x|)); its derivative is σ(x).
///
/// The simplifier puts it where a definition spells the logarithm out.
struct Softplus: Primitive, UnaryFunction {
  static let keyword = "softplus"
  static let chainRule = "the gradient times σ(x)"
  static let samples = [Sample(Softplus(), [2, 3])]

  var symbol: String { "softplus" }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .softplus)) }
  func callAsFunction<T: Element>(_ x: T) -> T { T.maximum(x, 0) + .log(onePlus: .exp(-abs(x))) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        backward(Multiply(), backward.upstream, backward(Logistic(), backward.operands[0]))
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("softplus", operands) }
}
