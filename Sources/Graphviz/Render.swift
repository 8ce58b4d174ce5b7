internal import CGraphvizShim

/// What a graph can be turned into.
public enum Format: String, Sendable, CaseIterable {
  /// A drawing for browsers. The same bytes wherever the same Graphviz runs, whatever fonts it finds.
  case svg
  /// The graph itself, before layout, as text for the program `dot`.
  case dot
  /// A bitmap.
  case png
  /// A page.
  case pdf
}

/// The algorithms that place nodes.
public enum Engine: String, Sendable, CaseIterable {
  /// Ranks, with edges that run one way.
  case dot
}

/// A drawing and what Graphviz had to say about it.
public struct Rendering: Sendable, Hashable {
  /// The file.
  public let bytes: [UInt8]
  /// Warnings, such as that a text is wider than its cell.
  public let warnings: [String]
}

/// Draws `graph`. Several threads may call this at once; they are served one after another.
public func render(
  _ graph: DotGraph, as format: Format, engine: Engine = .dot
) throws(GraphvizError) -> [UInt8] {
  try renderWithWarnings(graph, as: format, engine: engine).bytes
}

/// Draws `graph`, and returns Graphviz's warnings with the drawing.
public func renderWithWarnings(
  _ graph: DotGraph, as format: Format, engine: Engine = .dot
) throws(GraphvizError) -> Rendering {
  let steps = try statements(of: graph)
  if format == .dot {
    return Rendering(bytes: Array(dotText(name: graph.name, steps).utf8), warnings: [])
  }
  return try library.withLock { library throws(GraphvizError) in
    let plugins = try library.plugins(for: format)
    let drawn = { () throws(GraphvizError) in
      try draw(name: graph.name, steps, as: format, engine: engine, plugins: plugins)
    }
    return steps.count > smallStackLimit ? try onLargeStack(drawn) : try drawn()
  }
}

/// Above this number of nodes, edges and clusters a drawing gets a stack of its own, for Graphviz recurses over the
/// graph. That takes a thread, whose memory is slower to get than that of the caller's.
private let smallStackLimit = 200

/// Draws a graph, under the lock. What Graphviz draws after an error is not what was asked for, such as a
/// node's name in place of a label that it can't read; so every error is thrown.
func draw(
  name: String, _ steps: [Statement], as format: Format, engine: Engine, plugins: PluginSet
) throws(GraphvizError) -> Rendering {
  graphviz_collect_messages()
  let graph = try NativeGraph(name: name, steps)
  let layout = try NativeLayout(graph, engine: engine, plugins: plugins)
  if format == .png { try checkPixels(layout) }
  let bytes = try layout.render(as: format)
  let messages = Messages()
  if let error = messages.firstError { throw error }
  return Rendering(bytes: finished(bytes, format), warnings: messages.warnings)
}

/// A bitmap of a long chain would take gigabytes.
private func checkPixels(_ layout: NativeLayout) throws(GraphvizError) {
  let size = layout.size
  let pixels = (size.width * 4 / 3) * (size.height * 4 / 3)
  guard pixels <= Double(pixelLimit) else {
    throw .tooLarge(what: "pixels", count: Int(min(pixels, 1e18)), limit: pixelLimit)
  }
}
