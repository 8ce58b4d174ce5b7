import Testing

@testable import Graphviz

@Suite struct LayoutTests {
  private let layout: Layout

  init() throws { layout = try layOut(richGraph) }

  @Test func nodesStandInTheirClustersAndClustersInEachOther() throws {
    let (outer, inner) = (try #require(layout.cluster("outer")), try #require(layout.cluster("inner")))
    #expect(outer.least.x < inner.least.x && inner.most.x < outer.most.x)
    #expect(outer.least.y < inner.least.y && inner.most.y < outer.most.y)
    for name in ["y", "z"] {
      let place = try #require(layout.node(name))
      #expect(inner.least.x < place.x && place.x < inner.most.x)
      #expect(inner.least.y < place.y && place.y < inner.most.y)
    }
    let label = try #require(outer.label)
    #expect(outer.least.y < label.y && label.y < inner.least.y)
    #expect(layout.node("nobody") == nil && layout.cluster("nobody") == nil)
  }

  @Test func allLiesWithinTheWhole() throws {
    for name in ["x", "table", "y", "z", "w"] {
      let place = try #require(layout.node(name))
      #expect((0...layout.width).contains(place.x) && (0...layout.height).contains(place.y))
    }
    #expect(layout.label != nil)
  }

  @Test func edgesRunFromTailToHeadWithArrowheads() throws {
    #expect(layout.edges.count == 3)
    let (x, y) = (try #require(layout.node("x")), try #require(layout.node("y")))
    for curves in layout.edges {
      for curve in curves { #expect(curve.points.count % 3 == 1) }
    }
    let back = try #require(layout.edges[2].first)
    #expect(back.tailTip != nil && back.headTip == nil)
    let (start, end) = (try #require(back.points.first), try #require(back.points.last))
    #expect(abs(start.x - x.x) < abs(start.x - y.x) && abs(end.x - y.x) < abs(end.x - x.x))
    let forward = try #require(layout.edges[0].first)
    #expect(forward.tailTip == nil && forward.headTip != nil)
  }

  @Test func aLayoutIsTheSameEachTime() throws {
    let again = try layOut(richGraph)
    #expect(again.edges == layout.edges && again.width == layout.width && again.height == layout.height)
    #expect(again.node("w") == layout.node("w") && again.cluster("inner") == layout.cluster("inner"))
  }

  @Test func whatIsWrongIsThrown() {
    #expect(throws: GraphvizError.self) {
      try layOut(DotGraph(name: "g", items: [.edge(.init(.init("a", port: "no such port"), "b"))]))
    }
  }
}
