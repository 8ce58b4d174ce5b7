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
  /// Whether the graph has empty cells in place of what stands in values' boxes.
  let hasPlaceholders: Bool

  init(_ figure: Figure, hasPlaceholders: Bool = false) {
    self.figure = figure
    self.hasPlaceholders = hasPlaceholders
    theme = figure.theme
    family = figure.style == .book ? .times : .helvetica
  }

  func color(_ paint: Paint) -> Color { paint.color(theme) }

  /// The graph for Graphviz.
  var graph: DotGraph { graph(figure.boxes.map(parts)) }

  /// The same, with the parts of each box.
  func graph(_ parts: [[Block]]) -> DotGraph {
    var graph = DotGraph(
      name: figure.name, attributes: graphAttributes, nodeDefaults: nodeDefaults, edgeDefaults: edgeDefaults)
    graph.items = items(in: nil, parts) + figure.arrows.flatMap(edges)
    return graph
  }

  /// The identity of a part in the drawing: it starts with the model's name, so that two figures share a page.
  func identity(_ id: String) -> String { "\(figure.name).\(id)" }

  var graphAttributes: [Attribute] {
    var attributes = [
      Attribute(.rankDirection, figure.direction == .leftToRight ? .leftToRight : .topToBottom),
      Attribute(.backgroundColor, theme == .dark ? Color(0x10141C) : .transparent),
      Attribute(.nodeSeparation, figure.style == .book ? 0.2 : 0.3),
      Attribute(.rankSeparation, figure.style == .book ? 0.3 : 0.42),
      Attribute(.padding, 0.15),
      Attribute(.font, Font(family)), Attribute(.fontSize, Double(size)),
      Attribute(.splines, .spline),
      Attribute(.id, figure.name),
    ]
    if figure.boxes.count > 150 { attributes.append(Attribute(.simplexLimit, 0.1)) }
    if let heading { attributes += [Attribute(.label, .html(heading)), Attribute(.labelPlace, .top)] }
    return attributes
  }

  /// Title and notes.
  private var heading: HTML? {
    let title =
      figure.title.map { [text($0, paint: Palette.ink, size: size + 3, bold: figure.style == .card)] } ?? []
    let notes = figure.notes.map { text($0, paint: Palette.muted, size: size - 1) }
    return title.isEmpty && notes.isEmpty ? nil : .table(bare(title + notes))
  }

  /// A label of lines, with nothing around them.
  private func bare(_ blocks: [Block]) -> Table {
    Table(
      Table.Attributes(border: 0, cellBorder: 0, cellSpacing: 2, cellPadding: 0),
      blocks.map { .row([$0.cell]) })
  }

  var nodeDefaults: [Attribute] {
    [
      Attribute(.shape, .plain), Attribute(.font, Font(family)), Attribute(.fontSize, Double(size)),
      Attribute(.fontColor, color(Palette.ink)),
    ]
  }

  var edgeDefaults: [Attribute] {
    [
      Attribute(.font, Font(family)), Attribute(.arrowSize, 0.65), Attribute(.penWidth, 1.1),
      Attribute(.color, color(Palette.forward)),
    ]
  }

  /// The boxes and frames that stand directly in a frame.
  private func items(in frame: Int?, _ parts: [[Block]]) -> [DotGraph.Item] {
    let nodes = zip(figure.boxes, parts).filter { $0.0.frame == frame }.map { box, parts in
      DotGraph.Item.node(node(box, parts))
    }
    let clusters = figure.frames.enumerated().filter { $1.parent == frame }.map { index, frame in
      DotGraph.Item.cluster(cluster(frame, items(in: index, parts)))
    }
    return nodes + clusters
  }

  private func cluster(_ frame: Figure.Frame, _ items: [DotGraph.Item]) -> DotGraph.Cluster {
    let title = text(frame.title, paint: Palette.muted, size: size, bold: true)
    return DotGraph.Cluster(
      frame.id,
      [
        Attribute(.label, .html(.table(bare([title])))), Attribute(.labelJustification, .left),
        Attribute(.style, frame.isGroup ? [.rounded, .dashed, .filled] : [.rounded, .filled]),
        Attribute(.fillColor, color(Palette.frame)), Attribute(.penColor, color(Palette.frameLine)),
        Attribute(.font, Font(family, bold: true)), Attribute(.fontSize, Double(size)),
        Attribute(.margin, Margin(10)),
        Attribute(.id, identity(frame.id)),
      ], items: items)
  }

  private func node(_ box: Figure.Box, _ parts: [Block]) -> DotGraph.Node {
    let common = [Attribute(.id, identity(box.id)), Attribute(.classes, ["nnc-\(box.kind.className)"])]
    switch box.kind {
    case .operation(let symbol): return DotGraph.Node(box.id, common + operation(symbol))
    case .layer(let name, let detail): return DotGraph.Node(box.id, common + layer(name, detail, box.marks))
    case .value:
      return DotGraph.Node(box.id, common + [Attribute(.label, .html(.table(label(parts, box.marks))))])
    }
  }

  private func operation(_ symbol: String) -> [Attribute] {
    let sign = text(symbol, paint: Palette.ink, size: symbol.count > 3 ? size - 1 : size + 2)
    let isRound = sign.width <= 48
    let diameter = max(0.52, Double(sign.width + 6) / 72)
    return [
      Attribute(.label, .html(.table(bare([sign])))),
      Attribute(.shape, isRound ? .circle : .box),
      Attribute(.style, isRound ? [.filled] : [.filled, .rounded]),
      Attribute(.fixedSize, true),
      Attribute(.width, isRound ? diameter : Double(sign.width + 16) / 72),
      Attribute(.height, isRound ? diameter : 0.45),
      Attribute(.fillColor, color(Palette.operation)), Attribute(.color, color(Palette.operationLine)),
      Attribute(.penWidth, 1.2),
    ]
  }

  private func layer(_ name: String, _ detail: String?, _ marks: [Mark]) -> [Attribute] {
    let lines =
      [text(name, paint: Palette.ink, size: size + 1, bold: true)]
      + (detail.map { [text($0, paint: Palette.muted, size: size - 2)] } ?? []) + marks.map(markBlock)
    let table = Table(
      Table.Attributes(
        border: marks.frameWidth, cellBorder: 0, cellSpacing: 2, cellPadding: 5,
        color: color(marks.framePaint ?? Palette.layerLine),
        backgroundColor: color(Palette.layer), rounded: true), lines.map { .row([$0.cell]) })
    return [Attribute(.label, .html(.table(table)))]
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
          ] + (figure.isChecked && arrow.verdict == nil ? uncheckedStroke : stroke(arrow.verdict)))))
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
