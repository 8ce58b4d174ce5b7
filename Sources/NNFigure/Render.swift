public import Graphviz

/// Draws a figure's file.
/// - Throws: `GraphvizError` if Graphviz can't be loaded or refuses the graph.
public func render(_ figure: Figure, as format: Format) throws(GraphvizError) -> [UInt8] {
  let bytes = try Graphviz.render(dot(figure), as: format)
  return format == .svg ? finishedSVG(bytes, figure) : bytes
}
