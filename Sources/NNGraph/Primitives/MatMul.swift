/// Y = A · B over the last two axes, for each index of the axes before, which are equal in both.
/// Its gradients are ∂/∂A = G · Bᵀ and ∂/∂B = Aᵀ · G.
struct MatMul: Primitive {
  static let keyword = "matmul"
  static let chainRule = "∂L/∂A = ∂L/∂Y · Bᵀ and ∂L/∂B = Aᵀ · ∂L/∂Y"
  static let binaryOperator: OperatorForm? = OperatorForm(spelling: "@") { builder, x, y throws(ShapeError) in
    try product(&builder, x, y)
  }
  static let samples = [
    Sample(MatMul(), [2, 3], [3, 4]), Sample(MatMul(), [1, 1], [1, 1]),
    Sample(MatMul(), [2, 3, 2], [2, 2, 4]),
  ]

  var symbol: String { "·" }
  func kernel(of operands: [Shape]) -> Kernel { .product }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    let (a, b) = (operands[0], operands[1])
    guard a.rank >= 2, a.rank == b.rank, a.dimensions.dropLast(2) == b.dimensions.dropLast(2) else {
      throw ShapeError("a matrix product takes two matrices, or stacks of equal size: {0}, {1}")
    }
    try fits(a[a.rank - 1], b[b.rank - 2], transposedFits: a[a.rank - 1] == b[b.rank - 1])
    guard let shape = Shape(a.dimensions.dropLast() + [b[b.rank - 1]]) else {
      throw ShapeError("the product of {0} and {1} has more elements than can be counted")
    }
    return shape
  }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [
      backward.forOperand(0) { $0(MatMul(), $0.upstream, $0.transposed($0.operands[1])) },
      backward.forOperand(1) { $0(MatMul(), $0.transposed($0.operands[0]), $0.upstream) },
    ]
  }

  func formula(_ operands: [Formula]) -> Formula { .infix("·", operands[0], operands[1], .product) }

  /// NumPy's `@`: vectors count as a row on the left and as a column on the right, stacks are broadcast, and a
  /// stack times one matrix is one product.
  private static func product(
    _ builder: inout GraphBuilder, _ x: NodeID, _ y: NodeID
  ) throws(ShapeError) -> NodeID {
    let (a, b) = (builder.graph[x].shape, builder.graph[y].shape)
    guard a.rank > 0, b.rank > 0 else {
      throw ShapeError("a matrix product takes no scalar: {0}, {1}", hint: "write * to multiply by a number")
    }
    let (inner, outer) = (a[a.rank - 1], b.rank == 1 ? b[0] : b[b.rank - 2])
    try fits(inner, outer, transposedFits: b.rank == 2 && inner == b[1])
    let columns = b.rank == 1 ? 1 : b[b.rank - 1]
    let rows = a.count / inner
    guard b.rank > 2 else {
      let left = builder.reshape(x, to: try sizes([rows, inner]))
      let right = builder.reshape(y, to: try sizes([inner, columns]))
      let result = try builder.add(MatMul(), [left, right])
      return builder.reshape(result, to: try sizes(a.dimensions.dropLast() + (b.rank == 1 ? [] : [columns])))
    }
    return try stacked(&builder, x, y)
  }

  private static func stacked(
    _ builder: inout GraphBuilder, _ x: NodeID, _ y: NodeID
  ) throws(ShapeError) -> NodeID {
    let (a, b) = (builder.graph[x].shape, builder.graph[y].shape)
    let left = a.rank == 1 ? [1] + a.dimensions : a.dimensions
    guard let stack = try sizes(left.dropLast(2)).broadcast(with: sizes(b.dimensions.dropLast(2))) else {
      throw ShapeError("the stacks of matrices differ in number: {0}, {1}")
    }
    let matrices = builder.reshape(x, to: try sizes(left))
    let first = builder.broadcast(matrices, to: try sizes(stack.dimensions + left.suffix(2)))
    let second = builder.broadcast(y, to: try sizes(stack.dimensions + b.dimensions.suffix(2)))
    let result = try builder.add(MatMul(), [first, second])
    let shape = builder.graph[result].shape
    return a.rank == 1 ? builder.reshape(result, to: shape.dropping([shape.rank - 2])) : result
  }
}

/// The shape of sizes that follow from valid ones; only their product can fail.
private func sizes(_ dimensions: some Sequence<Int>) throws(ShapeError) -> Shape {
  guard let shape = Shape(Array(dimensions)) else {
    throw ShapeError("the product of {0} and {1} has more elements than can be counted")
  }
  return shape
}

private func fits(_ inner: Int, _ outer: Int, transposedFits: Bool) throws(ShapeError) {
  guard inner == outer else {
    throw ShapeError(
      "the inner sizes of the product differ: {0}, {1}",
      hint: transposedFits
        ? "weights stored as [out, in] are transposed: write .T after the second"
        : "the last axis of the first, \(inner), must equal the first axis of the second, \(outer)")
  }
}

extension Backward {
  /// A stack of matrices, each transposed.
  mutating func transposed(_ id: NodeID) -> NodeID {
    var order = Array(0..<shape(id).rank)
    order.swapAt(order.count - 1, order.count - 2)
    return self(Transpose(order), id)
  }
}
