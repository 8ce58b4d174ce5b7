public import NNGraph

/// What a run does: the nodes that the observed values need, in order, and when each is let go.
///
/// The place for fused kernels and buffers; so far a step computes one node into memory of its own.
public struct Plan: Sendable {
  /// One node to compute.
  public struct Step: Sendable {
    /// The node.
    public let node: NodeID
    /// The nodes that nothing needs after it.
    public let released: [NodeID]
  }

  /// The graph.
  public let graph: Graph
  /// The nodes to compute, in order.
  public let steps: [Step]
  /// The nodes whose numbers are kept.
  public let observed: [NodeID]
}

/// Plans a run that computes `observed` and nothing that they don't need.
public func plan(_ graph: Graph, observing observed: some Sequence<NodeID>) -> Plan {
  let observed = Set(observed)
  var isNeeded = [Bool](repeating: false, count: graph.nodes.count)
  for id in observed { isNeeded[id.index] = true }
  for index in graph.nodes.indices.reversed() where isNeeded[index] {
    for operand in graph.nodes[index].operands { isNeeded[operand.index] = true }
  }
  var lastUse = [Int](repeating: -1, count: graph.nodes.count)
  for (index, node) in graph.nodes.enumerated() where isNeeded[index] {
    lastUse[index] = index
    for operand in node.operands { lastUse[operand.index] = index }
  }
  var released = [[NodeID]](repeating: [], count: graph.nodes.count)
  for id in graph.ids where isNeeded[id.index] && !observed.contains(id) {
    released[lastUse[id.index]].append(id)
  }
  let steps = graph.ids.filter { isNeeded[$0.index] }.map {
    Plan.Step(node: $0, released: released[$0.index])
  }
  return Plan(graph: graph, steps: steps, observed: observed.sorted())
}

extension Plan {
  /// The text form: one step a line, with the bytes that it writes in f64, and the most that is held at once.
  public var text: String {
    var lines: [String] = []
    var held = 0
    var peak = 0
    for step in steps {
      let node = graph[step.node]
      held += node.shape.count * 8
      peak = max(peak, held)
      let call = ([node.operation.signature] + node.operands.map(\.description)).joined(separator: " ")
      let freed =
        step.released.isEmpty ? "" : "  frees " + step.released.map(\.description).joined(separator: " ")
      lines.append("\(step.node) = \(call) : \(node.shape), \(node.shape.count * 8) bytes\(freed)")
      held -= step.released.reduce(0) { $0 + graph[$1].shape.count * 8 }
    }
    lines.append("observed " + observed.map(\.description).joined(separator: " "))
    lines.append("peak \(peak) bytes")
    return lines.joined(separator: "\n") + "\n"
  }
}
