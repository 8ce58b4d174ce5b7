internal import CGraphvizShim

/// The families whose widths Graphviz knows without asking the system. Text in any other would overflow its
/// box.
public enum FontFamily: String, Sendable, CaseIterable {
  /// With serifs.
  case times = "Times"
  /// Without serifs.
  case helvetica = "Helvetica"
  /// All letters of one width.
  case courier = "Courier"
}

/// A family in one of its faces.
public struct Font: Sendable, Hashable {
  /// The family.
  public var family: FontFamily
  /// Whether it is bold.
  public var bold: Bool
  /// Whether it is slanted.
  public var italic: Bool

  /// A font of the given family.
  public init(_ family: FontFamily, bold: Bool = false, italic: Bool = false) {
    self.family = family
    self.bold = bold
    self.italic = italic
  }

  /// The PostScript name, which Graphviz turns into an SVG's family, weight and style.
  var name: String {
    let slant = family == .times ? "Italic" : "Oblique"
    let face = (bold ? "Bold" : "") + (italic ? slant : "")
    if face.isEmpty { return family == .times ? "Times-Roman" : family.rawValue }
    return "\(family.rawValue)-\(face)"
  }
}

/// The width of one line of `text` in points, as the layout of an SVG measures it: exact for ASCII, the
/// mean of the block for other letters, and the font's size for East Asian ones.
public func textWidth(_ text: String, font: Font = Font(.times), size: Double = 14) -> Double {
  graphviz_text_width(text, font.name, font.bold, size)
}
