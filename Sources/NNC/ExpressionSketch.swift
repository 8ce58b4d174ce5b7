/// Sketches of an expression, the likeliest meaning of its names first: capital letters are matrices, others columns
/// where matrices are multiplied, else vectors, else numbers.
/// - Throws: `CompileFailure` if it can't be parsed.
public func sketches(
  ofExpression text: String, imports: [String] = []
) throws(CompileFailure) -> [Sketch] {
  var sources = Sources()
  let source = Source(name: "<expression>", text: text + "\n")
  let (syntax, diagnostics) = parse(source, index: sources.add(source))
  guard !diagnostics.hasErrors else { throw CompileFailure(diagnostics: diagnostics, sources: sources) }
  let names = freeNames(syntax)
  let shapes = multipliesMatrices(syntax) ? ["[3, 1]", "[3]", "[]"] : ["[3]", "[3, 1]", "[]"]
  return shapes.map { small in
    var sketch = Sketch(title: text, imports: imports, expression: text)
    sketch.taken = Set(names)
    sketch.inputs = names.map { name in
      let shape = name.first?.isUppercase == true ? "[3, 3]" : small
      return "input \(name): \(shape) = uniform(0.5, 1.5)"
    }
    return sketch
  }
}

/// The names that an expression uses, in order, each once.
private func freeNames(_ syntax: Syntax) -> [String] {
  var names: [String] = []
  for expression in syntax.expressions {
    if case .name(let name) = expression.kind, !names.contains(name.text) { names.append(name.text) }
  }
  return names
}

/// Whether an expression has a matrix product or a transpose.
private func multipliesMatrices(_ syntax: Syntax) -> Bool {
  syntax.expressions.contains { expression in
    switch expression.kind {
    case .transpose, .binary(.matmul, _, _, _): true
    default: false
    }
  }
}
