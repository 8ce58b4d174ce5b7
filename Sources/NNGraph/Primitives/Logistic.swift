/// y = 1/(1 + e⁻ˣ), computed without overflow; its derivative is σ(x)·σ(−x) = y(1 − y).
///
/// The simplifier puts it where a definition spells the quotient out; σ(−x) keeps all digits where 1 − y loses them.
struct Logistic: Primitive, UnaryFunction, Flattening {
  static let keyword = "logistic"
  static let chainRule = "the gradient times y(1 − y)"
  static let samples = [Sample(Logistic(), [2, 3])]

  var symbol: String { "σ" }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .logistic)) }
  func callAsFunction<T: Element>(_ x: T) -> T { x >= 0 ? 1 / (1 + .exp(-x)) : .exp(x) / (1 + .exp(x)) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        let other = backward(Logistic(), backward(Negate(), backward.operands[0]))
        return backward(Multiply(), backward(Multiply(), backward.upstream, backward.node), other)
      }
    ]
  }

  static let flatness = Flatness.saturatedSigmoid
  func relativeSlopes(of operands: [[Double]], wanted: [Bool]) -> [Double]? {
    operands[0].map { 4 * self($0) * self(-$0) }
  }

  func formula(_ operands: [Formula]) -> Formula { .function("σ", operands) }
}
