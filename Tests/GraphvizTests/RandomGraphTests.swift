import Testing

@testable import Graphviz

@Suite struct RandomGraphTests {
  /// In a process of its own, for a crash would end all tests.
  @Test(.timeLimit(.minutes(2))) func randomGraphsAreDrawnOrRefusedButNeverCrash() async {
    await #expect(processExitsWith: .success) {
      let lost = try drawRandomGraphs(1000, randomFramedGraph) + drawRandomGraphs(1000, randomFlatGraph)
      #expect(lost < 40)
    }
  }
}

/// Draws as many graphs as `count` says; returns how many were refused because an edge got lost, which must
/// not be missed in silence.
private func drawRandomGraphs(_ count: Int, _ make: (inout Dice) -> DotGraph) throws -> Int {
  var dice = Dice(state: 11)
  var lost = 0
  for _ in 0..<count {
    do throws(GraphvizError) {
      let bytes = try render(make(&dice), as: .svg)
      #expect(Drawing(bytes) != nil)
    } catch {
      guard case .message(let text) = error, text.contains("lost") || text.contains("Pshortestpath") else {
        throw error
      }
      lost += 1
    }
  }
  return lost
}

private let label = table([Cell(.init(port: "p"), .text(["p"])), Cell(.init(port: "q"), .text(["q"]))])

/// Clusters in clusters, ranks, ports and edges of every kind that is allowed with them, at random.
private func randomFramedGraph(_ dice: inout Dice) -> DotGraph {
  let names = (0..<Int.random(in: 1...14, using: &dice)).map { "n\($0)" }
  var items: [DotGraph.Item] = []
  var rest = names[...]
  while !rest.isEmpty {
    let taken = rest.prefix(Int.random(in: 1...4, using: &dice))
    rest = rest.dropFirst(taken.count)
    let depth = Int.random(in: 0...2, using: &dice)
    items += framed(taken.map { .node(.init($0)) }, depth: depth, number: items.count)
  }
  for _ in 0..<Int.random(in: 0...20, using: &dice) {
    items.append(.edge(randomEdge(names.count, &dice)))
  }
  if Bool.random(using: &dice) {
    items.append(.ranked(.init(names.filter { _ in Bool.random(using: &dice) })))
  }
  return graph(items, &dice)
}

/// Nodes in no cluster, and edges of every kind that is allowed then, at random.
private func randomFlatGraph(_ dice: inout Dice) -> DotGraph {
  let count = Int.random(in: 1...14, using: &dice)
  var items = (0..<count).map { DotGraph.Item.node(.init("n\($0)")) }
  for _ in 0..<Int.random(in: 0...20, using: &dice) {
    var attributes: [Attribute] = []
    switch Int.random(in: 0...2, using: &dice) {
    case 0: attributes = [Attribute(.label, "two\nlines")]
    case 1: attributes = [Attribute(.constraint, false), Attribute(.xLabel, "x")]
    default: attributes = [Attribute(.minimumLength, 0)]
    }
    let tail = randomEnd(Int.random(in: 0..<count, using: &dice), &dice)
    items.append(.edge(.init(tail, randomEnd(Int.random(in: 0..<count, using: &dice), &dice), attributes)))
  }
  return graph(items, &dice)
}

private func graph(_ items: [DotGraph.Item], _ dice: inout Dice) -> DotGraph {
  let direction = RankDirection.allCases.randomElement(using: &dice) ?? .leftToRight
  return DotGraph(
    name: "g", attributes: [Attribute(.rankDirection, direction)],
    nodeDefaults: [Attribute(.shape, .plain), Attribute(.label, label)], items: items)
}

/// The items within as many frames as `depth` says.
private func framed(_ items: [DotGraph.Item], depth: Int, number: Int) -> [DotGraph.Item] {
  if depth == 0 { return items }
  let inner = framed(items, depth: depth - 1, number: number)
  return [.cluster(.init("c\(number)-\(depth)", [Attribute(.label, "frame")], items: inner))]
}

/// An edge forward in the order of nodes, or one without constraint that leads back.
private func randomEdge(_ count: Int, _ dice: inout Dice) -> DotGraph.Edge {
  let ends = [Int.random(in: 0..<count, using: &dice), Int.random(in: 0..<count, using: &dice)].sorted()
  let constrained = Bool.random(using: &dice)
  let attributes: [Attribute] = [
    Attribute(.constraint, constrained), Attribute(.xLabel, "x"), Attribute(.direction, .both),
    Attribute(.minimumLength, Int.random(in: 1...2, using: &dice)),
  ]
  let tail = randomEnd(constrained ? ends[0] : ends[1], &dice)
  let head = randomEnd(constrained ? ends[1] : ends[0], &dice)
  return .init(tail, head, attributes)
}

private func randomEnd(_ number: Int, _ dice: inout Dice) -> DotGraph.End {
  let ports: [String?] = ["p", "q", nil]
  let sides: [DotGraph.Side?] = DotGraph.Side.allCases + [nil]
  return .init(
    "n\(number)", port: ports.randomElement(using: &dice) ?? nil,
    side: sides.randomElement(using: &dice) ?? nil)
}
