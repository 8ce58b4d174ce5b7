public import Graphviz

/// Turns a figure into a graph for Graphviz: what it looks like is decided here, what it says is not.
public func dot(_ figure: Figure) -> DotGraph { Look(figure).graph }

/// How a figure looks in its style and theme.
struct Look {
  let figure: Figure
  let theme: FigureOptions.Theme
  let family: FontFamily
  /// The size of text in points.
  let size = 13
  /// Whether the graph is only to be laid out: it has all sizes and no looks.
  let isForLayout: Bool

  init(_ figure: Figure, isForLayout: Bool = false) {
    self.figure = figure
    self.isForLayout = isForLayout
    theme = figure.theme
    family = figure.style == .book ? .times : .helvetica
  }

  func color(_ paint: Paint) -> Color { paint.color(theme) }

  /// The graph for Graphviz.
  var graph: DotGraph { graph(figure.boxes.map(stack)) }

  /// The same, with what stands in each box.
  func graph(_ stacks: [Stack]) -> DotGraph {
    var graph = DotGraph(
      name: figure.name, attributes: graphAttributes, nodeDefaults: nodeDefaults, edgeDefaults: edgeDefaults)
    graph.items = items(in: nil, stacks) + figure.arrows.flatMap(edges)
    return graph
  }

  /// The identity of a part in the drawing: it starts with the model's name, so that two figures share a page.
  func identity(_ id: String) -> String { "\(figure.name).\(id)" }

  /// What is behind the figure.
  var pageColor: Color { theme == .dark ? Color(0x10141C) : .transparent }

  var graphAttributes: [Attribute] {
    var attributes = [
      Attribute(.rankDirection, figure.direction == .leftToRight ? .leftToRight : .topToBottom),
      Attribute(.backgroundColor, pageColor),
      Attribute(.nodeSeparation, figure.style == .book ? 0.2 : 0.3),
      Attribute(.rankSeparation, figure.style == .book ? 0.3 : 0.42),
      Attribute(.padding, 0.15),
      Attribute(.font, Font(family)), Attribute(.fontSize, Double(size)),
      Attribute(.splines, .spline),
      Attribute(.id, figure.name),
    ]
    if figure.boxes.count > 150 { attributes.append(Attribute(.simplexLimit, 0.1)) }
    if let heading { attributes += [label(heading), Attribute(.labelPlace, .top)] }
    return attributes
  }

  private func label(_ stack: Stack) -> Attribute {
    Attribute(.label, .html(.table(isForLayout ? stack.emptyTable : stack.table)))
  }

  var nodeDefaults: [Attribute] {
    [
      Attribute(.shape, .plain), Attribute(.font, Font(family)), Attribute(.fontSize, Double(size)),
      Attribute(.fontColor, color(Palette.ink)),
    ]
  }

  var edgeDefaults: [Attribute] {
    [
      Attribute(.font, Font(family)), Attribute(.arrowSize, forwardStroke.arrowSize),
      Attribute(.penWidth, forwardStroke.width), Attribute(.color, forwardStroke.color),
    ]
  }

  /// The boxes and frames that stand directly in a frame.
  private func items(in frame: Int?, _ stacks: [Stack]) -> [DotGraph.Item] {
    let nodes = zip(figure.boxes, stacks).filter { $0.0.frame == frame }.map { box, stack in
      DotGraph.Item.node(node(box, stack))
    }
    let clusters = figure.frames.enumerated().filter { $1.parent == frame }.map { index, frame in
      DotGraph.Item.cluster(cluster(frame, items(in: index, stacks)))
    }
    return nodes + clusters
  }

  private func cluster(_ frame: Figure.Frame, _ items: [DotGraph.Item]) -> DotGraph.Cluster {
    DotGraph.Cluster(
      frame.id,
      [
        label(title(frame)), Attribute(.labelJustification, .left),
        Attribute(.font, Font(family, bold: true)), Attribute(.fontSize, Double(size)),
        Attribute(.margin, Margin(10)),
        Attribute(.id, identity(frame.id)),
      ] + shape(outline(frame), line: .penColor), items: items)
  }

  /// The outline of a frame.
  func outline(_ frame: Figure.Frame) -> Outline {
    Outline(fill: color(Palette.frame), line: color(Palette.frameLine), isDashed: frame.isGroup)
  }

  /// A shape that Graphviz draws with an outline.
  private func shape(_ outline: Outline, line: AttributeName<Color>) -> [Attribute] {
    [
      Attribute(.style, outline.isDashed ? [.rounded, .dashed, .filled] : [.rounded, .filled]),
      Attribute(.fillColor, outline.fill), Attribute(line, outline.line),
    ]
  }

  private func node(_ box: Figure.Box, _ stack: Stack) -> DotGraph.Node {
    let common = [Attribute(.id, identity(box.id)), Attribute(.classes, ["nnc-\(box.kind.className)"])]
    if case .operation = box.kind { return DotGraph.Node(box.id, common + operation(stack)) }
    return DotGraph.Node(box.id, common + [label(stack)])
  }

  private func operation(_ stack: Stack) -> [Attribute] {
    let shape = operationShape(stack)
    let outline = operationOutline
    let look =
      shape.isRound
      ? [Attribute(.style, [.filled]), Attribute(.fillColor, outline.fill), Attribute(.color, outline.line)]
      : self.shape(outline, line: .color)
    return [
      isForLayout ? Attribute(.label, "") : label(stack), Attribute(.fixedSize, true),
      Attribute(.penWidth, outline.width), Attribute(.shape, shape.isRound ? .circle : .box),
      Attribute(.width, shape.width / 72), Attribute(.height, shape.height / 72),
    ] + look
  }

  /// An operation is a circle where its symbol fits, else a box; the size is in points.
  func operationShape(_ stack: Stack) -> (isRound: Bool, width: Double, height: Double) {
    let width = Double(stack.blocks[0].width)
    let diameter = max(37.44, width + 6)
    return width <= 48 ? (true, diameter, diameter) : (false, width + 16, 32.4)
  }

  /// The outline of an operation.
  var operationOutline: Outline {
    Outline(fill: color(Palette.operation), line: color(Palette.operationLine), width: 1.2)
  }

  /// A forward arrow, and beside it the gradient's, drawn from the same end so that both point the same way for
  /// the layout.
  func edges(_ arrow: Figure.Arrow) -> [DotGraph.Item] {
    let (from, to) = (figure.boxes[arrow.from], figure.boxes[arrow.to])
    let id = "\(from.id)--\(to.id)"
    let weight = arrow.isMain ? 8 : 2
    var items: [DotGraph.Item] = [
      .edge(
        DotGraph.Edge(
          end(from, "v", leaves: true), end(to, "v", leaves: false),
          [
            Attribute(.id, identity(id)), Attribute(.classes, ["nnc-forward-edge"]),
            Attribute(.weight, weight),
          ]))
    ]
    guard arrow.hasGradient else { return items }
    items.append(
      .edge(
        DotGraph.Edge(
          end(from, "g", leaves: true), end(to, "g", leaves: false),
          [
            Attribute(.id, identity("\(id)--gradient")), Attribute(.classes, ["nnc-backward-edge"]),
            Attribute(.direction, .back), Attribute(.weight, weight),
          ] + backwardStroke(arrow).attributes)))
    return items
  }

  /// Where an arrow meets a box: the upper part of a value for the forward pass, the lower for the gradient.
  private func end(_ box: Figure.Box, _ port: String, leaves: Bool) -> DotGraph.End {
    guard case .value(let card) = box.kind, figure.direction == .leftToRight else {
      return DotGraph.End(box.id)
    }
    if case .none = card.gradient, port == "g" { return DotGraph.End(box.id) }
    return DotGraph.End(box.id, port: port, side: leaves ? .east : .west)
  }
}

extension Figure.Box.Kind {
  fileprivate var className: String {
    switch self {
    case .operation: "operation-node"
    case .layer: "layer-node"
    case .value: "value-node"
    }
  }
}
