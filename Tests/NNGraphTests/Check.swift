import Foundation
import NNGraph
import NNRuntime
import NNSyntax
import Testing

/// A program with the diagnostics that it must give: a line `#~ ^^^ error id: words` stands under the line that it
/// speaks of, its carets under the place; each part of `words` that ` | ` sets apart is in the message or in the
/// hint. `#~` counts as two columns. `#~ ^^^ note: words` marks a second place; all second places are marked.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  var testDescription: String { name }
}

/// A place of a case with what is said there.
struct Mark: Equatable, Comparable, CustomStringConvertible {
  var line: Int
  var column: Int
  var width: Int
  /// `error unknown-name`, or `note`.
  var head: String
  /// What is said; not compared.
  var words: [String]

  var description: String { "\(line):\(column)+\(width) \(head)" }
  static func == (one: Mark, other: Mark) -> Bool { one.description == other.description }
  static func < (one: Mark, other: Mark) -> Bool { (one.line, one.column) < (other.line, other.column) }
}

/// The source of a case without its marks, and these.
func split(_ text: String) -> (source: String, marks: [Mark]) {
  var lines: [Substring] = []
  var marks: [Mark] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    guard line.hasPrefix("#~") else {
      lines.append(line)
      continue
    }
    let indent = line.dropFirst(2).prefix { $0 == " " }.count + 2
    let carets = line.dropFirst(indent).prefix { $0 == "^" }.count
    let rest = String(line.dropFirst(indent + carets + 1))
    let head = rest.prefix { $0 != ":" }
    let words = String(rest.dropFirst(head.count + 2)).components(separatedBy: " | ")
    marks.append(
      Mark(line: lines.count, column: indent + 1, width: carets, head: String(head), words: words))
  }
  return (lines.joined(separator: "\n"), marks)
}

/// The marks that diagnostics make in the model; a place of no width counts as one column.
func marks(of diagnostics: [Diagnostic], in source: Source) -> [Mark] {
  func mark(_ place: Place, _ head: String, _ words: [String]) -> Mark {
    let start = source.lineColumn(at: place.range.lowerBound)
    let width = max(1, source.text(place.range).unicodeScalars.count)
    return Mark(line: start.line, column: start.column, width: width, head: head, words: words)
  }
  return diagnostics.flatMap { diagnostic in
    let words = [diagnostic.message, diagnostic.hint].compactMap(\.self)
    let notes = diagnostic.notes.compactMap { note in
      note.place.flatMap { $0.source == Program.model ? mark($0, "note", [note.message]) : nil }
    }
    return [mark(diagnostic.place, "\(diagnostic.severity.rawValue) \(diagnostic.id)", words)] + notes
  }
}

/// What parsing and elaborating a text, and looking at its labels, have to say.
func diagnose(_ text: String) -> [Diagnostic] {
  let program = parseProgram(Source(name: "m.nn", text: text), importing: nothing)
  guard !program.diagnostics.hasErrors else { return program.diagnostics }
  let (graph, diagnostics) = elaborate(program)
  guard let graph else { return diagnostics }
  let model = Model(graph)
  return diagnostics + complaints(model, evaluate(model, observing: model.inspectedNodes))
}

/// Compares the diagnostics of a case with those it expects.
func check(_ program: Case, location: SourceLocation = #_sourceLocation) {
  let (text, expected) = split(program.text)
  let diagnostics = diagnose(text)
  #expect(diagnostics.allSatisfy { $0.place.source == Program.model }, sourceLocation: location)
  let found = marks(of: diagnostics, in: Source(name: "m.nn", text: text))
  #expect(found.sorted() == expected.sorted(), "\(program.text)", sourceLocation: location)
  for (said, wanted) in zip(found.sorted(), expected.sorted()) {
    for words in wanted.words where !said.words.contains(where: { $0.contains(words) }) {
      Issue.record("\(said) says \(said.words), not \(words)", sourceLocation: location)
    }
  }
}
