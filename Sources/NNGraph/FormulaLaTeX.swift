extension Formula {
  /// The formula in LaTeX with amsmath, without the dollar signs: `\mathbf{X}^{\mathsf{T}} \cdot …`.
  public var latex: String {
    switch self {
    case .symbol(let name, let rank): LaTeXName(name).set(rank: rank)
    case .gradient(let name, let rank):
      "\\frac{\\partial L}{\\partial \(LaTeXName(name).set(rank: rank))}"
    case .number(let value): Formula.latex(of: value)
    case .infix(let sign, let a, let b, let strength): latex(sign, a, b, strength)
    case .fraction(let a, let b): "\\frac{\(a.latex)}{\(b.latex)}"
    case .negated(let a): "-" + a.latex(within: a.isQuotient ? .sum : .product)
    case .power(let base, let exponent): "\(base.latexBase)^{\(exponent.latex)}"
    case .transposed(let a): "\(a.latexBase)^{\\mathsf{T}}"
    case .function(let name, let arguments): Formula.latex(name, arguments)
    case .summed(let a, let axes):
      "\\sum\(axes.isEmpty ? "" : "_{\(LaTeXText.subscript(axes))}") " + a.latex(within: a.summandStrength)
    case .indicator(let a): "\\mathbf{1}" + Formula.latexBrackets("[", "\(a.latex) > 0", "]", a.isTall)
    }
  }

  /// Whether it stands as a numerator over a denominator, which holds together without parentheses.
  var isQuotient: Bool {
    switch self {
    case .fraction, .gradient: true
    default: false
    }
  }

  /// Whether a part of it is higher than a line.
  var isTall: Bool {
    switch self {
    case .fraction, .gradient, .summed: true
    default: parts.contains(where: \.isTall)
    }
  }

  /// The formula in parentheses if it holds together less strongly than its surroundings ask.
  private func latex(within strength: Strength) -> String {
    self.strength < strength ? Formula.latexBrackets("(", latex, ")", isTall) : latex
  }

  /// The formula as what is raised or transposed: a fraction needs parentheses there.
  private var latexBase: String {
    isQuotient ? Formula.latexBrackets("(", latex, ")", true) : latex(within: .atom)
  }

  private func latex(_ sign: String, _ a: Formula, _ b: Formula, _ strength: Strength) -> String {
    let (left, right) = operandStrengths(sign, a, b, strength)
    let symbol = LaTeXText.macros[Character(sign)] ?? sign
    return "\(a.latex(within: left)) \(symbol) \(b.latex(within: right))"
  }

  /// How strongly operands must hold together to need no parentheses where fractions are set one over the other.
  func operandStrengths(
    _ sign: String, _ a: Formula, _ b: Formula, _ strength: Strength
  ) -> (left: Strength, right: Strength) {
    func needed(_ operand: Formula, _ usual: Strength) -> Strength {
      operand.isQuotient ? .sum : operand.mixes(with: sign, self) ? .prefix : usual
    }
    let left: Strength = a.endsOpen && strength == .product ? .power : strength
    return (needed(a, left), b.isNegated ? .power : needed(b, sign == "−" ? .product : strength))
  }

  /// How strongly what Σ stands before must hold together: a sign or a sum within it needs parentheses.
  var summandStrength: Strength {
    switch self {
    case .negated: .power
    default: isQuotient ? .sum : .prefix
    }
  }

  /// Whether it is an element-wise product within a matrix product, or the other way round: A · (B ⊙ C).
  func mixes(with sign: String, _ outer: Formula) -> Bool {
    guard isTensorProduct, outer.isTensorProduct, case .infix(let inner, _, _, _) = self else { return false }
    return inner != sign
  }

  /// Whether it is a product of two tensors rather than of a number and another factor.
  private var isTensorProduct: Bool {
    guard case .infix(_, let a, let b, .product) = self else { return false }
    return !a.isScalar && !b.isScalar
  }

  /// Whether what follows would be read as a part of it, as after Σ.
  var endsOpen: Bool {
    switch self {
    case .summed: true
    case .negated(let a): a.endsOpen
    default: false
    }
  }

  private static func latex(_ name: String, _ arguments: [Formula]) -> String {
    let list = arguments.map(\.latex).joined(separator: ", ")
    if name == "sqrt" { return "\\sqrt{\(list)}" }
    let command =
      switch name {
      case "exp", "log", "max", "min", "tanh", "sin", "cos": "\\\(name)"
      case "σ": "\\sigma"
      default: "\\operatorname{\(LaTeXText.isPlain(name) ? LaTeXText.escaped(name) : "\\text{\(name)}")}"
      }
    return command + latexBrackets("(", list, ")", arguments.contains(where: \.isTall))
  }

  /// Brackets that are as high as what they hold.
  private static func latexBrackets(_ open: String, _ inner: String, _ close: String, _ isTall: Bool)
    -> String
  {
    isTall ? "\\left\(open)\(inner)\\right\(close)" : open + inner + close
  }

  private static func latex(of value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-\\infty" : "\\infty" }
    let parts = NumberText.shortest(value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return parts.joined() }
    return "\(parts[0]) \\cdot 10^{\(exponent)}"
  }
}

/// A name as LaTeX sets it: what is before its first underscore or its last digits, and the rest as a subscript.
private struct LaTeXName {
  private let base: String
  private let subscripts: String

  init(_ name: String) { (base, subscripts) = name.baseAndSubscript }

  func set(rank: Int) -> String {
    subscripts.isEmpty ? letters(rank: rank) : "\(letters(rank: rank))_{\(LaTeXName.upright(subscripts))}"
  }

  private func letters(rank: Int) -> String {
    if base.isEmpty { return "{}" }
    if let first = base.first, base.count == 1, let greek = LaTeXText.greek[first] {
      return rank == 0 ? greek : "\\boldsymbol{\(greek)}"
    }
    guard LaTeXText.isPlain(base) else {
      return rank == 0 ? "\\text{\\itshape \(base)}" : "\\text{\\bfseries \(base)}"
    }
    let text = LaTeXText.escaped(base)
    if rank >= 2 { return "\\mathbf{\(text)}" }
    let italic = base.count == 1 ? text : "\\mathit{\(text)}"
    return rank == 1 ? "\\boldsymbol{\(italic)}" : italic
  }

  private static func upright(_ text: String) -> String {
    guard LaTeXText.isPlain(text) else { return "\\text{\(text)}" }
    let isShort = text.count == 1 || text.allSatisfy(\.isNumber)
    return isShort ? LaTeXText.escaped(text) : "\\mathrm{\(LaTeXText.escaped(text))}"
  }
}

/// Words in LaTeX.
public enum LaTeXText {
  /// The text with what LaTeX would obey escaped and mathematical characters as formulas.
  public static func words(_ text: String) -> String {
    let pieces = text.map { character -> String in
      if let macro = macros[character] { return "$\(macro)$" }
      if let greek = greek[character] { return "$\(greek)$" }
      if let digit = character.plainSuperscript { return "$^{\(digit)}$" }
      if let digit = character.plainSubscript { return "$_{\(digit)}$" }
      return escaped(String(character))
    }
    return pieces.joined().replacingAll("}$$^{", with: "").replacingAll("$$", with: " ")
  }

  /// A text of mathematics, such as a number with a power of ten, as a formula.
  public static func formula(_ text: String) -> String {
    let pieces = text.map { character -> String in
      if let digit = character.plainSuperscript { return "^{\(digit)}" }
      return macros[character].map { $0 == "-" ? $0 : " \($0) " } ?? String(character)
    }
    return pieces.joined().replacingAll("}^{", with: "")
  }

  /// What stands under a sum: axes, and which elements.
  static func `subscript`(_ text: String) -> String {
    formula(text.withPlainDigits).replacingAll(" \\ne max", with: "\\,\\ne\\max")
  }

  /// The text with each character that LaTeX would obey escaped.
  static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "_", "{", "}", "&", "%", "$", "#": "\\\(character)"
      case "\\": "\\textbackslash{}"
      case "^": "\\textasciicircum{}"
      case "~": "\\textasciitilde{}"
      case "<", ">", "|": "$\(character)$"
      default: String(character)
      }
    }.joined()
  }

  /// Whether pdflatex knows every character.
  static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  static let macros: [Character: String] = [
    "·": "\\cdot", "⊙": "\\odot", "−": "-", "∂": "\\partial", "Σ": "\\sum", "≥": "\\ge", "≤": "\\le",
    "≠": "\\ne", "→": "\\to", "←": "\\leftarrow", "√": "\\surd", "∞": "\\infty", "ᵀ": "^{\\mathsf{T}}",
    "…": "\\dots", "×": "\\times", "⟨": "\\langle", "⟩": "\\rangle", "ⁿ": "^{n}", "≈": "\\approx",
    "≡": "\\equiv", "‖": "\\|", "′": "'",
  ]

  static let greek: [Character: String] = [
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon", "ζ": "\\zeta",
    "η": "\\eta", "θ": "\\theta", "ι": "\\iota", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu",
    "ξ": "\\xi", "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "υ": "\\upsilon", "φ": "\\varphi",
    "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta",
    "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega",
  ]
}

extension Character {
  /// The character that a superscript raises.
  fileprivate var plainSuperscript: Character? {
    let raised: [Character: Character] = [
      "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
      "⁻": "-", "⁺": "+",
    ]
    return raised[self]
  }

  /// The digit that a subscript lowers.
  var plainSubscript: Character? {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return nil }
    return (0x2080...0x2089).contains(scalar.value)
      ? Unicode.Scalar(scalar.value - 0x2080 + 0x30).map(Character.init) : nil
  }
}

extension String {
  /// The text with subscript digits as digits.
  var withPlainDigits: String {
    replacingAll("₎₍", with: ",").reduce(into: "") { $0.append($1.plainSubscript ?? $1) }
  }

  /// `W₁` and `W1` are W with 1 below, `x_hat` is x with hat below.
  var baseAndSubscript: (base: String, subscript: String) {
    if let line = firstIndex(of: "_"), line > startIndex, index(after: line) < endIndex {
      return (String(self[..<line]), String(self[index(after: line)...]).withPlainDigits)
    }
    let digits = reversed().prefix { $0.isASCII && $0.isNumber || $0.plainSubscript != nil }.count
    guard digits > 0, digits < count else { return (self, "") }
    return (String(dropLast(digits)), String(suffix(digits)).withPlainDigits)
  }
}
