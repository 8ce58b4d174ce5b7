/// A word, a number, a string or a sign, with what stood before it.
struct Token {
  /// The kinds of token. Line ends are no tokens: each token knows whether it is the first of its line.
  enum Kind {
    case name, number, string
    case plus, minus, star, slash, matmul, caret
    case arrow, equals, doubleEquals, tildeEquals
    case comma, colon, semicolon
    case transpose, range, ellipsis
    case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    case bad, end
  }

  /// The kind.
  var kind: Kind
  /// The bytes of the source.
  var range: Range<Int>
  /// Bytes between the start of the line and the token.
  var column: Int
  /// Whether a line end, or nothing at all, stands between this token and the one before it.
  var startsLine: Bool
  /// Whether white space stands before it.
  var followsSpace: Bool
}

extension Token.Kind {
  /// The kind as `--emit tokens` prints it.
  var title: String {
    switch self {
    case .name: "name"
    case .number: "number"
    case .string: "string"
    case .plus, .minus, .star, .slash, .matmul, .caret, .arrow, .transpose: "operator"
    case .equals, .doubleEquals, .tildeEquals, .comma, .colon, .semicolon, .range, .ellipsis: "sign"
    case .openParenthesis, .openBracket, .openBrace: "open"
    case .closeParenthesis, .closeBracket, .closeBrace: "close"
    case .bad: "bad"
    case .end: "end"
    }
  }

  /// Whether it closes a bracket or a block.
  var closes: Bool { self == .closeParenthesis || self == .closeBracket || self == .closeBrace }

  /// Whether it opens a bracket or a block.
  var opens: Bool { self == .openParenthesis || self == .openBracket || self == .openBrace }

  /// The sign that closes what this one opens.
  var closer: Token.Kind {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    default: .closeBrace
    }
  }

  /// A closing sign as it is written.
  var sign: String {
    switch self {
    case .closeParenthesis: ")"
    case .closeBracket: "]"
    default: "}"
    }
  }

  /// Whether an expression can begin with it.
  var startsExpression: Bool {
    switch self {
    case .name, .number, .string, .minus, .openParenthesis, .openBracket: true
    default: false
    }
  }
}

/// The words that can't be names.
let keywords = [
  "model", "import", "layer", "group", "input", "target", "param", "const", "upstream", "expect", "return",
]

/// The tokens of a source, one a line: `line:column kind text`.
public func tokenText(of source: Source) -> String {
  guard checkBytes(of: source, index: 0) == nil else { return "" }
  var lexer = Lexer(source: source, index: 0)
  var lines: [String] = []
  while true {
    let token = lexer.next()
    if token.kind == .end { break }
    let position = source.lineColumn(at: token.range.lowerBound)
    let text = visible(source.text(token.range))
    lines.append("\(position.line):\(position.column) \(token.kind.title) \(text)")
  }
  return lines.map { $0 + "\n" }.joined()
}
