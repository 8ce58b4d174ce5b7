extension Graph {
  /// The part of a graph that makes some nodes out of others, which become leaves with the given numbers: what lies
  /// before them is left out.
  /// - Returns: the part, and which of its nodes stands for which of this graph.
  public func fragment(
    making outputs: [NodeID], from inputs: [NodeID: [Double]]
  ) -> (graph: Graph, nodes: [NodeID: NodeID]) {
    var needed: Set<NodeID> = []
    var rest = outputs
    while let id = rest.popLast() {
      guard needed.insert(id).inserted, inputs[id] == nil else { continue }
      rest += self[id].operands
    }
    var builder = GraphBuilder(place: scopes[0].place)
    var nodes: [NodeID: NodeID] = [:]
    for id in needed.sorted() {
      let node = self[id]
      if let numbers = inputs[id] {
        let leaf = Leaf(name: "\(id)", role: .input, tensorShape: node.shape, data: .literal(numbers))
        nodes[id] = builder.make(leaf, [])
      } else {
        nodes[id] = builder.make(node.operation, Operands(node.operands.compactMap { nodes[$0] }))
      }
    }
    return (builder.graph, nodes)
  }
}
