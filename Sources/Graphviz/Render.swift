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
  if format == .dot {
    return Rendering(bytes: Array(dotText(name: graph.name, try statements(of: graph)).utf8), warnings: [])
  }
  let steps = try statements(of: graph)
  return try library.withLock { library throws(GraphvizError) in
    library.lastLayout = nil
    let plugins = try library.plugins(for: format)
    return try withStack(for: steps) { () throws(GraphvizError) in
      try draw(name: graph.name, steps, as: format, engine: engine, plugins: plugins)
    }
  }
}

/// Lays `graph` out without drawing it. Several threads may call this at once; they are served one after another.
public func layOut(_ graph: DotGraph, engine: Engine = .dot) throws(GraphvizError) -> Layout {
  let steps = try statements(of: graph)
  return try library.withLock { library throws(GraphvizError) in
    library.lastLayout = nil
    let plugins = try library.layoutPlugins()
    // A large graph is given back where its stack is.
    let (kept, places) = try withStack(for: steps) { () throws(GraphvizError) -> (NativeLayout?, Layout) in
      let laidOut = try layout(name: graph.name, steps, engine: engine, plugins: plugins)
      let places = laidOut.places
      if let error = Messages().firstError { throw error }
      return (steps.count > smallStackLimit ? nil : laidOut, places)
    }
    library.lastLayout = kept
    return places
  }
}

/// Does something with a graph on a stack that is large enough for it.
private func withStack<Value>(
  for steps: [Statement], _ body: () throws(GraphvizError) -> Value
) throws(GraphvizError) -> Value {
  steps.count > smallStackLimit ? try onLargeStack(body) : try body()
}

/// Above this number of nodes, edges and clusters a drawing gets a stack of its own, for Graphviz recurses over the
/// graph. That takes a thread, whose memory is slower to get than that of the caller's.
private let smallStackLimit = 200

/// Draws a graph, under the lock. What Graphviz draws after an error is not what was asked for, such as a
/// node's name in place of a label that it can't read; so every error is thrown.
func draw(
  name: String, _ steps: [Statement], as format: Format, engine: Engine, plugins: PluginSet
) throws(GraphvizError) -> Rendering {
  let layout = try layout(name: name, steps, engine: engine, plugins: plugins)
  if format == .png { try checkPixels(layout) }
  let bytes = try layout.render(as: format)
  let messages = Messages()
  if let error = messages.firstError { throw error }
  return Rendering(bytes: finished(bytes, format), warnings: messages.warnings)
}

private func layout(
  name: String, _ steps: [Statement], engine: Engine, plugins: PluginSet
) throws(GraphvizError) -> NativeLayout {
  graphviz_collect_messages()
  return try NativeLayout(try NativeGraph(name: name, steps), engine: engine, plugins: plugins)
}

/// A bitmap of a long chain would take gigabytes.
private func checkPixels(_ layout: NativeLayout) throws(GraphvizError) {
  let size = layout.size
  let pixels = (size.width * 4 / 3) * (size.height * 4 / 3)
  guard pixels <= Double(pixelLimit) else {
    throw .tooLarge(what: "pixels", count: Int(min(pixels, 1e18)), limit: pixelLimit)
  }
}
