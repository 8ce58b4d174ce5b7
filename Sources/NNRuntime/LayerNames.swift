import NNGraph

/// What values are called in the derivations of one layer after the other: `affine1.W` is `W` where it is the layer's
/// own and nothing else is called so. What goes into a layer has a name too, even one that the file doesn't give.
/// To settle a layer's names takes as long as it has values, however many there are.
struct LayerNames {
  private let graph: Graph
  private let inputs: Set<NodeID>
  /// Values by the node that makes them and by the scopes in which it stands, as indices; nodes by their values' names.
  private var valuesOf: [NodeID: [Int]] = [:]
  private var valuesIn: [ScopeID: [Int]] = [:]
  private var nodeOf: [String: NodeID] = [:]
  /// What the layer at hand calls nodes in another way than the model does, and the reverse.
  private var own: [NodeID: Formula] = [:]
  private var ownNode: [String: NodeID] = [:]
  /// What stands for the names of values in its formulas.
  private var short: [String: String] = [:]

  init(_ graph: Graph) {
    self.graph = graph
    inputs = Set(graph.scopes.flatMap(\.inputs))
    for (index, value) in graph.values.enumerated() {
      valuesOf[value.node, default: []].append(index)
      nodeOf[value.name] = value.node
      for scope in graph.chain(of: graph[value.node].scope) { valuesIn[scope, default: []].append(index) }
    }
  }

  /// Settles what the values within a scope are called.
  mutating func enter(_ scope: ScopeID) {
    (own, ownNode, short) = ([:], [:], [:])
    var names: [NodeID: String] = [:]
    for index in valuesIn[scope] ?? [] {
      let value = graph.values[index]
      names[value.node] = value.name.split(separator: ".").last.map(String.init)
    }
    var uses = Dictionary(names.values.map { ($0, 1) }, uniquingKeysWith: +)
    for name in Array(uses.keys) {
      guard let other = nodeOf[name], names[other] == nil, name == modelName(of: other) else { continue }
      uses[name, default: 0] += 1
      call(other, nil)
    }
    for (node, name) in names { call(node, uses[name] == 1 ? name : nil) }
  }

  /// Calls a node so, or by its own names.
  private mutating func call(_ node: NodeID, _ name: String?) {
    for index in valuesOf[node] ?? [] { short[graph.values[index].name] = name ?? graph.values[index].name }
    guard let value = seen(node) else { return }
    let text = name ?? value.name
    own[node] = .symbol(text, rank: graph[node].shape.rank)
    ownNode[text] = node
  }

  /// What the model calls a node: by the last of its values.
  private func modelName(of node: NodeID) -> String? { valuesOf[node]?.last.map { graph.values[$0].name } }

  /// The first value after which a node is called something.
  private func seen(_ node: NodeID) -> NamedValue? {
    valuesOf[node]?.map { graph.values[$0] }.first { !$0.isAutomatic || inputs.contains(node) }
  }

  /// The nodes that are called something, in order.
  var nodes: [NodeID] { valuesOf.keys.filter { seen($0) != nil }.sorted() }

  /// What a node is called.
  subscript(id: NodeID) -> Formula? {
    get {
      if let name = own[id] { return name }
      guard seen(id) != nil, let name = modelName(of: id) else { return nil }
      return .symbol(name, rank: graph[id].shape.rank)
    }
    set { own[id] = newValue }
  }

  /// What stands for a value's name in formulas.
  func shortened(_ name: String) -> String { short[name] ?? nodeOf[name].flatMap(modelName) ?? name }

  /// Whether something is called so.
  func isTaken(_ name: String) -> Bool {
    [nodeOf[name], ownNode[name]].contains { $0.flatMap { self[$0] }?.text == name }
  }

  /// The node whose value is called so: of several the one whose value was written last.
  func node(called name: Formula) -> NodeID? {
    guard case .symbol(let text, _) = name else { return nil }
    let written = [nodeOf[text], ownNode[text]].compactMap(\.self).filter { self[$0] == name }
      .compactMap { node in valuesOf[node]?.last { !graph.values[$0].isAutomatic } }
    return written.max().map { graph.values[$0].node }
  }

  /// What goes into a layer, and its own parameters, in the order of the file.
  func values(givenTo scope: ScopeID) -> [NamedValue] {
    let given = graph[scope].inputs.flatMap { valuesOf[$0] ?? [] }
    let parameters = (valuesIn[scope] ?? []).filter { graph.values[$0].role == .param }
    return Set(given + parameters).sorted().map { graph.values[$0] }
  }
}
