/// A chain of operators is read by a loop, so only brackets, signs and powers nest. The functions that call
/// each other keep their frames small: what makes expressions and diagnostics stands in functions of its
/// own.
extension Parser {
  /// expr = sum { "->" [ NAME ":" ] NAME [ args ] } ;
  func expression() throws(Stop) -> ExpressionID {
    var value = try sum()
    while token.kind == .arrow { value = try stage(of: value) }
    return value
  }

  /// sum = product { ( "+" | "-" ) product } ;
  func sum() throws(Stop) -> ExpressionID {
    var left = try product()
    while continues(.plus) || continues(.minus) {
      let sign = token.range
      let isPlus = token.kind == .plus
      advance()
      left = pushBinary(isPlus ? .add : .subtract, left, try product(), sign)
    }
    return left
  }

  /// product = unary { ( "*" | "/" | "@" | "·" ) unary } ;
  func product() throws(Stop) -> ExpressionID {
    var left = try unary()
    while let operation = productOperator {
      let sign = token.range
      advance()
      left = pushBinary(operation, left, try unary(), sign)
    }
    return left
  }

  private var productOperator: BinaryOperator? {
    if token.startsLine && brackets.isEmpty { return nil }
    switch token.kind {
    case .star: return .multiply
    case .slash: return .divide
    case .matmul: return .matmul
    default: return nil
    }
  }

  /// unary = "-" unary | power ;
  func unary() throws(Stop) -> ExpressionID {
    guard token.kind == .minus else { return try power() }
    let start = token.range.lowerBound
    try nest()
    advance()
    if token.startsLine && brackets.isEmpty { throw missingOperand() }
    let value = try unary()
    nesting -= 1
    return pushNegation(of: value, from: start)
  }

  /// power = postfix [ "^" unary ] ;
  func power() throws(Stop) -> ExpressionID {
    let base = try postfix()
    guard continues(.caret) else { return base }
    let sign = token.range
    try nest()
    advance()
    let exponent = try unary()
    nesting -= 1
    return pushBinary(.power, base, exponent, sign)
  }

  /// postfix = primary { ".T" | "ᵀ" | "[" slice { "," slice } "]" } ;
  func postfix() throws(Stop) -> ExpressionID {
    var value = try primary()
    while true {
      if continues(.transpose) {
        advance()
        value = pushTranspose(of: value)
      } else if continues(.openBracket) && !startsElement {
        value = try slices(of: value)
      } else {
        return value
      }
    }
  }

  /// In a list, `[` after a space is rather the next element, whose comma is missing.
  private var startsElement: Bool {
    brackets.last?.kind == .openBracket && (token.followsSpace || token.startsLine)
  }

  /// primary = NUMBER | STRING | NAME [ args ] | "(" expr ")" | list ;
  func primary() throws(Stop) -> ExpressionID {
    switch token.kind {
    case .number: return number()
    case .string: return string()
    case .name: return try nameOrCall()
    case .openParenthesis: return try parenthesised()
    case .openBracket: return try list()
    default: throw missingOperand()
    }
  }

  private func parenthesised() throws(Stop) -> ExpressionID {
    let start = token.range.lowerBound
    try enter()
    let value = try expression()
    if token.kind == .comma { throw tupleFound() }
    _ = try anotherElement()
    leave()
    expressions[value.index].place.range = start..<previousEnd
    return value
  }

  private func tupleFound() -> Stop {
    fail(
      .expectedToken, "`)` was wanted, but `,` was found", hint: "a list stands in square brackets: [1, 2]")
  }

  private func nameOrCall() throws(Stop) -> ExpressionID {
    if startsNextStatement || (token.startsLine && brackets.isEmpty && (startsStatement || isKeyword)) {
      throw missingOperand()
    }
    let name = try reference()
    guard atArguments else { return push(.name(name), from: name.place.range.lowerBound) }
    let first = expressions.count
    let list = try arguments()
    return push(.call(Call(callee: name, arguments: list)), from: name.place.range.lowerBound, first: first)
  }

  /// The name of a value or of something to be called.
  func reference() throws(Stop) -> Name {
    if isKeyword { throw keywordFound() }
    let name = Name(text(token), at: place(token.range))
    if following.kind != .openParenthesis && isNoNumber(name.text) { throw noSuchLiteral(name.text) }
    advance()
    return name
  }

  private func isNoNumber(_ text: String) -> Bool {
    guard (3...8).contains(text.utf8.count) else { return false }
    return ["inf", "nan", "infinity"].contains(text.lowercased())
  }

  private func noSuchLiteral(_ text: String) -> Stop {
    fail(
      .noSuchLiteral, "there is no number `\(text)`; numbers are finite",
      hint: "write a large number, such as 1e300")
  }

  func keywordFound() -> Stop {
    fail(
      .keywordAsName, "`\(text(token))` is a word of the language and can't be a name",
      hint: "choose another name, such as `\(text(token))_`")
  }

  /// Whether arguments follow: `(` in the same line.
  var atArguments: Bool { token.kind == .openParenthesis && !token.startsLine }

  /// args = "(" [ arg { "," arg } [ "," ] ] ")" ;
  func arguments() throws(Stop) -> [Argument] {
    try enter()
    var list: [Argument] = []
    if token.kind == .comma { throw emptyElement() }
    if token.kind != .closeParenthesis {
      repeat { list.append(try argument()) } while try anotherElement()
    }
    leave()
    checkOrder(of: list)
    return list
  }

  /// arg = [ NAME "=" ] expr ;
  private func argument() throws(Stop) -> Argument {
    guard token.kind == .name && following.kind == .equals else {
      return Argument(name: nil, value: try expression())
    }
    let name = Name(text(token), at: place(token.range))
    advance()
    advance()
    return Argument(name: name, value: try expression())
  }

  /// Refuses a name given twice, and an argument without a name after one with a name.
  private func checkOrder(of list: [Argument]) {
    guard list.contains(where: { $0.name != nil }) else { return }
    var seen: [String: Name] = [:]
    for argument in list {
      if let name = argument.name {
        if let first = seen.updateValue(name, forKey: name.text) { reportRepeated(name, first) }
      } else if let name = seen.values.first {
        reportPositional(expressions[argument.value.index].place.range, name)
        return
      }
    }
  }

  private func reportRepeated(_ name: Name, _ first: Name) {
    report(
      .repeatedArgument, name.place.range, "the argument `\(shortened(name.text))` is given twice",
      notes: [Diagnostic.Note("it is given here first", at: first.place)], hint: "delete one of them")
  }

  private func reportPositional(_ range: Range<Int>, _ name: Name) {
    report(
      .positionalAfterNamed, range, "an argument without a name follows one with a name",
      hint: "put it before the named arguments, or name it too")
  }
}
