/// The axes in another order. Its gradient is the upstream one with the order undone.
struct Transpose: Primitive {
  static let keyword = "transpose"
  static let chainRule = "transposes the gradient"
  static let functions = [
    Function("transpose", ["x"]) { builder, call throws(ShapeError) in
      let rank = builder.graph[call.operands[0]].shape.rank
      return try builder.add(Transpose(Array((0..<rank).reversed())), call.operands)
    }
  ]
  static let samples = [
    Sample(Transpose([1, 0]), [2, 3]), Sample(Transpose([2, 0, 1]), [2, 3, 4]), Sample(Transpose([0]), [3]),
  ]

  /// The axis of the operand that each axis of the result is.
  let order: [Int]

  init(_ order: [Int]) { self.order = order }

  var parameters: String { "order=" + bracketed(order) }
  var symbol: String { "xᵀ" }
  func kernel(of operands: [Shape]) -> Kernel {
    let strides = operands[0].strides
    return .gather(View(strides: order.map { strides[$0] }))
  }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    guard operands[0].rank == order.count else { throw ShapeError("{0} does not have \(order.count) axes") }
    return operands[0].permuted(order)
  }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let inverse = order.indices.map { axis in order.firstIndex(of: axis) ?? axis }
    return [backward.forOperand(0) { $0(Transpose(inverse), $0.upstream) }]
  }

  func formula(_ operands: [Formula]) -> Formula { .transposed(operands[0]) }
}
