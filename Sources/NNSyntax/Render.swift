/// The forms in which diagnostics are written.
public enum DiagnosticFormat: String, CaseIterable, Sendable {
  /// The message, the line with the place underlined, and the hint.
  case human
  /// One line a diagnostic: `path:line:column: error: message`.
  case short
  /// One array of objects.
  case json
}

/// Writes diagnostics for people or programs, each with a newline at its end.
///
/// At most `limit` are written; in the forms for people a last line counts the others. Colours are escape
/// sequences of a terminal, used in the human form if `color` says so. No other control character of the
/// source reaches the text.
public func render(
  _ diagnostics: [Diagnostic], in sources: Sources, as format: DiagnosticFormat, color: Bool, limit: Int
) -> String {
  let shown = diagnostics.prefix(max(0, limit))
  if format == .json { return json(Array(shown), in: sources) }
  var text = ""
  for diagnostic in shown {
    let lines =
      format == .human
      ? humanLines(diagnostic, in: sources, Paint(isOn: color))
      : [headline(diagnostic, in: sources, Paint(isOn: false))]
    text += lines.map { $0 + "\n" }.joined()
    if format == .human { text += "\n" }
  }
  return text + rest(of: diagnostics.dropFirst(shown.count))
}

/// The line that counts what was held back.
private func rest(of hidden: ArraySlice<Diagnostic>) -> String {
  guard !hidden.isEmpty else { return "" }
  let errors = hidden.count { $0.severity == .error }
  let noun = errors == hidden.count ? "error" : errors == 0 ? "warning" : "diagnostic"
  return "… and \(hidden.count) more \(noun)\(hidden.count == 1 ? "" : "s") (--max-errors N shows more)\n"
}

/// Colours of a terminal, or none.
private struct Paint {
  let isOn: Bool

  func callAsFunction(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  func code(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }
}

/// `path:line:column`, or the path alone for a place in no known source.
private func location(_ place: Place, in sources: Sources) -> String {
  guard sources.all.indices.contains(place.source) else { return "?" }
  let source = sources[place.source]
  let position = source.lineColumn(at: place.range.lowerBound)
  return "\(visible(source.name)):\(position.line):\(position.column)"
}

private func headline(_ diagnostic: Diagnostic, in sources: Sources, _ paint: Paint) -> String {
  let severity = paint("\(diagnostic.severity.rawValue):", paint.code(diagnostic.severity))
  return "\(location(diagnostic.place, in: sources)): \(severity) \(paint(visible(diagnostic.message), "1"))"
}

private func humanLines(_ diagnostic: Diagnostic, in sources: Sources, _ paint: Paint) -> [String] {
  let notes = diagnostic.notes.filter { $0.place.map { sources.all.indices.contains($0.source) } ?? true }
  let places = [diagnostic.place] + notes.compactMap(\.place)
  let gutter = places.map { lineDigits($0, in: sources) }.max() ?? 1
  let blank = String(repeating: " ", count: gutter)
  var lines = [headline(diagnostic, in: sources, paint)]
  let code = paint.code(diagnostic.severity)
  lines += block(diagnostic.place, "^", diagnostic.label, in: sources, gutter, code, paint)
  for note in notes {
    guard let place = note.place else { continue }
    if place.source != diagnostic.place.source {
      lines.append("\(blank) ::: \(location(place, in: sources))")
    }
    lines += block(place, "-", note.message, in: sources, gutter, "1;36", paint)
  }
  for note in notes where note.place == nil { lines.append("\(blank) = note: \(visible(note.message))") }
  if let hint = diagnostic.hint { lines.append("\(blank) = \(paint("hint:", "1;32")) \(visible(hint))") }
  return lines
}

private func lineDigits(_ place: Place, in sources: Sources) -> Int {
  guard sources.all.indices.contains(place.source) else { return 1 }
  return String(sources[place.source].lineColumn(at: place.range.lowerBound).line).utf8.count
}

/// A line of a source with a place underlined by `mark`.
private func block(
  _ place: Place, _ mark: String, _ label: String, in sources: Sources, _ gutter: Int, _ code: String,
  _ paint: Paint
) -> [String] {
  guard sources.all.indices.contains(place.source), !sources[place.source].bytes.isEmpty else { return [] }
  let excerpt = Excerpt(of: place.range, in: sources[place.source])
  let number = String(excerpt.line)
  let blank = String(repeating: " ", count: gutter)
  let pad = String(repeating: " ", count: gutter - number.utf8.count)
  let indent = String(repeating: " ", count: excerpt.indent)
  let underline = String(repeating: mark, count: excerpt.width) + (label.isEmpty ? "" : " \(visible(label))")
  let text = excerpt.text.isEmpty ? "" : " \(excerpt.text)"
  return ["\(blank) |", "\(pad)\(number) |\(text)", "\(blank) | \(indent)\(paint(underline, code))"]
}
