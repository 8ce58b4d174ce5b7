import Testing

@testable import Graphviz

@Suite struct GuardTests {
  private func chain(_ count: Int) -> DotGraph {
    let nodes = (0..<count).map { DotGraph.Item.node(.init("n\($0)")) }
    let edges = (1..<count).map { DotGraph.Item.edge(.init(.init("n\($0 - 1)"), .init("n\($0)"))) }
    return DotGraph(name: "chain", items: nodes + edges)
  }

  @Test func aGraphAtTheLimitIsDrawn() throws {
    #expect(try !render(chain(nodeLimit), as: .svg).isEmpty)
  }

  @Test func aGraphBeyondTheLimitIsRefused() {
    #expect(throws: GraphvizError.tooLarge(what: "nodes", count: nodeLimit + 1, limit: nodeLimit)) {
      try render(chain(nodeLimit + 1), as: .svg)
    }
    let loops = (0...edgeLimit).map { _ in DotGraph.Item.edge(.init("a", "a")) }
    #expect(throws: GraphvizError.tooLarge(what: "edges", count: edgeLimit + 1, limit: edgeLimit)) {
      try render(DotGraph(name: "g", items: [.node(.init("a"))] + loops), as: .dot)
    }
  }

  @Test func aBitmapBeyondTheLimitIsRefused() throws {
    let huge = DotGraph(
      name: "g", items: [.node(.init("a", [Attribute(.width, 200), Attribute(.height, 200)]))])
    let error = #expect(throws: GraphvizError.self) { try render(huge, as: .png) }
    guard case .tooLarge("pixels", _, pixelLimit) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func labelledEdgesAreRefusedWithClustersAndRanks() throws {
    let label = Attribute(.label, "text")
    let nodes: [DotGraph.Item] = [.node(.init("a")), .node(.init("b"))]
    let cluster = DotGraph.Item.cluster(.init("c", items: nodes))
    let ranked = DotGraph.Item.ranked(.init(["a", "b"]))
    let labelled = DotGraph.Item.edge(.init("a", "b", [label]))
    let refused = [
      DotGraph(name: "g", items: [cluster, labelled]),
      DotGraph(name: "g", edgeDefaults: [label], items: [cluster, .edge(.init("a", "b"))]),
      DotGraph(name: "g", items: nodes + [ranked, labelled]),
    ]
    for graph in refused {
      let error = #expect(throws: GraphvizError.self) { try render(graph, as: .svg) }
      #expect(error?.description.contains("xLabel") == true)
    }
    let outer = [Attribute(.xLabel, "text"), Attribute(.headLabel, "h"), Attribute(.label, "")]
    _ = try render(DotGraph(name: "g", items: [cluster, ranked, .edge(.init("a", "b", outer))]), as: .svg)
    _ = try render(DotGraph(name: "g", items: nodes + [labelled]), as: .svg)
  }

  @Test func freeAndShortEdgesAreRefusedWithClustersAndLabels() throws {
    let nodes: [DotGraph.Item] = [.node(.init("a")), .node(.init("b"))]
    let cluster = DotGraph.Item.cluster(.init("c", items: nodes))
    let labelled = DotGraph.Item.edge(.init("a", "b", [Attribute(.label, "text")]))
    for hazard in [Attribute(.constraint, false), Attribute(.minimumLength, 0)] {
      let edge = DotGraph.Item.edge(.init("b", "a", [hazard]))
      for items in [[cluster, edge], nodes + [labelled, edge]] {
        let error = #expect(throws: GraphvizError.self) {
          try render(DotGraph(name: "g", items: items), as: .svg)
        }
        #expect(error?.description.hasPrefix("Graphviz may crash") == true)
      }
      _ = try render(DotGraph(name: "g", items: nodes + [edge]), as: .svg)
      let turned = DotGraph.Item.edge(.init("a", "b", [Attribute(.direction, .back)]))
      _ = try render(DotGraph(name: "g", items: [cluster, turned]), as: .svg)
    }
  }

  @Test func namesAreChecked() {
    let a = DotGraph.Item.node(.init("a"))
    let cases: [(DotGraph, GraphvizError)] = [
      (DotGraph(name: "", items: [a]), .emptyName),
      (DotGraph(name: "g", items: [.node(.init(""))]), .emptyItemName(in: "g")),
      (DotGraph(name: "g", items: [a, .edge(.init("a", "b"))]), .unknownNode("b")),
      (DotGraph(name: "g", items: [a, .ranked(.init(["a", "c"]))]), .unknownNode("c")),
      (DotGraph(name: "g", items: [.cluster(.init("c")), .cluster(.init("c"))]), .repeatedCluster("c")),
      (DotGraph(name: "g", items: [a, .edge(.init(.init("a", port: "x:y"), "a"))]), .invalidPort("x:y")),
    ]
    for (graph, wanted) in cases {
      #expect(throws: wanted) { try render(graph, as: .svg) }
      #expect(wanted.description.hasSuffix("."))
    }
  }

  @Test func malformedTablesAreRefused() {
    let cell = Row.row([Cell(.text(["x"]))])
    for rows: [Row] in [[], [.row([])], [.rule], [.rule, cell], [cell, .rule], [cell, .rule, .rule, cell]] {
      #expect(throws: GraphvizError.self) { try render(graph(label: .html(.table(.init(), rows))), as: .svg) }
    }
    #expect(throws: GraphvizError.self) { try render(graph(label: .html(.text([""]))), as: .svg) }
  }

  @Test func aLabelThatGraphvizCannotReadThrows() throws {
    let steps: [Statement] = [.node("a", [Setting(name: "label", text: "<B>no end", isHTML: true)])]
    let error = #expect(throws: GraphvizError.self) {
      try library.withLock { library in
        _ = try draw(
          name: "g", steps, as: .svg, engine: .dot, plugins: try library.plugins(for: .svg))
      }
    }
    guard case .message(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.contains("label of node a"))
    #expect(try renderWithWarnings(richGraph, as: .svg).warnings.isEmpty)
  }

  @Test func warningsAreReturnedNotThrown() throws {
    let small = Cell(.init(width: 5, height: 5, fixedSize: true), .text(["too wide for it"]))
    let rendering = try renderWithWarnings(graph(label: table([small])), as: .svg)
    #expect(rendering.warnings.contains { $0.contains("cell size too small") })
    let toNowhere = DotGraph(
      name: "g", items: [.node(.init("a")), .edge(.init(.init("a", port: "none"), "a"))])
    #expect(try renderWithWarnings(toNowhere, as: .svg).warnings.contains { $0.contains("port none") })
  }

  @Test func messagesAreSortedByLevel() {
    let messages = Messages(text: "Warning: one\nin two\nError: three\nWarning: four\n")
    #expect(messages.warnings == ["one in two", "four"])
    #expect(messages.errors == ["three"])
  }
}
