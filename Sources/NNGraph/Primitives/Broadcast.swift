/// A tensor repeated to a greater shape by NumPy's rule. Its gradient is summed over the repetitions.
struct Broadcast: Primitive {
  static let keyword = "broadcast"
  static let chainRule = "sums the gradient over the repetitions"
  static let samples = [Sample(Broadcast(to: [2, 3]), [3]), Sample(Broadcast(to: [2, 3]), [2, 1])]

  /// The shape of the result.
  let target: Shape

  init(to target: Shape) { self.target = target }

  private init(to sizes: [Int]) { self.init(to: Shape(sizes) ?? .scalar) }

  var parameters: String { "to=" + bracketed(target.dimensions) }
  var isDrawn: Bool { false }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    guard operands[0].broadcasts(to: target) else { throw ShapeError("{0} can't be broadcast to \(target)") }
    return target
  }

  func kernel(of operands: [Shape]) -> Kernel {
    let missing = target.rank - operands[0].rank
    let strides = operands[0].strides
    return .gather(
      View(
        strides: target.dimensions.indices.map { axis in
          axis < missing || operands[0][axis - missing] == 1 ? 0 : strides[axis - missing]
        }))
  }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { backward in
        let source = backward.shape(backward.operands[0])
        let sum = backward(Sum(repeatedAxes(of: source)), backward.upstream)
        return backward.builder.reshape(sum, to: source)
      }
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { operands[0] }

  /// The axes of the result along which a tensor of `source` is repeated.
  func repeatedAxes(of source: Shape) -> [Int] {
    let missing = target.rank - source.rank
    return target.dimensions.indices.filter { $0 < missing || source[$0 - missing] != target[$0] }
  }
}
