/// Where the parser was, to go back to.
private struct Mark {
  var lexer: Lexer
  var token: Token
  var tokenFaults: [Diagnostic]
  var following: Token
  var followingFaults: [Diagnostic]
  var previousEnd: Int
}

extension Parser {
  /// list = "[" [ expr { "," expr } [ "," ] ] "]" ;
  func list() throws(Stop) -> ExpressionID {
    if let row = row() { return row }
    let start = token.range.lowerBound
    let first = expressions.count
    var elements: [ExpressionID] = []
    try enter()
    if token.kind == .comma { throw emptyElement() }
    if token.kind != .closeBracket {
      repeat { elements.append(try expression()) } while try anotherElement()
    }
    leave()
    return push(.list(elements), from: start, first: first)
  }

  /// A list of numbers alone, read without an expression for each of them; nil, with nothing read, if the
  /// list holds anything else.
  private func row() -> ExpressionID? {
    guard following.kind == .number || following.kind == .minus, nesting < nestingLimit else { return nil }
    let start = token.range.lowerBound
    let mark = Mark(
      lexer: lexer, token: token, tokenFaults: tokenFaults, following: following,
      followingFaults: followingFaults, previousEnd: previousEnd)
    advance()
    var values: [Double] = []
    while let value = rowElement() {
      values.append(value)
      if token.kind == .comma { step() }
      guard token.kind == .closeBracket else { continue }
      advance()
      return push(.numbers(values), from: start)
    }
    back(to: mark)
    return nil
  }

  /// A number with or without a sign, if a comma or the end of the list follows.
  private func rowElement() -> Double? {
    let isNegative = token.kind == .minus
    if isNegative { step() }
    guard token.kind == .number, following.kind == .comma || following.kind == .closeBracket else {
      return nil
    }
    guard followingFaults.isEmpty else { return nil }
    let value = value(of: token).value
    step()
    return isNegative ? -value : value
  }

  private func back(to mark: Mark) {
    lexer = mark.lexer
    token = mark.token
    tokenFaults = mark.tokenFaults
    following = mark.following
    followingFaults = mark.followingFaults
    previousEnd = mark.previousEnd
  }

  func number() -> ExpressionID {
    let start = token.range.lowerBound
    let (value, isInteger) = value(of: token)
    advance()
    return push(.number(value, isInteger: isInteger), from: start)
  }

  /// The value of a number, whose text the lexer has checked; tells what no number of 64 bits can hold.
  private func value(of token: Token) -> (value: Double, isInteger: Bool) {
    let text = text(token)
    let value = Double(text) ?? 0
    let isInteger = text.utf8.allSatisfy(\.isDigit)
    if !value.isFinite {
      report(
        .largeNumber, token.range, "the number \(shortened(text)) is too large",
        hint: "the largest number is about 1.8e308")
      return (0, isInteger)
    }
    if value == 0 && !isZero(text) {
      report(
        .smallNumber, token.range, "the number \(shortened(text)) is too small to tell it from 0",
        hint: "write 0, or at least 5e-324")
    }
    if isInteger && value >= 0x1p53 && !isExact(text, value) {
      report(
        .inexactInteger, token.range, "the integer \(shortened(text)) loses digits",
        hint: "integers are exact up to 9007199254740992", severity: .warning)
      return (value, false)
    }
    return (value, isInteger)
  }

  private func isZero(_ text: String) -> Bool {
    text.utf8.prefix { $0 | 0x20 != 0x65 }.allSatisfy { $0 == 0x30 || $0 == 0x2E }
  }

  private func isExact(_ text: String, _ value: Double) -> Bool {
    guard let integer = UInt64(text) else { return false }
    return UInt64(exactly: value) == integer
  }

  func string() -> ExpressionID {
    let start = token.range.lowerBound
    let text = stringValue(of: token)
    advance()
    return push(.string(text), from: start)
  }

  /// The text of a string, its escapes resolved.
  func stringValue(of token: Token) -> String {
    let inner = token.range.lowerBound + 1..<token.range.upperBound - 1
    guard lexer.bytes[inner].contains(0x5C) else {
      return String(decoding: lexer.bytes[inner], as: UTF8.self)
    }
    var scalars = String.UnicodeScalarView()
    var offset = inner.lowerBound
    while offset < inner.upperBound {
      let isEscape = lexer.bytes[offset] == 0x5C
      let plain = scalar(in: lexer.bytes, at: offset)
      let next = isEscape ? escape(in: lexer.bytes, at: offset) ?? plain : plain
      scalars.append(next.scalar)
      offset += next.length
    }
    return String(scalars)
  }

  /// `[ slice { "," slice } ]` after `value`.
  func slices(of value: ExpressionID) throws(Stop) -> ExpressionID {
    try enter()
    if token.kind == .closeBracket { throw emptySlice() }
    if token.kind == .comma { throw emptyElement() }
    var parts: [Slice] = []
    repeat { parts.append(try slice()) } while try anotherElement(trailingComma: false)
    leave()
    return pushSlice(of: value, parts)
  }

  private func emptySlice() -> Stop {
    fail(
      .expectedExpression, "an index is missing between `[` and `]`",
      hint: "write x[0], or x[1..3] for a range")
  }

  /// slice = expr | [ expr ] ".." [ expr ] ;
  private func slice() throws(Stop) -> Slice {
    let from = token.kind == .range ? nil : try expression()
    if token.kind == .colon { throw colonInSlice() }
    guard token.kind == .range else { return from.map(Slice.index) ?? .range(from: nil, to: nil) }
    advance()
    let to = token.kind == .comma || token.kind == .closeBracket ? nil : try expression()
    return .range(from: from, to: to)
  }

  private func colonInSlice() -> Stop {
    fail(.expectedToken, "a range is written with `..`, not with `:`", hint: "write x[1..3]")
  }
}
