extension Syntax {
  /// The file as `--emit syntax` prints it: one form in parentheses a statement, blocks indented.
  public func text() -> String {
    var printer = SyntaxPrinter(syntax: self)
    for statement in statements { printer.add(statement, indent: "") }
    return printer.text
  }
}

/// Prints statements and expressions. Expressions are walked with a stack of what is still to be printed, so
/// that a chain may be as long as a file.
private struct SyntaxPrinter {
  /// What is still to be printed.
  enum Piece {
    case text(String)
    case expression(ExpressionID)
  }

  let syntax: Syntax
  var text = ""

  mutating func add(_ statement: Statement, indent: String) {
    text += indent
    switch statement.kind {
    case .model(let name, let title): text += "(model \(name.text)\(titleText(title)))"
    case .importFile(let path, _): text += "(import \(quoted(path)))"
    case .layer(let layer): add(layer, indent: indent)
    case .group(let name, let title, let body):
      text += "(group\(name.map { " \($0.text)" } ?? "")\(titleText(title))"
      add(body, indent: indent)
    case .bind(let binding): add(binding)
    case .upstream(let name, let value):
      text += "(upstream \(name.text) "
      add(value, ")")
    case .expect(let value, let reference, let tolerance):
      text += "(expect "
      add(value, " ")
      add(reference, "")
      if let tolerance { addAfterSpace(tolerance) }
      text += ")"
    case .result(let value):
      text += "(return "
      add(value, ")")
    }
    text += "\n"
  }

  private mutating func add(_ body: [Statement], indent: String) {
    text += "\n"
    for statement in body { add(statement, indent: indent + "  ") }
    text += indent + ")"
  }

  private mutating func add(_ layer: LayerSyntax, indent: String) {
    text += "(layer \(layer.name.text) ("
    for (index, formal) in layer.formals.enumerated() {
      text += "\(index == 0 ? "" : " ")(\(formal.name.text)"
      if let type = formal.type { text += " \(typeText(type))" }
      if let initial = formal.initial { addAfterSpace(initial) }
      text += ")"
    }
    text += ")"
    add(layer.body, indent: indent)
  }

  private mutating func add(_ binding: Binding) {
    text += "(\(binding.role?.rawValue ?? "bind")"
    if let name = binding.name { text += " \(name.text)" }
    if let type = binding.type { text += " \(typeText(type))" }
    if let value = binding.value { addAfterSpace(value) }
    text += ")"
  }

  private mutating func addAfterSpace(_ id: ExpressionID) {
    text += " "
    add(id, "")
  }

  private func titleText(_ title: String?) -> String { title.map { " \(quoted($0))" } ?? "" }

  private func quoted(_ text: String) -> String {
    let escaped = text.flatMap { character -> String in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      default: String(character)
      }
    }
    return "\"\(visible(String(escaped)))\""
  }

  private func typeText(_ type: TypeSyntax) -> String {
    switch type {
    case .int: return "int"
    case .float: return "float"
    case .shape(let dimensions, _):
      let words = dimensions.map { dimension in
        switch dimension {
        case .size(let size, _): "\(size)"
        case .variable(let name): name.text
        case .ellipsis: "..."
        }
      }
      return "[\(words.joined(separator: " "))]"
    }
  }

  private func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Prints an expression and `closing`.
  private mutating func add(_ id: ExpressionID, _ closing: String) {
    var stack: [Piece] = [.expression(id)]
    while let piece = stack.popLast() {
      switch piece {
      case .text(let piece): text += piece
      case .expression(let id): add(syntax[id], &stack)
      }
    }
    text += closing
  }

  /// Prints the beginning of an expression and leaves the rest of it on the stack.
  private mutating func add(_ expression: Expression, _ stack: inout [Piece]) {
    switch expression.kind {
    case .number(let value, let isInteger): text += isInteger ? number(value) : "\(value)"
    case .numbers(let values): text += "(numbers\(values.map { " \(number($0))" }.joined()))"
    case .string(let string): text += quoted(string)
    case .name(let name): text += name.text
    case .missing: text += "(missing)"
    case .list(let elements): open("list", elements.map(spaced), &stack)
    case .negate(let value): open("negate", [spaced(value)], &stack)
    case .transpose(let value): open("transpose", [spaced(value)], &stack)
    case .binary(let operation, let left, let right, _):
      open(operation.rawValue, [spaced(left), spaced(right)], &stack)
    case .slice(let value, let parts): open("slice", [spaced(value)] + parts.map(pieces), &stack)
    case .call(let call): open("call \(call.callee.text)", call.arguments.map(pieces), &stack)
    case .pipe(let value, let name, let call):
      let stage: [Piece] = [.text(" (\(name.map { "\($0.text): " } ?? "")\(call.callee.text)")]
      open("pipe", [spaced(value), stage] + call.arguments.map(pieces) + [[.text(")")]], &stack)
    }
  }

  private mutating func open(_ word: String, _ parts: [[Piece]], _ stack: inout [Piece]) {
    text += "(\(word)"
    stack.append(.text(")"))
    for part in parts.reversed() { stack += part.reversed() }
  }

  private func spaced(_ id: ExpressionID) -> [Piece] { [.text(" "), .expression(id)] }

  private func pieces(_ argument: Argument) -> [Piece] {
    guard let name = argument.name else { return spaced(argument.value) }
    return [.text(" (\(name.text)"), .text(" "), .expression(argument.value), .text(")")]
  }

  private func pieces(_ slice: Slice) -> [Piece] {
    switch slice {
    case .index(let id): return spaced(id)
    case .range(let from, let to):
      let lower: [Piece] = from.map { [.expression($0)] } ?? []
      let upper: [Piece] = to.map { [.expression($0)] } ?? []
      return [.text(" (range ")] + lower + [.text("..")] + upper + [.text(")")]
    }
  }
}
