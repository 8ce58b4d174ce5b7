import Foundation
import Testing

@testable import Graphviz

/// A graph with most of what there is: clusters in clusters, ports, ranks, HTML-like labels.
let richGraph = DotGraph(
  name: "rich",
  attributes: [
    Attribute(.rankDirection, .leftToRight), Attribute(.label, "title \"x\""), Attribute(.id, "root"),
    Attribute(.classes, ["figure"]), Attribute(.backgroundColor, .transparent),
    Attribute(.nodeSeparation, 0.3),
  ],
  nodeDefaults: [Attribute(.shape, .box), Attribute(.font, Font(.helvetica)), Attribute(.fontSize, 11)],
  edgeDefaults: [Attribute(.color, Color(0x336699)), Attribute(.arrowSize, 0.7)],
  items: [
    .node(.init("x", [Attribute(.label, "한글 \\ <x>\nsecond")])),
    .cluster(
      .init(
        "outer",
        [Attribute(.label, "outer"), Attribute(.style, [.rounded, .filled]), Attribute(.id, "frame")],
        items: [
          .node(.init("table", [Attribute(.shape, .plain), Attribute(.label, richTable)])),
          .cluster(
            .init("inner", [Attribute(.classes, ["deep"])], items: [.node(.init("y")), .node(.init("z"))])),
        ])),
    .edge(
      .init("x", .init("table", port: "p", side: .west), [Attribute(.id, "first"), Attribute(.penWidth, 2)])),
    .edge(.init(.init("table", port: "q"), "y", [Attribute(.strokes, [Color(0xFF0000), Color(0x0000FF)])])),
    .edge(
      .init(
        "x", "y", [Attribute(.direction, .back), Attribute(.xLabel, "back"), Attribute(.style, [.dashed])])),
    .node(.init("w")),
    .ranked(.init(["x", "w"])),
  ])

private let richTable = Text.html(
  .table(
    Table.Attributes(border: 1, cellBorder: 1, cellSpacing: 0, color: Color(0x112233), rounded: true),
    [
      .row([
        Cell(.init(port: "p", width: 40), .text([Run("W", bold: true), Run("1", subscript: true)])),
        Cell(
          .init(port: "q", align: .left, backgroundColor: Color(0xFFEEAA, alpha: 99)), .text(["two\nlines"])),
      ]),
      .rule,
      .row([
        Cell(
          .init(sides: [.top, .left], columns: 2), .table(Table([.row([Cell(.empty), Cell(.text(["in"]))])])))
      ]),
    ]))

@Suite struct DrawingTests {
  @Test(arguments: Format.allCases) func everyFormatIsMade(_ format: Format) throws {
    let starts: [Format: String] = [.svg: "<?xml", .dot: "digraph", .png: "\u{89}PNG", .pdf: "%PDF"]
    let bytes = try render(richGraph, as: format)
    let start = Array((starts[format] ?? "").unicodeScalars.map { UInt8($0.value) })
    #expect(bytes.starts(with: start))
    #expect(bytes.count > 500)
  }

  @Test func svgHoldsNeitherDocumentTypeNorVersion() throws {
    let text = String(decoding: try render(richGraph, as: .svg), as: UTF8.self)
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<svg "))
    for word in ["DOCTYPE", "Generated", "graphviz version", "ENTITY", "<script"] {
      #expect(!text.contains(word))
    }
  }

  @Test func clustersInheritNothing() throws {
    let read = try drawing(of: richGraph)
    let outer = try read.part(titled: "cluster_outer")
    let inner = try read.part(titled: "cluster_inner")
    #expect(outer.text == "outer")
    #expect(outer.attributes["id"] == "frame")
    #expect(outer.attributes["class"] == "cluster")
    #expect(inner.text == "")
    #expect(inner.attributes["id"] != "frame")
    #expect(inner.attributes["class"] == "cluster deep")
    #expect(read.parts.filter { $0.attributes["id"] == "root" }.count == 1)
  }

  @Test func idsAndClassesReachEdges() throws {
    let edges = try drawing(of: richGraph).parts.filter { $0.attributes["class"]?.hasPrefix("edge") == true }
    #expect(edges.count == 3)
    #expect(edges.contains { $0.attributes["id"] == "first" })
  }

  @Test func textOfCellsIsDrawnInOrder() throws {
    let part = try drawing(of: richGraph).part(titled: "table")
    #expect(part.lines == ["W", "1", "two", "lines", "in"])
  }

  @Test func cellsOfFixedSizeKeepItAndTextStaysInTheMiddle() throws {
    for text in ["x", "한국어 글자", "a text that is far wider than its cell"] {
      let size = Cell.Attributes(width: 60, height: 24, fixedSize: true)
      let rendering = try renderWithWarnings(graph(label: table([Cell(size, .text([Run(text)]))])), as: .svg)
      let points = try #require(Drawing(rendering.bytes)?.part(titled: "a").polygons.first { $0 != "" })
      let xs = points.split(separator: " ").compactMap {
        $0.split(separator: ",").first.flatMap { Double($0) }
      }
      #expect((xs.max() ?? 0) - (xs.min() ?? 0) == 60)
      let isTooWide = textWidth(text) > 60
      #expect(rendering.warnings.isEmpty != isTooWide)
    }
  }

  @Test func textIsMeasuredByLettersNotBytes() {
    #expect(textWidth("한국어", size: 10) == 30)
    #expect(textWidth("aaa", font: Font(.courier), size: 10) == 18)
    #expect(textWidth("é", size: 10) < textWidth("M", size: 10))
    #expect(textWidth("e\u{301}") == textWidth("e"))
    #expect(textWidth("bold", font: Font(.helvetica, bold: true)) > textWidth("bold", font: Font(.helvetica)))
    #expect(textWidth("") == 0)
  }

  @Test func rankedNodesShareARow() throws {
    let graph = DotGraph(
      name: "g",
      items: [
        .node(.init("a")), .node(.init("b")), .edge(.init("a", "b")), .node(.init("c")),
        .ranked(.init(["b", "c"])),
      ])
    let text = String(decoding: try render(graph, as: .svg), as: UTF8.self)
    let rows = text.split(separator: "\n").filter { $0.contains("<ellipse") }.compactMap { line in
      line.split(separator: "cy=\"").last?.split(separator: "\"").first
    }
    #expect(rows.count == 3)
    #expect(rows[1] == rows[2] && rows[0] != rows[1])
  }

  @Test func dotTextDrawsTheSameInTheProgram() throws {
    let program = "/usr/bin/dot"
    guard FileManager.default.isExecutableFile(atPath: program) else { return }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("rich-\(UUID().uuidString).dot")
    try Data(try render(richGraph, as: .dot)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-Tsvg", file.path]
    process.standardOutput = pipe
    try process.run()
    let bytes = finished(Array(pipe.fileHandleForReading.readDataToEndOfFile()), .svg)
    process.waitUntilExit()
    let steps = try statements(of: richGraph)
    let own = try library.withLock { library in
      try draw(name: richGraph.name, steps, as: .svg, engine: .dot, plugins: try library.stockPlugins())
    }
    #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: own.bytes, as: UTF8.self))
  }
}
