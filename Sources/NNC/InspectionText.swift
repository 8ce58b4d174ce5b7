/// An inspection for a terminal: what was found, then the table, two lines a value.
/// - Parameter name: what the model is called in what is said.
public func inspectionText(
  _ inspection: Inspection, _ compilation: Compilation, name: String, rows: [Inspection.Row], digits: Int = 3,
  color: Bool = false
) -> String {
  let ink = Ink(isOn: color)
  var lines = ["\(name): \(summary(inspection.findings))"]
  for finding in inspection.findings { lines += told(finding, compilation.program.sources, ink) }
  return (lines + [""] + table(rows, inspection, digits, ink)).joined(separator: "\n") + "\n"
}

/// How many findings there are of each severity.
func summary(_ findings: [Finding]) -> String {
  let counts = [Diagnostic.Severity.error, .warning, .note].compactMap { severity -> String? in
    let count = findings.count { $0.severity == severity }
    return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
  }
  return counts.isEmpty ? "nothing found" : counts.joined(separator: ", ")
}

private func told(_ finding: Finding, _ sources: Sources, _ ink: Ink) -> [String] {
  let source = sources[finding.place.source]
  let position = source.lineColumn(at: finding.place.range.lowerBound)
  let place = "\(source.name):\(position.line):\(position.column)"
  let kind = ink.paint("\(finding.severity.rawValue)[\(finding.kind.rawValue)]", finding.severity)
  return ["", "\(place): \(kind): \(finding.message)"] + (finding.remedy.map { ["  help: \($0)"] } ?? [])
}

private let heads = [
  "value", "layer", "shape", "", "mean", "deviation", "min", "max", "zeros", "", "norm", "gain", "cumulative",
  "ratio",
]

private func table(
  _ rows: [Inspection.Row], _ inspection: Inspection, _ digits: Int, _ ink: Ink
) -> [String] {
  let cells = rows.flatMap { lines(of: $0, digits) }
  let widths = heads.indices.map { column in
    ([heads] + cells).reduce(0) { max($0, $1[column].columns) }
  }
  let found = inspection.severities
  let severities = rows.flatMap { row in [found[row.name], nil] }
  let body = zip(cells, severities).enumerated().map { index, line in
    let text = aligned(line.0, widths)
    let painted = line.1.map { ink.paint(text, $0) } ?? (index % 2 == 1 ? ink.gradient(text) : text)
    return "\(line.1.map { $0 == .error ? "✗" : $0 == .warning ? "!" : "·" } ?? " ") \(painted)"
  }
  return ["  " + aligned(heads, widths)] + body
}

/// Words stand at the left of their columns, numbers at the right.
private func aligned(_ cells: [String], _ widths: [Int]) -> String {
  let padded = cells.enumerated().map { column, text in
    let space = String(repeating: " ", count: widths[column] - text.columns)
    return column < 4 || column == 9 ? text + space : space + text
  }
  return padded.joined(separator: "  ").withoutTrailingSpace
}

/// The line of the value and that of its gradient.
private func lines(of row: Inspection.Row, _ digits: Int) -> [[String]] {
  let number = { (value: Double?) in value.map { NumberText.significant($0, digits: digits) } ?? "" }
  let name = row.role == .layer || row.role == .value ? row.name : "\(row.name) (\(row.role.rawValue))"
  let start = [name, row.layer ?? "", row.shape.description, "value"]
  let top = start + columns(row.value, number) + ["", "", ""]
  guard let gradient = row.gradient else {
    return [top, ["", "", "", "no gradient"] + [String](repeating: "", count: 10)]
  }
  let ratios = [row.gain, row.cumulative, row.ratio].map(number)
  return [top, ["", "", "", "gradient"] + columns(gradient, number) + ratios]
}

private func columns(_ distribution: Inspection.Distribution, _ number: (Double?) -> String) -> [String] {
  let it = distribution.statistics
  let zeros = it.zeros == 0 ? "0" : "\(NumberText.significant(it.zeros * 100, digits: 2))%"
  return [
    number(it.mean), number(it.deviation), number(it.minimum), number(it.maximum), zeros,
    sparkline(distribution.histogram), number(it.norm),
  ]
}

extension String {
  fileprivate var withoutTrailingSpace: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// Colours of a terminal.
private struct Ink {
  let isOn: Bool

  func paint(_ text: String, _ severity: Diagnostic.Severity) -> String {
    let code = severity == .error ? "1;31" : severity == .warning ? "1;33" : "1;36"
    return isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  func gradient(_ text: String) -> String { isOn ? "\u{1B}[35m\(text)\u{1B}[0m" : text }
}
