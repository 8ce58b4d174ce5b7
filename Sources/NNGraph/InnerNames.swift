extension Graph {
  /// The names of the nodes within layers, such as `sigmoid1/exp`: the layer's use and the operation, numbered from
  /// the second of a kind on. Nodes that have names of their own, or that no figure shows, are left out.
  public func innerNames(forwardCount: Int) -> [NodeID: String] {
    let named = Set(values.map(\.node))
    var counters: [String: Int] = [:]
    var names: [NodeID: String] = [:]
    for index in 0..<forwardCount {
      let id = NodeID(index)
      let node = self[id]
      guard node.operation.isDrawn, !node.operands.isEmpty, !isExpectation(id),
        let prefix = layerName(around: node.scope)
      else { continue }
      let name = "\(prefix)/\(type(of: node.operation).keyword)"
      let count = counters[name, default: 0] + 1
      counters[name] = count
      guard !named.contains(id) else { continue }
      names[id] = count == 1 ? name : "\(name)\(count)"
    }
    return names
  }

  /// The name of the innermost layer's use around a scope, or nil for the model itself.
  private func layerName(around scope: ScopeID) -> String? {
    chain(of: scope).first { if case .layer = self[$0].kind { true } else { false } }.map { self[$0].name }
  }
}
