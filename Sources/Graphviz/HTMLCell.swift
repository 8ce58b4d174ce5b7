extension Cell {
  /// What a cell looks like; what is nil is left to Graphviz.
  public struct Attributes: Sendable, Hashable {
    /// Where edges can end: ASCII letters, digits, `_`, `.` and `-`.
    public var port: String?
    /// The least size in points, or the size where it is fixed.
    public var width, height: Int?
    /// Whether the size is kept whatever the content.
    public var fixedSize: Bool?
    /// Where the content stands.
    public var align: Align?
    /// Where the lines of the text stand.
    public var lineAlign: Align?
    /// Where the content stands.
    public var verticalAlign: VerticalAlign?
    /// The colours of the frame and of the background.
    public var color, backgroundColor: Color?
    /// The width of the frame, and the room round the content, in points.
    public var border, padding: Int?
    /// The sides of the frame that are drawn.
    public var sides: Sides?
    /// How many columns and rows it takes.
    public var columns, rows: Int?
    /// Whether the corners are round.
    public var rounded: Bool

    /// The given ones, the rest left to Graphviz.
    public init(
      port: String? = nil, width: Int? = nil, height: Int? = nil, fixedSize: Bool? = nil,
      align: Align? = nil, lineAlign: Align? = nil, verticalAlign: VerticalAlign? = nil,
      color: Color? = nil, backgroundColor: Color? = nil, border: Int? = nil, padding: Int? = nil,
      sides: Sides? = nil, columns: Int? = nil, rows: Int? = nil, rounded: Bool = false
    ) {
      self.port = port
      self.width = width
      self.height = height
      self.fixedSize = fixedSize
      self.align = align
      self.lineAlign = lineAlign
      self.verticalAlign = verticalAlign
      self.color = color
      self.backgroundColor = backgroundColor
      self.border = border
      self.padding = padding
      self.sides = sides
      self.columns = columns
      self.rows = rows
      self.rounded = rounded
    }
  }
}

/// Where something stands from left to right.
public enum Align: String, Sendable, CaseIterable {
  /// Left, in the middle, right.
  case left = "LEFT"
  case center = "CENTER"
  case right = "RIGHT"
}

/// Where something stands from top to bottom.
public enum VerticalAlign: String, Sendable, CaseIterable {
  /// Top, in the middle, bottom.
  case top = "TOP"
  case middle = "MIDDLE"
  case bottom = "BOTTOM"
}

/// Some of the four sides of a frame.
public struct Sides: OptionSet, Sendable, Hashable {
  /// One bit a side.
  public let rawValue: UInt8

  /// The sides of these bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The left side.
  public static let left = Sides(rawValue: 1)
  /// The top.
  public static let top = Sides(rawValue: 2)
  /// The right side.
  public static let right = Sides(rawValue: 4)
  /// The bottom.
  public static let bottom = Sides(rawValue: 8)

  var letters: String {
    let all: [(Sides, String)] = [(.left, "L"), (.top, "T"), (.right, "R"), (.bottom, "B")]
    return all.filter { contains($0.0) }.map(\.1).joined()
  }
}
