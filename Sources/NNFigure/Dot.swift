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
  /// Whether the graph is only to be laid out: it has all sizes, and no names and colours for a drawing.
  let isForLayout: Bool
  /// Whether the figure shows a check of the backward pass.
  let isChecked: Bool

  init(_ figure: Figure, isForLayout: Bool = false) {
    self.figure = figure
    self.isForLayout = isForLayout
    isChecked = figure.arrows.contains { $0.verdict != nil }
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

  /// What only a drawing needs.
  private func looks(_ attributes: @autoclosure () -> [Attribute]) -> [Attribute] {
    isForLayout ? [] : attributes()
  }

  /// The room around the whole, in points.
  let padding = 10.8

  /// The identity of a part in the drawing: it starts with the model's name, so that two figures share a page.
  func identity(_ id: String) -> String { "\(figure.name).\(id)" }

  /// What is behind the figure.
  var pageColor: Color { theme == .dark ? Color(0x10141C) : .transparent }

  var graphAttributes: [Attribute] {
    var attributes = [
      Attribute(.rankDirection, figure.direction == .leftToRight ? .leftToRight : .topToBottom),
      Attribute(.nodeSeparation, figure.style == .book ? 0.2 : 0.3),
      Attribute(.rankSeparation, figure.style == .book ? 0.3 : 0.42),
      Attribute(.padding, padding / 72),
      Attribute(.font, Font(family)), Attribute(.fontSize, Double(size)),
      Attribute(.splines, .spline),
    ]
    attributes += looks([Attribute(.backgroundColor, pageColor), Attribute(.id, figure.name)])
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
    ] + looks([Attribute(.fontColor, color(Palette.ink))])
  }

  var edgeDefaults: [Attribute] {
    [
      Attribute(.font, Font(family)), Attribute(.arrowSize, forwardStroke.arrowSize),
      Attribute(.penWidth, forwardStroke.width),
    ] + looks([Attribute(.color, forwardStroke.color)])
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
      ] + looks([Attribute(.id, identity(frame.id))] + shape(outline(frame), line: .penColor)), items: items)
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
    let common = looks([Attribute(.id, identity(box.id)), Attribute(.classes, [box.kind.className])])
    if case .operation = box.kind { return DotGraph.Node(box.id, common + operation(stack)) }
    // A box to which arrows go as a whole has a size, as cheap as can be.
    let isPlain = isForLayout && (stack.ports.isEmpty || figure.direction == .topToBottom)
    return DotGraph.Node(box.id, common + (isPlain ? size(stack) : [label(stack)]))
  }

  private func size(_ stack: Stack) -> [Attribute] {
    [
      Attribute(.shape, .box), Attribute(.label, ""), Attribute(.fixedSize, true),
      Attribute(.width, Double(stack.width) / 72), Attribute(.height, Double(stack.height) / 72),
    ]
  }

  private func operation(_ stack: Stack) -> [Attribute] {
    let shape = operationShape(stack)
    let outline = operationOutline
    let circle = [
      Attribute(.style, [.filled]), Attribute(.fillColor, outline.fill), Attribute(.color, outline.line),
    ]
    return [
      isForLayout ? Attribute(.label, "") : label(stack), Attribute(.fixedSize, true),
      Attribute(.penWidth, outline.width), Attribute(.shape, shape.isRound ? .circle : .box),
      Attribute(.width, shape.width / 72), Attribute(.height, shape.height / 72),
    ] + looks(shape.isRound ? circle : self.shape(outline, line: .color))
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
    let weight = arrow.isMain ? 8 : 2
    var items: [DotGraph.Item] = [
      .edge(
        DotGraph.Edge(
          end(from, "v", leaves: true), end(to, "v", leaves: false),
          [Attribute(.weight, weight)]
            + looks([
              Attribute(.id, identity(figure.identity(arrow))), Attribute(.classes, [forwardClass]),
            ])))
    ]
    guard arrow.hasGradient else { return items }
    items.append(
      .edge(
        DotGraph.Edge(
          end(from, "g", leaves: true), end(to, "g", leaves: false),
          [Attribute(.direction, .back), Attribute(.weight, weight)] + backwardStroke(arrow).attributes
            + looks([
              Attribute(.id, identity(figure.gradientIdentity(arrow))), Attribute(.classes, [backwardClass]),
            ]))))
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

/// The classes of arrows.
let (forwardClass, backwardClass) = ("nnc-forward-edge", "nnc-backward-edge")

extension Figure {
  /// The identity of an arrow.
  func identity(_ arrow: Arrow) -> String { "\(boxes[arrow.from].id)--\(boxes[arrow.to].id)" }

  /// The identity of the gradient's arrow beside it.
  func gradientIdentity(_ arrow: Arrow) -> String { "\(identity(arrow))--gradient" }
}

extension Figure.Box.Kind {
  /// The class of its box.
  var className: String {
    switch self {
    case .operation: "nnc-operation-node"
    case .layer: "nnc-layer-node"
    case .value: "nnc-value-node"
    }
  }
}
