internal import NNC

/// A drawing as a part of a page: without the prolog, without a style sheet of its own, since the page's holds its
/// colours, and with identities that begin with the detail, since a page shows both.
///
/// Quotes stand raw in markup alone, so that no text of the drawing is taken for an attribute. One pass over bytes:
/// drawings are most of a page.
func inlineSVG(_ drawing: Drawing) -> String {
  let prefix = Array("\(drawing.detail.rawValue)-".utf8)
  var scan = Scan(bytes: drawing.bytes)
  var result: [UInt8] = []
  result.reserveCapacity(drawing.bytes.count + 4096)
  scan.skip(to: "<svg ")
  while let mark = scan.next(copyingTo: &result) {
    if mark == UInt8(ascii: "<"), scan.starts(with: "<style>") {
      scan.skip(past: "</style>")
    } else if mark == UInt8(ascii: " "), scan.starts(with: " id=\"") {
      scan.copy(" id=\"", to: &result)
      result += prefix
    } else if mark == UInt8(ascii: " "), scan.starts(with: " aria-labelledby=\"") {
      scan.copy(" aria-labelledby=\"", to: &result)
      let names = scan.upTo(UInt8(ascii: "\"")).split(separator: UInt8(ascii: " ")).map { prefix + $0 }
      result += names.joined(separator: [UInt8(ascii: " ")])
    } else {
      scan.copyMark(to: &result)
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Bytes that are read from their start.
private struct Scan {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Copies what stands before the next space or `<`, and tells which of them it is; nil at the end.
  mutating func next(copyingTo result: inout [UInt8]) -> UInt8? {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: " "), bytes[position] != UInt8(ascii: "<") {
      position += 1
    }
    result += bytes[start..<position]
    return position < bytes.count ? bytes[position] : nil
  }

  mutating func copyMark(to result: inout [UInt8]) {
    result.append(bytes[position])
    position += 1
  }

  func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      guard bytes.count - position >= text.count else { return false }
      for index in text.indices where bytes[position + index] != text[index] { return false }
      return true
    }
  }

  mutating func copy(_ text: StaticString, to result: inout [UInt8]) {
    text.withUTF8Buffer { result += $0 }
    position += text.utf8CodeUnitCount
  }

  /// Leaves out what stands before a text; all if it is nowhere.
  mutating func skip(to text: StaticString) {
    while position < bytes.count, !starts(with: text) { position += 1 }
  }

  /// Leaves out a text and what stands before it.
  mutating func skip(past text: StaticString) {
    skip(to: text)
    position = min(position + text.utf8CodeUnitCount, bytes.count)
  }

  /// What stands before a byte, which is next then.
  mutating func upTo(_ byte: UInt8) -> ArraySlice<UInt8> {
    let end = bytes[position...].firstIndex(of: byte) ?? bytes.endIndex
    defer { position = end }
    return bytes[position..<end]
  }
}
