/// A colour: red, green, blue and opacity, or transparent.
///
/// There are no colour names and no CSS: Graphviz draws what it doesn't know in black.
public struct Color: Sendable, Hashable {
  private enum Kind: Hashable {
    case transparent
    case opaque(UInt32)
    case translucent(UInt32, UInt8)
  }

  private let kind: Kind

  /// Nothing is drawn.
  public static let transparent = Color(.transparent)

  private init(_ kind: Kind) { self.kind = kind }

  /// The opaque colour 0xrrggbb; further digits are ignored.
  public init(_ rgb: UInt32) { self.init(.opaque(rgb & 0xFFFFFF)) }

  /// The colour 0xrrggbb, with an opacity from 0 to 255.
  public init(_ rgb: UInt32, alpha: UInt8) { self.init(.translucent(rgb & 0xFFFFFF, alpha)) }

  /// The colour that `#rrggbb`, `#rrggbbaa` or `transparent` writes; nil for anything else.
  public init?(text: String) {
    if text == "transparent" {
      self = .transparent
      return
    }
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6 || digits.count == 8,
      digits.allSatisfy(isHexadecimalDigit), let number = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    self.init(digits.count == 6 ? .opaque(number) : .translucent(number >> 8, UInt8(number & 0xFF)))
  }

  /// 0xrrggbb, if it is opaque.
  public var rgb: UInt32? { if case .opaque(let rgb) = kind { rgb } else { nil } }

  /// `#rrggbb`, `#rrggbbaa` or `transparent`.
  public var text: String {
    var bytes = Bytes(capacity: 16)
    bytes.add(self)
    return bytes.text
  }

  fileprivate func write(to bytes: inout Bytes) {
    switch kind {
    case .transparent: bytes.add("transparent")
    case .opaque(let rgb):
      bytes.add("#")
      bytes.add(hexadecimal: rgb, digits: 6)
    case .translucent(let rgb, let alpha):
      bytes.add("#")
      bytes.add(hexadecimal: rgb, digits: 6)
      bytes.add(hexadecimal: UInt32(alpha), digits: 2)
    }
  }
}

extension Bytes {
  /// Adds a colour's text.
  package mutating func add(_ color: Color) { color.write(to: &self) }
}

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: false
  }
}
