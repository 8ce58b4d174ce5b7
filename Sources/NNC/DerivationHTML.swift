/// The derivations as a page with MathML: one style sheet, light and dark, no script.
func htmlPage(_ derivations: [LayerDerivation], _ digits: Int) -> String {
  let title = MathMLText.escaped(derivations.map(\.title).joined(separator: ", "))
  let head = [
    "<!DOCTYPE html>", "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">", "<head>",
    "<meta charset=\"utf-8\"/>",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
    "<title>\(title)</title>", "<style>", style, "</style>", "</head>", "<body>",
  ]
  let body = derivations.flatMap { section($0, digits) }
  return (head + body + ["</body>", "</html>", ""]).joined(separator: "\n")
}

private let style = """
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto;
    overflow-y: hidden; }
  th, td { padding: 0.3rem 1.2rem 0.3rem 0; text-align: left; vertical-align: middle; }
  table.nodes th { border-bottom: 1px solid; }
  td.rule { font-size: 0.875rem; color: #555; }
  mi.bold { font-weight: bold; }
  @media (prefers-color-scheme: dark) { td.rule { color: #aaa; } }
  """

/// The derivations as sections of a page, each with a heading of level 2 (or deeper), without a style of their own.
public func derivationSections(_ derivations: [LayerDerivation], digits: Int, level: Int = 2) -> String {
  derivations.flatMap { section($0, digits, level: level) }.joined(separator: "\n")
}

private func section(_ derivation: LayerDerivation, _ digits: Int, level: Int = 2) -> [String] {
  var lines = ["<section>", "<h\(level)>\(MathMLText.escaped(derivation.title))</h\(level)>"]
  if !derivation.nodes.isEmpty { lines += nodeTable(derivation.nodes) }
  if derivation.gradients.isEmpty { lines.append("<p>\(DerivationWords.nothing)</p>") }
  for gradient in derivation.gradients {
    lines += stepTable(gradient)
    if let numbers = gradient.numbers { lines += numberList(gradient, numbers, digits) }
  }
  if !derivation.computed.isEmpty { lines.append("<p>\(DerivationWords.computed):</p>") }
  for line in derivation.computed { lines += stepTable(line) }
  return lines + ["</section>"]
}

private func nodeTable(_ rows: [LayerDerivation.NodeRow]) -> [String] {
  let heads = [DerivationWords.forward, DerivationWords.backward, DerivationWords.rule]
  let lines = rows.map { row in
    let backward = row.backward.map { part in
      math((part.operand.asGradient ?? part.operand).mathML + "<mo>←</mo>" + part.contribution.mathML)
    }
    let forward = math("\(row.name.mathML)<mo>=</mo>\(row.forward.mathML)")
    return tableRow(forward, backward.joined(separator: "<br/>"), row.sentence)
  }
  let head = "<tr>\(heads.map { "<th>\($0)</th>" }.joined())</tr>"
  return ["<table class=\"nodes\">", head] + lines + ["</table>"]
}

private func stepTable(_ gradient: LayerDerivation.Gradient) -> [String] {
  let lines = gradient.steps.enumerated().map { index, step in
    let start = index == 0 ? math(gradient.symbol.mathML) : ""
    return tableRow(start, math("<mo>=</mo>\(step.formula.mathML)"), step.reason)
  }
  return ["<table class=\"steps\">"] + lines + ["</table>"]
}

private func numberList(
  _ gradient: LayerDerivation.Gradient, _ numbers: LayerDerivation.Substitution, _ digits: Int
) -> [String] {
  let items =
    numbers.operands.map { equation($0.name, $0.numbers, $0.shape, digits) }
    + [equation(gradient.symbol, numbers.result, numbers.shape, digits)]
  return ["<p>\(DerivationWords.numbers):</p>"] + items.map { "<p>\($0)</p>" }
}

private func equation(_ name: Formula, _ numbers: [Double], _ shape: Shape, _ digits: Int) -> String {
  guard let rows = NumberGrid.rows(numbers, shape, digits) else {
    return math(name.mathML) + ": \(NumberGrid.summary(shape))"
  }
  let cells = rows.map { row in "<mtr>\(row.map { "<mtd><mn>\($0)</mn></mtd>" }.joined())</mtr>" }
  let matrix = "<mrow><mo>[</mo><mtable>\(cells.joined())</mtable><mo>]</mo></mrow>"
  return math("\(name.mathML)<mo>=</mo>" + (shape.rank == 0 ? "<mn>\(rows.first?.first ?? "")</mn>" : matrix))
}

private func tableRow(_ left: String, _ right: String, _ rule: String) -> String {
  "<tr><td>\(left)</td><td>\(right)</td><td class=\"rule\">\(MathMLText.escaped(rule))</td></tr>"
}

private func math(_ inner: String) -> String { "<math displaystyle=\"true\">\(inner)</math>" }
