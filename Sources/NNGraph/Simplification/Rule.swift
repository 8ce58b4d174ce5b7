/// An equation by which a node is replaced. `apply` gets the operation and its operands, before there is a node,
/// and returns the better node or nil where the equation does not fit.
struct Rule: Sendable {
  /// The equation, from left to right: its name in a trace.
  let name: String
  /// The type of the operation at its root.
  let root: ObjectIdentifier
  /// Makes the right side, if the left one fits.
  let apply: @Sendable (inout Rewriter, any Primitive, Operands) -> NodeID?

  init<P: Primitive>(
    _ name: String, _ root: P.Type, _ apply: @escaping @Sendable (inout Rewriter, P, Operands) -> NodeID?
  ) {
    self.name = name
    self.root = ObjectIdentifier(P.self)
    self.apply = { rewriter, operation, operands in
      guard let operation = operation.cast(to: P.self) else { return nil }
      return apply(&rewriter, operation, operands)
    }
  }
}

/// The rules. Each table is by the operation at the root, in the order in which rules are tried.
enum Rules {
  /// The rules of what is computed: forms that overflow become forms that don't, and slopes need the output alone.
  static let computed = RuleTable(
    numbers + constants + signs + quotients + factors + reductions + products + stableForms + outputs)
  /// The rules of what is written: numbers stay fractions, and gradients are told by the layer's own result.
  static let written = RuleTable(
    exactNumbers + constants + signs + textbook + quotients + factors + reductions + products)
  /// Every rule.
  static let all =
    numbers + constants + signs + textbook + quotients + factors + reductions + products + stableForms
    + outputs
}

/// Rules by the operation at their root.
struct RuleTable: Sendable {
  /// All rules.
  let all: [Rule]
  /// The types of operations, and beside each its rules: so few that a search is faster than a table.
  private var roots: [ObjectIdentifier] = []
  private var rules: [[Rule]] = []

  init(_ rules: [Rule]) {
    all = rules
    for rule in rules {
      if let index = roots.firstIndex(of: rule.root) {
        self.rules[index].append(rule)
      } else {
        roots.append(rule.root)
        self.rules.append([rule])
      }
    }
  }

  /// The rules with an operation of this type at their root, in the order in which they are tried.
  subscript(kind: ObjectIdentifier) -> [Rule] { roots.firstIndex(of: kind).map { rules[$0] } ?? [] }
}
