/// One step in making a graph, checked and escaped. A list of them is what the DOT text and the library's
/// graph are both made from, so that the two can't differ.
enum Statement: Equatable {
  case graphAttributes([Setting])
  case nodeDefaults([Setting])
  case edgeDefaults([Setting])
  case node(String, [Setting])
  case edge(tail: String, head: String, [Setting])
  /// Up to the `end` that belongs to it; without a name for a rank.
  case beginSubgraph(String?)
  case end
}

/// An attribute's name and its value, ready for Graphviz.
struct Setting: Equatable {
  var name: String
  var text: String
  var isHTML = false
}

/// The steps that make `graph`, after checks that Graphviz doesn't make.
func statements(of graph: DotGraph) throws(GraphvizError) -> [Statement] {
  try check(graph)
  var walk = StatementWalk()
  walk.steps = [
    .graphAttributes(try settings(graph.attributes)),
    .nodeDefaults(try settings(graph.nodeDefaults)),
    .edgeDefaults(try settings(graph.edgeDefaults)),
  ]
  try walk.add(graph.items, inherited: graph.attributes.map(\.name))
  return walk.steps
}

/// What Graphviz calls a cluster.
func clusterName(_ name: String) -> String { "cluster_" + escapedName(name) }

private struct StatementWalk {
  var steps: [Statement] = []

  mutating func add(_ items: [DotGraph.Item], inherited: [String]) throws(GraphvizError) {
    for item in items {
      switch item {
      case .node(let node): steps.append(.node(escapedName(node.name), try settings(node.attributes)))
      case .edge(let edge): try add(edge)
      case .cluster(let cluster): try add(cluster, inherited: inherited)
      case .ranked(let ranked): add(ranked)
      }
    }
  }

  private mutating func add(_ edge: DotGraph.Edge) throws(GraphvizError) {
    var list = try settings(edge.attributes)
    if let place = try portText(edge.tail) { list.append(Setting(name: "tailport", text: place)) }
    if let place = try portText(edge.head) { list.append(Setting(name: "headport", text: place)) }
    steps.append(.edge(tail: escapedName(edge.tail.node), head: escapedName(edge.head.node), list))
  }

  /// Graphviz gives a subgraph what the graph round it had before; what the cluster doesn't set itself is
  /// therefore emptied.
  private mutating func add(_ cluster: DotGraph.Cluster, inherited: [String]) throws(GraphvizError) {
    let own = try settings(cluster.attributes)
    let ownNames = Set(own.map(\.name))
    let emptied = inherited.filter { clusterNames.contains($0) && !ownNames.contains($0) }
    steps.append(.beginSubgraph(clusterName(cluster.name)))
    steps.append(.graphAttributes(emptied.map { Setting(name: $0, text: "") } + own))
    try add(cluster.items, inherited: emptied + own.map(\.name))
    steps.append(.end)
  }

  private mutating func add(_ ranked: DotGraph.Ranked) {
    steps.append(.beginSubgraph(nil))
    steps.append(.graphAttributes([Setting(name: "rank", text: "same")]))
    for name in ranked.nodes { steps.append(.node(escapedName(name), [])) }
    steps.append(.end)
  }
}

/// The attributes that show on a cluster.
private let clusterNames: Set<String> = [
  "label", "id", "tooltip", "class", "color", "fillcolor", "fontcolor", "bgcolor", "pencolor", "style",
  "fontname", "labeljust", "labelloc", "margin", "fontsize", "penwidth", "peripheries", "gradientangle",
]

private func settings(_ attributes: [Attribute]) throws(GraphvizError) -> [Setting] {
  var list: [Setting] = []
  for attribute in attributes {
    switch attribute.value {
    case .plain(let text): list.append(Setting(name: attribute.name, text: text))
    case .html(let html):
      list.append(Setting(name: attribute.name, text: try html.markup(), isHTML: true))
    }
  }
  return list
}

private func portText(_ end: DotGraph.End) throws(GraphvizError) -> String? {
  guard let port = end.port else { return end.side?.rawValue }
  let name = try checkedPort(port)
  return end.side.map { "\(name):\($0.rawValue)" } ?? name
}
