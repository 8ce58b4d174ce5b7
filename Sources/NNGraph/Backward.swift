/// What a pullback works with: the builder, the node, its operands, and the gradient that reached its result.
public struct Backward: Sendable {
  /// The graph that grows.
  public internal(set) var builder: GraphBuilder
  /// The node whose gradient is carried on; it stands for its value too.
  public internal(set) var node = NodeID(0)
  /// Its operands.
  public internal(set) var operands = Operands()
  /// The gradient of the output with respect to the node.
  public internal(set) var upstream = NodeID(0)
  /// For each operand, whether its gradient is wanted.
  public internal(set) var wanted: [Bool] = []

  init(builder: GraphBuilder) { self.builder = builder }

  /// The gradient for one operand, or nil if it is not wanted.
  public mutating func forOperand(_ index: Int, _ build: (inout Backward) -> NodeID) -> NodeID? {
    wanted[index] ? build(&self) : nil
  }

  /// The shape of a node.
  public func shape(_ id: NodeID) -> Shape { builder.graph[id].shape }

  /// Adds a node; a pullback builds nothing but shapes that fit.
  public mutating func callAsFunction(_ operation: any Primitive, _ operands: NodeID...) -> NodeID {
    builder.make(operation, Operands(operands))
  }

  /// The number that a node is, if the text writes it.
  public func number(_ id: NodeID) -> Double? { builder.graph.constant(id) }

  /// A number, repeated to the shape of `id`.
  public mutating func number(_ value: Double, like id: NodeID) -> NodeID {
    let scalar = builder.constant(value)
    return builder.broadcast(scalar, to: shape(id))
  }
}
