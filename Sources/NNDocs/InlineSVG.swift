internal import NNC

/// A drawing as a part of a page: without the prolog, without a style sheet of its own, since the page's holds its
/// colours, and with identities that begin with the detail, since a page shows both.
///
/// Quotes stand raw in markup alone, so that no text of the drawing is taken for an attribute. One pass over bytes:
/// drawings are most of a page.
func inlineSVG(_ drawing: Drawing) -> String {
  let prefix = Array("\(drawing.detail.rawValue)-".utf8)
  var scan = Scan(bytes: drawing.bytes[...])
  var result: [UInt8] = []
  result.reserveCapacity(drawing.bytes.count + 4096)
  scan.skip(to: "<svg ")
  while let byte = scan.next() {
    if byte == UInt8(ascii: "<"), scan.starts(with: "style>") {
      scan.skip(past: "</style>")
    } else if byte == UInt8(ascii: " "), scan.starts(with: "id=\"") {
      result += Array(" id=\"".utf8) + prefix
      scan.drop("id=\"")
    } else if byte == UInt8(ascii: " "), scan.starts(with: "aria-labelledby=\"") {
      scan.drop("aria-labelledby=\"")
      let names = scan.upTo(UInt8(ascii: "\"")).split(separator: UInt8(ascii: " ")).map { prefix + $0 }
      result += Array(" aria-labelledby=\"".utf8) + names.joined(separator: [UInt8(ascii: " ")])
    } else {
      result.append(byte)
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Bytes that are read from their start.
private struct Scan {
  var bytes: ArraySlice<UInt8>

  mutating func next() -> UInt8? { bytes.popFirst() }

  func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes.count >= $0.count && bytes.prefix($0.count).elementsEqual($0) }
  }

  mutating func drop(_ text: StaticString) { bytes = bytes.dropFirst(text.utf8CodeUnitCount) }

  /// Leaves out what stands before a text; all if it is nowhere.
  mutating func skip(to text: StaticString) {
    let first = text.withUTF8Buffer { $0[0] }
    while let start = bytes.firstIndex(of: first) {
      bytes = bytes[start...]
      if starts(with: text) { return }
      bytes = bytes.dropFirst()
    }
    bytes = []
  }

  /// Leaves out a text and what stands before it.
  mutating func skip(past text: StaticString) {
    skip(to: text)
    drop(text)
  }

  /// What stands before a byte, which is next then.
  mutating func upTo(_ byte: UInt8) -> ArraySlice<UInt8> {
    let end = bytes.firstIndex(of: byte) ?? bytes.endIndex
    defer { bytes = bytes[end...] }
    return bytes[..<end]
  }
}
