public import NNGraph

/// The derivation of a layer's gradients: the chain rule node by node, then the simplification line by line.
public struct LayerDerivation: Sendable {
  /// One operation of the layer.
  public struct NodeRow: Sendable {
    /// What its result is called: a letter, or the layer's own result.
    public var name: Formula
    /// Its result from its operands' names.
    public var forward: Formula
    /// What it adds to each operand's gradient, from the gradient of its result.
    public var backward: [(operand: Formula, contribution: Formula)]
    /// The operation's name and what it does to the gradient, in words.
    public var rule: String
  }

  /// The gradient of one input or parameter.
  public struct Gradient: Sendable {
    /// What it is the gradient of.
    public var name: Formula
    /// ∂L/∂ and the name.
    public var symbol: Formula
    /// The chain rule's formula, then one rule a line.
    public var steps: [DerivationStep]
    /// The numbers of the gradient, with those of the names in its last formula, where a model gives them.
    public var numbers: Substitution?
  }

  /// A formula with numbers in place of its names.
  public struct Substitution: Sendable {
    /// The names of the formula, each with its shape and numbers.
    public var operands: [(name: Formula, shape: Shape, numbers: [Double])]
    /// The shape of the result.
    public var shape: Shape
    /// The result.
    public var result: [Double]
  }

  /// What is derived: a layer's name, or that of its use in a model.
  public var title: String
  /// The operations, in order.
  public var nodes: [NodeRow]
  /// The gradients of what goes in.
  public var gradients: [Gradient]
  /// What is computed in another form than is written, so that it stays finite: the result and gradients, each with
  /// one line, whose rule names the equations.
  public var computed: [Gradient] = []
}

/// The derivations of the layers that a model uses, in order; of its own operations if it uses none.
/// - Parameters:
///   - hasNumbers: whether the numbers of the model belong to the derivation.
///   - sizes: numbers that stand for sizes, such as 7 for N, or for products of them, such as 77 for N·D.
///   - isWhole: whether the model is derived as one, not layer by layer.
///   - limit: how many layers are derived, the first ones.
public func deriveLayers(
  _ model: Model, hasNumbers: Bool, sizes: [Double: String] = [:], isWhole: Bool = false, limit: Int = .max
) -> [LayerDerivation] {
  var deriving = Deriving(model, hasNumbers: hasNumbers, sizes: sizes)
  let uses = model.graph.layerUses
  guard !uses.isEmpty, !isWhole else { return [deriving.wholeModel()] }
  return uses.prefix(limit).compactMap { use in use.madeBy.map { deriving.layer(use, $0) } }
}

extension Graph {
  /// The results of the layers that a model uses.
  public var layerUses: [NamedValue] { values.filter { $0.madeBy != nil } }
}

/// The state of deriving.
private struct Deriving {
  let model: Model
  let valuation: Valuation?
  let sizes: [Double: String]
  private var formulas: GradientFormulas
  /// What values are called in the derivation of the layer at hand.
  private var names: LayerNames
  /// What the definition calls nodes of the simplified graph: the last of those that became them.
  private var origins: [NodeID: NodeID] = [:]
  /// The forward nodes in each scope, and the rules by which something there became stable.
  private var nodesIn: [ScopeID: [NodeID]] = [:]
  private var stableRules: [ScopeID: [String]] = [:]

  init(_ model: Model, hasNumbers: Bool, sizes: [Double: String]) {
    self.model = model
    self.sizes = sizes
    valuation = hasNumbers ? evaluate(model, observing: model.namedNodes) : nil
    formulas = GradientFormulas(model)
    names = LayerNames(model.graph)
    for node in names.nodes { origins[model.simplified[node]] = node }
    for id in model.graph.ids.prefix(model.forwardCount) {
      for scope in model.graph.chain(of: model.graph[id].scope) { nodesIn[scope, default: []].append(id) }
    }
    for step in model.simplified.stableSteps {
      for scope in model.graph.chain(of: model.simplified.graph[step.after].scope)
      where stableRules[scope]?.contains(step.rule) != true {
        stableRules[scope, default: []].append(step.rule)
      }
    }
  }

  mutating func layer(_ use: NamedValue, _ scope: ScopeID) -> LayerDerivation {
    names.enter(scope)
    let inputs = names.values(givenTo: scope)
    var derivation = LayerDerivation(
      title: use.name, nodes: rows(nodesIn[scope] ?? []), gradients: gradients(inputs))
    derivation.computed = computed(use, scope, inputs, derivation.gradients)
    return derivation
  }

  /// The stable forms of a layer's result and of its gradients, where they differ from what is written.
  private func computed(
    _ use: NamedValue, _ scope: ScopeID, _ inputs: [NamedValue], _ written: [LayerDerivation.Gradient]
  ) -> [LayerDerivation.Gradient] {
    guard let rules = stableRules[scope], let result = names[use.node] else { return [] }
    var lines = [computedLine(result, use.node, rules)]
    for gradient in written {
      guard let input = inputs.first(where: { names[$0.node] == gradient.name }),
        let node = model.definition.gradient(of: input.node)
      else { continue }
      let line = computedLine(gradient.symbol, node, rules)
      if line?.steps.first?.formula.text != gradient.steps.last?.formula.text { lines.append(line) }
    }
    return lines.compactMap(\.self)
  }

  /// One line: a node of the definition by the formula of what it is computed as, unless that is too long to read.
  private func computedLine(
    _ symbol: Formula, _ node: NodeID, _ rules: [String]
  ) -> LayerDerivation.Gradient? {
    let own = model.simplified[node]
    let upstream = model.graph.output.flatMap { output -> (node: NodeID, name: Formula)? in
      guard let name = names[output], let gradient = model.definition.gradient(of: output),
        model.graph.constant(gradient) == nil
      else { return nil }
      return (model.simplified[gradient], .gradient(name.text, rank: model.graph[output].shape.rank))
    }
    let called = { (id: NodeID) -> Formula? in
      if id == own { return nil }
      return id == upstream?.node ? upstream?.name : origins[id].flatMap { names[$0] }
    }
    guard let formula = model.simplified.graph.formula(of: own, in: called, limit: 12),
      formula.size <= 32
    else { return nil }
    let step = DerivationStep(rule: rules.joined(separator: "; "), formula: sized(formula))
    return LayerDerivation.Gradient(name: symbol, symbol: symbol, steps: [step], numbers: nil)
  }

  mutating func wholeModel() -> LayerDerivation {
    names.enter(.file)
    let nodes = model.graph.ids.prefix(model.forwardCount).filter { !model.graph.isExpectation($0) }
    let leaves = model.graph.values.filter { model.graph[$0.node].operands.isEmpty }
    var derivation = LayerDerivation(
      title: model.graph.name, nodes: rows(Array(nodes)), gradients: gradients(leaves))
    if let output = model.graph.values.last(where: { $0.node == model.graph.output }) {
      derivation.computed = computed(output, .file, leaves, derivation.gradients)
    }
    return derivation
  }

  /// A row an operation; what only repeats or regroups is no operation of its own.
  private func rows(_ nodes: [NodeID]) -> [LayerDerivation.NodeRow] {
    var names = names
    var letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q"]
      .makeIterator()
    var rows: [LayerDerivation.NodeRow] = []
    for id in nodes where model.graph[id].operation.isDrawn && !model.graph[id].operands.isEmpty {
      let node = model.graph[id]
      let operands = node.operands.map { self.name(of: $0, names) }
      var name = names[id]
      while name == nil {
        let letter = letters.next() ?? "\(id)"
        if !names.isTaken(letter) { name = .symbol(letter, rank: node.shape.rank) }
      }
      let own = name ?? .symbol(id.description, rank: 0)
      names[id] = own
      let kind = type(of: node.operation)
      rows.append(
        LayerDerivation.NodeRow(
          name: own, forward: sized(node.operation.formula(operands)),
          backward: contributions(id, names), rule: "\(kind.keyword) \(kind.chainRule)"))
    }
    return rows
  }

  /// What a node is called: through what repeats or regroups it, its operand's name.
  private func name(of id: NodeID, _ names: LayerNames) -> Formula {
    if let name = names[id] { return name }
    if let number = model.graph.constant(id) { return sized(.number(number)) }
    let node = model.graph[id]
    guard !node.operation.isDrawn, let operand = node.operands.first else {
      return node.operands.isEmpty
        ? node.operation.formula([]) : .symbol(id.description, rank: node.shape.rank)
    }
    return name(of: operand, names)
  }

  private func contributions(
    _ id: NodeID, _ names: LayerNames
  ) -> [(operand: Formula, contribution: Formula)] {
    let gradient = model.definition.gradient(of: id).flatMap { model.graph.constant($0) == nil ? $0 : nil }
    let known = { (part: NodeID) -> Formula? in
      guard part == gradient, let name = names[id] else { return names[part] }
      return .gradient(name.text, rank: model.graph[id].shape.rank)
    }
    return model.graph[id].operands.indices.compactMap { position in
      let (operand, part) = arriving(id, position, names)
      guard let part, let formula = known(part) ?? model.graph.formula(of: part, in: known) else {
        return nil
      }
      return (name(of: operand, names), sized(model.graph.constant(part).map { .number($0) } ?? formula))
    }
  }

  /// What an operand adds to a gradient, where it arrives: through what repeats or regroups the operand.
  private func arriving(
    _ id: NodeID, _ position: Int, _ names: LayerNames
  ) -> (operand: NodeID, part: NodeID?) {
    var (user, slot) = (id, position)
    var operand = model.graph[user].operands[slot]
    while names[operand] == nil, !model.graph[operand].operation.isDrawn,
      !model.graph[operand].operands.isEmpty
    {
      (user, slot) = (operand, 0)
      operand = model.graph[user].operands[slot]
    }
    return (operand, model.definition.contributions[user, slot])
  }

  private mutating func gradients(_ inputs: [NamedValue]) -> [LayerDerivation.Gradient] {
    inputs.compactMap { value in
      guard let name = names[value.node],
        let steps = formulas.derivation(of: value.node)?.map({
          DerivationStep(rule: $0.rule, formula: withShortNames($0.formula))
        })
      else { return nil }
      let rank = model.graph[value.node].shape.rank
      return LayerDerivation.Gradient(
        name: name, symbol: .gradient(name.text, rank: rank),
        steps: steps.map { DerivationStep(rule: $0.rule, formula: sized($0.formula)) },
        numbers: substitution(value, steps))
    }
  }

  private func substitution(_ value: NamedValue, _ steps: [DerivationStep]) -> LayerDerivation.Substitution? {
    guard let valuation, let gradient = model.definition.gradient(of: value.node),
      let result = valuation[gradient], let last = steps.last
    else { return nil }
    var operands: [(name: Formula, shape: Shape, numbers: [Double])] = []
    for name in last.formula.names where !operands.contains(where: { $0.name == name }) {
      guard let node = node(called: name), let numbers = valuation[node] else { continue }
      operands.append((name, model.graph[node].shape, numbers))
    }
    return LayerDerivation.Substitution(
      operands: operands, shape: model.graph[value.node].shape, result: result)
  }

  /// The node of a value or of its gradient by what it is called in formulas.
  private func node(called name: Formula) -> NodeID? {
    guard case .gradient(let value, let rank) = name else { return names.node(called: name) }
    return names.node(called: .symbol(value, rank: rank)).flatMap { model.definition.gradient(of: $0) }
  }

  private func withShortNames(_ formula: Formula) -> Formula {
    formula.mapped { part in
      switch part {
      case .symbol(let name, let rank): .symbol(names.shortened(name), rank: rank)
      case .gradient(let name, let rank): .gradient(names.shortened(name), rank: rank)
      default: part
      }
    }
  }

  /// The formula with the names of sizes in place of their numbers.
  private func sized(_ formula: Formula) -> Formula {
    sizes.isEmpty
      ? formula
      : formula.mapped { part in
        guard case .number(let number) = part, number != 0 else { return part }
        let inverse = (1 / number).rounded()
        if abs(number) < 1, inverse * number == 1 { return .quotient(.number(1), sized(.number(inverse))) }
        guard let name = sizes[abs(number)] else { return part }
        let factors = name.split(separator: "·").map { Formula.symbol(String($0), rank: 0) }
        let size = factors.dropFirst().reduce(factors.first ?? part) { .infix("·", $0, $1, .product) }
        return number < 0 ? .negated(size) : size
      }
  }
}
