extension Formula {
  /// The formula in presentation MathML, without the `math` element round it.
  public var mathML: String {
    switch self {
    case .symbol(let name, let rank): MathMLText.name(name, rank: rank)
    case .gradient(let name, let rank):
      "<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow>"
        + "<mrow><mo>∂</mo>\(MathMLText.name(name, rank: rank))</mrow></mfrac>"
    case .number(let value): MathMLText.number(value)
    case .infix(let sign, let a, let b, let strength): mathML(sign, a, b, strength)
    case .fraction(let a, let b): "<mfrac><mrow>\(a.mathML)</mrow><mrow>\(b.mathML)</mrow></mfrac>"
    case .negated(let a): "<mrow><mo>−</mo>\(a.mathML(within: a.isQuotient ? .sum : .product))</mrow>"
    case .power(let base, let exponent):
      "<msup><mrow>\(base.mathMLBase)</mrow><mrow>\(exponent.mathML)</mrow></msup>"
    case .transposed(let a): "<msup><mrow>\(a.mathMLBase)</mrow><mi>T</mi></msup>"
    case .function(let name, let arguments): Formula.mathML(name, arguments)
    case .summed(let a, let axes):
      "<mrow>\(MathMLText.sum(axes))\(a.mathML(within: a.summandStrength))</mrow>"
    case .indicator(let a):
      "<mrow><mn>𝟏</mn><mo>[</mo>\(a.mathML)<mo>&gt;</mo><mn>0</mn><mo>]</mo></mrow>"
    }
  }

  private func mathML(within strength: Strength) -> String {
    self.strength < strength ? Formula.parenthesized(mathML) : mathML
  }

  /// The formula as what is raised or transposed: a fraction needs parentheses there.
  private var mathMLBase: String { isQuotient ? Formula.parenthesized(mathML) : mathML(within: .atom) }

  private func mathML(_ sign: String, _ a: Formula, _ b: Formula, _ strength: Strength) -> String {
    let (left, right) = operandStrengths(sign, a, b, strength)
    let symbol = "<mo>\(MathMLText.escaped(sign))</mo>"
    return "<mrow>\(a.mathML(within: left))\(symbol)\(b.mathML(within: right))</mrow>"
  }

  private static func mathML(_ name: String, _ arguments: [Formula]) -> String {
    let list = arguments.map(\.mathML).joined(separator: "<mo>,</mo>")
    if name == "sqrt" { return "<msqrt>\(list)</msqrt>" }
    // The invisible character says that the name is applied.
    return "<mrow><mi>\(MathMLText.escaped(name))</mi><mo>\u{2061}</mo>\(parenthesized(list))</mrow>"
  }

  private static func parenthesized(_ inner: String) -> String { "<mrow><mo>(</mo>\(inner)<mo>)</mo></mrow>" }
}

/// Names, numbers and words in MathML and HTML.
public enum MathMLText {
  /// The text with what markup would obey escaped, and without characters that no page may hold.
  public static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A name: italic for a scalar, bold italic for a vector, bold upright for a matrix.
  static func name(_ name: String, rank: Int) -> String {
    let (base, below) = name.baseAndSubscript
    let letters = bold(base, rank: rank)
    guard !below.isEmpty else { return letters }
    let tag = below.allSatisfy(\.isNumber) ? "mn" : "mi"
    return "<msub>\(letters)<\(tag)>\(escaped(below))</\(tag)></msub>"
  }

  /// Letters of Unicode's mathematical alphabets, which browsers know without styles.
  private static func bold(_ text: String, rank: Int) -> String {
    guard rank > 0 else { return "<mi>\(escaped(text))</mi>" }
    let first: UInt32 = rank == 1 ? 0x1D468 : 0x1D400
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let offset: UInt32? =
        switch scalar {
        case "A"..."Z": scalar.value - 65
        case "a"..."z": scalar.value - 97 + 26
        default: nil
        }
      result.append(offset.flatMap { Unicode.Scalar(first + $0) } ?? scalar)
    }
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    return "<mi\(isPlain ? "" : " class=\"bold\"")>\(escaped(String(result)))</mi>"
  }

  static func number(_ value: Double) -> String {
    if value < 0 { return "<mo>−</mo>" + number(-value) }
    if value.isInfinite { return "<mi>∞</mi>" }
    let parts = NumberText.shortest(value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "<mn>\(parts.joined())</mn>" }
    return "<mrow><mn>\(parts[0])</mn><mo>·</mo><msup><mn>10</mn>"
      + "<mn>\(exponent < 0 ? "−" : "")\(abs(exponent))</mn></msup></mrow>"
  }

  static func sum(_ axes: String) -> String {
    let tag = axes.contains("≠") ? "mtext" : "mn"
    return axes.isEmpty
      ? "<mo>∑</mo>" : "<munder><mo>∑</mo><\(tag)>\(escaped(axes.withPlainDigits))</\(tag)></munder>"
  }
}
