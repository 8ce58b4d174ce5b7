/// A derivation for a terminal.
func terminalText(_ derivation: LayerDerivation, _ digits: Int) -> String {
  var lines = [derivation.title]
  if !derivation.nodes.isEmpty { lines += [""] + nodeTable(derivation.nodes) }
  if derivation.gradients.isEmpty { lines += ["", DerivationWords.nothing] }
  for gradient in derivation.gradients {
    lines += [""] + stepTable(gradient)
    if let numbers = gradient.numbers { lines += [""] + numberLines(gradient, numbers, digits) }
  }
  if !derivation.computed.isEmpty {
    lines += ["", "  \(DerivationWords.computed):"] + derivation.computed.flatMap(stepTable)
  }
  return lines.joined(separator: "\n") + "\n"
}

/// The chain rule, an operation a line; where it has two operands, two lines.
private func nodeTable(_ rows: [LayerDerivation.NodeRow]) -> [String] {
  var cells = [[DerivationWords.forward, DerivationWords.backward, DerivationWords.rule]]
  for row in rows {
    let backward = row.backward.map { "∂L/∂\($0.operand.text) ← \($0.contribution.text)" }
    let forward = "\(row.name.text) = \(row.forward.text)"
    cells.append([forward, backward.first ?? "", row.sentence])
    cells += backward.dropFirst().map { ["", $0, ""] }
  }
  return aligned(cells, indent: 2)
}

/// Formulas that are wider have their rule below, lest those of the others stand far away.
private let formulaColumns = 72

/// The lines of a simplification, aligned at `=`, each with its rule at the right.
private func stepTable(_ gradient: LayerDerivation.Gradient) -> [String] {
  let name = gradient.symbol.text
  let blank = String(repeating: " ", count: name.columns)
  let cells = gradient.steps.enumerated().flatMap { index, step -> [[String]] in
    let formula = "\(index == 0 ? name : blank) = \(step.formula.text)"
    return formula.columns > formulaColumns ? [[formula], ["", step.reason]] : [[formula, step.reason]]
  }
  return aligned(cells, indent: 2)
}

/// The last formula, its operands with their numbers, and the result.
private func numberLines(
  _ gradient: LayerDerivation.Gradient, _ numbers: LayerDerivation.Substitution, _ digits: Int
) -> [String] {
  var lines = ["  \(DerivationWords.numbers)"]
  for operand in numbers.operands {
    lines += equation(operand.name.text, operand.numbers, operand.shape, digits)
  }
  return lines + equation(gradient.symbol.text, numbers.result, numbers.shape, digits)
}

/// `x = ` and a matrix, over as many lines as it has rows.
private func equation(_ name: String, _ numbers: [Double], _ shape: Shape, _ digits: Int) -> [String] {
  guard let rows = NumberGrid.rows(numbers, shape, digits) else {
    return ["    \(name): \(NumberGrid.summary(shape))"]
  }
  if shape.rank == 0 { return ["    \(name) = \(rows.first?.first ?? "")"] }
  let inner = aligned(rows, indent: 0, isRight: true)
  return inner.enumerated().map { index, row in
    let start = index == 0 ? "    \(name) = " : String(repeating: " ", count: name.columns + 7)
    let (open, close) = brackets(index, of: inner.count)
    return start + open + row + close
  }
}

/// The brackets of a line of a matrix.
private func brackets(_ index: Int, of count: Int) -> (String, String) {
  if count == 1 { return ("[", "]") }
  if index == 0 { return ("⎡", "⎤") }
  return index == count - 1 ? ("⎣", "⎦") : ("⎢", "⎥")
}

/// Cells in columns, each as wide as its widest cell.
private func aligned(_ rows: [[String]], indent: Int, isRight: Bool = false) -> [String] {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in
    // A cell with none at its right may be as wide as it is.
    rows.map { $0.count > column && $0.count == columns ? $0[column].columns : 0 }.max() ?? 0
  }
  return rows.map { row in
    let cells = row.enumerated().map { column, cell in
      let space = String(repeating: " ", count: max(0, widths[column] - cell.columns))
      return isRight ? space + cell : cell + space
    }
    let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
    return isRight ? line : String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension String {
  /// How many columns of a terminal it takes.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}
