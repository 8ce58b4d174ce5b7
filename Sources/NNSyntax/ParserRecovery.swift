extension Parser {
  /// Whether the token is a word of the language.
  var isKeyword: Bool {
    token.kind == .name && (5...8).contains(token.range.count) && keywords.contains(text(token))
  }

  /// Whether a statement seems to begin at the token: `NAME =`, `NAME :` or a word of the language and its
  /// object.
  var startsStatement: Bool {
    guard token.kind == .name else { return false }
    if !following.startsLine && [.equals, .colon, .doubleEquals].contains(following.kind) { return true }
    guard isKeyword, !following.startsLine else { return false }
    switch text(token) {
    case "return", "expect": return following.kind.startsExpression
    case "group": return [.name, .string, .openBrace].contains(following.kind)
    case "import": return following.kind == .string
    default: return following.kind == .name
    }
  }

  /// Whether, in a bracket that may have been left open, the token rather begins the next statement. In
  /// parentheses `NAME =` may be an argument, so its column decides.
  var startsNextStatement: Bool {
    guard token.startsLine, startsStatement else { return false }
    return isKeyword || brackets.last?.kind == .openBracket || token.column <= statementColumn
  }

  /// Skips what is left of a statement, to the line end or `;` outside of its brackets.
  func skipStatement() {
    let isBegun = token.range.lowerBound != statementStart
    var open = brackets.count
    var braces = 0
    brackets.removeAll()
    while token.kind != .end {
      let isFirst = !isBegun && token.range.lowerBound == statementStart
      if token.startsLine && !isFirst && braces == 0 && (open == 0 ? token.kind != .arrow : skipMustEnd) {
        return
      }
      switch token.kind {
      case .semicolon where open == 0 && braces == 0: return
      case .openParenthesis, .openBracket: open += 1
      case .closeParenthesis, .closeBracket: open = max(0, open - 1)
      case .openBrace: braces += 1
      case .closeBrace:
        if braces == 0 { return }
        braces -= 1
      default: break
      }
      step()
    }
  }

  /// Whether a line begins with a new statement although a bracket is open.
  private var skipMustEnd: Bool { startsStatement && (isKeyword || token.column <= statementColumn) }

  /// Skips to the body of a layer whose head could not be read; false if there is none.
  func skipToBody() -> Bool {
    var open = brackets.count
    brackets.removeAll()
    while token.kind != .end && token.kind != .semicolon {
      if token.startsLine && (open == 0 || skipMustEnd) { return false }
      if token.kind == .openBrace || (open == 0 && token.kind == .equals) { return true }
      if token.kind == .openParenthesis || token.kind == .openBracket { open += 1 }
      if token.kind == .closeParenthesis || token.kind == .closeBracket { open = max(0, open - 1) }
      step()
    }
    return false
  }

  /// end = NEWLINE | ";" | end of file ; and the `}` of a block.
  func end(after first: Token) {
    switch token.kind {
    case .end, .semicolon, .closeBrace: return
    default: break
    }
    if token.startsLine { return }
    reportNoEnd(after: first)
    if !startsStatement { skipStatement() }
  }

  /// Says what is wrong with a token that stands where the statement should have ended.
  private func reportNoEnd(after first: Token) {
    switch token.kind {
    case .bad: _ = fail(.expectedEnd, "")
    case .closeParenthesis, .closeBracket: reportStrayCloser()
    case .equals, .doubleEquals: reportStrayEquals(first)
    case .comma where following.kind == .number && endsWithDigit:
      _ = fail(.decimalComma, "a `,` can't stand in a number", hint: "write a point: 1.5")
    case .name, .number, .string, .openBrace:
      _ = fail(
        .expectedEnd, "the statement should end before \(found)",
        hint: keywordHint(first)
          ?? "end it with a new line or `;`, or write the operator that is missing")
    default: _ = fail(.expectedEnd, "the statement should end before \(found)")
    }
  }

  /// What the first word of a statement was likely meant to be.
  private func keywordHint(_ first: Token) -> String? {
    let word = text(first)
    guard previousEnd == first.range.upperBound, !keywords.contains(word) else { return nil }
    return suggestion(for: word, among: keywords).map { "did you mean `\($0)`?" }
  }

  private var endsWithDigit: Bool { previousEnd > 0 && lexer.bytes[previousEnd - 1].isDigit }

  private func reportStrayEquals(_ first: Token) {
    if text(first) == "expect" {
      _ = fail(
        .expectedToken, "`~=` was wanted, but \(found) was found", hint: "write expect value ~= reference")
    } else {
      _ = fail(
        .notAName, "only a name can stand on the left of `=`, and only one `=` in a statement",
        hint: lexer.bytes[max(0, previousEnd - 1)] == 0x29
          ? "a layer is defined with `layer f(x) = …`" : "names are made of letters, digits and `_`")
    }
  }

  /// Says that a closing bracket has no partner.
  func reportStrayCloser() {
    _ = fail(.strayBracket, "there is no open bracket for this `\(text(token))`", hint: "delete it")
  }

  /// Says that an operand is missing at the token.
  func missingOperand() -> Stop {
    if let opener = brackets.last, token.kind == .end || startsNextStatement { return unclosed(opener) }
    if isPastLine && token.kind == .name {
      return fail(
        .expectedExpression, at: previousEnd..<previousEnd, "a value was wanted, but the line ends here",
        hint: "write the value, or delete the operator before it")
    }
    return fail(.expectedExpression, "a value was wanted, but \(found) was found", hint: operandHint)
  }

  private var operandHint: String? {
    switch token.kind {
    case .plus where following.kind == .number && !token.startsLine:
      "a positive number is written without `+`"
    case _ where isPastLine: nil
    case .plus, .star, .slash, .matmul, .caret: "a line goes on if the operator stands at its end"
    case .range: "write the value before `..`"
    case .equals, .tildeEquals: "write the name or the value before it"
    default: nil
    }
  }
}
