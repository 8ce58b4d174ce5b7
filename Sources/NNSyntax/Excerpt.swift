/// The widest piece of a line that is shown.
private let windowColumns = 120
/// How much of a line is shown before the place, if it begins far to the right.
private let leadColumns = 40

/// A piece of a source's line around a place, with no character that a terminal would obey.
struct Excerpt {
  /// The line, from 1.
  let line: Int
  /// The text.
  let text: String
  /// The columns of the terminal before the place.
  let indent: Int
  /// The columns that the place takes; at least 1.
  let width: Int

  /// The line on which `range` begins; what of `range` lies beyond that line is left out.
  init(of range: Range<Int>, in source: Source) {
    let bytes = source.bytes
    let start = min(range.lowerBound, bytes.count)
    line = source.lineColumn(at: start).line
    let lineStart = source.lineStarts[line - 1]
    let window = Excerpt.windowStart(of: start, lineStart, bytes)
    var (view, offset, column) = (String.UnicodeScalarView(), window, 0)
    var (indent, width) = (0, 0)
    if window > lineStart {
      view.append("…")
      column = 1
    }
    while offset < bytes.count && bytes[offset] != 0x0A && bytes[offset] != 0x0D {
      if column >= windowColumns - 1 {
        view.append("…")
        break
      }
      let (found, length) = Excerpt.scalar(in: bytes, at: offset)
      if offset == start { indent = column }
      if offset >= start && offset < range.upperBound { width += found.columns }
      view.append(found)
      column += found.columns
      offset += length
    }
    self.indent = offset <= start ? column : indent
    self.width = max(1, width)
    text = String(view)
  }

  /// Where the piece begins: at the line's start if the place is near, or some characters before the place.
  private static func windowStart(of start: Int, _ lineStart: Int, _ bytes: [UInt8]) -> Int {
    var offset = start
    var columns = 0
    var lead = start
    while offset > lineStart && columns < windowColumns * 3 / 4 {
      offset -= 1
      while offset > lineStart && bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      columns += scalar(in: bytes, at: offset).0.columns
      if columns <= leadColumns { lead = offset }
    }
    return offset == lineStart ? lineStart : lead
  }

  /// The picture of the scalar at `offset`; a byte that is no UTF-8 is shown as U+FFFD.
  private static func scalar(in bytes: [UInt8], at offset: Int) -> (Unicode.Scalar, Int) {
    let lead = bytes[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead).picture, 1) }
    let (found, length) = NNSyntax.scalar(in: bytes, at: offset)
    let isWhole = lead >= 0xC2 && bytes[offset + 1..<offset + length].allSatisfy { $0 & 0xC0 == 0x80 }
    return isWhole && length > 1 ? (found.picture, length) : ("\u{FFFD}", 1)
  }
}
