public import Graphviz

/// Draws a figure's file.
/// - Throws: `GraphvizError` if Graphviz can't be loaded or refuses the graph.
public func render(_ figure: Figure, as format: Format) throws(GraphvizError) -> [UInt8] {
  guard format == .svg else { return try Graphviz.render(dot(figure), as: format) }
  // Graphviz takes several times as long for a table of cells as for one, and there is nothing to settle in it.
  let look = Look(figure, hasPlaceholders: true)
  let parts = figure.boxes.map(look.parts)
  return finishedSVG(try Graphviz.render(look.graph(parts), as: .svg), look, parts)
}
