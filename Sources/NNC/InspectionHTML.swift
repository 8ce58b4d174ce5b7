/// An inspection as a whole page: what was found, a figure if there is one, then the table; one style sheet, light and dark, no script.
public func inspectionHTML(
  _ inspection: Inspection, _ compilation: Compilation, figure: String = "", rows: [Inspection.Row],
  digits: Int = 3
) -> String {
  let title = MathMLText.escaped(compilation.graph.title ?? compilation.graph.name)
  let head = [
    "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\"/>",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>", "<title>\(title)</title>",
    "<style>", style, "</style>", "</head>", "<body>", "<h1>\(title)</h1>",
    "<p>\(summary(inspection.findings).capitalizedFirst), \(inspection.dtype.rawValue).</p>",
  ]
  let findings = inspection.findings.map { item($0, compilation.program.sources) }
  let list = findings.isEmpty ? [] : ["<ul class=\"findings\">"] + findings + ["</ul>"]
  let drawing = figure.firstRange(of: "<svg ").map {
    ["<div class=\"wide\">", String(figure[$0.lowerBound...]), "</div>"]
  }
  let body = list + (drawing ?? []) + table(rows, inspection, digits)
  return (head + body + ["</body>", "</html>", ""]).joined(separator: "\n")
}

private let style = """
  :root { color-scheme: light dark; --ink: #1b2130; --muted: #667085; --line: #c5cfdd; --value: #74a3f5;
    --gradient: #c2183c; --error: #b4123a; --warning: #8a5a00; --page: #fff; --tint: #fff6e0; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --muted: #9ba5b7; --line: #3c465a; --value: #5b8ff0;
    --gradient: #fb7185; --error: #ff8fa3; --warning: #f2c14e; --page: #10141c; --tint: #2b2415; } }
  body { font: 0.9375rem/1.5 Helvetica, Arial, sans-serif; color: var(--ink); background: var(--page);
    max-width: 90rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.375rem; }
  ul.findings { list-style: none; padding: 0; }
  ul.findings li { border-left: 0.3rem solid var(--muted); padding: 0.4rem 0.8rem; margin: 0.6rem 0; }
  ul.findings li.error { border-left: 0.3rem double var(--error); }
  ul.findings li.warning { border-left-color: var(--warning); background: var(--tint); }
  .kind { font-weight: bold; } .error .kind { color: var(--error); } .warning .kind { color: var(--warning); }
  .place, .remedy { color: var(--muted); display: block; }
  div.wide { overflow-x: auto; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; white-space: nowrap; }
  th, td { padding: 0.15rem 0.7rem 0.15rem 0; text-align: right; }
  th { color: var(--muted); font-weight: normal; border-bottom: 1px solid var(--line); }
  th.word, td.word { text-align: left; }
  tbody { border-bottom: 1px solid var(--line); }
  tbody.error td.name, tbody.warning td.name { font-weight: bold; }
  tbody.warning { background: var(--tint); } tbody.error td.name { color: var(--error); }
  tr.gradient td { color: var(--gradient); }
  svg.bars { width: 64px; height: 16px; vertical-align: middle; fill: var(--value); }
  tr.gradient svg.bars { fill: var(--gradient); }
  """

private func item(_ finding: Finding, _ sources: Sources) -> String {
  let source = sources[finding.place.source]
  let position = source.lineColumn(at: finding.place.range.lowerBound)
  let place = MathMLText.escaped("\(source.name):\(position.line):\(position.column)")
  let remedy =
    finding.remedy.map { "<span class=\"remedy\">\(MathMLText.escaped($0).capitalizedFirst).</span>" } ?? ""
  let kind = "\(finding.severity.rawValue): \(finding.kind.rawValue)"
  return "<li class=\"\(finding.severity.rawValue)\"><span class=\"kind\">\(kind)</span> "
    + "\(MathMLText.escaped(finding.message))<span class=\"place\">\(place)</span>\(remedy)</li>"
}

private let heads = ["mean", "deviation", "min", "max", "zeros", "norm", "gain", "cumulative", "ratio"]

private func table(_ rows: [Inspection.Row], _ inspection: Inspection, _ digits: Int) -> [String] {
  let words = ["value", "layer", "shape", "", ""].map { "<th class=\"word\">\($0)</th>" }
  let head = "<thead><tr>\(words.joined())\(heads.map { "<th>\($0)</th>" }.joined())</tr></thead>"
  return ["<div class=\"wide\">", "<table>", head] + rows.map { group($0, inspection, digits) }
    + ["</table>", "</div>"]
}

/// A value and its gradient.
private func group(_ row: Inspection.Row, _ inspection: Inspection, _ digits: Int) -> String {
  let severity = inspection.severity(of: row.name).map { " class=\"\($0.rawValue)\"" } ?? ""
  let number = { (value: Double?) in value.map { NumberText.significant($0, digits: digits) } ?? "" }
  let marks = inspection.severity(of: row.name).map { $0 == .error ? "✗ " : "! " } ?? ""
  let names =
    "<td class=\"word name\">\(marks)\(MathMLText.escaped(row.name))</td>"
    + "<td class=\"word\">\(MathMLText.escaped(row.layer ?? row.role.rawValue))</td>"
    + "<td class=\"word\">\(row.shape)</td>"
  let value = "<tr>\(names)<td class=\"word\">value</td>\(cells(row.value, [nil, nil, nil], number))</tr>"
  let gradient =
    row.gradient.map { cells($0, [row.gain, row.cumulative, row.ratio], number) }
    ?? "<td colspan=\"10\"></td>"
  let word = row.gradient == nil ? "no gradient" : "gradient"
  return
    "<tbody\(severity)>\(value)<tr class=\"gradient\"><td colspan=\"3\"></td><td class=\"word\">\(word)</td>"
    + "\(gradient)</tr></tbody>"
}

private func cells(
  _ distribution: Inspection.Distribution, _ ratios: [Double?], _ number: (Double?) -> String
) -> String {
  let it = distribution.statistics
  let zeros = it.zeros == 0 ? "0" : "\(NumberText.significant(it.zeros * 100, digits: 2))%"
  let texts =
    [number(it.mean), number(it.deviation), number(it.minimum), number(it.maximum), zeros, number(it.norm)]
    + ratios.map(number)
  return "<td class=\"word\">\(bars(distribution.histogram))</td>"
    + texts.map { "<td>\($0)</td>" }.joined()
}

/// The histogram as a small drawing.
private func bars(_ histogram: [Int]) -> String {
  let greatest = max(1, histogram.max() ?? 1)
  let parts = histogram.enumerated().filter { $1 > 0 }.map { index, count in
    let height = max(1, (count * 16 + greatest / 2) / greatest)
    return "<rect x=\"\(index * 8)\" y=\"\(16 - height)\" width=\"7\" height=\"\(height)\"/>"
  }
  return "<svg class=\"bars\" viewBox=\"0 0 64 16\" aria-hidden=\"true\">\(parts.joined())</svg>"
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
