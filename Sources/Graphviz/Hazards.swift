// What Graphviz 2.42 crashes on or never returns from, found by drawing some hundred thousand random
// graphs. Of those that pass here, none crashed or hung.

/// Refuses edges that Graphviz may crash on.
func checkHazards(of graph: DotGraph) throws(GraphvizError) {
  var survey = EdgeSurvey(defaults: graph.edgeDefaults)
  survey.add(graph.items)
  let mayBeFlat = survey.hasCluster || survey.hasRank
  if survey.hasFlatLabel || (survey.hasLabel && mayBeFlat) {
    throw .unsafe(
      reason: "an edge with a label that lies in a rank can corrupt its memory, which is possible in a graph "
        + "with clusters or ranks, or for an edge without constraint or length",
      remedy: "Give the edge an xLabel, or put the text into a node of its own.")
  }
  guard survey.hasCluster else { return }
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
  var hasCluster = false
  var hasRank = false
  var hasLabel = false
  /// Whether an edge with a label has no constraint or no length.
  var hasFlatLabel = false
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
      case .cluster(let cluster):
        hasCluster = true
        add(cluster.items)
      case .ranked(let ranked):
        hasRank = true
        for name in ranked.nodes { _ = place(of: name) }
      }
    }
  }

  private mutating func add(_ edge: DotGraph.Edge) {
    let tail = place(of: edge.tail.node)
    let head = place(of: edge.head.node)
    let isLabelled = ![nil, .plain("")].contains(value("label", of: edge))
    let isFree = value("constraint", of: edge) == .plain("false")
    let isShort = length(of: edge) < 1
    hasLabel = hasLabel || isLabelled
    hasFlatLabel = hasFlatLabel || (isLabelled && (isFree || isShort))
    hasShortEdge = hasShortEdge || isShort
    hasFreeEdge = hasFreeEdge || isFree
    if tail != head && (tail < head) == isFree { allInOrder = false }
  }

  private func length(of edge: DotGraph.Edge) -> Int {
    guard case .plain(let text) = value("minlen", of: edge) else { return 1 }
    return Int(text) ?? 1
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
