/// y = tanh x; its derivative is 1 − y².
struct Tanh: Primitive, UnaryFunction {
  static let keyword = "tanh"
  static let chainRule = "the gradient times 1 − y²"
  static let samples = [Sample(Tanh(), [2, 3])]

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .tanh)) }
  func callAsFunction<T: Element>(_ x: T) -> T { .tanh(x) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        let one = backward.number(1, like: backward.node)
        let square = backward(Multiply(), backward.node, backward.node)
        return backward(Multiply(), backward.upstream, backward(Subtract(), one, square))
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("tanh", operands) }
}
