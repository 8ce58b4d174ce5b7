import NNSyntax
import Testing

/// Renders diagnostics over one source named `m.nn`.
private func rendered(
  _ diagnostics: [Diagnostic], _ text: String, as format: DiagnosticFormat = .human, color: Bool = false,
  limit: Int = 20
) -> String {
  var sources = Sources()
  _ = sources.add(Source(name: "m.nn", text: text))
  return render(diagnostics, in: sources, as: format, color: color, limit: limit)
}

private func place(_ range: Range<Int>) -> Place { Place(source: 0, range: range) }

@Test func showsPlaceNoteAndHint() {
  let text = "x = 1\nparam W: [4, 3] = xavier\ny = affine(x, W)\n"
  let note = Diagnostic.Note("its shape [4, 3] comes from here", at: place(15..<21))
  let diagnostic = Diagnostic(
    "shape", at: place(35..<47), "affine: the inner sizes differ", label: "x ends in 5, W starts with 4",
    notes: [note, Diagnostic.Note("shapes are checked first")], hint: "use linear")
  #expect(
    rendered([diagnostic], text) == """
      m.nn:3:5: error: affine: the inner sizes differ
        |
      3 | y = affine(x, W)
        |     ^^^^^^^^^^^^ x ends in 5, W starts with 4
        |
      2 | param W: [4, 3] = xavier
        |          ------ its shape [4, 3] comes from here
        = note: shapes are checked first
        = hint: use linear


      """)
}

@Test func marksWideCharactersTwoColumnsWide() {
  let diagnostic = Diagnostic("id", at: place(3..<9), "m")
  #expect(rendered([diagnostic], "\ta 名前\n").contains("1 |  a 名前\n  |    ^^^^\n"))
}

@Test func letsNoControlCharacterThrough() {
  let diagnostic = Diagnostic("id", at: place(0..<1), "bad \u{1B}[31m", label: "\u{7}", hint: "\u{202E}")
  let text = rendered([diagnostic], "\u{1B}[31m\u{202E}\u{9B}\0\n")
  #expect(text.contains("1 | ␛[31m��␀\n"))
  #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
}

@Test func showsAWindowOfALongLine() throws {
  let line = String(repeating: "a", count: 1_000_000)
  for start in [0, 100, 500_000, 999_999] {
    let text = rendered([Diagnostic("id", at: place(start..<start + 300_000), "m")], line)
    let lines = text.split(separator: "\n")
    let shown = try #require(lines.dropFirst(2).first).dropFirst(4)
    #expect(shown.count <= 120)
    #expect(lines[3].count <= 124)
    #expect(lines[3].contains("^"))
  }
}

@Test func underlinesTheFirstOfManyLines() {
  let text = rendered([Diagnostic("id", at: place(4..<20), "m")], "x = [1,\n     2,\n     3]\n")
  #expect(text.contains("1 | x = [1,\n  |     ^^^\n"))
}

@Test func alignsLineNumbers() {
  let note = Diagnostic.Note("here", at: place(0..<1))
  let source = String(repeating: "x\n", count: 12)
  let text = rendered([Diagnostic("id", at: place(20..<21), "m", notes: [note])], source)
  #expect(text.contains("   |\n11 | x\n   | ^\n   |\n 1 | x\n   | - here\n"))
}

@Test func namesTheFileOfANoteElsewhere() {
  var sources = Sources()
  _ = sources.add(Source(name: "m.nn", text: "y = f(1)"))
  _ = sources.add(Source(name: "prelude", text: "layer f() = 1"))
  let note = Diagnostic.Note("defined here", at: Place(source: 1, range: 6..<7))
  let diagnostic = Diagnostic("id", at: place(4..<5), "m", notes: [note])
  let text = render([diagnostic], in: sources, as: .human, color: false, limit: 20)
  #expect(text.contains("  ::: prelude:1:7\n  |\n1 | layer f() = 1\n  |       - defined here\n"))
}

@Test func countsWhatItHoldsBack() {
  let diagnostics = (0..<40).map { _ in Diagnostic("id", at: place(0..<1), "m") }
  let text = rendered(diagnostics, "x", as: .short, limit: 3)
  let line = "m.nn:1:1: error: m\n"
  #expect(text == line + line + line + "… and 37 more errors (--max-errors N shows more)\n")
  #expect(rendered(diagnostics, "x", as: .short, limit: 39).contains("… and 1 more error ("))
}

@Test func writesJSON() {
  let note = Diagnostic.Note("a \"b\"", at: place(2..<3))
  let diagnostic = Diagnostic(
    "id", at: place(0..<3), "m\u{1B}\\", label: "l", notes: [note], severity: .warning)
  let text = rendered([diagnostic], "é= 1\n", as: .json)
  #expect(
    text == """
      [
      {"severity":"warning","id":"id","path":"m.nn","line":1,"column":1,"endLine":1,"endColumn":3,\
      "message":"m\\u001b\\\\","label":"l","notes":[{"path":"m.nn","line":1,"column":2,\
      "message":"a \\"b\\""}],"hint":null}
      ]

      """)
  #expect(rendered([], "", as: .json) == "[]\n")
}

@Test func coloursOnlyWhenAsked() {
  let diagnostic = Diagnostic("id", at: place(0..<1), "m")
  #expect(rendered([diagnostic], "x", color: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  #expect(!rendered([diagnostic], "x", as: .short, color: true).contains("\u{1B}"))
}

@Test func survivesPlacesOutsideTheSource() {
  for range in [0..<0, 5..<9, 100..<200] {
    _ = rendered([Diagnostic("id", at: place(range), "m")], "x\n")
    _ = rendered([Diagnostic("id", at: place(range), "m")], "")
    _ = rendered([Diagnostic("id", at: Place(source: 7, range: range), "m")], "x", as: .human)
  }
}
