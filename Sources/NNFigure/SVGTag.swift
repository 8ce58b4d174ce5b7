/// The line of a shape or a text in Graphviz's drawing: a tag with its attributes, and what follows them.
struct Tag {
  /// An attribute, by the places of its bytes.
  struct Attribute {
    /// Its name.
    let name: Range<Int>
    /// What stands between its quotes.
    let value: Range<Int>
    /// All of it, with the space before it.
    var whole: Range<Int> { name.lowerBound - 1..<value.upperBound + 1 }
  }

  /// The line.
  let line: ArraySlice<UInt8>
  /// The start, such as `<text`.
  let name: ArraySlice<UInt8>
  /// The attributes, in order.
  private(set) var attributes: [Attribute] = []
  /// Where the attributes end.
  private var end: Int

  /// From the end of the tag on: `>`, a text and its closing tag, or `/>`.
  var rest: ArraySlice<UInt8> { line[end...] }

  /// The tag of a line; nil if it starts with no shape or text.
  init?(_ line: ArraySlice<UInt8>) {
    guard line.first == UInt8(ascii: "<"), let space = line.firstIndex(of: UInt8(ascii: " ")) else {
      return nil
    }
    let name = line[..<space]
    guard
      name.equals("<text") || name.equals("<polygon") || name.equals("<path") || name.equals("<polyline")
        || name.equals("<ellipse")
    else { return nil }
    self.line = line
    self.name = name
    end = space
    attributes.reserveCapacity(8)
    while let attribute = nextAttribute() {
      attributes.append(attribute)
      end = attribute.whole.upperBound
    }
  }

  private func nextAttribute() -> Attribute? {
    let quote = UInt8(ascii: "\"")
    guard rest.first == UInt8(ascii: " "), let equals = rest.firstIndex(of: UInt8(ascii: "=")),
      equals + 1 < rest.endIndex, rest[equals + 1] == quote,
      let last = rest[(equals + 2)...].firstIndex(of: quote)
    else { return nil }
    return Attribute(name: end + 1..<equals, value: equals + 2..<last)
  }

  /// The value of an attribute.
  subscript(_ name: StaticString) -> ArraySlice<UInt8>? {
    attributes.first { line[$0.name].equals(name) }.map { line[$0.value] }
  }

  /// The number that an attribute holds.
  func number(_ name: StaticString) -> Double? {
    self[name].flatMap(\.decimal)
  }
}

extension ArraySlice<UInt8> {
  /// The number that digits with a point among them and a sign before them write; nil for anything else.
  var decimal: Double? {
    let isNegative = first == UInt8(ascii: "-")
    let digits = isNegative ? dropFirst() : self
    var (number, scale) = (0, 0)
    for byte in digits.prefix(15) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
        scale *= 10
      case UInt8(ascii: ".") where scale == 0: scale = 1
      default: return nil
      }
    }
    guard !digits.isEmpty, digits.count <= 15 else { return nil }
    // Both are exact, so their quotient is the nearest number to what is written.
    let value = scale == 0 ? Double(number) : Double(number) / Double(scale)
    return isNegative ? -value : value
  }
}

extension ArraySlice<UInt8> {
  /// Whether these are the bytes of a text.
  func equals(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && begins(with: text) }

  /// Whether the bytes of a text come first.
  func begins(with text: StaticString) -> Bool {
    withUnsafeBufferPointer { bytes in
      text.withUTF8Buffer { bytes.prefix($0.count).elementsEqual($0) }
    }
  }
}

/// Text out of XML.
func unescaped(_ text: ArraySlice<UInt8>) -> String {
  guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
  var result = ""
  var rest = text
  while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
    result += String(decoding: rest[..<start], as: UTF8.self)
    rest = rest[start...]
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")), let scalar = scalar(of: rest[(start + 1)..<end])
    else {
      result += "&"
      rest = rest.dropFirst()
      continue
    }
    result.unicodeScalars.append(scalar)
    rest = rest[(end + 1)...]
  }
  return result + String(decoding: rest, as: UTF8.self)
}

/// What an entity stands for, such as `amp` or `#45`.
private func scalar(of entity: ArraySlice<UInt8>) -> Unicode.Scalar? {
  switch String(decoding: entity, as: UTF8.self) {
  case "lt": "<"
  case "gt": ">"
  case "quot": "\""
  case "amp": "&"
  case let name where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap { Unicode.Scalar($0) }
  default: nil
  }
}

/// Text for XML.
func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: { isSpecial($0) }) else { return text }
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

private func isSpecial(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
  default: false
  }
}
