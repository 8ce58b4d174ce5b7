import NNGraph
import NNRuntime

/// What stands between values in a figure: one operation, or all of a scope or of several as one box.
enum Unit: Hashable {
  case operation(NodeID)
  case scope(ScopeID)
  /// What lies in the middle of a graph too large to draw.
  case middle
}

/// Which nodes of a model make up which units, and which values lie between them.
struct Units {
  let model: Model
  let options: FigureOptions
  private(set) var unit: [Unit?]
  /// The node that computes the value of a node: repeating and regrouping axes computes nothing.
  private let source: [NodeID]
  /// The node that stands for the value that a node computes, by its name.
  private let representative: [NodeID]
  /// Scopes that are shown in their parts.
  private var isOpen: [Bool]

  init(_ model: Model, _ options: FigureOptions, foldsLayers: Bool = false) {
    self.model = model
    self.options = options
    let graph = model.graph
    (source, representative) = Units.representatives(model)
    isOpen = []
    unit = []
    isOpen = graph.scopes.indices.map { isOpen(ScopeID($0), foldsLayers: foldsLayers) }
    unit = (0..<model.forwardCount).map { unit(of: NodeID($0)) }
  }

  /// Whether a scope is shown in its parts, given its own kind and the options.
  private func isOpen(_ id: ScopeID, foldsLayers: Bool) -> Bool {
    let scope = model.graph[id]
    switch scope.kind {
    case .file, .expectation: return true
    case .group(let title):
      return !options.folded.contains(scope.name) && !(title.map(options.folded.contains) ?? false)
    case .layer(let kind):
      let names: Set = [scope.name, kind]
      guard options.folded.isDisjoint(with: names) else { return false }
      return !options.expanded.isDisjoint(with: names) || (options.detail == .node && !foldsLayers)
    }
  }

  /// The outermost scope around a node that is shown as one box, or the node itself.
  private func unit(of id: NodeID) -> Unit? {
    let node = model.graph[id]
    guard !node.operands.isEmpty, !model.graph.isExpectation(id) else { return nil }
    for scope in model.graph.chain(of: node.scope).reversed() where !isOpen[scope.index] {
      return .scope(scope)
    }
    return node.operation.isDrawn ? .operation(id) : nil
  }

  /// Puts units into the middle box.
  mutating func merge(_ merged: Set<Unit>) {
    for index in unit.indices {
      if let old = unit[index], merged.contains(old) { unit[index] = .middle }
    }
  }

  /// The units in topological order of their first node.
  var inOrder: [Unit] {
    var seen: Set<Unit> = []
    return unit.compactMap { $0 }.filter { seen.insert($0).inserted }
  }

  /// The node that stands for the value of a node.
  func value(of id: NodeID) -> NodeID { representative[source[id.index].index] }

  /// The node that computes the value of a node.
  func computing(_ id: NodeID) -> NodeID { source[id.index] }

  /// The frames around a unit or a value, the outermost first: open layers and groups.
  func frames(around scope: ScopeID) -> [ScopeID] {
    model.graph.chain(of: scope).reversed().filter { model.graph[$0].kind != .file && isOpen[$0.index] }
      .prefix { isOpen[$0.index] }.map(\.self)
  }

  /// A node that is not drawn stands for its operand's value, unless it has a name and the operand has none.
  private static func representatives(_ model: Model) -> (source: [NodeID], representative: [NodeID]) {
    let named = Set(model.graph.values.map(\.node))
    var source = (0..<model.forwardCount).map { NodeID($0) }
    var representative = source
    for index in source.indices {
      let node = model.graph.nodes[index]
      if !node.operation.isDrawn, let operand = node.operands.first { source[index] = source[operand.index] }
      let origin = source[index]
      let isFirstName = named.contains(NodeID(index)) && representative[origin.index] == origin
      if isFirstName, !named.contains(origin) { representative[origin.index] = NodeID(index) }
    }
    return (source, representative)
  }
}
