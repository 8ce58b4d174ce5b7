public import NNSyntax

/// The identity of a node: its index in the graph.
public struct NodeID: Hashable, Comparable, Sendable {
  @usableFromInline let number: UInt32

  /// The index in `Graph.nodes`.
  @inlinable public var index: Int { Int(number) }

  /// The node at `index`, of which there are fewer than 2³².
  @inlinable public init(_ index: Int) { number = UInt32(index) }

  /// Whether one stands before another.
  @inlinable public static func < (one: NodeID, other: NodeID) -> Bool { one.number < other.number }
}

/// The identity of a scope: its index in the graph. Scope 0 is the file.
public struct ScopeID: Hashable, Sendable {
  @usableFromInline let number: UInt32

  /// The file itself.
  public static let file = ScopeID(0)

  /// The index in `Graph.scopes`.
  @inlinable public var index: Int { Int(number) }

  /// The scope at `index`, of which there are fewer than 2³².
  @inlinable public init(_ index: Int) { number = UInt32(index) }
}

/// Where a node comes from.
public enum Origin: Hashable, Sendable {
  /// The forward pass, as the file says it.
  case forward
  /// The backward pass, on behalf of a forward node.
  case backward(of: NodeID)
}

/// One operation with its operands beside it.
public struct Node: Sendable {
  /// The operation.
  public let operation: any Primitive
  /// The nodes it works on; all stand before it.
  public let operands: Operands
  /// The shape of its result.
  public let shape: Shape
  /// The layer or group it belongs to.
  public let scope: ScopeID
  /// The text it came from.
  public let place: Place
  /// Whether it is of the forward or of the backward pass.
  public let origin: Origin
  /// The type of the operation, which rules ask of very many nodes.
  let kind: ObjectIdentifier

  init(
    operation: any Primitive, operands: Operands, shape: Shape, scope: ScopeID, place: Place, origin: Origin
  ) {
    self.operation = operation
    self.operands = operands
    self.shape = shape
    self.scope = scope
    self.place = place
    self.origin = origin
    kind = ObjectIdentifier(type(of: operation))
  }
}

/// A layer's use or a group: the nodes that belong together.
public struct Scope: Sendable {
  /// What a scope stands for.
  public enum Kind: Hashable, Sendable {
    /// The file.
    case file
    /// A use of the layer with this name.
    case layer(String)
    /// A group with a title.
    case group(title: String?)
    /// A line that expects something; figures leave it out.
    case expectation
  }

  /// What it stands for.
  public let kind: Kind
  /// Its name, with those of the scopes around it: `block/affine1`.
  public let name: String
  /// The scope around it.
  public let parent: ScopeID?
  /// The call or the group.
  public let place: Place
  /// The arguments of a layer that are tensors, in the order of its formals.
  public var inputs: [NodeID] = []
  /// The result of a layer.
  public var output: NodeID?
}

/// What a value is for.
public enum ValueRole: String, Sendable {
  /// Data, with a gradient.
  case input
  /// Labels, without a gradient.
  case target
  /// Trained.
  case param
  /// Without a gradient.
  case const
  /// The result of a layer.
  case layer
  /// The result of an expression that no layer made.
  case value
  /// What is differentiated.
  case output
}

/// A value that has a name: written in the file, or made of a layer's name.
public struct NamedValue: Sendable {
  /// The name, unique in the graph: `x`, `affine1`, `affine1.W`.
  public var name: String
  /// What it is for.
  public var role: ValueRole
  /// The node that makes it.
  public var node: NodeID
  /// The layer's use that made it.
  public var madeBy: ScopeID?
  /// Whether nnc made the name, for an operation that the file gives none.
  public var isAutomatic = false
  /// The dimension variables of its annotation, such as `N`, by axis.
  public var variables: [String?]
  /// Where it is defined.
  public var place: Place
}

/// A line that expects a value.
public struct Expectation: Sendable {
  /// What is computed.
  public var actual: NodeID
  /// What it is to be.
  public var reference: NodeID
  /// How far from it an element may lie, absolutely.
  public var tolerance: Double
  /// The line.
  public var place: Place
}

/// A typed graph: primitive operations in topological order, each with a shape.
public struct Graph: Sendable {
  /// The operations; operands stand before those that use them.
  public internal(set) var nodes: [Node] = []
  /// The file, layers and groups.
  public internal(set) var scopes: [Scope] = []
  /// The values with names, in the order in which they were made.
  public internal(set) var values: [NamedValue] = []
  /// The lines that expect something.
  public internal(set) var expectations: [Expectation] = []
  /// What is differentiated.
  public internal(set) var output: NodeID?
  /// The gradient that the backward pass starts with, if the file gives one.
  public internal(set) var upstream: NodeID?
  /// The model's name.
  public internal(set) var name = "model"
  /// The model's title.
  public internal(set) var title: String?

  /// The node with an identity.
  @inlinable public subscript(id: NodeID) -> Node {
    // Without a copy, and seen by other modules: passes ask for one field of very many nodes.
    _read { yield nodes[id.index] }
  }
  /// The scope with an identity.
  public subscript(id: ScopeID) -> Scope { scopes[id.index] }

  /// The number that all elements of a node are, if it is a constant or one repeated.
  public func constant(_ id: NodeID) -> Double? {
    let isRepeated = nodes[id.index].kind == ObjectIdentifier(Broadcast.self)
    let number = isRepeated ? nodes[id.index].operands[0] : id
    guard nodes[number.index].kind == ObjectIdentifier(Constant.self) else { return nil }
    return nodes[number.index].operation.cast(to: Constant.self)?.value
  }

  /// The identities of all nodes, in topological order.
  public var ids: some Sequence<NodeID> { nodes.indices.lazy.map(NodeID.init) }

  /// The scopes around a scope, itself first, the file last.
  public func chain(of scope: ScopeID) -> [ScopeID] {
    var chain = [scope]
    while let parent = scopes[chain[chain.count - 1].index].parent { chain.append(parent) }
    return chain
  }

  /// Whether a scope lies in another or is it.
  public func scope(_ inner: ScopeID, liesIn outer: ScopeID) -> Bool { chain(of: inner).contains(outer) }

  /// Whether a node belongs to a line that expects something.
  public func isExpectation(_ id: NodeID) -> Bool {
    chain(of: self[id].scope).contains { self[$0].kind == .expectation }
  }
}
