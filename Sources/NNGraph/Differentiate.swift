/// A graph with its backward pass, and which node is whose gradient.
public struct Differentiated: Sendable {
  /// The forward nodes as they were, then the backward ones.
  public var graph: Graph
  /// For each forward node the gradient of the output with respect to it, if one flows.
  public var gradient: [NodeID?]
  /// What each forward node adds to the gradients of its operands.
  public var contributions: Contributions

  /// The gradient of a forward node.
  public func gradient(of id: NodeID) -> NodeID? { gradient[id.index] }
}

/// For each node and operand what the node adds to the operand's gradient, or nil: all in one memory.
public struct Contributions: Sendable {
  private var parts: [NodeID?]
  /// For each node where those to its operands begin, and behind them where the last node's end.
  private var starts: [Int]

  /// That nothing flows.
  init(_ graph: Graph) {
    starts = [0]
    starts.reserveCapacity(graph.nodes.count + 1)
    var count = 0
    for index in graph.nodes.indices {
      count += graph.nodes[index].operands.count
      starts.append(count)
    }
    parts = [NodeID?](repeating: nil, count: count)
  }

  /// What a node adds, in the order of its operands.
  public subscript(id: NodeID) -> ArraySlice<NodeID?> { parts[starts[id.index]..<starts[id.index + 1]] }

  /// What a node adds to the gradient of one of its operands.
  public subscript(id: NodeID, operand: Int) -> NodeID? {
    get { parts[starts[id.index] + operand] }
    set { parts[starts[id.index] + operand] = newValue }
  }
}

/// Adds the backward pass to a graph, as more nodes of the same graph: reverse accumulation, one walk from the
/// output to the leaves. A value that is used several times has its contributions added by explicit nodes, in the
/// order of its uses.
public func differentiate(_ graph: Graph) -> Differentiated {
  let forwardCount = graph.nodes.count
  var gradient = [NodeID?](repeating: nil, count: forwardCount)
  var contributions = Contributions(graph)
  guard let output = graph.output else {
    return Differentiated(graph: graph, gradient: gradient, contributions: contributions)
  }
  let wanted = wantsGradient(graph)
  var arrivals = Arrivals(nodeCount: forwardCount)
  var backward = Backward(builder: GraphBuilder(continuing: graph, place: graph[output].place))
  backward.builder.origin = .backward(of: output)
  backward.builder.scope = graph[output].scope
  // A backward pass has seldom more than twice as many nodes.
  backward.builder.graph.nodes.reserveCapacity(3 * forwardCount)
  if wanted[output.index] { arrivals.add(seed(&backward, output, graph.upstream), at: output) }

  for index in stride(from: output.index, through: 0, by: -1) where wanted[index] {
    guard let first = arrivals.first(at: index) else { continue }
    backward.begin(NodeID(index), graph, wanted)
    let total = backward.sum(first, arrivals)
    gradient[index] = total
    backward.upstream = total
    for (operand, contribution) in graph.nodes[index].operation.pullback(&backward).enumerated() {
      guard let contribution else { continue }
      contributions[NodeID(index), operand] = contribution
      arrivals.add(contribution, at: backward.operands[operand])
    }
  }
  return Differentiated(graph: backward.builder.graph, gradient: gradient, contributions: contributions)
}

/// What arrives at the nodes from those that use them: lists in one memory, since most have one element. The walk meets
/// the last use of a node first, and a list begins with what came last: it is in the order of the uses.
private struct Arrivals {
  private var parts: [(node: NodeID, next: Int?)] = []
  private var firsts: [Int?]

  init(nodeCount: Int) {
    firsts = [Int?](repeating: nil, count: nodeCount)
    parts.reserveCapacity(nodeCount)
  }

  mutating func add(_ part: NodeID, at node: NodeID) {
    parts.append((part, firsts[node.index]))
    firsts[node.index] = parts.count - 1
  }

  func first(at index: Int) -> Int? { firsts[index] }

  subscript(part: Int) -> (node: NodeID, next: Int?) { parts[part] }
}

/// For each node, whether a value that wants a gradient flows into it.
private func wantsGradient(_ graph: Graph) -> [Bool] {
  var wanted = [Bool](repeating: false, count: graph.nodes.count)
  for index in graph.nodes.indices {
    wanted[index] =
      graph.nodes[index].operation.wantsGradient || graph.nodes[index].operands.contains { wanted[$0.index] }
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
  fileprivate mutating func begin(_ id: NodeID, _ graph: Graph, _ wanted: [Bool]) {
    node = id
    operands = graph[id].operands
    self.wanted.removeAll(keepingCapacity: true)
    for operand in operands { self.wanted.append(wanted[operand.index]) }
    builder.scope = graph[id].scope
    builder.place = graph[id].place
    builder.origin = .backward(of: id)
  }

  fileprivate mutating func sum(_ first: Int, _ arrivals: Arrivals) -> NodeID {
    var total = arrivals[first].node
    var next = arrivals[first].next
    while let part = next {
      total = self(Add(), total, arrivals[part].node)
      next = arrivals[part].next
    }
    return total
  }
}
