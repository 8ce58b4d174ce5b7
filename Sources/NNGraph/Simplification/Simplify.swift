/// A graph after rewriting, and what became of each node.
public struct Simplified: Sendable {
  /// The rewritten graph. Nodes that nothing observes any more are still there; a plan leaves them out.
  public var graph: Graph
  /// For each node of the graph before, the node that now has its value.
  public var replacement: [NodeID]
  /// The rules that were applied, in order.
  public var trace: [RewriteStep]

  /// The applications of rules that turn a form that overflows into one that does not.
  public var stableSteps: [RewriteStep] {
    let names = Set(Rules.stableForms.map(\.name))
    return trace.filter { names.contains($0.rule) }
  }

  /// The node that now has the value of a node of the graph before.
  public subscript(id: NodeID) -> NodeID { replacement[id.index] }
}

/// One application of a rule.
public struct RewriteStep: Sendable {
  /// The rule's name.
  public let rule: String
  /// The node of the graph before, on whose behalf it was applied.
  public let before: NodeID
  /// The node that came out.
  public let after: NodeID
}

/// Rewrites a graph by the rules: equal nodes become one, constants fold, and forms that overflow become forms
/// that don't. Every node keeps its value, up to rounding, wherever the original form is finite.
///
/// One walk over the nodes; at each at most one rule is applied, whose result is built through the same door, to a
/// depth of `Rewriter.depthLimit`. So the work is linear in the number of nodes.
public func simplify(_ graph: Graph) -> Simplified {
  var rewriter = Rewriter(graph)
  for id in graph.ids { rewriter.take(id, graph[id]) }
  return rewriter.finish(graph)
}

/// Builds a graph in which equal nodes are one and every node has been offered to the rules.
struct Rewriter {
  /// How deep rules may build on each other.
  static let depthLimit = 24

  /// How often a rule that asks whether a better form is known may lead to another such rule.
  static let lookaheadLimit = 3

  private(set) var builder: GraphBuilder
  /// The rules that every node is offered to as it is built.
  private let rules: RuleTable
  private var known = ApplicationTable()
  private var replacement: [NodeID] = []
  private var trace: [RewriteStep] = []
  private var depth = 0
  private var lookahead = 0
  /// Whether the left side of each equation is built too, for tests to compare.
  private let isAudited: Bool
  /// The sides of each equation that was applied, where they are audited.
  private(set) var audit: [(rule: String, left: NodeID, right: NodeID)] = []

  /// Starts a graph with the scopes of another.
  init(_ graph: Graph, rules: RuleTable = Rules.computed, isAudited: Bool = false) {
    self.rules = rules
    self.isAudited = isAudited
    builder = GraphBuilder(place: graph.scopes[0].place)
    builder.graph.scopes = graph.scopes
    builder.sharesExpressions = false
    known.reserveCapacity(graph.nodes.count)
    replacement.reserveCapacity(graph.nodes.count)
  }

  /// What a node of the graph before has become.
  func replaced(_ id: NodeID) -> NodeID { replacement[id.index] }

  /// Takes over one node of the graph before.
  mutating func take(_ id: NodeID, _ node: Node) {
    builder.scope = node.scope
    builder.place = node.place
    builder.origin = node.origin.mapped { replacement[$0.index] }
    replacement.append(self(node.operation, node.operands.replaced { replacement[$0.index] }))
  }

  /// Puts a leaf in a node's place, for all that will use it.
  mutating func hide(_ id: NodeID, as name: String) -> NodeID {
    let shape = shape(replacement[id.index])
    let leaf = Leaf(name: name, role: .const, tensorShape: shape, data: .splat(1))
    replacement[id.index] = builder.make(leaf, [])
    return replacement[id.index]
  }

  /// The node of an operation: one that is there, or what a rule makes of it, or a new one.
  mutating func callAsFunction(_ operation: any Primitive, _ operands: Operands) -> NodeID {
    let application = Application(operation: operation, operands: operands)
    if let node = known[application] { return node }
    let node = rewritten(operation, operands) ?? builder.make(operation, operands)
    known.note(application, node)
    return node
  }

  /// The node of an operation: one that is there, or a new one, which `present` will not know.
  mutating func unnoted(_ operation: any Primitive, _ operands: Operands) -> NodeID {
    present(operation, operands) ?? builder.make(operation, operands)
  }

  /// What the first rule that fits makes of an operation, or nil if none fits.
  private mutating func rewritten(_ operation: any Primitive, _ operands: Operands) -> NodeID? {
    guard depth < Rewriter.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    for rule in rules[ObjectIdentifier(type(of: operation))] {
      guard let node = rule.apply(&self, operation, operands) else { continue }
      trace.append(RewriteStep(rule: rule.name, before: NodeID(replacement.count), after: node))
      if isAudited { audit.append((rule.name, builder.make(operation, operands), node)) }
      return node
    }
    return nil
  }

  /// The node of an operation if it is there.
  func present(_ operation: any Primitive, _ operands: Operands) -> NodeID? {
    known[Application(operation: operation, operands: operands)]
  }

  /// The node of an operation if it is there or a rule knows a better form of it; nothing is added otherwise.
  mutating func existing(_ operation: any Primitive, _ operands: Operands) -> NodeID? {
    let application = Application(operation: operation, operands: operands)
    if let node = known[application] { return node }
    guard lookahead < Rewriter.lookaheadLimit else { return nil }
    lookahead += 1
    defer { lookahead -= 1 }
    guard let node = rewritten(operation, operands) else { return nil }
    known.note(application, node)
    return node
  }

  /// What a rule makes of an operation, or nil if it stays as it is; nothing is added then.
  mutating func improved(_ operation: any Primitive, _ operands: Operands) -> NodeID? {
    guard let node = existing(operation, operands) else { return nil }
    let found = builder.graph[node]
    return found.operands == operands && found.operation.isEqual(to: operation) ? nil : node
  }

  /// The graph that was built, with the names, checks and output of the one before.
  consuming func finish(_ before: Graph) -> Simplified {
    builder.graph.adopt(before) { [replacement] in replacement[$0.index] }
    return Simplified(graph: builder.graph, replacement: replacement, trace: trace)
  }
}

extension Rewriter {
  /// The operands of a node if it is of an operation's kind.
  func match<P: Primitive>(_ id: NodeID, _ kind: P.Type) -> (operation: P, operands: Operands)? {
    // Most nodes are of another kind: told before anything is copied.
    guard builder.graph.nodes[id.index].kind == ObjectIdentifier(kind) else { return nil }
    return builder.graph.nodes[id.index].operation.cast(to: kind).map {
      ($0, builder.graph.nodes[id.index].operands)
    }
  }

  /// The shape of a node.
  func shape(_ id: NodeID) -> Shape { builder.graph[id].shape }

  /// The number that all elements of a node are, if it is a constant or one repeated.
  func constant(_ id: NodeID) -> Double? { builder.graph.constant(id) }

  /// A number repeated to a shape.
  mutating func number(_ value: Double, _ shape: Shape) -> NodeID {
    broadcast(self(Constant(value), []), to: shape)
  }

  /// A node repeated to a shape.
  mutating func broadcast(_ id: NodeID, to shape: Shape) -> NodeID {
    self.shape(id) == shape ? id : self(Broadcast(to: shape), [id])
  }
}

extension Origin {
  fileprivate func mapped(_ replacement: (NodeID) -> NodeID) -> Origin {
    switch self {
    case .forward: .forward
    case .backward(let node): .backward(of: replacement(node))
    }
  }
}

extension Graph {
  /// Takes names, checks and output from another graph, whose nodes `replacement` maps to those of this one.
  mutating func adopt(_ other: Graph, _ replacement: (NodeID) -> NodeID) {
    (name, title) = (other.name, other.title)
    values = other.values
    for index in values.indices { values[index].node = replacement(values[index].node) }
    expectations = other.expectations
    for index in expectations.indices {
      expectations[index].actual = replacement(expectations[index].actual)
      expectations[index].reference = replacement(expectations[index].reference)
    }
    output = other.output.map(replacement)
    upstream = other.upstream.map(replacement)
  }
}
