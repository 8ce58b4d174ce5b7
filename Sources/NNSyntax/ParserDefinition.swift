extension Parser {
  /// bind = [ role ] NAME [ ":" type ] [ "=" expr ] | expr ;
  func bind() throws(Stop) -> Statement.Kind {
    let role = isKeyword ? Role(rawValue: text(token)) : nil
    if role != nil { advance() }
    let isNamed = !following.startsLine && [.colon, .equals, .doubleEquals].contains(following.kind)
    guard role != nil || (token.kind == .name && isNamed) else {
      return .bind(Binding(role: nil, name: nil, type: nil, value: try expression()))
    }
    let name = role == nil ? try takeName() : try name(for: "the value")
    var type: TypeSyntax?
    var value: ExpressionID?
    if continues(.colon) { type = typeOrBroken() }
    if !isBroken && (continues(.equals) || continues(.doubleEquals)) {
      try want(.equals, "=", "")
      value = self.value()
    } else if isBroken {
      value = self.value()
    }
    return .bind(Binding(role: role, name: name, type: type, value: value))
  }

  /// A name that is being defined, for `owner`; after an operator it may stand in the next line.
  func name(for owner: String, afterOperator: Bool = false) throws(Stop) -> Name {
    let isAbsent = token.startsLine && brackets.isEmpty && (!afterOperator || startsStatement)
    guard token.kind == .name, !isAbsent else { throw noName(owner, isAbsent) }
    return try takeName()
  }

  private func takeName() throws(Stop) -> Name {
    if isKeyword { throw keywordFound() }
    let name = Name(text(token), at: place(token.range))
    advance()
    return name
  }

  private func noName(_ owner: String, _ isAbsent: Bool) -> Stop {
    fail(
      .expectedName, at: isAbsent ? previousEnd..<previousEnd : nil,
      "the name of \(owner) was wanted, but \(isAbsent ? "the line ends here" : "\(found) was found")",
      hint: token.kind == .string ? "a name is written without quotes" : nil)
  }

  /// `":" type`; what can't be read breaks the statement.
  private func typeOrBroken() -> TypeSyntax? {
    do { return try annotation() } catch {
      isBroken = true
      return nil
    }
  }

  private func annotation() throws(Stop) -> TypeSyntax {
    advance()
    return try type()
  }

  /// type = "[" [ dim { "," dim } ] "]" | "int" | "float" ;
  private func type() throws(Stop) -> TypeSyntax {
    let start = token
    if continues(.name) && (text(token) == "int" || text(token) == "float") {
      advance()
      return text(start) == "int" ? .int(place(start.range)) : .float(place(start.range))
    }
    guard continues(.openBracket) else {
      throw fail(
        .expectedType, "a type was wanted after `:`, but \(found) was found",
        hint: "a type is a shape such as [N, 3], or int, or float")
    }
    var dimensions: [DimensionSyntax] = []
    try enter()
    if token.kind == .comma { throw emptyElement() }
    if token.kind != .closeBracket {
      repeat { dimensions.append(try dimension()) } while try anotherElement(trailingComma: false)
    }
    leave()
    return .shape(dimensions, place(start.range.lowerBound..<previousEnd))
  }

  /// dim = INT | NAME | "..." ;
  private func dimension() throws(Stop) -> DimensionSyntax {
    let range = token.range
    switch token.kind {
    case .ellipsis:
      advance()
      return .ellipsis(place(range))
    case .name where !isKeyword && !startsNextStatement:
      let name = Name(text(token), at: place(range))
      advance()
      return .variable(name)
    case .number:
      guard let size = Int(text(token)) else { throw noSize() }
      advance()
      return .size(size, place(range))
    default: throw noDimension()
    }
  }

  private func noSize() -> Stop {
    let digits = text(token)
    let isWhole = digits.utf8.allSatisfy(\.isDigit)
    let problem = isWhole ? "is too large for a size" : "is no whole number"
    return fail(
      .expectedDimension, "\(shortened(digits)) \(problem)", hint: "a size is a whole number, such as 3")
  }

  private func noDimension() -> Stop {
    if token.kind == .name && isKeyword && !startsNextStatement { return keywordFound() }
    if token.kind == .end || startsNextStatement, let opener = brackets.last { return unclosed(opener) }
    let hint =
      switch token.kind {
      case .minus: "a size is not negative"
      case .range: "write `...` for any number of dimensions"
      default: "a shape is a list such as [N, 3] or [..., D]"
      }
    return fail(.expectedDimension, "a size or its name was wanted, but \(found) was found", hint: hint)
  }

  /// layer = "layer" NAME "(" [ formal { "," formal } ] ")" ( "=" expr | block ) ;
  func layer() throws(Stop) -> Statement.Kind {
    let column = statementColumn
    advance()
    let name = try name(for: "the layer")
    let formals = formals()
    if isBroken && !skipToBody() { return .layer(LayerSyntax(name: name, formals: formals, body: [])) }
    isBroken = false
    if continues(.equals) {
      let start = token.range.lowerBound
      advance()
      let body = Statement(.result(value()), at: place(start..<previousEnd))
      return .layer(LayerSyntax(name: name, formals: formals, body: [body]))
    }
    guard token.kind == .openBrace else {
      throw fail(
        .expectedToken, "`=` or `{` was wanted, but \(found) was found",
        hint: "write layer \(shortened(name.text))(x) = …, or a block that ends with return …")
    }
    let before = diagnostics.count
    let body = try block(in: .layer, column: column)
    if diagnostics.count == before { checkResult(of: body, name) }
    return .layer(LayerSyntax(name: name, formals: formals, body: body))
  }

  private func checkResult(of body: [Statement], _ name: Name) {
    for statement in body { if case .result = statement.kind { return } }
    report(
      .missingReturn, name.place.range, "the layer `\(shortened(name.text))` returns nothing",
      hint: "end its block with return …")
  }

  /// The formals in parentheses; what can't be read breaks the statement.
  private func formals() -> [Formal] {
    var list: [Formal] = []
    let depth = nesting
    do {
      guard atArguments else { throw noFormals() }
      try enter()
      if token.kind == .comma { throw emptyElement() }
      if token.kind != .closeParenthesis {
        repeat { list.append(try formal()) } while try anotherElement(trailingComma: false)
      }
      leave()
    } catch {
      nesting = depth
      isBroken = true
    }
    return list
  }

  private func noFormals() -> Stop {
    fail(
      .expectedToken, "`(` was wanted after the layer's name, but \(found) was found",
      hint: "write layer f(x) = …")
  }

  /// formal = NAME [ ":" type ] [ "=" expr ] ;
  private func formal() throws(Stop) -> Formal {
    if token.kind == .end || startsNextStatement && isKeyword { throw unclosed(brackets[brackets.count - 1]) }
    let name = try formalName()
    let type = token.kind == .colon ? try annotation() : nil
    guard token.kind == .equals else { return Formal(name: name, type: type, initial: nil) }
    advance()
    return Formal(name: name, type: type, initial: try expression())
  }

  private func formalName() throws(Stop) -> Name {
    guard token.kind == .name else {
      throw fail(.expectedName, "the name of an argument was wanted, but \(found) was found")
    }
    return try takeName()
  }

  /// group = "group" [ NAME ] [ STRING ] block ;
  func group() throws(Stop) -> Statement.Kind {
    let column = statementColumn
    advance()
    let name = continues(.name) ? try name(for: "the group") : nil
    var title: String?
    if continues(.string) {
      title = stringValue(of: token)
      advance()
    }
    guard token.kind == .openBrace else {
      throw fail(
        .expectedToken, "`{` was wanted, but \(found) was found", hint: "write group \"title\" { … }")
    }
    return .group(name, title: title, try block(in: .group, column: column))
  }

  /// block = "{" { statement end } "}" ; a `;` before the `}` may be left out.
  private func block(in scope: Scope, column: Int) throws(Stop) -> [Statement] {
    let opener = token
    let (hadError, hadWarning) = (statementHasError, statementHasWarning)
    try nest()
    advance()
    let body = statements(in: scope, column: column)
    (statementHasError, statementHasWarning, isBroken) = (hadError, hadWarning, false)
    statementColumn = column
    nesting -= 1
    if token.kind == .closeBrace {
      advance()
    } else if !isTooDeep {
      _ = unclosed(opener)
    }
    return body
  }
}
