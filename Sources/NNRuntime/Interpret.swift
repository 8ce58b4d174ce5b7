public import NNGraph

/// Computes every node of a graph by itself, in f64, the obvious way: element by element, each element's place in
/// its operands worked out from its indices. The reference that other ways of computing are held against.
public func interpret(_ graph: Graph) -> [Tensor<Double>] {
  var results: [Tensor<Double>] = []
  results.reserveCapacity(graph.nodes.count)
  for node in graph.nodes {
    let operands = node.operands.map { results[$0.index] }
    results.append(Tensor(shape: node.shape, elements: interpret(node, operands)))
  }
  return results
}

private func interpret(_ node: Node, _ operands: [Tensor<Double>]) -> [Double] {
  let shape = node.shape
  switch node.operation.kernel(of: operands.map(\.shape)) {
  case .leaf(let data): return data.elements(shape: shape)
  case .elementwise(let loop):
    return (0..<shape.count).map { i in interpret(loop, operands.map { $0.elements[i] }) }
  case .product: return product(operands[0], operands[1], shape)
  case .reduction(let reducer, let axes):
    let kept = operands[0].shape.reduced(along: axes)
    return indices(kept).map { reduce(operands[0], at: $0, along: axes, by: reducer) }
  case .gather(let view): return indices(shape).map { operands[0].elements[offset($0, view)] }
  case .scatter(let view):
    var result = [Double](repeating: 0, count: shape.count)
    for (i, index) in indices(operands[0].shape).enumerated() {
      result[offset(index, view)] = operands[0].elements[i]
    }
    return result
  case .oneHot(let classes):
    return operands[0].elements.flatMap { label in (0..<classes).map { Double($0) == label ? 1.0 : 0.0 } }
  }
}

private func interpret(_ loop: ElementLoop, _ operands: [Double]) -> Double {
  var result = 0.0
  operands.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    loop.f64(buffer.indices.map { base + $0 }, &result, 1)
  }
  return result
}

private func product(_ a: Tensor<Double>, _ b: Tensor<Double>, _ shape: Shape) -> [Double] {
  let rank = shape.rank
  let inner = a.shape[rank - 1]
  let (rows, columns) = (shape[rank - 2], shape[rank - 1])
  return indices(shape).enumerated().map { position, index in
    let stack = position / (rows * columns)
    let (i, j) = (index[rank - 2], index[rank - 1])
    return (0..<inner).reduce(0.0) { sum, k in
      sum + a.elements[(stack * rows + i) * inner + k] * b.elements[(stack * inner + k) * columns + j]
    }
  }
}

private func reduce(
  _ operand: Tensor<Double>, at index: [Int], along axes: [Int], by reducer: Reducer
) -> Double {
  var window = operand.shape.dimensions
  for axis in window.indices where !axes.contains(axis) { window[axis] = 1 }
  guard let shape = Shape(window) else { return .nan }
  let strides = View(strides: operand.shape.strides)
  let values = indices(shape).map { inner in
    operand.elements[offset(zip(index, inner).map { $0 + $1 }, strides)]
  }
  switch reducer {
  case .sum: return values.reduce(0, +)
  case .mean: return values.reduce(0, +) / Double(values.count)
  case .maximum: return values.reduce(-.infinity) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
  case .sumOfOthers:
    if values.contains(where: \.isNaN) { return .nan }
    let greatest = values.indices.max { values[$0] < values[$1] }
    return values.indices.reduce(0) { $1 == greatest ? $0 : $0 + values[$1] }
  }
}

private func offset(_ index: [Int], _ view: View) -> Int {
  zip(index, view.strides).reduce(view.offset) { $0 + $1.0 * $1.1 }
}

/// All indices of a shape, in row-major order.
private func indices(_ shape: Shape) -> [[Int]] {
  let strides = shape.strides
  return (0..<shape.count).map { i in shape.dimensions.indices.map { i / strides[$0] % shape[$0] } }
}
