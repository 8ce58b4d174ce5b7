public import NNGraph

/// The numbers of a run, by node.
public struct Results<T: Element>: Sendable {
  private var tensors: [Tensor<T>?]

  init(count: Int) { tensors = [Tensor<T>?](repeating: nil, count: count) }

  /// The numbers of an observed node; nil for any other.
  public internal(set) subscript(id: NodeID) -> Tensor<T>? {
    get { tensors[id.index] }
    set { tensors[id.index] = newValue }
  }
}

/// Carries out a plan in the precision `T`, with OpenBLAS for matrix products.
/// - Parameter replaced: numbers to take for some leaves instead of their own.
public func run<T: ProductElement>(
  _ plan: Plan, as type: T.Type = T.self, replacing replaced: [NodeID: [T]] = [:]
) -> Results<T> {
  _ = useOneThread
  var results = Results<T>(count: plan.graph.nodes.count)
  for step in plan.steps {
    let node = plan.graph[step.node]
    if let elements = replaced[step.node] {
      results[step.node] = Tensor(shape: node.shape, elements: elements)
    } else {
      let operands = node.operands.compactMap { results[$0] }
      results[step.node] = Tensor(shape: node.shape, elements: compute(node, operands))
    }
    for id in step.released { results[id] = nil }
  }
  return results
}

private func compute<T: ProductElement>(_ node: Node, _ operands: [Tensor<T>]) -> [T] {
  let shape = node.shape
  switch node.operation.kernel(of: operands.map(\.shape)) {
  case .leaf(let data): return data.elements(shape: shape).map { T($0) }
  case .elementwise(let loop): return elementwise(loop, operands, count: shape.count)
  case .product: return product(operands[0], operands[1], shape)
  case .reduction(let reducer, let axes): return reduce(operands[0], along: axes, by: reducer, into: shape)
  case .gather(let view):
    return filled(shape.count) { result in
      operands[0].elements.withUnsafeBufferPointer { source in
        walk(shape, view) { result[$0] = source[$1] }
      }
    }
  case .scatter(let view):
    return filled(shape.count) { result in
      operands[0].elements.withUnsafeBufferPointer { source in
        walk(operands[0].shape, view) { result[$1] = source[$0] }
      }
    }
  case .oneHot(let classes):
    return filled(shape.count) { result in
      for (row, label) in operands[0].elements.enumerated() {
        if let k = Int(exactly: label), k >= 0, k < classes { result[row * classes + k] = 1 }
      }
    }
  }
}

/// Zeros that `fill` writes over.
private func filled<T: Element>(_ count: Int, _ fill: (UnsafeMutableBufferPointer<T>) -> Void) -> [T] {
  var result = [T](repeating: 0, count: count)
  result.withUnsafeMutableBufferPointer { fill($0) }
  return result
}

private func elementwise<T: ProductElement>(_ loop: ElementLoop, _ operands: [Tensor<T>], count: Int) -> [T] {
  filled(count) { result in
    guard let base = result.baseAddress else { return }
    withPointers(operands) { T.apply(loop, $0, into: base, count: count) }
  }
}

/// Calls `body` with a pointer to the numbers of each tensor.
private func withPointers<T: Element>(_ tensors: [Tensor<T>], _ body: ([UnsafePointer<T>]) -> Void) {
  func open(_ rest: ArraySlice<Tensor<T>>, _ opened: [UnsafePointer<T>]) {
    guard let first = rest.first else { return body(opened) }
    first.elements.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      open(rest.dropFirst(), opened + [base])
    }
  }
  open(tensors[...], [])
}

private func product<T: ProductElement>(_ a: Tensor<T>, _ b: Tensor<T>, _ shape: Shape) -> [T] {
  let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
  let inner = a.shape[shape.rank - 1]
  guard let m = Int32(exactly: rows), let n = Int32(exactly: columns), let k = Int32(exactly: inner) else {
    preconditionFailure("sizes within the memory budget fit 32 bits")
  }
  return filled(shape.count) { result in
    guard let c = result.baseAddress else { return }
    withPointers([a, b]) { pointers in
      for stack in 0..<(shape.count / (rows * columns)) {
        T.multiply(
          pointers[0] + stack * rows * inner, pointers[1] + stack * inner * columns,
          into: c + stack * rows * columns, rows: m, inner: k, columns: n)
      }
    }
  }
}

private func reduce<T: Element>(
  _ operand: Tensor<T>, along axes: [Int], by reducer: Reducer, into shape: Shape
) -> [T] {
  var strides = operand.shape.reduced(along: axes).strides
  for axis in axes { strides[axis] = 0 }
  let view = View(strides: strides)
  let count = T(operand.shape.count / shape.count)
  return filled(shape.count) { result in
    if reducer == .maximum { result.update(repeating: -.infinity) }
    operand.elements.withUnsafeBufferPointer { source in
      switch reducer {
      case .sum, .mean: walk(operand.shape, view) { result[$1] += source[$0] }
      case .maximum:
        walk(operand.shape, view) { element, slot in
          let (value, greatest) = (source[element], result[slot])
          result[slot] = value > greatest || value.isNaN ? value : greatest
        }
      }
    }
    if reducer == .mean { for slot in result.indices { result[slot] /= count } }
  }
}
