/// A derivation in Markdown, its formulas in LaTeX between dollar signs.
func markdown(_ derivation: LayerDerivation, _ digits: Int) -> String {
  var lines = ["## \(markdownWords(derivation.title))", ""]
  if !derivation.nodes.isEmpty { lines += nodeTable(derivation.nodes) + [""] }
  if derivation.gradients.isEmpty { lines += [DerivationWords.nothing, ""] }
  for gradient in derivation.gradients { lines += section(gradient, digits) }
  if !derivation.computed.isEmpty { lines += ["\(DerivationWords.computed):", ""] }
  for line in derivation.computed { lines += section(line, digits) }
  return lines.joined(separator: "\n")
}

private func nodeTable(_ rows: [LayerDerivation.NodeRow]) -> [String] {
  let head = "| \(DerivationWords.forward) | \(DerivationWords.backward) | \(DerivationWords.rule) |"
  return [head, "|---|---|---|"]
    + rows.map { row in
      let backward = row.backward.map { part in
        math("\(part.operand.gradientLaTeX) \\leftarrow \(part.contribution.latex)")
      }
      let forward = math("\(row.name.latex) = \(row.forward.latex)")
      return "| \(forward) | \(backward.joined(separator: "<br>")) | \(markdownWords(row.sentence)) |"
    }
}

private func section(_ gradient: LayerDerivation.Gradient, _ digits: Int) -> [String] {
  var lines = ["### \(math(gradient.symbol.latex))", "", "| | \(DerivationWords.rule) |", "|---|---|"]
  lines += gradient.steps.map { "| \(math("= \($0.formula.latex)")) | \(markdownWords($0.reason)) |" }
  guard let numbers = gradient.numbers else { return lines + [""] }
  lines += ["", "\(DerivationWords.numbers):", ""]
  lines += numbers.operands.map { "- " + math(latexEquation($0.name.latex, $0.numbers, $0.shape, digits)) }
  lines.append("- " + math(latexEquation(gradient.symbol.latex, numbers.result, numbers.shape, digits)))
  return lines + [""]
}

/// A formula that may stand in a cell of a table.
private func math(_ latex: String) -> String {
  "$\(latex.map { $0 == "|" ? "\\vert " : String($0) }.joined())$"
}

/// Words of which Markdown obeys nothing.
private func markdownWords(_ text: String) -> String {
  text.map { "\\`*_{}[]<>#|$".contains($0) ? "\\\($0)" : String($0) }.joined()
}
