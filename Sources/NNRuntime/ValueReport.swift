public import NNGraph

/// How much of a model is looked at.
public enum Detail: String, CaseIterable, Sendable {
  /// The values between layers.
  case layer
  /// Every operation within them.
  case node
}

/// One value with its numbers: what tables, JSON and figures say about it.
public struct ReportedValue: Sendable {
  /// The name: `affine1.W`, or `sigmoid1/exp` within a layer.
  public var name: String
  /// What it is for.
  public var role: ValueRole
  /// The node of the definition.
  public var node: NodeID
  /// The layer that made it, such as `affine`, with the names of its inputs.
  public var layer: (name: String, inputs: [String])?
  /// The shape.
  public var shape: Shape
  /// The numbers.
  public var numbers: [Double]
  /// The gradient's numbers; nil if none flows.
  public var gradient: [Double]?
  /// The gradient's formula in terms of other values, if it is short.
  public var formula: Formula?
}

/// The values of a model in topological order, at a detail.
public func report(_ model: Model, dtype: DType, detail: Detail) -> (
  values: [ReportedValue], findings: [Finding]
) {
  let inner = detail == .node ? model.graph.innerNames(forwardCount: model.forwardCount) : [:]
  let innerNodes = inner.keys.flatMap { [$0, model.definition.gradient(of: $0)].compactMap(\.self) }
  let valuation = evaluate(model, observing: model.namedNodes.union(innerNodes), dtype: dtype)
  var formulas = GradientFormulas(model)
  let names = Dictionary(model.graph.values.map { ($0.node, $0.name) }, uniquingKeysWith: { name, _ in name })
  let named = model.graph.values.map { value in
    ReportedValue(
      name: value.name, role: value.role, node: value.node, layer: model.layer(of: value, names),
      shape: model.graph[value.node].shape, numbers: valuation[value.node] ?? [],
      gradient: model.definition.gradient(of: value.node).flatMap { valuation[$0] },
      formula: formulas.gradient(of: value.node))
  }
  let within = inner.map { id, name in
    ReportedValue(
      name: name, role: .value, node: id, layer: nil, shape: model.graph[id].shape,
      numbers: valuation[id] ?? [], gradient: model.definition.gradient(of: id).flatMap { valuation[$0] },
      formula: nil)
  }
  let order = { (one: ReportedValue, other: ReportedValue) in (one.node, one.name) < (other.node, other.name)
  }
  let unstable = unstableForms(model, valuation, inner: inner)
  return ((named + within).sorted(by: order), findings(model, valuation) + unstable)
}

extension Model {
  /// The layer whose use made a value, with the names of what went into it.
  fileprivate func layer(
    of value: NamedValue, _ names: [NodeID: String]
  ) -> (name: String, inputs: [String])? {
    guard let scope = value.madeBy, case .layer(let name) = graph[scope].kind else { return nil }
    return (name, graph[scope].inputs.map { names[$0] ?? $0.description })
  }
}

/// Formulas of gradients in terms of named values and their gradients.
public struct GradientFormulas {
  private var deriver: Deriver

  /// The formulas of a model; `rename` says what a value is called in them.
  public init(_ model: Model, rename: (NamedValue) -> String = \.name) {
    let written = model.graph.values.filter { !$0.isAutomatic }
    func name(_ value: NamedValue, _ form: (String, Int) -> Formula) -> Formula {
      form(rename(value), model.graph[value.node].shape.rank)
    }
    let names = Dictionary(
      written.map { ($0.node, name($0, Formula.symbol)) }, uniquingKeysWith: { first, _ in first })
    // Where several values have one gradient, it is called by the last: ∂L/∂y, not ∂L/∂b.
    deriver = Deriver(
      model.definition, names: GradientFormulas.withLayers(model, names),
      gradients: written.reversed().map { ($0.node, name($0, Formula.gradient)) })
  }

  /// The results of layers within layers are called by the layer: `softmax(x)`.
  private static func withLayers(_ model: Model, _ names: [NodeID: Formula]) -> [NodeID: Formula] {
    var names = names
    for scope in model.graph.scopes {
      guard case .layer(let kind) = scope.kind, let output = scope.output, names[output] == nil else {
        continue
      }
      let inputs = scope.inputs.compactMap { names[$0] }
      if inputs.count == scope.inputs.count { names[output] = .function(kind, inputs) }
    }
    return names
  }

  /// The derivation of the gradient of a node, line by line.
  public mutating func derivation(of id: NodeID) -> [DerivationStep]? { deriver.gradient(of: id) }

  /// The formula of the gradient of a node, or nil if there is none, or none that is short.
  public mutating func gradient(of id: NodeID, size: Int = 16) -> Formula? {
    guard let formula = deriver.result(of: id), formula.size <= size else { return nil }
    return formula
  }
}

extension Model {
  /// The outermost layer around a node.
  func outermostLayer(of id: NodeID) -> ScopeID? {
    graph.chain(of: graph[id].scope).last { if case .layer = graph[$0].kind { true } else { false } }
  }
}
