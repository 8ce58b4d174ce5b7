public import Graphviz

/// Draws a figure's file.
/// - Throws: `GraphvizError` if Graphviz can't be loaded or refuses the graph.
public func render(_ figure: Figure, as format: Format) throws(GraphvizError) -> [UInt8] {
  guard format == .svg else { return try Graphviz.render(dot(figure), as: format) }
  // Graphviz takes several times as long for a table of cells as for one, and there is nothing to settle in it.
  let look = Look(figure, hasPlaceholders: true)
  let stacks = figure.boxes.map(look.stack)
  return finishedSVG(try Graphviz.render(look.graph(stacks), as: .svg), look, look.drawn(stacks))
}

extension Look {
  /// What is drawn in place of placeholders, in their order, by the identity of the part that has them.
  fileprivate func drawn(_ stacks: [Stack]) -> [String: [Block]] {
    var drawn: [String: [Block]] = [:]
    for (box, stack) in zip(figure.boxes, stacks) { drawn[identity(box.id)] = self.drawn(box, stack) }
    for frame in figure.frames {
      drawn[identity(frame.id)] =
        [Block(content: .empty, width: 0, height: 0, outline: outline(frame))] + title(frame).drawn
    }
    if let heading { drawn[figure.name] = heading.drawn }
    return drawn
  }
}
