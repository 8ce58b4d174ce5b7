/// A graph with its backward pass, and which node is whose gradient.
public struct Differentiated: Sendable {
  /// The forward nodes as they were, then the backward ones.
  public var graph: Graph
  /// For each forward node the gradient of the output with respect to it, if one flows.
  public var gradient: [NodeID?]
  /// For each forward node and operand, what the node adds to the operand's gradient.
  public var contributions: [[NodeID?]]

  /// The gradient of a forward node.
  public func gradient(of id: NodeID) -> NodeID? { gradient[id.index] }
}

/// Adds the backward pass to a graph, as more nodes of the same graph: reverse accumulation, one walk from the
/// output to the leaves. A value that is used several times has its contributions added by explicit nodes, in the
/// order of its uses.
public func differentiate(_ graph: Graph) -> Differentiated {
  let forwardCount = graph.nodes.count
  var gradient = [NodeID?](repeating: nil, count: forwardCount)
  var contributions = graph.nodes.map { [NodeID?](repeating: nil, count: $0.operands.count) }
  guard let output = graph.output else {
    return Differentiated(graph: graph, gradient: gradient, contributions: contributions)
  }
  let wanted = wantsGradient(graph)
  var arrived = [[NodeID]](repeating: [], count: forwardCount)
  var backward = Backward(builder: GraphBuilder(continuing: graph, place: graph[output].place))
  backward.builder.origin = .backward(of: output)
  backward.builder.scope = graph[output].scope
  if wanted[output.index] { arrived[output.index] = [seed(&backward, output, graph.upstream)] }

  for index in stride(from: output.index, through: 0, by: -1) where wanted[index] && !arrived[index].isEmpty {
    let node = graph.nodes[index]
    backward.begin(NodeID(index), node, wanted: node.operands.map { wanted[$0.index] })
    let total = backward.sum(arrived[index].reversed())
    gradient[index] = total
    backward.upstream = total
    contributions[index] = node.operation.pullback(&backward)
    for (operand, contribution) in zip(node.operands, contributions[index]) {
      if let contribution { arrived[operand.index].append(contribution) }
    }
  }
  return Differentiated(graph: backward.builder.graph, gradient: gradient, contributions: contributions)
}

/// For each node, whether a value that wants a gradient flows into it.
private func wantsGradient(_ graph: Graph) -> [Bool] {
  var wanted = [Bool](repeating: false, count: graph.nodes.count)
  for (index, node) in graph.nodes.enumerated() {
    wanted[index] = node.operation.wantsGradient || node.operands.contains { wanted[$0.index] }
  }
  return wanted
}

/// ∂L/∂L = 1, or the upstream gradient of an output that is no scalar: what the file gives, else ones. The latter is
/// a leaf, so that formulas keep it as ∂L/∂y.
private func seed(_ backward: inout Backward, _ output: NodeID, _ upstream: NodeID?) -> NodeID {
  if let upstream { return upstream }
  let shape = backward.shape(output)
  guard shape.rank > 0 else { return backward.number(1, like: output) }
  return backward(Leaf(name: "upstream", role: .const, tensorShape: shape, data: .splat(1)))
}

extension Backward {
  fileprivate mutating func begin(_ id: NodeID, _ node: Node, wanted: [Bool]) {
    self.node = id
    self.wanted = wanted
    operands = node.operands
    builder.scope = node.scope
    builder.place = node.place
    builder.origin = .backward(of: id)
  }

  fileprivate mutating func sum(_ parts: [NodeID]) -> NodeID {
    var total = parts[0]
    for part in parts.dropFirst() { total = self(Add(), total, part) }
    return total
  }
}
