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
/// fits or `stepLimit` is reached. The lines of a derivation are built afterwards, so that a gradient's formula is the
/// same whether its derivation is told or not.
public struct Deriver: Sendable {
  /// How many rules are applied to one gradient at most.
  public static let stepLimit = 80

  private let source: Differentiated
  private(set) var rewriter: Rewriter
  /// The sides of each equation that was applied.
  private(set) var audit: [(rule: String, left: NodeID, right: NodeID)] = []
  private var names: [NodeID: Formula] = [:]
  /// Whether a node has a name, up to the last that has one.
  private var isNamed: [Bool] = []
  /// What the gradient of a forward node is made of; a later formula only names it.
  private var made: [NodeID: NodeID] = [:]
  /// The forward node by which a gradient is named.
  private var owner: [NodeID: NodeID] = [:]
  /// What nodes have become, and what becomes of them next.
  private var forms = Visits()
  private var successors = Visits()
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
    isNamed = Array(repeating: false, count: rewriter.builder.graph.nodes.count)
    for id in self.names.keys { isNamed[id.index] = true }
  }

  /// The derivation of the gradient of a forward node, or nil if none flows, if the file gives it, or if its formula
  /// is too deep.
  /// - Parameter depth: how deep a formula may go.
  public mutating func gradient(of id: NodeID, depth: Int = 24) -> [DerivationStep]? {
    guard let root = root(of: id), isWritable(root, depth) else { return nil }
    let start = audit.count
    _ = settled(root)
    var steps: [DerivationStep] = []
    add("", root, depth, to: &steps)
    var replaced: [NodeID: NodeID] = [:]
    for (rule, left, right) in audit[start...] {
      replaced[left] = right
      let line = settled(root, replacing: replaced)
      guard isWritable(line, depth) else { return nil }
      add(rule, line, depth, to: &steps)
    }
    return steps
  }

  /// The formula that ends the derivation of a gradient.
  public mutating func result(of id: NodeID, depth: Int = 24) -> Formula? {
    guard let root = root(of: id), isWritable(root, depth) else { return nil }
    let end = settled(root)
    return isWritable(end, depth) ? formula(end, depth) : nil
  }

  /// Adds a line, unless it reads as the one before.
  private func add(_ rule: String, _ line: NodeID, _ depth: Int, to steps: inout [DerivationStep]) {
    guard let formula = formula(line, depth), formula.text != steps.last?.formula.text else { return }
    steps.append(DerivationStep(rule: rule, formula: formula))
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
    return rewriter.builder.graph.formula(of: id, in: { names[$0] }, limit: depth)
  }

  /// Whether a node has a formula, without writing it.
  private mutating func isWritable(_ id: NodeID, _ depth: Int) -> Bool {
    if hasName(id) || rewriter.constant(id) != nil { return true }
    let graph = rewriter.builder.graph
    for index in extents.count..<max(extents.count, graph.nodes.count) {
      let parts = graph.nodes[index].operands.filter { !hasName($0) }.map { extents[$0.index] }
      extents.append(FormulaExtent(of: parts))
    }
    return extents[id.index].fits(depth: depth)
  }

  /// What a gradient's nodes become when rules are applied, innermost first, until none fits; each application is
  /// noted in `audit`. Or, where it is said what replaces which node, when that is done: a line of a derivation, whose
  /// nodes no rule knows.
  ///
  /// A node's turn comes when its operands have settled; what takes its place settles instead of it.
  private mutating func settled(_ root: NodeID, replacing replaced: [NodeID: NodeID]? = nil) -> NodeID {
    forms.begin()
    successors.begin()
    let last = audit.count + Deriver.stepLimit
    var open = [root]
    while let id = open.last {
      if form(id) != nil {
        open.removeLast()
      } else if let successor = successors[id] {
        // What leads back to a node on the way is as good as nothing.
        if let form = form(successor) ?? (successors[successor] == nil ? nil : id) {
          forms[id] = form
        } else {
          open.append(successor)
        }
      } else {
        let operands = rewriter.builder.graph.nodes[id.index].operands
        let waiting = operands.filter { form($0) == nil && successors[$0] == nil }
        if waiting.isEmpty {
          let settled = operands.replaced { form($0) ?? $0 }
          if let next = next(id, operands: settled, last, replaced), next != id {
            successors[id] = next
          } else {
            forms[id] = id
          }
        } else {
          open += waiting.reversed()
        }
      }
    }
    return form(root) ?? root
  }

  /// What a node has become, once that is known; what has a name and what is of the forward pass stays as it is.
  private func form(_ id: NodeID) -> NodeID? { forms[id] ?? (isOwn(id) ? nil : id) }

  private func isOwn(_ id: NodeID) -> Bool {
    rewriter.builder.graph.nodes[id.index].origin != .forward && !hasName(id)
  }

  private func hasName(_ id: NodeID) -> Bool { id.index < isNamed.count && isNamed[id.index] }

  /// The node on other operands, or what replaces it; nil if nothing does.
  private mutating func next(
    _ id: NodeID, operands: Operands, _ last: Int, _ replaced: [NodeID: NodeID]?
  ) -> NodeID? {
    let node = rewriter.builder.graph[id]
    guard node.operands == operands else {
      return replaced == nil
        ? rewriter(node.operation, operands) : rewriter.unnoted(node.operation, operands)
    }
    if let replaced { return replaced[id] }
    for rule in Rules.written[node.kind] where audit.count < last {
      guard let better = rule.apply(&rewriter, node.operation, operands), better != id else { continue }
      audit.append((rule.name, id, better))
      return better
    }
    return nil
  }
}

/// A node for each node of a graph that a walk has come to. It is kept from walk to walk, so that a walk takes time for
/// the nodes that it comes to alone.
private struct Visits {
  private var walk = 0
  private var walks: [Int] = []
  private var nodes: [NodeID] = []

  /// Forgets all nodes.
  mutating func begin() { walk += 1 }

  /// What is noted at a node.
  subscript(id: NodeID) -> NodeID? {
    get { id.index < walks.count && walks[id.index] == walk ? nodes[id.index] : nil }
    set {
      guard let newValue else { return }
      if id.index >= walks.count {
        let missing = id.index + 1 - walks.count
        walks += repeatElement(0, count: missing)
        nodes += repeatElement(NodeID(0), count: missing)
      }
      walks[id.index] = walk
      nodes[id.index] = newValue
    }
  }
}
