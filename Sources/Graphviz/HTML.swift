/// The text of a label.
public enum Text: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The text as it stands; a line feed starts a new line.
  case plain(String)
  /// Text with tables and fonts.
  case html(HTML)

  /// The text as it stands.
  public init(stringLiteral text: String) {
    self = .plain(text)
  }
}

/// An HTML-like label, as a tree: there is no way to write markup by hand.
public indirect enum HTML: Sendable, Hashable {
  /// Lines of text.
  case text([Run])
  /// A table.
  case table(Table)

  /// A table with the given attributes and rows.
  public static func table(_ attributes: Table.Attributes, _ rows: [Row]) -> HTML {
    .table(Table(attributes, rows))
  }
}

/// Some text in one face. A line feed in it starts a new line.
public struct Run: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The text.
  public var text: String
  /// Bold, slanted, underlined.
  public var bold, italic, underline: Bool
  /// Raised or lowered, and smaller.
  public var superscript, `subscript`: Bool
  /// The size in points; nil for that of the label.
  public var size: Int?
  /// The colour; nil for that of the label.
  public var color: Color?
  /// The family; nil for that of the label.
  public var face: FontFamily?

  /// Text in the given face.
  public init(
    _ text: String, bold: Bool = false, italic: Bool = false, underline: Bool = false,
    superscript: Bool = false, subscript: Bool = false,
    size: Int? = nil, color: Color? = nil, face: FontFamily? = nil
  ) {
    self.text = text
    self.bold = bold
    self.italic = italic
    self.underline = underline
    self.superscript = superscript
    self.`subscript` = `subscript`
    self.size = size
    self.color = color
    self.face = face
  }

  /// The text in the label's own face.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}

/// A table: its looks and its rows.
public struct Table: Sendable, Hashable {
  /// What it looks like.
  public var attributes: Attributes
  /// Its rows, at least one of them with cells.
  public var rows: [Row]

  /// A table with the given attributes and rows.
  public init(_ attributes: Attributes, _ rows: [Row]) {
    self.attributes = attributes
    self.rows = rows
  }

  /// A table of the given rows, its looks left to Graphviz.
  public init(_ rows: [Row]) {
    self.init(Attributes(), rows)
  }

  /// What a table looks like; what is nil is left to Graphviz.
  public struct Attributes: Sendable, Hashable {
    /// Where edges can end.
    public var port: String?
    /// The width of the frame, of the cells' frames, and the distances between and in cells, in points.
    public var border, cellBorder, cellSpacing, cellPadding: Int?
    /// The least size in points.
    public var width, height: Int?
    /// Whether the size is kept whatever the content.
    public var fixedSize: Bool?
    /// The colours of the frame and of the background.
    public var color, backgroundColor: Color?
    /// Where it stands in the cell round it.
    public var align: Align?
    /// Where it stands in the cell round it.
    public var verticalAlign: VerticalAlign?
    /// Whether the corners are round.
    public var rounded: Bool = false
    /// The sides of the frame that are drawn.
    public var sides: Sides?
    /// Whether lines stand between all rows or all columns.
    public var ruledRows, ruledColumns: Bool?

    /// All left to Graphviz.
    public init() {}

    /// The given ones, the rest left to Graphviz.
    public init(
      port: String? = nil, border: Int? = nil, cellBorder: Int? = nil, cellSpacing: Int? = nil,
      cellPadding: Int? = nil, color: Color? = nil, backgroundColor: Color? = nil, rounded: Bool = false
    ) {
      self.port = port
      self.border = border
      self.cellBorder = cellBorder
      self.cellSpacing = cellSpacing
      self.cellPadding = cellPadding
      self.color = color
      self.backgroundColor = backgroundColor
      self.rounded = rounded
    }
  }
}

/// A row of a table, or a line between two.
public enum Row: Sendable, Hashable {
  /// A row of cells, at least one.
  case row([Cell])
  /// A line between two rows.
  case rule
}

/// A cell of a table.
public struct Cell: Sendable, Hashable {
  /// What it looks like.
  public var attributes: Attributes
  /// What it holds.
  public var content: Content

  /// A cell with the given attributes and content.
  public init(_ attributes: Attributes, _ content: Content) {
    self.attributes = attributes
    self.content = content
  }

  /// A cell with the given content, its looks left to Graphviz.
  public init(_ content: Content) {
    self.init(Attributes(), content)
  }

  /// What a cell holds.
  public indirect enum Content: Sendable, Hashable {
    /// Lines of text.
    case text([Run])
    /// A table.
    case table(Table)
    /// Nothing.
    case empty
  }
}
