public import NNGraph

/// A compiled model: the graph with its backward pass as the file defines it, and its simplified form.
public struct Model: Sendable {
  /// The definition: forward and backward pass, node by node as the file and its layers say.
  public let definition: Differentiated
  /// The form that is computed: equal values, fewer nodes, no needless overflow.
  public let simplified: Simplified

  /// Differentiates and simplifies an elaborated graph.
  public init(_ graph: Graph) {
    definition = differentiate(graph)
    simplified = simplify(definition.graph)
  }

  /// The graph of the definition, with its backward pass.
  public var graph: Graph { definition.graph }

  /// How many nodes belong to the forward pass; they come first.
  public var forwardCount: Int { definition.gradient.count }
}

/// The numbers of the values that somebody observes, by node of the definition.
public struct Valuation: Sendable {
  /// The precision in which they were computed.
  public let dtype: DType
  private var numbers: [[Double]?]

  /// A valuation of a model in which nothing has been observed yet.
  public init(_ model: Model, dtype: DType) {
    self.dtype = dtype
    numbers = [[Double]?](repeating: nil, count: model.graph.nodes.count)
  }

  /// Whether all numbers are finite.
  public var isFinite: Bool { numbers.allSatisfy { $0?.allSatisfy(\.isFinite) ?? true } }

  /// The numbers of a node, in row-major order; nil if it was not observed.
  public internal(set) subscript(id: NodeID) -> [Double]? {
    get { numbers[id.index] }
    set { numbers[id.index] = newValue }
  }
}

/// Computes the observed nodes of a model's definition.
///
/// What a value between layers shows is computed in simplified form. What a node within a layer shows is that node's
/// own mathematics, from the definition: an `exp` that overflows shows ∞, while the layer's result stays finite.
public func evaluate(_ model: Model, observing observed: Set<NodeID>, dtype: DType = .f64) -> Valuation {
  switch dtype {
  case .f64: evaluate(model, observed, dtype, Double.self)
  case .f32: evaluate(model, observed, dtype, Float.self)
  }
}

private func evaluate<T: Precision>(
  _ model: Model, _ observed: Set<NodeID>, _ dtype: DType, _ type: T.Type
) -> Valuation {
  var valuation = Valuation(model, dtype: dtype)
  var computed: Set<NodeID> = []
  for id in observed {
    let node = model.graph[id]
    // What the file gives needs no plan.
    if node.operands.isEmpty, case .leaf(let data) = node.operation.kernel(of: []) {
      valuation[id] = data.elements(shape: node.shape).map { Double(T($0)) }
    } else {
      computed.insert(id)
    }
  }
  guard !computed.isEmpty else { return valuation }
  let outer = computed.intersection(model.namedNodes)
  let inner = computed.subtracting(outer)
  let stable = run(plan(model.simplified.graph, observing: outer.map { model.simplified[$0] }), as: type)
  for id in outer { valuation[id] = stable[model.simplified[id]]?.elements.map { Double($0) } }
  guard !inner.isEmpty else { return valuation }
  let literal = run(plan(model.graph, observing: inner), as: type)
  for id in inner { valuation[id] = literal[id]?.elements.map { Double($0) } }
  return valuation
}

extension Model {
  /// The nodes of named values, of their gradients and of what each use adds to these, and those that checks need.
  public var namedNodes: Set<NodeID> {
    var nodes: Set<NodeID> = []
    var named = [Bool](repeating: false, count: forwardCount)
    for value in graph.values {
      named[value.node.index] = true
      nodes.insert(value.node)
      if let gradient = definition.gradient(of: value.node) { nodes.insert(gradient) }
    }
    for id in graph.ids.prefix(forwardCount) {
      for (operand, contribution) in zip(graph[id].operands, definition.contributions[id]) {
        if let contribution, named[operand.index] { nodes.insert(contribution) }
      }
    }
    for expectation in graph.expectations { nodes.formUnion([expectation.actual, expectation.reference]) }
    return nodes.union(inspectedNodes)
  }

  /// The nodes whose numbers their users inspect, such as labels.
  public var inspectedNodes: Set<NodeID> {
    Set(graph.ids.filter { graph[$0].operation.inspectsOperands }.flatMap { graph[$0].operands })
  }
}
