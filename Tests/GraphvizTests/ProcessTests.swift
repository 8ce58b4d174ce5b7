import Foundation
import Testing

@testable import Graphviz

@Suite struct ProcessTests {
  @Test(arguments: Format.allCases) func theSameGraphGivesTheSameBytes(_ format: Format) throws {
    let first = try render(richGraph, as: format)
    if format == .pdf { Thread.sleep(forTimeInterval: 1.1) }
    #expect(try render(richGraph, as: format) == first)
  }

  @Test func pdfHasAFixedDate() throws {
    let text = String(decoding: try render(richGraph, as: .pdf), as: Unicode.ASCII.self)
    #expect(text.contains("/CreationDate (D:20000101000000"))
  }

  @Test func manyTasksDrawAtOnce() async throws {
    let alone = try render(richGraph, as: .svg)
    let drawn = await withTaskGroup(of: [UInt8]?.self) { group in
      for _ in 0..<200 { group.addTask { try? render(richGraph, as: .svg) } }
      return await group.reduce(into: [[UInt8]?]()) { $0.append($1) }
    }
    #expect(drawn.count == 200)
    #expect(drawn.allSatisfy { $0 == alone })
  }

  @Test func withoutThePluginsAllOfThemAreLoaded() throws {
    let steps = try statements(of: richGraph)
    for folder in ["/nonexistent/graphviz", nil] {
      let (reason, bytes) = try library.withLock { _ in
        var other = Library()
        let plugins = try other.svgPlugins(in: folder)
        #expect(!plugins.isBuiltIn)
        let rendering = try draw(name: "rich", steps, as: .svg, engine: .dot, plugins: plugins)
        return (other.fallbackReason, rendering.bytes)
      }
      #expect(reason?.contains("can't load") == true)
      #expect(Drawing(bytes)?.parts.isEmpty == false)
    }
  }

  @Test func theInstallationIsDescribed() throws {
    let installation = try inspectInstallation()
    #expect(installation.version.first?.isNumber == true)
    #expect(installation.formats.contains(.svg))
    #expect(installation.usesBuiltInPlugins == (installation.fallbackReason == nil))
  }

  @Test func plainLabelsLeakNothing() async {
    await #expect(processExitsWith: .success) {
      let bytes = try growth(of: plainGraph, renders: 3000)
      print("plain labels: \(bytes) bytes a render")
      #expect(bytes <= 100)
    }
  }

  @Test func tablesLeakLittle() async {
    await #expect(processExitsWith: .success) {
      let bytes = try growth(of: tableGraph, renders: 2000) / 60
      print("tables: \(bytes) bytes a cell")
      #expect(bytes <= 160)
    }
  }
}

private let plainGraph = DotGraph(
  name: "g",
  items: (0..<8).map { .node(.init("n\($0)", [Attribute(.label, "node \($0)")])) }
    + (1..<8).map { .edge(.init(.init("n\($0 - 1)"), .init("n\($0)"), [Attribute(.label, "e")])) })

private let tableGraph = DotGraph(
  name: "g",
  items: (0..<6).map { node in
    .node(.init("n\(node)", [Attribute(.label, table((0..<10).map { Cell(.text([Run("\($0)")])) }))]))
  })

/// The bytes by which the process grows with each render, after some to warm up.
private func growth(of graph: DotGraph, renders: Int) throws -> Double {
  for _ in 0..<(renders / 4) { _ = try render(graph, as: .svg) }
  let before = try residentBytes()
  for _ in 0..<renders { _ = try render(graph, as: .svg) }
  return (try residentBytes() - before) / Double(renders)
}

private func residentBytes() throws -> Double {
  let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) }
  return try #require(pages) * 4096
}
