/// An inspection as a whole page, read from top to bottom: what was found, the table, then a figure if there is one.
/// One style sheet, light and dark, no script.
/// - Parameters:
///   - name: what a model without a title is called.
///   - figure: an SVG with stable identities, to which the table leads.
public func inspectionHTML(
  _ inspection: Inspection, _ compilation: Compilation, name: String, figure: String = "",
  rows: [Inspection.Row], digits: Int = 3
) -> String {
  let page = InspectionPage(inspection, compilation, figure, rows, digits)
  let title = MathMLText.escaped(compilation.graph.title ?? name)
  let head = [
    "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\"/>",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
    "<title>\(title): gradients</title>", "<style>", inspectionStyle, "</style>", "</head>", "<body>",
    "<h1>\(title)</h1>",
    "<p class=\"summary\">\(summary(inspection.findings).capitalizedFirst). \(inspection.rows.count) values in "
      + "\(inspection.dtype.rawValue).</p>",
  ]
  return (head + page.findings + page.table + page.drawing + ["</body>", "</html>", ""])
    .joined(separator: "\n")
}

private let heads = ["mean", "deviation", "min", "max", "zeros", "norm", "gain", "cumulative", "ratio"]

/// The parts of the page.
private struct InspectionPage {
  let inspection: Inspection
  let compilation: Compilation
  let figure: Substring
  let rows: [Inspection.Row]
  let digits: Int
  /// The gravest severity of what was found about a name.
  let severities: [String: Diagnostic.Severity]
  /// Where a name stands in the table.
  let rowOf: [String: Int]
  /// What the figure's parts are called.
  let identities: Set<Substring>
  /// The decimal logarithms of the least and of the greatest cumulative gain.
  let decades: ClosedRange<Double>?

  init(
    _ inspection: Inspection, _ compilation: Compilation, _ figure: String, _ rows: [Inspection.Row],
    _ digits: Int
  ) {
    self.inspection = inspection
    self.compilation = compilation
    self.figure = figure.firstRange(of: "<svg ").map { figure[$0.lowerBound...] } ?? ""
    self.rows = rows
    self.digits = digits
    severities = inspection.severities
    rowOf = Dictionary(rows.enumerated().map { ($1.name, $0) }) { first, _ in first }
    identities = NNC.identities(in: self.figure)
    let gains = rows.compactMap(\.cumulative).filter { $0 > 0 && $0.isFinite }.map { logarithm($0) }
    decades = gains.min().flatMap { least in gains.max().map { least...$0 } }
  }

  var findings: [String] {
    inspection.findings.isEmpty ? [] : ["<ul class=\"findings\">"] + inspection.findings.map(item) + ["</ul>"]
  }

  var drawing: [String] { figure.isEmpty ? [] : ["<div class=\"wide\">", String(figure), "</div>"] }

  var table: [String] {
    let words = ["value", "layer", "shape", "", ""].map { "<th class=\"word\">\($0)</th>" }
    let head = "<thead><tr>\(words.joined())\(heads.map { "<th>\($0)</th>" }.joined())</tr></thead>"
    return ["<div class=\"wide\">", "<table>", head] + rows.map(group) + ["</table>", "</div>"]
  }

  private func item(_ finding: Finding) -> String {
    let source = compilation.program.sources[finding.place.source]
    let position = source.lineColumn(at: finding.place.range.lowerBound)
    let place = MathMLText.escaped("\(source.name):\(position.line):\(position.column)")
    let remedy =
      finding.remedy.map { "<span class=\"remedy\">\(MathMLText.escaped($0).capitalizedFirst).</span>" } ?? ""
    // A name stays as it is written.
    let message =
      finding.message.hasPrefix(finding.value) ? finding.message : finding.message.capitalizedFirst
    let kind = "\(finding.severity.rawValue): \(finding.kind.rawValue)"
    return "<li class=\"\(finding.severity.rawValue)\"><span class=\"kind\">\(kind)</span> "
      + "\(MathMLText.escaped(message)).\(remedy)"
      + "<span class=\"place\">\(place)\(link(finding))</span></li>"
  }

  /// A way from a finding to the row that it is about.
  private func link(_ finding: Finding) -> String {
    guard let row = finding.subjects.compactMap({ rowOf[$0] }).min() else { return "" }
    let name = MathMLText.escaped(rows[row].name)
    return " · <a href=\"#row.\(name)\">\(name)</a>"
  }

  /// A value and its gradient.
  private func group(_ row: Inspection.Row) -> String {
    let severity = severities[row.name]
    let name = MathMLText.escaped(row.name)
    let sign = severity.map { $0 == .error ? "✗ " : $0 == .warning ? "! " : "· " } ?? ""
    let words = [
      sign + placeInFigure(row.name, name), MathMLText.escaped(row.layer ?? row.role.rawValue),
      "\(row.shape)",
    ]
    let names = words.enumerated().map { "<td class=\"\($0 == 0 ? "word name" : "word")\">\($1)</td>" }
      .joined()
    let value = "<tr>\(names)<td class=\"word\">value</td>\(cells(row.value))<td colspan=\"3\"></td></tr>"
    let gradient = row.gradient.map { gradient in
      "<td class=\"word\">gradient</td>\(cells(gradient))\(cell(row.gain))\(cumulative(row.cumulative))\(cell(row.ratio))"
    }
    return "<tbody id=\"row.\(name)\"\(severity.map { " class=\"\($0.rawValue)\"" } ?? "")>\(value)"
      + "<tr class=\"gradient\"><td colspan=\"3\"></td>"
      + "\(gradient ?? "<td class=\"none\" colspan=\"11\">no gradient</td>")</tr></tbody>"
  }

  /// A name that leads to its place in the figure, if it has one there.
  private func placeInFigure(_ name: String, _ escaped: String) -> String {
    let id = MathMLText.escaped("\(compilation.graph.name).\(name)")
    return identities.contains(Substring(id)) ? "<a href=\"#\(id)\">\(escaped)</a>" : escaped
  }

  private func cells(_ distribution: Inspection.Distribution) -> String {
    let it = distribution.statistics
    let zeros = it.zeros == 0 ? "0" : "\(NumberText.significant(it.zeros * 100, digits: 2))%"
    return "<td class=\"word\">\(bars(distribution.histogram))</td>"
      + [it.mean, it.deviation, it.minimum, it.maximum].map { cell($0) }.joined()
      + "<td>\(zeros)</td>\(cell(it.norm))"
  }

  private func cell(_ number: Double?) -> String {
    guard let number else { return "<td></td>" }
    let text = NumberText.significant(number, digits: digits)
    return number.isFinite ? "<td>\(text)</td>" : "<td class=\"ill\">\(text)</td>"
  }

  /// A cumulative gain with a bar as long as its logarithm, so that a way down is seen as one.
  private func cumulative(_ number: Double?) -> String {
    guard let number, let decades, number > 0, number.isFinite,
      decades.upperBound - decades.lowerBound >= 1
    else { return cell(number) }
    let share = (logarithm(number) - decades.lowerBound) / (decades.upperBound - decades.lowerBound)
    let percent = Int((4 + share * 96).rounded())
    return
      "<td class=\"bar\" style=\"--share:\(percent)%\">\(NumberText.significant(number, digits: digits))</td>"
  }
}

/// The values of all attributes `id` in a drawing.
private func identities(in svg: Substring) -> Set<Substring> {
  let pieces = svg.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
  let named = zip(pieces, pieces.dropFirst()).filter { $0.0.suffix(4).elementsEqual(" id=".utf8) }
  return Set(named.map { Substring($0.1) })
}

/// The decimal logarithm of a positive number, as its exponent and what is left of it in proportion: exact enough for
/// the length of a bar.
private func logarithm(_ number: Double) -> Double {
  (Double(number.exponent) + number.significand - 1) * 0.30103
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
