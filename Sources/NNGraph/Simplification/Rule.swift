/// An equation by which a node is replaced. `apply` gets the operation and its operands, before there is a node,
/// and returns the better node or nil where the equation does not fit.
struct Rule: Sendable {
  /// The equation, from left to right: its name in a trace.
  let name: String
  /// The keyword of the operation at its root.
  let root: String
  /// Makes the right side, if the left one fits.
  let apply: @Sendable (inout Rewriter, any Primitive, [NodeID]) -> NodeID?

  init<P: Primitive>(
    _ name: String, _ root: P.Type, _ apply: @escaping @Sendable (inout Rewriter, P, [NodeID]) -> NodeID?
  ) {
    self.name = name
    self.root = P.keyword
    self.apply = { rewriter, operation, operands in
      guard let operation = operation as? P else { return nil }
      return apply(&rewriter, operation, operands)
    }
  }
}

/// The rules, by the keyword of the operation at their root, in the order in which they are tried.
enum Rules {
  static let all: [String: [Rule]] = Dictionary(
    grouping: constants + signs + quotients + reductions + stableForms, by: \.root)
}
