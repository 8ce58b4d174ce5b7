/// Reads a source.
///
/// Nothing in the source makes this fail: what can't be read is told in the diagnostics and left out, or
/// stands as `.missing`. `index` is the source's index in `Sources`; every place carries it. The diagnostics
/// are in source order, one a statement at most.
public func parse(_ source: Source, index: Int) -> (syntax: Syntax, diagnostics: [Diagnostic]) {
  if let fault = checkBytes(of: source, index: index) { return (Syntax(), [fault]) }
  let parser = Parser(source: source, index: index)
  let statements = parser.file()
  let syntax = Syntax(statements: statements, expressions: parser.expressions)
  return (syntax, (parser.diagnostics + parser.lexer.strays).inSourceOrder)
}

/// Thrown after a diagnostic has been kept, to leave the statement that it is about.
struct Stop: Error {}

/// A recursive descent over the tokens, with one token of lookahead. Each function that reads a production of
/// the grammar has it above its head.
final class Parser {
  let index: Int
  var lexer: Lexer
  /// The token to be read next, and what is wrong with it.
  var token: Token
  var tokenFaults: [Diagnostic] = []
  /// The token after it.
  var following: Token
  var followingFaults: [Diagnostic] = []
  /// The end of the token read last.
  var previousEnd = 0

  var diagnostics: [Diagnostic] = []
  var expressions: [Expression] = []
  /// The open brackets of the statement, innermost last. In them a newline means nothing.
  var brackets: [Token] = []
  /// Open brackets, blocks, signs and powers, for `nestingLimit`.
  var nesting = 0
  /// Whether the statement has a diagnostic; the others would only follow from it.
  var statementHasError = false
  var statementHasWarning = false
  /// Whether a part of the statement could not be read, so that the rest of it must be skipped.
  var isBroken = false
  /// Whether blocks nest too deep, so that none of the open ones is to blame for not being closed.
  var isTooDeep = false
  /// Where the statement begins, and in which column.
  var statementStart = 0
  var statementColumn = 0
  var modelName: Name?

  init(source: Source, index: Int) {
    self.index = index
    lexer = Lexer(source: source, index: index)
    token = lexer.next()
    swap(&tokenFaults, &lexer.faults)
    following = lexer.next()
    swap(&followingFaults, &lexer.faults)
  }

  func place(_ range: Range<Int>) -> Place { Place(source: index, range: range) }

  /// The text of a token.
  func text(_ token: Token) -> String { String(decoding: lexer.bytes[token.range], as: UTF8.self) }

  /// What stands at the token, for a message.
  var found: String {
    switch token.kind {
    case .end: "the end of the file"
    case _ where isPastLine: "the end of the line"
    default: "`\(visible(shortened(text(token))))`"
    }
  }

  /// Moves to the next token.
  func advance() {
    if !tokenFaults.isEmpty { report(tokenFaults[0]) }
    step()
  }

  /// Moves to the next token without a word about this one.
  func step() {
    previousEnd = token.range.upperBound
    token = following
    if !tokenFaults.isEmpty || !followingFaults.isEmpty {
      tokenFaults = followingFaults
      followingFaults = []
    }
    following = lexer.next()
    if !lexer.faults.isEmpty { swap(&followingFaults, &lexer.faults) }
  }

  /// Whether the token is of a kind and belongs to the statement that is being read.
  func continues(_ kind: Token.Kind) -> Bool {
    token.kind == kind && (!token.startsLine || !brackets.isEmpty || kind == .arrow)
  }

  /// Keeps a diagnostic, unless the statement has one already.
  func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error {
      if !statementHasError { diagnostics.append(diagnostic) }
      statementHasError = true
    } else {
      if !statementHasWarning { diagnostics.append(diagnostic) }
      statementHasWarning = true
    }
  }

  /// Keeps a diagnostic of `fault` and goes on.
  func report(
    _ fault: Fault, _ range: Range<Int>, _ message: String, label: String = "", notes: [Diagnostic.Note] = [],
    hint: String? = nil, severity: Diagnostic.Severity = .error
  ) {
    let diagnostic = Diagnostic(
      fault.rawValue, at: place(range), message, label: label, notes: notes, hint: hint, severity: severity)
    report(diagnostic)
  }

  /// Keeps a diagnostic and gives the error that leaves the statement. What is wrong with the token itself
  /// is the nearer cause, if there is such a thing.
  func fail(
    _ fault: Fault, at range: Range<Int>? = nil, _ message: String, label: String = "",
    notes: [Diagnostic.Note] = [], hint: String? = nil
  ) -> Stop {
    if let nearer = tokenFaults.first {
      report(nearer)
    } else {
      report(fault, range ?? foundRange, message, label: label, notes: notes, hint: hint)
    }
    return Stop()
  }

  /// Whether the statement has ended with the line before the token.
  var isPastLine: Bool {
    token.startsLine && brackets.isEmpty && token.range.lowerBound != statementStart
  }

  /// The bytes to underline for the token; where a line ends, those after its last token.
  var foundRange: Range<Int> {
    if token.kind == .end || isPastLine {
      return previousEnd..<previousEnd
    }
    return token.range
  }

  // MARK: Brackets

  /// Reads an opening bracket.
  func enter() throws(Stop) {
    try nest()
    brackets.append(token)
    advance()
  }

  /// Reads the closing bracket that the caller has seen.
  func leave() {
    brackets.removeLast()
    nesting -= 1
    advance()
  }

  /// Counts one more level of nesting at the token.
  func nest() throws(Stop) {
    nesting += 1
    if nesting > nestingLimit { throw tooDeep() }
  }

  private func tooDeep() -> Stop {
    isTooDeep = true
    return fail(
      .deepNesting, at: token.range, "this is nested more than \(nestingLimit) deep",
      hint: "give the inner parts names of their own")
  }

  /// After an element: true if a comma and another element follow, false at the closing bracket.
  func anotherElement(trailingComma: Bool = true) throws(Stop) -> Bool {
    guard let opener = brackets.last else { return false }
    if token.kind == opener.kind.closer { return false }
    guard token.kind == .comma else { throw unfinished(opener) }
    advance()
    if token.kind == .comma || (!trailingComma && token.kind == opener.kind.closer) { throw emptyElement() }
    return token.kind != opener.kind.closer
  }

  func emptyElement() -> Stop {
    fail(.extraComma, "there is nothing between this sign and the comma before it", hint: "delete one comma")
  }

  /// Says why neither a comma nor the closing bracket stands at the token.
  private func unfinished(_ opener: Token) -> Stop {
    let (open, close) = (text(opener), opener.kind.closer.sign)
    if token.kind.closes && token.kind != .closeBrace {
      let note = Diagnostic.Note("it would close this `\(open)`", at: place(opener.range))
      return fail(
        .mismatchedBracket, "`\(open)` is closed by `\(text(token))`", label: "`\(close)` was wanted",
        notes: [note], hint: "write `\(close)`")
    }
    if token.kind == .end || token.kind == .closeBrace || (token.startsLine && startsNextStatement) {
      return unclosed(opener)
    }
    if token.kind.startsExpression {
      return fail(
        .missingComma, "a comma is missing before \(found)",
        hint: "write `, \(visible(shortened(text(token))))`")
    }
    if token.kind == .bad { return fail(.expectedToken, "") }
    let remedy = token.kind == .semicolon ? "rows are lists of their own: [[1, 2], [3, 4]]" : nil
    return fail(.expectedToken, "`,` or `\(close)` was wanted, but \(found) was found", hint: remedy)
  }

  /// Says that a bracket is never closed.
  func unclosed(_ opener: Token) -> Stop {
    if let nearer = tokenFaults.first, token.kind == .bad {
      report(nearer)
      return Stop()
    }
    let message = "this `\(text(opener))` is never closed"
    report(.unclosedBracket, opener.range, message, hint: "write `\(opener.kind.closer.sign)` where it ends")
    return Stop()
  }
}
