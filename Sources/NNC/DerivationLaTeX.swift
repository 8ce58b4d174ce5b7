/// The derivations as a document that pdflatex compiles, or xelatex where a name is not in ASCII.
func latexDocument(_ derivations: [LayerDerivation], _ digits: Int) -> String {
  (preamble + derivations.flatMap { section($0, digits) } + ["\\end{document}", ""]).joined(separator: "\n")
}

private let preamble = [
  "\\documentclass[a4paper,landscape]{article}",
  "\\usepackage[margin=15mm]{geometry}",
  "\\usepackage{iftex}",
  "\\ifPDFTeX",
  "  \\usepackage[utf8]{inputenc}",
  "  \\usepackage[T1]{fontenc}",
  "\\else",
  "  \\usepackage{fontspec}",
  "\\fi",
  "\\usepackage{amsmath,amssymb}",
  "\\allowdisplaybreaks",
  "\\setlength{\\parindent}{0pt}",
  "\\begin{document}",
  "\\footnotesize",
]

private func section(_ derivation: LayerDerivation, _ digits: Int) -> [String] {
  var lines = ["", "\\section*{\(LaTeXText.words(derivation.title))}"]
  if !derivation.nodes.isEmpty { lines += nodeTable(derivation.nodes) }
  if derivation.gradients.isEmpty { lines.append(DerivationWords.nothing) }
  for gradient in derivation.gradients {
    lines += display(steps(gradient))
    if let numbers = gradient.numbers {
      lines.append("\(DerivationWords.numbers):")
      lines += display(
        numbers.operands.map { latexEquation($0.name.latex, $0.numbers, $0.shape, digits, align: "&") }
          + [latexEquation(gradient.symbol.latex, numbers.result, numbers.shape, digits, align: "&")])
    }
  }
  if !derivation.computed.isEmpty { lines.append("\(DerivationWords.computed):") }
  for line in derivation.computed { lines += display(steps(line)) }
  return lines
}

/// The chain rule, an operation a line: forward, backward, and what the operation does to a gradient.
private func nodeTable(_ rows: [LayerDerivation.NodeRow]) -> [String] {
  display(
    rows.flatMap { row -> [String] in
      let backward = row.backward.map { "\($0.operand.gradientLaTeX) &\\leftarrow \($0.contribution.latex)" }
      let forward = "\(row.name.latex) &= \(row.forward.latex)"
      let first = "\(forward) & \(backward.first ?? "&") && \(words(row.sentence))"
      return [first] + backward.dropFirst().map { "&& \($0)" }
    })
}

private func steps(_ gradient: LayerDerivation.Gradient) -> [String] {
  gradient.steps.enumerated().flatMap { index, step -> [String] in
    let parts = step.formula.latexLines
    let start = index == 0 ? gradient.symbol.latex : ""
    let first = "\(start) &= \(parts.first ?? "") && \(words(step.reason))"
    return [first] + parts.dropFirst().map { "&\\qquad \($0)" }
  }
}

private func words(_ text: String) -> String { "\\text{\(LaTeXText.words(text))}" }

private func display(_ rows: [String]) -> [String] {
  ["\\begin{align*}", rows.joined(separator: " \\\\\n"), "\\end{align*}"]
}

/// A name and its numbers as a matrix.
func latexEquation(
  _ name: String, _ numbers: [Double], _ shape: Shape, _ digits: Int, align: String = ""
) -> String {
  guard let rows = NumberGrid.rows(numbers, shape, digits) else {
    return "\(name) \(align): \\text{\(LaTeXText.words(NumberGrid.summary(shape)))}"
  }
  let cells = rows.map { $0.map(latexNumber).joined(separator: " & ") }
  if shape.rank == 0 { return "\(name) \(align)= \(cells.first ?? "")" }
  return "\(name) \(align)= \\begin{bmatrix} \(cells.joined(separator: " \\\\ ")) \\end{bmatrix}"
}

/// A number as `NumberText.significant` writes it, in LaTeX: `-1.25 \cdot 10^{-7}`.
private func latexNumber(_ text: String) -> String {
  LaTeXText.formula(text)
}

extension Formula {
  /// ∂L/∂ and the name of an operand.
  var gradientLaTeX: String { asGradient?.latex ?? "\\frac{\\partial L}{\\partial (\(latex))}" }

  /// The gradient of what the formula names; nil if it is more than a name.
  var asGradient: Formula? {
    if case .symbol(let name, let rank) = self { .gradient(name, rank: rank) } else { nil }
  }

  /// The formula, over several lines where it is a long sum.
  fileprivate var latexLines: [String] {
    guard size > 24, case .infix(let sign, let a, let b, .sum) = self else { return [latex] }
    // A name without letters leaves the sign and the parentheses of the right side as they are.
    return a.latexLines + [Formula.infix(sign, .symbol("", rank: 0), b, .sum).latex]
  }
}
