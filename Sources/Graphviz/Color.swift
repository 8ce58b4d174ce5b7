/// A colour: red, green, blue and opacity, or transparent.
///
/// There are no colour names and no CSS: Graphviz draws what it doesn't know in black.
public struct Color: Sendable, Hashable {
  /// `#rrggbb`, `#rrggbbaa` or `transparent`.
  public let text: String
  /// 0xrrggbb, if it is opaque.
  public let rgb: UInt32?

  /// Nothing is drawn.
  public static let transparent = Color(unchecked: "transparent")

  private init(unchecked text: String) {
    self.text = text
    rgb = nil
  }

  /// The opaque colour 0xrrggbb; further digits are ignored.
  public init(_ rgb: UInt32) {
    text = "#" + hexadecimal(rgb & 0xFFFFFF, digits: 6)
    self.rgb = rgb & 0xFFFFFF
  }

  /// The colour 0xrrggbb, with an opacity from 0 to 255.
  public init(_ rgb: UInt32, alpha: UInt8) {
    text = "#" + hexadecimal(rgb & 0xFFFFFF, digits: 6) + hexadecimal(UInt32(alpha), digits: 2)
    self.rgb = nil
  }

  /// The colour that `#rrggbb`, `#rrggbbaa` or `transparent` writes; nil for anything else.
  public init?(text: String) {
    let digits = text.utf8.dropFirst()
    let isHexadecimal =
      text.utf8.first == UInt8(ascii: "#") && (digits.count == 6 || digits.count == 8)
      && digits.allSatisfy(isHexadecimalDigit)
    guard isHexadecimal || text == "transparent" else { return nil }
    self.text = text.lowercased()
    rgb = digits.count == 6 ? UInt32(text.dropFirst(), radix: 16) : nil
  }
}

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: false
  }
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: digits - text.utf8.count) + text
}
