/// A formula as a reader writes it: what operations look like, independent of how it is printed.
///
/// The forms are those of written mathematics, not those of operations: an operation's file says which form it
/// takes, a printer knows how a form looks in its output.
public indirect enum Formula: Hashable, Sendable {
  /// How strongly a form holds its parts together.
  public enum Strength: Int, Comparable, Sendable {
    case sum, product, prefix, power, atom
    /// Whether one binds less than another.
    public static func < (one: Strength, other: Strength) -> Bool { one.rawValue < other.rawValue }
  }

  /// A name; `rank` says how it is set: italic for a scalar, bold for a matrix.
  case symbol(String, rank: Int)
  /// A gradient ∂L/∂name.
  case gradient(String, rank: Int)
  /// A number.
  case number(Double)
  /// `a + b`, `a − b`, `a · b`, `a ⊙ b`
  case infix(String, Formula, Formula, Strength)
  /// `a / b`
  case fraction(Formula, Formula)
  /// `−a`
  case negated(Formula)
  /// `aⁿ`
  case power(Formula, Formula)
  /// `aᵀ`
  case transposed(Formula)
  /// `exp(a)`, `max(a, b)`
  case function(String, [Formula])
  /// `Σ a`, over axes that the subscript names, or of all elements but the greatest: `₁,≠max`
  case summed(Formula, subscript: String)
  /// `[a > 0]`, 1 where it holds and 0 elsewhere
  case indicator(Formula)

  /// How strongly it holds its parts together.
  public var strength: Strength {
    switch self {
    case .symbol, .gradient, .function, .indicator: .atom
    case .number(let value): value < 0 ? .prefix : .atom
    case .infix(_, _, _, let strength): strength
    case .fraction: .product
    case .negated, .summed: .prefix
    case .power, .transposed: .power
    }
  }

  /// Whether all that it names are scalars: their product takes a dot, that of tensors ⊙.
  public var isScalar: Bool {
    switch self {
    case .symbol(_, let rank), .gradient(_, let rank): rank == 0
    case .number: true
    case .infix(_, let a, let b, _), .fraction(let a, let b), .power(let a, let b): a.isScalar && b.isScalar
    case .negated(let a), .transposed(let a), .summed(let a, _), .indicator(let a): a.isScalar
    case .function(_, let arguments): arguments.allSatisfy(\.isScalar)
    }
  }

  /// `a ⊙ b`, with equal factors as a power and signs in front.
  public static func product(_ a: Formula, _ b: Formula) -> Formula {
    if case .negated(let inner) = a { return negative(product(inner, b)) }
    if case .negated(let inner) = b { return negative(product(a, inner)) }
    if a == .number(1) { return b }
    if b == .number(1) { return a }
    if a == b { return .power(a, .number(2)) }
    if case .infix(let sign, let first, b, .product) = a, sign != "·" || first.isScalar {
      return product(first, .power(b, .number(2)))
    }
    let isNumber = if case .number = a { true } else { false }
    return .infix(isNumber || (a.isScalar && b.isScalar) ? "·" : "⊙", a, b, .product)
  }

  /// `a / b`, with the sign in front.
  public static func quotient(_ a: Formula, _ b: Formula) -> Formula {
    if case .negated(let inner) = a { return negative(quotient(inner, b)) }
    return b == .number(1) ? a : .fraction(a, b)
  }

  /// `−a`, where two signs cancel.
  public static func negative(_ a: Formula) -> Formula {
    switch a {
    case .negated(let inner): inner
    case .number(let value): .number(-value)
    default: .negated(a)
    }
  }
}

extension Formula {
  /// The parts that a form has.
  public var parts: [Formula] {
    switch self {
    case .symbol, .gradient, .number: []
    case .negated(let a), .transposed(let a), .summed(let a, _), .indicator(let a): [a]
    case .infix(_, let a, let b, _), .fraction(let a, let b), .power(let a, let b): [a, b]
    case .function(_, let arguments): arguments
    }
  }

  /// The names and gradients in it, in order.
  public var names: [Formula] {
    switch self {
    case .symbol, .gradient: [self]
    default: parts.flatMap(\.names)
    }
  }

  /// The formula with every part replaced, from the inside out.
  public func mapped(_ change: (Formula) -> Formula) -> Formula {
    let inner: Formula =
      switch self {
      case .symbol, .gradient, .number: self
      case .infix(let sign, let a, let b, let strength):
        .infix(sign, a.mapped(change), b.mapped(change), strength)
      case .fraction(let a, let b): .fraction(a.mapped(change), b.mapped(change))
      case .negated(let a): .negated(a.mapped(change))
      case .power(let a, let b): .power(a.mapped(change), b.mapped(change))
      case .transposed(let a): .transposed(a.mapped(change))
      case .function(let name, let arguments): .function(name, arguments.map { $0.mapped(change) })
      case .summed(let a, let axes): .summed(a.mapped(change), subscript: axes)
      case .indicator(let a): .indicator(a.mapped(change))
      }
    return change(inner)
  }
}
