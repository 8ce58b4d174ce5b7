import Testing

@testable import Graphviz

@Suite struct EscapingTests {
  /// Every scalar up to U+FFFF, 64 of them to a text, between letters that show whether one has gone.
  static let allScalars: [String] = stride(from: 0, to: 0x10000, by: 64).map { start in
    var text = String.UnicodeScalarView()
    for value in start..<(start + 64) {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      text.append(scalar)
      text.append("x")
    }
    return String(text)
  }.filter { !$0.isEmpty }

  static let hostile = [
    "&amp;", "&lt;script&gt;", "&amp;lt;", "&#1;", "&amp;#1;", "&bogus;", "&", "&&", "&;",
    #"\N"#, #"\G\E\T\H\L"#, #"a\lb\rc\nd"#, #"\"#, #"\\"#, #"ends in \"#, #"\\N"#, #"\&lt;"#,
    "<b>x</b>", "<TABLE><TR><TD>x</TD></TR></TABLE>", "]]>", "-->", "<!--", "<![CDATA[", "a\"b'c",
    "{a|b}", "<FONT>x</FONT>", "\u{1F600}\u{10FFFD}", "a\r\nb\rc\nd", " a  b ", "\t",
  ]

  static var randomTexts: [String] {
    var dice = Dice(state: 7)
    let pieces = [
      "&", "lt;", "amp;", "#", "1;", "x41;", "\\", "N", "n", "l", "<", ">", "\"", "b", "/", "-", "가", "é",
    ]
    return (0..<3000).map { _ in
      (0..<Int.random(in: 1...12, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }
        .joined()
    }
  }

  private func expectLegible(_ texts: [String], _ label: (String) -> Text) throws {
    let nodes = texts.enumerated().map { index, text in
      DotGraph.Item.node(.init("n\(index)", [Attribute(.label, label(text))]))
    }
    for start in stride(from: 0, to: nodes.count, by: 500) {
      let slice = start..<min(start + 500, nodes.count)
      let read = try drawing(of: DotGraph(name: "g", items: Array(nodes[slice])))
      for index in slice {
        let seen = plainSpaces(try read.part(titled: "n\(index)").text)
        let wanted = legibleText(texts[index])
        #expect(sameScalars(seen, wanted), "\(texts[index].debugDescription) reads \(seen.debugDescription)")
      }
    }
  }

  @Test func plainLabelsKeepEveryScalar() throws {
    try expectLegible(Self.allScalars) { .plain($0) }
  }

  @Test func htmlTextKeepsEveryScalar() throws {
    try expectLegible(Self.allScalars) { .html(.text([Run($0)])) }
  }

  @Test func plainLabelsKeepHostileText() throws {
    try expectLegible(Self.hostile + Self.randomTexts) { .plain($0) }
  }

  @Test func htmlCellsKeepHostileText() throws {
    try expectLegible(Self.hostile + Self.randomTexts) { table([Cell(.text([Run($0, bold: true)]))]) }
  }

  @Test func plainTextThatLooksLikeAnotherLabelsMarkupStaysText() throws {
    let html = HTML.text([Run("x", bold: true)])
    let markup = try html.markup()
    for swapped in [false, true] {
      let nodes: [DotGraph.Item] = [
        .node(.init("h", [Attribute(.label, .html(html))])),
        .node(.init("p", [Attribute(.label, .plain(markup)), Attribute(.id, markup)])),
        .node(.init(markup, [Attribute(.label, "")])),
      ]
      let read = try drawing(of: DotGraph(name: "g", items: swapped ? nodes.reversed() : nodes))
      #expect(try read.part(titled: "p").text == markup)
      #expect(try read.part(titled: "p").attributes["id"] == markup)
      #expect(try read.part(titled: "h").text == "x")
      #expect(try read.part(titled: markup).text == "")
    }
  }

  @Test func namesIdsAndTooltipsKeepHostileText() throws {
    for text in Self.hostile {
      let items: [DotGraph.Item] = [
        .node(.init(text, [Attribute(.label, ""), Attribute(.id, text), Attribute(.tooltip, text)])),
        .edge(.init(.init(text), .init(text), [Attribute(.id, "edge " + text), Attribute(.tooltip, text)])),
      ]
      let read = try drawing(of: DotGraph(name: text, items: items))
      let wanted = legibleText(text).replacingOccurrences(of: "\n", with: " ")
      let titles = read.parts.map { plainSpaces($0.title) }
      #expect(titles.first == wanted, "\(text.debugDescription): \(titles)")
      #expect(titles.dropFirst().first == wanted)
      #expect(read.parts.contains { $0.attributes["id"].map(plainSpaces) == wanted }, "\(text)")
      let tooltip = wanted.replacingOccurrences(of: "\\", with: "\u{2216}")
      #expect(read.parts.contains { $0.tooltip.map(plainSpaces) == tooltip }, "\(text)")
    }
  }

  @Test func aClassIsAlwaysAWord() throws {
    let classes = Attribute(.classes, ["a-b_1", "x\"><script>", "\\N", "한"])
    let read = try drawing(of: DotGraph(name: "g", items: [.node(.init("a", [classes]))]))
    #expect(try read.part(titled: "a").attributes["class"] == "node a-b_1 x___script_ _N _")
  }

  @Test func coloursAreValidated() {
    #expect(Color(text: "#12AbEf")?.text == "#12abef")
    #expect(Color(text: "#12345678")?.text == "#12345678")
    #expect(Color(text: "transparent") == .transparent)
    let malformed = [
      "", "#", "#fff", "red", "#12345g", "#1234567", "var(--x)", "12345678", "#123456\"", "#한글",
    ]
    for bad in malformed {
      #expect(Color(text: bad) == nil)
    }
    #expect(Color(0x00_0102).text == "#000102")
    #expect(Color(0xFF_FFFF, alpha: 8).text == "#ffffff08")
  }
}
