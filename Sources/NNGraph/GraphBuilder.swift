public import NNSyntax

/// Makes graphs. `add` is the only way to make a node; its shape is settled there.
public struct GraphBuilder: Sendable {
  /// The graph so far.
  public internal(set) var graph: Graph
  /// The scope to which new nodes belong.
  public var scope: ScopeID
  /// The text from which new nodes come.
  public var place: Place
  /// The pass to which new nodes belong.
  public var origin: Origin = .forward

  /// Whether an expression that a layer's body writes twice is one value; whoever finds equal nodes itself does without.
  var sharesExpressions = true

  /// What a layer's body has written already: an expression that it writes twice is one value, used twice.
  private var written = ApplicationTable()

  /// Starts a graph with nothing but the scope of the file.
  public init(place: Place) {
    graph = Graph()
    graph.scopes = [Scope(kind: .file, name: "", parent: nil, place: place)]
    scope = .file
    self.place = place
  }

  /// Goes on with a graph, whose expressions are not shared any more.
  public init(continuing graph: Graph, place: Place) {
    self.graph = graph
    scope = .file
    self.place = place
    sharesExpressions = false
  }

  /// Adds a node.
  /// - Throws: `ShapeError` if the operands don't fit the operation.
  public mutating func add(_ operation: any Primitive, _ operands: Operands) throws(ShapeError) -> NodeID {
    guard sharesExpressions, isInLayer else { return try append(operation, operands) }
    let application = Application(operation: operation, operands: operands, scope: scope)
    if let node = written[application] { return node }
    let id = try append(operation, operands)
    if origin == .forward { written.note(application, id) }
    return id
  }

  private mutating func append(
    _ operation: any Primitive, _ operands: Operands
  ) throws(ShapeError) -> NodeID {
    let shape = try operation.shape(of: operands.map { graph.nodes[$0.index].shape })
    graph.nodes.append(
      Node(operation: operation, operands: operands, shape: shape, scope: scope, place: place, origin: origin)
    )
    return NodeID(graph.nodes.count - 1)
  }

  private var isInLayer: Bool { graph.scopes[scope.index].isLayer }

  /// Adds a node whose operands are known to fit: what a pullback or a rule builds.
  public mutating func make(_ operation: any Primitive, _ operands: Operands) -> NodeID {
    do {
      return try add(operation, operands)
    } catch {
      let shapes = operands.map { graph[$0].shape.description }
      preconditionFailure(
        "\(operation.signature) was built on shapes that don't fit: \(error.sentence(shapes))")
    }
  }

  /// Opens a scope within the present one and makes it the present one. The name of a layer's use has the names of
  /// the uses around it before it, and that of the line that expects something; groups lend no name.
  public mutating func open(_ kind: Scope.Kind, name: String) -> ScopeID {
    // Outside of layers nobody writes again what a layer's body has written: a small table is a fast one.
    if !graph.chain(of: scope).contains(where: { graph[$0].isLayer }) {
      written.removeAll()
    }
    graph.scopes.append(Scope(kind: kind, name: prefix + name, parent: scope, place: place))
    scope = ScopeID(graph.scopes.count - 1)
    return scope
  }

  /// What stands before the names of layers that are used in the present scope: `block1/`, or nothing.
  public var prefix: String {
    for id in graph.chain(of: scope) {
      switch graph[id].kind {
      case .layer, .expectation: return graph[id].name + "/"
      case .file, .group: continue
      }
    }
    return ""
  }

  /// Closes the present scope.
  public mutating func close() {
    if let parent = graph[scope].parent { scope = parent }
  }
}

extension GraphBuilder {
  /// A number as a scalar node.
  public mutating func constant(_ value: Double) -> NodeID { make(Constant(value), []) }

  /// A node repeated to a shape; the node itself if it has that shape.
  public mutating func broadcast(_ id: NodeID, to shape: Shape) -> NodeID {
    graph[id].shape == shape ? id : make(Broadcast(to: shape), [id])
  }

  /// A node with its axes regrouped; the node itself if it has that shape.
  public mutating func reshape(_ id: NodeID, to shape: Shape) -> NodeID {
    graph[id].shape == shape ? id : make(Reshape(to: shape), [id])
  }

  /// Adds an operation of two operands with NumPy's broadcasting.
  public mutating func elementwise(
    _ operation: any Primitive, _ x: NodeID, _ y: NodeID
  ) throws(ShapeError) -> NodeID {
    guard let shape = graph[x].shape.broadcast(with: graph[y].shape) else {
      throw ShapeError(
        "the shapes don't fit each other: {0}, {1}",
        hint: "axes are compared from the last on; they must be equal, or one of them 1")
    }
    return make(operation, [broadcast(x, to: shape), broadcast(y, to: shape)])
  }
}

extension Scope {
  fileprivate var isLayer: Bool { if case .layer = kind { true } else { false } }
}
