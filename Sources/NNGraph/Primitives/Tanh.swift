/// y = tanh x; its derivative is 1 − y².
struct Tanh: Primitive, UnaryFunction, Flattening {
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

  static let flatness = Flatness.saturatedTanh
  func relativeSlopes(of operands: [[Double]], wanted: [Bool]) -> [Double]? {
    operands[0].map { 1 - self($0) * self($0) }
  }

  func formula(_ operands: [Formula]) -> Formula { .function("tanh", operands) }
}
