extension Formula {
  /// The formula in Unicode, for a terminal or one line of a figure: `Xᵀ · ∂L/∂Y`.
  public var text: String {
    switch self {
    case .symbol(let name, _): return name
    case .gradient(let name, _): return "∂L/∂\(name)"
    case .number(let value): return NumberText.shortest(value).replacingAll("-", with: "−")
    case .infix(let sign, let a, let b, let strength):
      let (left, right) = textStrengths(sign, a, b, strength)
      return a.text(within: left) + " \(sign) " + b.text(within: right)
    case .fraction(let a, let b):
      return a.text(within: a.isFraction ? .power : .product) + " / " + b.text(within: .prefix)
    case .negated(let a): return "−" + a.text(within: .product)
    case .power(let base, let exponent): return base.text(within: .atom) + exponent.raised
    case .transposed(.gradient(let name, _)): return "(∂L/∂\(name))ᵀ"
    case .transposed(let a): return a.text(within: .atom) + "ᵀ"
    case .function(let name, let arguments):
      return "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
    case .summed(let a, let axes): return "Σ\(axes) " + a.text(within: a.isNegated ? .power : .prefix)
    case .indicator(let a): return "[\(a.text(within: .sum)) > 0]"
    }
  }

  /// How strongly the operands must hold together to need no parentheses on one line. A difference on the right of a
  /// sign needs them; so does what could be read either way: a / b ⊙ c, Σ a ⊙ b, A · B ⊙ C, a + −b.
  private func textStrengths(
    _ sign: String, _ a: Formula, _ b: Formula, _ strength: Strength
  ) -> (left: Strength, right: Strength) {
    let isOpen = (a.isFraction || a.isSummed) && strength == .product
    let left: Strength = isOpen ? .power : a.mixes(with: sign, self) ? .prefix : strength
    let right: Strength = b.mixes(with: sign, self) ? .prefix : sign == "−" ? .product : strength
    return (left, b.isFraction || b.isNegated ? .power : right)
  }

  /// Whether a sign stands before it.
  var isNegated: Bool { if case .negated = self { true } else { false } }
  private var isFraction: Bool { if case .fraction = self { true } else { false } }
  private var isSummed: Bool { if case .summed = self { true } else { false } }

  /// The text, in parentheses if it holds together less strongly than its surroundings ask.
  private func text(within strength: Strength) -> String { self.strength < strength ? "(\(text))" : text }

  /// The formula as an exponent: whole numbers and single letters are raised, others follow `^`.
  private var raised: String {
    guard case .number(let value) = self, let whole = Int(exactly: value) else {
      return "^" + text(within: .atom)
    }
    return NumberText.superscript(whole)
  }

  /// How many operations and names it holds.
  public var size: Int {
    switch self {
    case .symbol, .gradient, .number: 1
    case .negated(let a), .transposed(let a), .summed(let a, _), .indicator(let a): 1 + a.size
    case .infix(_, let a, let b, _), .fraction(let a, let b), .power(let a, let b): 1 + a.size + b.size
    case .function(_, let arguments): arguments.reduce(1) { $0 + $1.size }
    }
  }
}

/// How deep and how large a formula is, not counting the names at its ends.
struct FormulaExtent {
  /// How many operations a formula may have: a value used twice is written twice, so a formula can be exponentially
  /// larger than its graph.
  static let sizeLimit = 1_000

  private let depth: Int
  private let size: Int

  /// The extent of a formula with these parts, beside names.
  init(of parts: [FormulaExtent]) {
    depth = parts.reduce(0) { max($0, $1.depth) } + 1
    size = parts.reduce(1) { min($0 + $1.size, FormulaExtent.sizeLimit) }
  }

  /// Whether `Graph.formula` writes it.
  func fits(depth limit: Int) -> Bool { depth <= limit && size < FormulaExtent.sizeLimit }
}

extension Graph {
  /// The formula of a node in terms of others.
  /// - Parameters:
  ///   - names: the nodes that are not looked into, with what they are called.
  ///   - limit: how deep it may go; a deeper formula helps nobody.
  /// - Returns: the formula, or nil if it would be too deep or too large.
  public func formula(of id: NodeID, in names: (NodeID) -> Formula?, limit: Int = 8) -> Formula? {
    var room = FormulaExtent.sizeLimit
    return formula(of: id, in: names, limit: limit, room: &room)
  }

  private func formula(
    of id: NodeID, in names: (NodeID) -> Formula?, limit: Int, room: inout Int
  ) -> Formula? {
    room -= 1
    guard limit > 0, room > 0 else { return nil }
    let node = self[id]
    var operands: [Formula] = []
    for operand in node.operands {
      guard let formula = names(operand) ?? formula(of: operand, in: names, limit: limit - 1, room: &room)
      else { return nil }
      operands.append(formula)
    }
    return node.operation.formula(operands)
  }
}
