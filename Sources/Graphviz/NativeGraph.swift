internal import CGraphvizShim

/// A graph in the library's memory; closed when nobody holds it any more. Only to be used under the lock.
final class NativeGraph {
  let pointer: OpaquePointer
  /// The nodes and clusters by their escaped names, and the edges in order.
  private(set) var nodes: [String: OpaquePointer] = [:]
  private(set) var clusters: [String: OpaquePointer] = [:]
  private(set) var edges: [OpaquePointer] = []

  /// Makes the graph that `statements` describe.
  init(name: String, _ statements: [Statement]) throws(GraphvizError) {
    guard let pointer = graphviz_open(escapedName(name)) else {
      throw .message("the graph could not be made")
    }
    self.pointer = pointer
    var open = [pointer]
    for statement in statements {
      guard let current = open.last else { return }
      switch statement {
      case .beginSubgraph(let name):
        guard let inner = graphviz_subgraph(current, name) else {
          throw .message("a subgraph could not be made")
        }
        open.append(inner)
        if let name { clusters[name] = inner }
      case .end: open.removeLast()
      default: try add(statement, to: current)
      }
    }
  }

  deinit {
    graphviz_close(pointer)
  }

  private func add(_ statement: Statement, to graph: OpaquePointer) throws(GraphvizError) {
    switch statement {
    case .graphAttributes(let list): try set(list, on: graphviz_object(graph))
    case .nodeDefaults(let list): try setDefaults(list, GraphvizKindNode)
    case .edgeDefaults(let list): try setDefaults(list, GraphvizKindEdge)
    case .node(let name, let list):
      let node = graphviz_node(graph, name)
      try set(list, on: node)
      nodes[name] = node
    case .edge(let tail, let head, let list):
      let edge = graphviz_edge(graph, tail, head)
      try set(list, on: edge)
      if let edge { edges.append(edge) }
    case .beginSubgraph, .end: break
    }
  }

  private func set(_ list: [Setting], on object: OpaquePointer?) throws(GraphvizError) {
    guard let object else { throw .message("a node or edge could not be made") }
    for setting in list {
      // Short texts go to C as they are; an argument would be copied to an array first.
      let isSet = setting.name.withCString { name in
        setting.text.withCString { graphviz_set(object, name, $0, setting.isHTML) }
      }
      if !isSet { throw .message("the attribute \(setting.name) could not be set") }
    }
  }

  private func setDefaults(_ list: [Setting], _ kind: GraphvizKind) throws(GraphvizError) {
    for setting in list
    where !graphviz_set_default(pointer, kind, setting.name, setting.text, setting.isHTML) {
      throw .message("the attribute \(setting.name) could not be set")
    }
  }
}

/// A layout of a graph; freed before the graph is closed. Only to be used under the lock.
final class NativeLayout {
  private let graph: NativeGraph
  private let plugins: PluginSet

  /// Lays out `graph`.
  init(_ graph: NativeGraph, engine: Engine, plugins: PluginSet) throws(GraphvizError) {
    self.graph = graph
    self.plugins = plugins
    if graphviz_layout(plugins.context, graph.pointer, engine.rawValue) != 0 {
      throw Messages().firstError ?? .layoutFailed
    }
  }

  deinit {
    graphviz_free_layout(plugins.context, graph.pointer)
  }

  /// The width and height of the drawing in points.
  var size: (width: Double, height: Double) {
    let box = withExtendedLifetime(self) { graphviz_box(graph.pointer) }
    return (box.most.x - box.least.x, box.most.y - box.least.y)
  }

  /// Where everything stands.
  var places: Layout { withExtendedLifetime(self) { Layout(graph) } }

  /// The drawing in the given format, as the library writes it.
  func render(as format: Format) throws(GraphvizError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    let failed = withExtendedLifetime(self) {
      graphviz_render(plugins.context, graph.pointer, format.rawValue, &bytes, &count) != 0
    }
    defer { graphviz_free(bytes) }
    guard let bytes, !failed, count > 0 else { throw Messages().firstError ?? .renderFailed(format) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
