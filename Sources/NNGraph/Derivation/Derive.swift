/// One line of a derivation.
public struct DerivationStep: Sendable {
  /// The rule that made it, an equation; empty for the line that the chain rule gives.
  public let rule: String
  /// The formula.
  public let formula: Formula

  /// A line.
  public init(rule: String, formula: Formula) {
    self.rule = rule
    self.formula = formula
  }
}

/// Derives formulas of gradients from a definition: the chain rule's formula, then one rule at a time.
///
/// The forward pass stays as it is; what is rewritten is the gradient's own nodes, innermost first, until no rule
/// fits or `stepLimit` is reached.
public struct Deriver: Sendable {
  /// How many rules are applied to one gradient at most.
  public static let stepLimit = 80

  private let source: Differentiated
  private(set) var rewriter: Rewriter
  /// The sides of each equation that was applied.
  private(set) var audit: [(rule: String, left: NodeID, right: NodeID)] = []
  private var names: [NodeID: Formula] = [:]
  /// What the gradient of a forward node is made of; a later formula only names it.
  private var made: [NodeID: NodeID] = [:]
  /// The forward node by which a gradient is named.
  private var owner: [NodeID: NodeID] = [:]
  /// What a walk over nodes notes at them.
  private var visits = Visits()
  /// The extent of each node's formula, for as many nodes as there were when one was asked for.
  private var extents: [FormulaExtent] = []

  /// Prepares the derivations of a definition.
  /// - Parameters:
  ///   - names: what forward nodes are called; formulas go no deeper than these.
  ///   - gradients: the forward nodes whose gradients are called ∂L/∂ and a name, the ones to be preferred first.
  public init(
    _ definition: Differentiated, names: [NodeID: Formula], gradients: [(node: NodeID, name: Formula)]
  ) {
    source = definition
    rewriter = Rewriter(definition.graph, rules: RuleTable([]))
    var called: [NodeID: Formula] = [:]
    for (node, name) in gradients {
      guard let gradient = definition.gradient(of: node), called[gradient] == nil,
        definition.graph.constant(gradient) == nil
      else { continue }
      called[gradient] = name
      owner[gradient] = node
    }
    for id in definition.graph.ids {
      rewriter.take(id, definition.graph[id])
      guard let name = called[id] else { continue }
      // What has a name is not looked into: its users see a leaf.
      made[id] = rewriter.replaced(id)
      self.names[rewriter.hide(id, as: name.text)] = name
    }
    for (id, name) in names.sorted(by: { $0.key < $1.key }) {
      let node = rewriter.replaced(id)
      if self.names[node] == nil { self.names[node] = name }
    }
  }

  /// The derivation of the gradient of a forward node, or nil if none flows, if the file gives it, or if its formula
  /// is too deep.
  /// - Parameter depth: how deep a formula may go.
  public mutating func gradient(of id: NodeID, depth: Int = 24) -> [DerivationStep]? {
    guard let lines = lines(of: id, depth) else { return nil }
    var steps: [DerivationStep] = []
    for (rule, node) in lines {
      guard let formula = formula(node, depth), formula.text != steps.last?.formula.text else { continue }
      steps.append(DerivationStep(rule: rule, formula: formula))
    }
    return steps
  }

  /// The formula that ends the derivation of a gradient.
  public mutating func result(of id: NodeID, depth: Int = 24) -> Formula? {
    lines(of: id, depth)?.last.flatMap { formula($0.node, depth) }
  }

  /// Rewrites the gradient of a forward node until no rule fits.
  /// - Returns: the node that each rule leads to, or nil if there is no gradient or a formula on the way is too deep.
  private mutating func lines(of id: NodeID, _ depth: Int) -> [(rule: String, node: NodeID)]? {
    guard var root = root(of: id), isWritable(root, depth) else { return nil }
    var lines = [(rule: "", node: root)]
    var seen: Set<NodeID> = [root]
    for _ in 0..<Deriver.stepLimit {
      guard let (rule, next) = step(root), seen.insert(next).inserted else { break }
      root = next
      guard isWritable(root, depth) else { return nil }
      lines.append((rule, root))
    }
    return lines
  }

  /// The node of a forward node's gradient, before any rule.
  private func root(of id: NodeID) -> NodeID? {
    guard let gradient = source.gradient(of: id) else { return nil }
    let isOwn = owner[gradient] == id
    let root = isOwn ? made[gradient] ?? rewriter.replaced(gradient) : rewriter.replaced(gradient)
    return isOwn && rewriter.builder.graph[root].operands.isEmpty ? nil : root
  }

  private func formula(_ id: NodeID, _ depth: Int) -> Formula? {
    if let name = names[id] { return name }
    if let number = rewriter.constant(id) { return .number(number) }
    return rewriter.builder.graph.formula(of: id, in: names, limit: depth)
  }

  /// Whether a node has a formula, without writing it.
  private mutating func isWritable(_ id: NodeID, _ depth: Int) -> Bool {
    if names[id] != nil || rewriter.constant(id) != nil { return true }
    let graph = rewriter.builder.graph
    for index in extents.count..<max(extents.count, graph.nodes.count) {
      let parts = graph.nodes[index].operands.filter { names[$0] == nil }.map { extents[$0.index] }
      extents.append(FormulaExtent(of: parts))
    }
    return extents[id.index].fits(depth: depth)
  }

  /// Applies the first rule that fits, at the innermost place where one does.
  private mutating func step(_ root: NodeID) -> (rule: String, root: NodeID)? {
    let own = ownNodes(of: root)
    for id in own {
      let node = rewriter.builder.graph[id]
      let rules = Rules.written[node.operation]
      for rule in rules {
        guard let better = rule.apply(&rewriter, node.operation, node.operands), better != id else {
          continue
        }
        audit.append((rule.name, id, better))
        return (rule.name, rebuilt(root, own, replacing: id, by: better))
      }
    }
    return nil
  }

  /// The nodes of a gradient's formula that have no name and don't belong to the forward pass, operands first.
  private mutating func ownNodes(of root: NodeID) -> [NodeID] {
    visits.begin(rewriter.builder.graph.nodes.count)
    var found: [NodeID] = []
    var open = [root]
    while let id = open.popLast() {
      guard visits[id] == nil else { continue }
      visits[id] = id
      guard !isForward(id), names[id] == nil else { continue }
      found.append(id)
      open += rewriter.builder.graph[id].operands
    }
    return found.sorted()
  }

  private func isForward(_ id: NodeID) -> Bool { rewriter.builder.graph[id].origin == .forward }

  /// The root with one node replaced: the nodes above it are built anew.
  private mutating func rebuilt(
    _ root: NodeID, _ own: [NodeID], replacing old: NodeID, by new: NodeID
  ) -> NodeID {
    visits.begin(rewriter.builder.graph.nodes.count)
    visits[old] = new
    for id in own where id > old {
      let operands = rewriter.builder.graph[id].operands
      guard operands.contains(where: { visits[$0] != nil }) else { continue }
      let operation = rewriter.builder.graph[id].operation
      visits[id] = rewriter(operation, operands.map { visits[$0] ?? $0 })
    }
    return visits[root] ?? root
  }
}

/// A node for each node of a graph that a walk has come to. It is kept from walk to walk, so that a walk takes time for
/// the nodes that it comes to alone.
private struct Visits {
  private var walk = 0
  private var walks: [Int] = []
  private var nodes: [NodeID] = []

  /// Forgets all nodes.
  mutating func begin(_ count: Int) {
    walk += 1
    guard walks.count < count else { return }
    let missing = count - walks.count
    walks += repeatElement(0, count: missing)
    nodes += repeatElement(NodeID(0), count: missing)
  }

  /// What is noted at a node of the graph as it was when the walk began.
  subscript(id: NodeID) -> NodeID? {
    get { walks[id.index] == walk ? nodes[id.index] : nil }
    set {
      guard let newValue else { return }
      walks[id.index] = walk
      nodes[id.index] = newValue
    }
  }
}
