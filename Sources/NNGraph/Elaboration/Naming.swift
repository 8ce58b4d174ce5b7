import NNSyntax

extension Elaborator {
  /// Gives every value a name: the output its role, operations of the model itself names such as `add1`; then
  /// sorts the values by their nodes.
  mutating func nameValues(output: NodeID) {
    var named = Set(builder.graph.values.flatMap { [$0.node, source(of: $0.node)] })
    for id in builder.graph.ids where !named.contains(id) {
      guard let base = anonymousName(id) else { continue }
      named.insert(id)
      builder.graph.values.append(
        NamedValue(
          name: counted(base), role: .value, node: id, madeBy: nil, isAutomatic: true,
          variables: builder.graph[id].shape.dimensions.map { _ in nil }, place: builder.graph[id].place))
    }
    let order = builder.graph.values.enumerated().sorted {
      ($0.element.node, $0.offset) < ($1.element.node, $1.offset)
    }
    builder.graph.values = order.map(\.element)
    if let index = builder.graph.values.lastIndex(where: { $0.node == output && $0.role.isComputed }) {
      builder.graph.values[index].role = .output
    }
  }

  /// The node that computes what a node repeats or regroups.
  private func source(of id: NodeID) -> NodeID {
    var id = id
    while !builder.graph[id].operation.isDrawn, let operand = builder.graph[id].operands.first {
      id = operand
    }
    return id
  }

  /// The kind of name for a node that belongs to the model itself and that a figure shows, or nil.
  private func anonymousName(_ id: NodeID) -> String? {
    let node = builder.graph[id]
    guard node.operation.isDrawn, !node.operands.isEmpty else { return nil }
    for scope in builder.graph.chain(of: node.scope) {
      switch builder.graph[scope].kind {
      case .layer, .expectation: return nil
      case .file, .group: continue
      }
    }
    return type(of: node.operation).keyword
  }
}

extension ValueRole {
  /// Whether it is computed, not given.
  public var isComputed: Bool { self == .layer || self == .value || self == .output }
}
