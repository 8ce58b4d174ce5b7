/// Where a statement stands.
enum Scope {
  case file, group, layer
}

extension Parser {
  /// file = { statement end } ;
  func file() -> [Statement] {
    var result: [Statement] = []
    while true {
      result += statements(in: .file, column: 0)
      guard token.kind == .closeBrace else { return result }
      beginStatement()
      reportStrayCloser()
      step()
    }
  }

  /// The statements up to the end of the block or of the file. `column` is that of the block's own statement.
  func statements(in scope: Scope, column: Int) -> [Statement] {
    var result: [Statement] = []
    while true {
      while token.kind == .semicolon { step() }
      if token.kind == .end || token.kind == .closeBrace || leavesBlock(scope, column) { return result }
      let start = token.range.lowerBound
      if let statement = statement(in: scope) { result.append(statement) }
      if token.range.lowerBound == start && token.kind != .end { step() }
    }
  }

  /// Whether a block was left open: what can only stand outside of it begins where the block's statement
  /// began.
  private func leavesBlock(_ scope: Scope, _ column: Int) -> Bool {
    guard scope != .file, token.startsLine, token.column <= column, startsStatement, isKeyword else {
      return false
    }
    return ["model", "import", "layer"].contains(text(token))
  }

  func beginStatement() {
    statementHasError = false
    statementHasWarning = false
    isBroken = false
    statementStart = token.range.lowerBound
    statementColumn = token.column
  }

  /// statement = model | import | layer | group | bind | upstream | expect | return ;
  private func statement(in scope: Scope) -> Statement? {
    beginStatement()
    let first = token
    let depth = nesting
    let base = expressions.count
    do {
      let kind = try statementKind(in: scope)
      nesting = depth
      if isBroken { skipStatement() } else { end(after: first) }
      let end = max(previousEnd, first.range.upperBound)
      return kind.map { Statement($0, at: place(first.range.lowerBound..<end)) }
    } catch {
      nesting = depth
      expressions.removeSubrange(base...)
      skipStatement()
      return nil
    }
  }

  private func statementKind(in scope: Scope) throws(Stop) -> Statement.Kind? {
    guard isKeyword else { return try bind() }
    let word = text(token)
    if !following.startsLine && [.equals, .colon, .arrow, .openParenthesis].contains(following.kind) {
      let mayOpen = word == "return" || word == "expect" || word == "layer"
      if following.kind != .openParenthesis || !mayOpen { throw keywordFound() }
    }
    let isMisplaced = misplaced(word, in: scope)
    let kind = try keywordStatement(word)
    return isMisplaced ? nil : kind
  }

  private func keywordStatement(_ word: String) throws(Stop) -> Statement.Kind? {
    switch word {
    case "model": return try model()
    case "import": return try importFile()
    case "layer": return try layer()
    case "group": return try group()
    case "upstream": return try upstream()
    case "expect": return try expect()
    case "return": return try result()
    default: return try bind()
    }
  }

  /// Refuses a statement that can't stand in `scope`; the rest of it is read for its own errors.
  private func misplaced(_ word: String, in scope: Scope) -> Bool {
    if word == "return" && scope != .layer {
      report(
        .returnOutsideLayer, token.range, "`return` stands in the block of a layer, and only there",
        hint: "the last value bound is the output of a model")
      return true
    }
    let outside = scope == .layer ? ["model", "import", "layer", "group", "upstream", "expect"] : []
    let forbidden = scope == .group ? ["model", "import", "layer"] : outside
    guard forbidden.contains(word) else { return false }
    report(
      .misplacedStatement, token.range, "`\(word)` can't stand inside a \(scope)",
      hint: "put it before the \(scope), or close the block with `}` first")
    return true
  }

  /// model = "model" NAME [ STRING ] ;
  private func model() throws(Stop) -> Statement.Kind? {
    let word = token
    advance()
    let name = try name(for: "the model")
    let title = optionalString()
    guard let first = modelName else {
      modelName = name
      return .model(name, title: title)
    }
    report(
      .secondModel, word.range.lowerBound..<name.place.range.upperBound, "the file has a `model` already",
      notes: [Diagnostic.Note("it is named here", at: first.place)], hint: "delete one of the two lines")
    return nil
  }

  private func optionalString() -> String? {
    guard continues(.string) else { return nil }
    let text = stringValue(of: token)
    advance()
    return text
  }

  /// import = "import" STRING ;
  private func importFile() throws(Stop) -> Statement.Kind {
    advance()
    guard continues(.string) else {
      throw fail(
        .expectedToken, "a file in quotes was wanted after `import`, but \(found) was found",
        hint: "write import \"layers.nn\"")
    }
    let string = place(token.range)
    return .importFile(optionalString() ?? "", string)
  }

  /// upstream = "upstream" NAME "=" expr ;
  private func upstream() throws(Stop) -> Statement.Kind {
    advance()
    let name = try name(for: "the output")
    try want(.equals, "=", "write upstream \(shortened(name.text)) = [1, 0]")
    return .upstream(name, value())
  }

  /// expect = "expect" expr "~=" expr [ "," expr ] ;
  private func expect() throws(Stop) -> Statement.Kind {
    advance()
    try wantValue(after: "expect")
    let value = try expression()
    try want(.tildeEquals, "~=", "write expect value ~= reference, tolerance")
    let reference = try expression()
    guard continues(.comma) else { return .expect(value, reference, tolerance: nil) }
    advance()
    return .expect(value, reference, tolerance: try expression())
  }

  /// return = "return" expr ;
  private func result() throws(Stop) -> Statement.Kind {
    advance()
    try wantValue(after: "return")
    return .result(value())
  }

  private func wantValue(after word: String) throws(Stop) {
    if token.startsLine || token.kind == .end || token.kind == .semicolon || token.kind == .closeBrace {
      throw fail(.expectedExpression, "a value was wanted after `\(word)`, but \(found) was found")
    }
  }

  /// Reads a sign that must stand here.
  func want(_ kind: Token.Kind, _ sign: String, _ hint: String) throws(Stop) {
    if continues(.doubleEquals) && (kind == .equals || kind == .tildeEquals) {
      report(.wrongOperator, token.range, "`==` is no operator here", hint: "write `\(sign)`")
      advance()
      return
    }
    guard continues(kind) else {
      throw fail(.expectedToken, "`\(sign)` was wanted, but \(found) was found", hint: hint)
    }
    advance()
  }
}
