public import Graphviz

/// Draws a figure's file.
/// - Throws: `GraphvizError` if Graphviz can't be loaded or refuses the graph.
public func render(_ figure: Figure, as format: Format) throws(GraphvizError) -> [UInt8] {
  guard format == .svg else { return try Graphviz.render(dot(figure), as: format) }
  let look = Look(figure, isForLayout: true)
  let stacks = figure.boxes.map(look.stack)
  return svg(look, stacks, try layOut(look.graph(stacks)))
}
