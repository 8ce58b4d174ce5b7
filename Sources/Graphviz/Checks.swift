/// The most nodes that a graph may have: at 20,000 the layout takes ten seconds, at 50,000 it crashes.
public let nodeLimit = 5_000

/// The most edges that a graph may have.
public let edgeLimit = 20_000

/// The most pixels that a bitmap may have, about 400 MB.
public let pixelLimit = 100_000_000

/// Refuses what Graphviz would crash on, or would draw without a word in a way that nobody asked for.
func check(_ graph: DotGraph) throws(GraphvizError) {
  guard !graph.name.isEmpty else { throw .emptyName }
  var census = Census()
  census.count(graph.items)
  try census.check(graphName: graph.name)
  try checkHazards(of: graph)
}

/// What a graph holds, counted once.
private struct Census {
  var nodes: Set<String> = []
  var referred: [String] = []
  var clusters: Set<String> = []
  var repeatedCluster: String?
  var edges = 0

  mutating func count(_ items: [DotGraph.Item]) {
    for item in items {
      switch item {
      case .node(let node): nodes.insert(node.name)
      case .edge(let edge):
        edges += 1
        referred += [edge.tail.node, edge.head.node]
      case .cluster(let cluster):
        if !clusters.insert(cluster.name).inserted { repeatedCluster = cluster.name }
        count(cluster.items)
      case .ranked(let ranked): referred += ranked.nodes
      }
    }
  }

  func check(graphName: String) throws(GraphvizError) {
    if nodes.contains("") || clusters.contains("") { throw .emptyItemName(in: graphName) }
    if let repeatedCluster { throw .repeatedCluster(repeatedCluster) }
    if let missing = referred.first(where: { !nodes.contains($0) }) { throw .unknownNode(missing) }
    if nodes.count > nodeLimit { throw .tooLarge(what: "nodes", count: nodes.count, limit: nodeLimit) }
    if edges > edgeLimit { throw .tooLarge(what: "edges", count: edges, limit: edgeLimit) }
  }
}
