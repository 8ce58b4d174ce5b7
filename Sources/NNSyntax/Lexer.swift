/// Cuts a source into tokens, one at a time. The bytes must be valid UTF-8.
struct Lexer {
  let bytes: [UInt8]
  let index: Int
  var position = 0
  /// What is wrong with the token just read.
  var faults: [Diagnostic] = []
  /// What is wrong between tokens: in comments and white space. At most one a line.
  var strays: [Diagnostic] = []

  var lineStart = 0
  var lastStrayLine = -1
  var inConflict = false

  init(source: Source, index: Int) {
    self.bytes = source.bytes
    self.index = index
  }

  /// The byte `ahead` of the position; 0 past the end.
  func peek(_ ahead: Int = 0) -> UInt8 {
    position + ahead < bytes.count ? bytes[position + ahead] : 0
  }

  /// Reads the next token; at the end of the file, `.end` again and again.
  mutating func next() -> Token {
    if !faults.isEmpty { faults = [] }
    let before = (position, lineStart)
    skipTrivia()
    let start = position
    let kind = start < bytes.count ? scan() : .end
    let startsLine = lineStart != before.1 || before.0 == 0
    return Token(
      kind: kind, range: start..<position, column: start - lineStart, startsLine: startsLine,
      followsSpace: start != before.0)
  }

  /// Keeps a fault of the token that is being read.
  mutating func report(_ fault: Fault, _ range: Range<Int>, _ message: String, hint: String? = nil) {
    faults.append(Diagnostic(fault.rawValue, at: Place(source: index, range: range), message, hint: hint))
  }

  /// Reads a token that begins at the position.
  private mutating func scan() -> Token.Kind {
    let byte = bytes[position]
    if byte.isDigit { return scanNumber() }
    if byte.startsName { return scanName() }
    if byte >= 0x80 { return scanUnicode() }
    if byte == 0x22 { return scanString() }
    if byte == 0x27 { return scanWrongQuotes() }
    return scanSign(byte)
  }

  /// Moves on by `length` and says what was read.
  mutating func take(_ length: Int, _ kind: Token.Kind) -> Token.Kind {
    position += length
    return kind
  }

  /// Moves on by `length` over an operator of another language and goes on as if `meant` stood there.
  private mutating func wrong(_ length: Int, _ meant: Token.Kind, _ sign: String) -> Token.Kind {
    let range = position..<position + length
    let found = String(decoding: bytes[range], as: UTF8.self)
    report(.wrongOperator, range, "`\(found)` is no operator here", hint: "write `\(sign)`")
    return take(length, meant)
  }

  private mutating func scanSign(_ byte: UInt8) -> Token.Kind {
    switch UnicodeScalar(byte) {
    case "+": return take(1, .plus)
    case "-": return peek(1) == 0x3E ? take(2, .arrow) : take(1, .minus)
    case "*": return peek(1) == 0x2A ? wrong(2, .caret, "^") : take(1, .star)
    case "/": return take(1, .slash)
    case "@": return take(1, .matmul)
    case "^": return take(1, .caret)
    case ",": return take(1, .comma)
    case ";": return take(1, .semicolon)
    case ":": return peek(1) == 0x3D ? wrong(2, .equals, "=") : take(1, .colon)
    case "(": return take(1, .openParenthesis)
    case ")": return take(1, .closeParenthesis)
    case "[": return take(1, .openBracket)
    case "]": return take(1, .closeBracket)
    case "{": return take(1, .openBrace)
    case "}": return take(1, .closeBrace)
    case "=": return scanEquals()
    case "~": return peek(1) == 0x3D ? take(2, .tildeEquals) : wrong(1, .tildeEquals, "~=")
    case ".": return scanPoint()
    case "|": return peek(1) == 0x3E ? wrong(2, .arrow, "->") : scanStrayCharacter()
    default: return scanStrayCharacter()
    }
  }

  private mutating func scanEquals() -> Token.Kind {
    switch peek(1) {
    case 0x3D: take(2, .doubleEquals)
    case 0x3E: wrong(2, .arrow, "->")
    default: take(1, .equals)
    }
  }

  private mutating func scanPoint() -> Token.Kind {
    if peek(1) == 0x2E { return peek(2) == 0x2E ? take(3, .ellipsis) : take(2, .range) }
    if atTranspose { return take(2, .transpose) }
    let start = position
    position += 1
    while peek().continuesName || (peek() == 0x2E && peek(1).isDigit) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if text.utf8.dropFirst().first?.isDigit == true {
      report(.barePoint, start..<position, "a number begins with a digit", hint: "write 0\(text)")
    } else if text.utf8.count > 1 {
      report(
        .unknownMember, start..<position,
        "`\(shortened(text))` is unknown; after a value only `.T` can stand",
        hint: "`.T` is the transpose; to use a weight in two places, bind it with `param` and pass it")
    } else {
      report(.unexpectedCharacter, start..<position, "a `.` alone means nothing here", hint: wordHint(0x2E))
    }
    return .bad
  }

  /// Whether `.T` stands at the position, and no longer word.
  var atTranspose: Bool { peek() == 0x2E && peek(1) == 0x54 && !nameContinues(2) }

  /// Whether a name could go on `ahead` of the position.
  func nameContinues(_ ahead: Int) -> Bool {
    let byte = peek(ahead)
    return byte < 0x80 ? byte.continuesName : scalar(in: bytes, at: position + ahead).scalar.continuesName
  }

  /// Reads characters that mean nothing in the language; a run of the same one is one token.
  private mutating func scanStrayCharacter() -> Token.Kind {
    let start = position
    let byte = peek()
    let found = scalar(in: bytes, at: position).scalar
    if let oddity = Oddity(found) {
      position += 1
      faults.append(diagnostic(oddity, found, start..<position))
      return .bad
    }
    while peek() == byte { position += 1 }
    let text = String(decoding: bytes[start..<min(position, start + 3)], as: UTF8.self)
    report(.unexpectedCharacter, start..<position, "`\(text)` means nothing here", hint: wordHint(byte))
    return .bad
  }

  /// What was likely meant by a sign of other languages.
  private func wordHint(_ byte: UInt8) -> String? {
    switch UnicodeScalar(byte) {
    case "%": "there is no remainder and no percent; a comment begins with `#`"
    case "!", "<", ">", "&", "|", "?": "there are no comparisons and no logic; `max` and `min` choose"
    case "\\": "a line goes on after an operator, a comma or an open bracket, without a `\\`"
    case "`": "a name is written without quotes"
    case ".": "a range is written `..`, a transpose `.T`"
    default: nil
    }
  }
}

/// A text cut to 40 characters for a message.
func shortened(_ text: String) -> String {
  let head = text.prefix(40)
  return head.endIndex == text.endIndex ? text : head + "…"
}
