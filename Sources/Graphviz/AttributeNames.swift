// The allow-list: every attribute that can be set, by the type of its value.

extension AttributeName where Value == Text {
  /// The text in a node, at an edge, or of a graph or cluster. Empty for none. In a graph with a cluster or a
  /// rank, an edge has an `xLabel` instead.
  public static var label: Self { Self("label") }
  /// A text beside a node or edge, for which the layout leaves no room.
  public static var xLabel: Self { Self("xlabel") }
  /// A text at the head of an edge.
  public static var headLabel: Self { Self("headlabel") }
  /// A text at the tail of an edge.
  public static var tailLabel: Self { Self("taillabel") }
}

extension AttributeName where Value == String {
  /// The `id` of the SVG's group.
  public static var id: Self { Self("id") { .plain(escapedIdentifier($0)) } }
  /// The words that a browser shows under the mouse.
  public static var tooltip: Self { Self("tooltip") { .plain(escapedTooltip($0)) } }
}

extension AttributeName where Value == [String] {
  /// The classes of the SVG's group, beside Graphviz's own `node`, `edge`, `cluster` or `graph`. What isn't
  /// an ASCII letter, a digit, `-` or `_` becomes `_`.
  public static var classes: Self {
    Self("class") { .plain($0.map(classWord).joined(separator: " ")) }
  }
}

extension AttributeName where Value == Color {
  /// The colour of a line.
  public static var color: Self { Self("color") }
  /// The colour of a filled shape or arrowhead.
  public static var fillColor: Self { Self("fillcolor") }
  /// The colour of text.
  public static var fontColor: Self { Self("fontcolor") }
  /// The colour of a graph's or cluster's background.
  public static var backgroundColor: Self { Self("bgcolor") }
  /// The colour of a cluster's frame.
  public static var penColor: Self { Self("pencolor") }
}

extension AttributeName where Value == [Color] {
  /// The colours of the parallel strokes of one edge.
  public static var strokes: Self {
    Self("color") { .plain($0.map(\.text).joined(separator: ":")) }
  }
}

extension AttributeName where Value == [Style] {
  /// How lines and fillings are drawn.
  public static var style: Self {
    Self("style") { .plain($0.map(\.rawValue).joined(separator: ",")) }
  }
}

extension AttributeName where Value == Font {
  /// The font of text.
  public static var font: Self { Self("fontname") { .plain($0.name) } }
}

extension AttributeName where Value == Shape {
  /// The outline of a node.
  public static var shape: Self { Self("shape") }
}

extension AttributeName where Value == Arrow {
  /// What an edge has at its head.
  public static var arrowHead: Self { Self("arrowhead") }
  /// What an edge has at its tail, where its direction has one.
  public static var arrowTail: Self { Self("arrowtail") }
}

extension AttributeName where Value == Direction {
  /// The ends of an edge that have an arrowhead.
  public static var direction: Self { Self("dir") }
}

extension AttributeName where Value == RankDirection {
  /// Where the graph runs to.
  public static var rankDirection: Self { Self("rankdir") }
}

extension AttributeName where Value == Splines {
  /// How edges are drawn.
  public static var splines: Self { Self("splines") }
}

extension AttributeName where Value == Justification {
  /// Where a graph's or cluster's label stands in its line.
  public static var labelJustification: Self { Self("labeljust") }
}

extension AttributeName where Value == LabelPlace {
  /// Whether a label stands at the top, in the middle or at the bottom.
  public static var labelPlace: Self { Self("labelloc") }
}

extension AttributeName where Value == DrawingSize {
  /// The greatest size of the drawing.
  public static var size: Self { Self("size") { .plain($0.text) } }
}

extension AttributeName where Value == Margin {
  /// The room round a label or in a cluster: inches for nodes, points for clusters.
  public static var margin: Self { Self("margin") { .plain($0.text) } }
}

extension AttributeName where Value == Double {
  /// The size of text, in points.
  public static var fontSize: Self { Self("fontsize") }
  /// The width of a line, in points.
  public static var penWidth: Self { Self("penwidth") }
  /// The size of arrowheads; 1 is the usual one.
  public static var arrowSize: Self { Self("arrowsize") }
  /// A node's width, in inches.
  public static var width: Self { Self("width") }
  /// A node's height, in inches.
  public static var height: Self { Self("height") }
  /// The least distance of nodes of one rank, in inches.
  public static var nodeSeparation: Self { Self("nodesep") }
  /// The least distance of ranks, in inches.
  public static var rankSeparation: Self { Self("ranksep") }
  /// The room round the drawing, in inches.
  public static var padding: Self { Self("pad") }
  /// How much longer labels at an edge's ends stand from it.
  public static var labelDistance: Self { Self("labeldistance") }
  /// The angle of labels at an edge's ends.
  public static var labelAngle: Self { Self("labelangle") }
  /// Dots an inch, for bitmaps.
  public static var resolution: Self { Self("dpi") }
  /// A bound on the work of ranking: 0.1 makes a mid-sized graph several times faster.
  public static var simplexLimit: Self { Self("nslimit") }
  /// The same bound, for ranks alone.
  public static var rankSimplexLimit: Self { Self("nslimit1") }
  /// How hard crossings are fought; 1 is the usual.
  public static var crossingLimit: Self { Self("mclimit") }
}

extension AttributeName where Value == Int {
  /// How much an edge wants to be short and straight.
  public static var weight: Self { Self("weight") }
  /// The least number of ranks from tail to head; at least 1 in a graph with a cluster or a labelled
  /// edge.
  public static var minimumLength: Self { Self("minlen") }
  /// How many outlines a node or cluster has.
  public static var peripheries: Self { Self("peripheries") }
  /// The angle of a colour gradient.
  public static var gradientAngle: Self { Self("gradientangle") }
}

extension AttributeName where Value == Bool {
  /// Whether an edge says which end comes first. In a graph with a cluster or a labelled edge, all must.
  public static var constraint: Self { Self("constraint") }
  /// Whether a node keeps its width and height whatever its label.
  public static var fixedSize: Self { Self("fixedsize") }
  /// Whether a node's polygon is regular.
  public static var regular: Self { Self("regular") }
  /// Whether a line joins an edge and its label.
  public static var decorate: Self { Self("decorate") }
  /// Whether outer labels are drawn though they overlap.
  public static var forceLabels: Self { Self("forcelabels") }
}

extension AttributeName where Value == Group {
  /// The nodes that want to stand in one straight line.
  public static var group: Self { Self("group") { .plain("group\($0.number)") } }
}
