// What Graphviz 2.42 crashes on or never returns from, found by drawing some hundred thousand random graphs. All of it
// takes a cluster; of graphs without one, and of those with one that pass here, none crashed or hung.

/// Refuses edges that Graphviz may crash on in a graph with a cluster.
func checkHazards(of graph: DotGraph, hasCluster: Bool) throws(GraphvizError) {
  guard hasCluster else { return }
  var survey = EdgeSurvey(defaults: graph.edgeDefaults)
  survey.add(graph.items)
  if survey.hasLabel {
    throw .unsafe(
      reason: "an edge with a label in a graph with a cluster can corrupt its memory",
      remedy: "Give the edge an xLabel, or put the text into a node of its own.")
  }
  if survey.hasShortEdge {
    throw .unsafe(
      reason: "an edge whose least length is 0 in a graph with a cluster can stop it or hang it",
      remedy: "Give the edge a length of 1, or put its ends on one rank.")
  }
  if survey.isFreeEdgeAstray {
    throw .unsafe(
      reason: "an edge without constraint in a graph with a cluster can stop it or hang it, unless all such "
        + "edges lead to nodes that were named earlier and all other edges to nodes named later",
      remedy: "Turn the edge round and give it the direction `back`.")
  }
}

/// What the edges of a graph are like. A node's place is the order in which the nodes are named.
private struct EdgeSurvey {
  var hasLabel = false
  var hasShortEdge = false
  private let defaults: [Attribute]
  private var places: [String: Int] = [:]
  private var hasFreeEdge = false
  private var allInOrder = true

  init(defaults: [Attribute]) {
    self.defaults = defaults
  }

  /// Whether there is an edge without constraint, and an edge, that or another, out of order.
  var isFreeEdgeAstray: Bool { hasFreeEdge && !allInOrder }

  mutating func add(_ items: [DotGraph.Item]) {
    for item in items {
      switch item {
      case .node(let node): _ = place(of: node.name)
      case .edge(let edge): add(edge)
      case .cluster(let cluster): add(cluster.items)
      case .ranked(let ranked): for name in ranked.nodes { _ = place(of: name) }
      }
    }
  }

  private mutating func add(_ edge: DotGraph.Edge) {
    let tail = place(of: edge.tail.node)
    let head = place(of: edge.head.node)
    let label = value("label", of: edge)
    hasLabel = hasLabel || (label != nil && label != .plain(""))
    if case .plain(let length) = value("minlen", of: edge), let length = Int(length), length < 1 {
      hasShortEdge = true
    }
    let isFree = value("constraint", of: edge) == .plain("false")
    hasFreeEdge = hasFreeEdge || isFree
    if tail != head && (tail < head) == isFree { allInOrder = false }
  }

  /// What the edge says last, or else what the defaults do.
  private func value(_ name: String, of edge: DotGraph.Edge) -> EscapedText? {
    (edge.attributes.last { $0.name == name } ?? defaults.last { $0.name == name })?.value
  }

  private mutating func place(of name: String) -> Int {
    if let place = places[name] { return place }
    places[name] = places.count
    return places.count - 1
  }
}
