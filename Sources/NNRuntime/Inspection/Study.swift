import NNGraph

/// A model with its numbers, and how its named values hang together.
struct Study {
  let model: Model
  let dtype: DType
  let valuation: Valuation
  /// The way from its inputs to each named value that is computed, in topological order.
  let regions: [Region]
  /// The names of values, by node.
  let names: [NodeID: NamedValue]
  /// The regions into which a value goes, by their indices.
  let regionsUsing: [NodeID: [Int]]

  /// - Parameter numbers: those of all named nodes, if they are known.
  init(_ model: Model, _ dtype: DType, numbers: Valuation? = nil) {
    self.init(
      model, dtype, numbers ?? evaluate(model, observing: model.namedNodes, dtype: dtype),
      of: model.graph.values)
  }

  /// The same numbers between the values that the file names and those of layers: an operation without a name belongs
  /// to what it leads to, so that a function counts as one however it is spelled.
  var ofWrittenValues: Study {
    let output = model.graph.output
    return Study(
      model, dtype, valuation, of: model.graph.values.filter { !$0.isAutomatic || $0.node == output })
  }

  private init(_ model: Model, _ dtype: DType, _ valuation: Valuation, of values: [NamedValue]) {
    self.model = model
    self.dtype = dtype
    self.valuation = valuation
    names = Dictionary(values.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
    regions = NNRuntime.regions(model, names)
    regionsUsing = regions.enumerated().reduce(into: [:]) { users, region in
      for input in region.element.inputs { users[input.value, default: []].append(region.offset) }
    }
  }

  /// The gradient's numbers of a node, if they were observed.
  func gradient(of id: NodeID) -> [Double]? { model.definition.gradient(of: id).flatMap { valuation[$0] } }

  /// The norm of the gradient of a node; nil if none flows.
  func gradientNorm(of id: NodeID) -> Double? { gradient(of: id).map { Statistics($0).norm } }

  /// The numbers of nodes of the simplified graph, from those of the named values where they are enough.
  func numbers(of ids: [NodeID]) -> [NodeID: [Double]] {
    let graph = model.simplified.graph
    var known: [NodeID: [Double]] = [:]
    for node in names.keys {
      if let numbers = valuation[node] { known[model.simplified[node]] = numbers }
    }
    for id in ids where known[id] == nil {
      if let number = graph.constant(id) {
        let rounded = dtype == .f32 ? Double(Float(number)) : number
        known[id] = Array(repeating: rounded, count: graph[id].shape.count)
      }
    }
    return ids.allSatisfy { known[$0] != nil } ? known : numbers(of: ids, replacing: [:])
  }

  /// The numbers of nodes of the simplified graph where others have been replaced.
  func numbers(of ids: [NodeID], replacing replaced: [NodeID: [Double]]) -> [NodeID: [Double]] {
    let plan = plan(model.simplified.graph, observing: ids)
    switch dtype {
    case .f64:
      let results = run(plan, as: Double.self, replacing: replaced)
      return Dictionary(plan.observed.map { ($0, results[$0]?.elements ?? []) }) { first, _ in first }
    case .f32:
      let results = run(plan, as: Float.self, replacing: replaced.mapValues { $0.map { Float($0) } })
      return Dictionary(plan.observed.map { ($0, results[$0]?.elements.map { Double($0) } ?? []) }) {
        first, _ in
        first
      }
    }
  }

  /// What is told of each value.
  var rows: [Inspection.Row] {
    let gains = Dictionary(
      regions.compactMap { region in gain(of: region).map { (region.value, $0) } },
      uniquingKeysWith: { first, _ in first })
    let loss = model.graph.output.flatMap { gradientNorm(of: $0) }
    let order = { (one: NamedValue, other: NamedValue) in (one.node, one.name) < (other.node, other.name) }
    return model.graph.values.sorted(by: order).map { value in
      let numbers = valuation[value.node] ?? []
      let gradient = gradient(of: value.node).map { Inspection.Distribution($0) }
      let distribution = Inspection.Distribution(numbers)
      let norm = gradient?.statistics.norm
      return Inspection.Row(
        name: value.name, role: value.role, layer: layer(of: value), shape: model.graph[value.node].shape,
        value: distribution, gradient: gradient, gain: gains[value.node],
        cumulative: ratio(norm, loss),
        ratio: value.role == .param ? ratio(norm, distribution.statistics.norm) : nil, place: value.place)
    }
  }

  /// The layer that made a value, such as `affine`; nil if no layer did.
  func layer(of value: NamedValue) -> String? {
    guard let scope = value.madeBy, case .layer(let name) = model.graph[scope].kind else { return nil }
    return name
  }
}

/// The quotient of two norms; nil where there is none.
private func ratio(_ one: Double?, _ other: Double?) -> Double? {
  guard let one, let other, other > 0 else { return nil }
  return one / other
}

/// The operations between a named value and the named values that it is made of.
struct Region {
  /// The value that comes out.
  let value: NodeID
  /// The operations in between, the value's own among them.
  let nodes: Set<NodeID>
  /// The values that go in, each with the nodes that hold what its uses add to its gradient.
  let inputs: [(value: NodeID, contributions: [NodeID])]
}

/// The regions of all named values that are computed, in topological order.
private func regions(_ model: Model, _ names: [NodeID: NamedValue]) -> [Region] {
  names.keys.sorted().filter { !model.graph[$0].operands.isEmpty }.map { value in
    var nodes: Set<NodeID> = [value]
    var inputs: [NodeID: [NodeID]] = [:]
    var rest = [value]
    while let id = rest.popLast() {
      for (operand, contribution) in zip(model.graph[id].operands, model.definition.contributions[id]) {
        if names[operand] != nil {
          inputs[operand, default: []] += [contribution].compactMap(\.self)
        } else if nodes.insert(operand).inserted {
          rest.append(operand)
        }
      }
    }
    return Region(value: value, nodes: nodes, inputs: inputs.keys.sorted().map { ($0, inputs[$0] ?? []) })
  }
}
