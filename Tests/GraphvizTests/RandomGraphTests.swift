import Testing

@testable import Graphviz

@Suite struct RandomGraphTests {
  /// In a process of its own, for a crash would end all tests.
  @Test(.timeLimit(.minutes(2))) func randomGraphsAreDrawnOrRefusedButNeverCrash() async {
    await #expect(processExitsWith: .success) {
      let lost = try drawRandomGraphs(1500, randomFramedGraph) + drawRandomGraphs(1500, randomFlatGraph)
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
    items.append(.edge(randomEdge(names.count, [Attribute(.xLabel, "x")], &dice)))
  }
  if Bool.random(using: &dice) {
    items.append(randomRanked(names, &dice))
  }
  return graph(items, &dice)
}

/// Nodes in no cluster, and either edges with labels, or ranks and edges that may lie in them.
private func randomFlatGraph(_ dice: inout Dice) -> DotGraph {
  let count = Int.random(in: 1...14, using: &dice)
  let nodes = (0..<count).map { DotGraph.Item.node(.init("n\($0)")) }
  let labels: [[Attribute]] = [[Attribute(.label, "two\nlines")], [], [Attribute(.headLabel, "h")]]
  let flat: [[Attribute]] = [[Attribute(.constraint, false)], [], [Attribute(.minimumLength, 0)]]
  let isLabelled = Bool.random(using: &dice)
  let choice = isLabelled ? labels : flat
  let ranked = randomRanked((0..<count).map { "n\($0)" }, &dice)
  let edges = (0..<Int.random(in: 0...20, using: &dice)).map { _ in
    DotGraph.Item.edge(randomEdge(count, choice.randomElement(using: &dice) ?? [], &dice))
  }
  return graph(nodes + edges + (isLabelled ? [] : [ranked]), &dice)
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

private func randomRanked(_ names: [String], _ dice: inout Dice) -> DotGraph.Item {
  .ranked(.init(names.filter { _ in Bool.random(using: &dice) }))
}

private func randomEdge(_ count: Int, _ attributes: [Attribute], _ dice: inout Dice) -> DotGraph.Edge {
  let tail = randomEnd(Int.random(in: 0..<count, using: &dice), &dice)
  let head = randomEnd(Int.random(in: 0..<count, using: &dice), &dice)
  let directions = Direction.allCases
  return .init(
    tail, head, attributes + [Attribute(.direction, directions.randomElement(using: &dice) ?? .back)])
}

private func randomEnd(_ number: Int, _ dice: inout Dice) -> DotGraph.End {
  let ports: [String?] = ["p", "q", nil]
  let sides: [DotGraph.Side?] = DotGraph.Side.allCases + [nil]
  return .init(
    "n\(number)", port: ports.randomElement(using: &dice) ?? nil,
    side: sides.randomElement(using: &dice) ?? nil)
}
