import NNSyntax
import Testing

/// A program with the diagnostics that it must give: a line `#~ ^^^ error id: words` stands under the line
/// that it speaks of, its carets under the place, and `words` are part of the message. `#~` counts as two
/// columns.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  var testDescription: String { name }
}

/// A diagnostic as a case expects it, or as the parser gives it.
struct Mark: Equatable, CustomStringConvertible {
  var line: Int
  var column: Int
  var width: Int
  var severity: String
  var id: String

  var description: String { "\(line):\(column)+\(width) \(severity) \(id)" }
}

/// The source of a case without its expectations, and these.
func split(_ text: String) -> (source: String, marks: [Mark], words: [String]) {
  var lines: [Substring] = []
  var marks: [Mark] = []
  var words: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    guard line.hasPrefix("#~") else {
      lines.append(line)
      continue
    }
    let indent = line.dropFirst(2).prefix { $0 == " " }.count + 2
    let rest = line.dropFirst(indent)
    let carets = rest.prefix { $0 == "^" }.count
    let parts = rest.dropFirst(carets).split(separator: ":", maxSplits: 1)
    let head = (parts.first ?? "").split(separator: " ")
    marks.append(
      Mark(
        line: lines.count, column: indent + 1, width: carets, severity: String(head.first ?? ""),
        id: String(head.last ?? "")))
    words.append(parts.count > 1 ? parts[1].drop { $0 == " " }.description : "")
  }
  return (lines.joined(separator: "\n"), marks, words)
}

/// The marks of diagnostics, in scalars; a place of no width counts as one column.
func marks(of diagnostics: [Diagnostic], in source: Source) -> [Mark] {
  diagnostics.map { diagnostic in
    let start = source.lineColumn(at: diagnostic.place.range.lowerBound)
    let width = source.text(diagnostic.place.range).unicodeScalars.count
    return Mark(
      line: start.line, column: start.column, width: max(1, width), severity: diagnostic.severity.rawValue,
      id: diagnostic.id)
  }
}

/// Parses a case and compares its diagnostics with those it expects.
func check(_ program: Case, location: SourceLocation = #_sourceLocation) {
  let (text, expected, words) = split(program.text)
  let source = Source(name: "m.nn", text: text)
  let diagnostics = parse(source, index: 0).diagnostics
  #expect(marks(of: diagnostics, in: source) == expected, "\(program.text)", sourceLocation: location)
  for (diagnostic, words) in zip(diagnostics, words) {
    let isSaid = diagnostic.message.contains(words) || diagnostic.hint?.contains(words) == true
    #expect(isSaid, "\(diagnostic.message) / \(diagnostic.hint ?? "")", sourceLocation: location)
  }
}

/// The text form of a source that must be free of errors.
func syntax(_ text: String, location: SourceLocation = #_sourceLocation) -> String {
  let result = parse(Source(name: "m.nn", text: text), index: 0)
  #expect(result.diagnostics == [], sourceLocation: location)
  return result.syntax.text()
}

/// The identities of the diagnostics of a source.
func ids(_ text: String) -> [String] { ids(Array(text.utf8)) }

/// The identities of the diagnostics of a source.
func ids(_ bytes: [UInt8]) -> [String] {
  parse(Source(name: "m.nn", bytes: bytes), index: 0).diagnostics.map(\.id)
}
