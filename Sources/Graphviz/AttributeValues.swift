/// How lines and fillings are drawn.
public enum Style: String, Sendable, CaseIterable {
  /// Lines.
  case solid, dashed, dotted, bold
  /// Not drawn, but given room.
  case invisible = "invis"
  /// Filled with the fill colour.
  case filled
  /// Round corners.
  case rounded
  /// Short lines across the corners.
  case diagonals
  /// An edge that narrows from head to tail.
  case tapered
  /// A colour gradient from the middle.
  case radial
}

/// The outline of a node.
public enum Shape: String, Sendable, CaseIterable {
  /// Nothing but the label, with or without a margin.
  case plain, plaintext
  /// The common ones.
  case box, square, ellipse, circle, oval, diamond, point, triangle, hexagon, octagon, polygon
  /// Those with two lines.
  case doubleCircle = "doublecircle"
  case doubleOctagon = "doubleoctagon"
  /// Slanted ones.
  case parallelogram, trapezium, house
  case invertedTrapezium = "invtrapezium"
  case invertedTriangle = "invtriangle"
  case invertedHouse = "invhouse"
  /// Things.
  case cylinder, note, tab, folder, box3d, component, cds, underline
}

/// What stands at the end of an edge.
public enum Arrow: String, Sendable, CaseIterable {
  /// The usual arrowhead, its relatives, and none.
  case normal, none, vee, diamond, dot, box, crow, tee, curve
  case inverted = "inv"
  case emptyNormal = "empty"
  case openDot = "odot"
  case openBox = "obox"
  case openDiamond = "odiamond"
}

/// The ends of an edge that have an arrowhead.
public enum Direction: String, Sendable, CaseIterable {
  /// The head, the tail, both, neither.
  case forward, back, both, none
}

/// Where a graph runs to.
public enum RankDirection: String, Sendable, CaseIterable {
  /// Down.
  case topToBottom = "TB"
  /// To the right.
  case leftToRight = "LR"
  /// Up.
  case bottomToTop = "BT"
  /// To the left.
  case rightToLeft = "RL"
}

/// How edges are drawn.
public enum Splines: String, Sendable, CaseIterable {
  /// Curves that go round nodes.
  case spline
  /// Straight lines.
  case line
  /// Lines with corners.
  case polyline
  /// Not at all.
  case none
}

/// Where a label stands in its line.
public enum Justification: String, Sendable, CaseIterable {
  /// Left, in the middle, right.
  case left = "l"
  case center = "c"
  case right = "r"
}

/// Where a label stands in its frame.
public enum LabelPlace: String, Sendable, CaseIterable {
  /// At the top, in the middle (nodes only), at the bottom.
  case top = "t"
  case center = "c"
  case bottom = "b"
}

/// The size of a drawing.
public struct DrawingSize: Sendable, Hashable {
  let text: String

  /// At most `width` × `height` inches; where `fills`, a smaller drawing is made larger too.
  public init(width: Double, height: Double, fills: Bool = false) {
    text = "\(number(width)),\(number(height))\(fills ? "!" : "")"
  }
}

/// The room at the sides, and above and below.
public struct Margin: Sendable, Hashable {
  let text: String

  /// The same room everywhere, or another one above and below.
  public init(_ horizontal: Double, _ vertical: Double? = nil) {
    text = "\(number(horizontal)),\(number(vertical ?? horizontal))"
  }
}

/// A set of nodes that want to stand in one straight line.
public struct Group: Sendable, Hashable {
  let number: Int

  /// The group of that number.
  public init(_ number: Int) {
    self.number = number
  }
}
