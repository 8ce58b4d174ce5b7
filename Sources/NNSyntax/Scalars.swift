/// Reads the scalar at `offset`, which must be valid UTF-8; past the end it is NUL of length 1.
func scalar(in bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
  guard offset < bytes.count else { return ("\0", 1) }
  let lead = UInt32(bytes[offset])
  let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  guard length > 1, offset + length <= bytes.count else {
    return (Unicode.Scalar(UInt8(truncatingIfNeeded: lead)), 1)
  }
  var value = lead & (0x7F >> UInt32(length))
  for byte in bytes[offset + 1..<offset + length] { value = value << 6 | UInt32(byte & 0x3F) }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}

/// `U+0435`, as a scalar is named in messages.
func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension UInt8 {
  /// Whether it is one of `0…9`.
  var isDigit: Bool { self &- 0x30 < 10 }
  /// Whether an ASCII name can begin with it.
  var startsName: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F }
  /// Whether an ASCII name can go on with it.
  var continuesName: Bool { startsName || isDigit }
}

extension Unicode.Scalar {
  /// Whether it is a combining mark.
  var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether a name can begin with it. The transpose sign `ᵀ` is a letter to Unicode, but not here.
  var startsName: Bool {
    if isASCII { return UInt8(ascii: self).startsName }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
      return self != "\u{1D40}"
    default: return false
    }
  }

  /// Whether a name can go on with it.
  var continuesName: Bool {
    if isASCII { return UInt8(ascii: self).continuesName }
    let isSubscript = (0x2080...0x2089).contains(value)
    return startsName || isSubscript || isMark || properties.generalCategory == .decimalNumber
  }

  /// How many columns of a terminal it takes.
  package var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The scalar itself, or a picture of it when a terminal would obey it or hide it.
  var picture: Unicode.Scalar {
    switch value {
    case 0x09: return " "
    case 0..<0x20: return Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: return "\u{2421}"
    case 0x20..<0x7F: return self
    default: break
    }
    switch Oddity(self) {
    case .nul, .control, .mark, .separator, .bidirectional, .invisible: return "\u{FFFD}"
    case .joiner, .space, nil: return self
    }
  }
}

/// `text` with pictures in place of all characters that a terminal would obey or hide.
func visible(_ text: String) -> String {
  guard text.utf8.contains(where: { !(0x20..<0x7F).contains($0) }) else { return text }
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { scalars.append(scalar.picture) }
  return String(scalars)
}

/// A character that has no business in a model, or not where it stands.
enum Oddity {
  case nul, control, mark, separator, space, bidirectional, joiner, invisible

  /// What is odd about a scalar; nil for most.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0: self = .nul
    case 0x09, 0x0A, 0x0D, 0x20..<0x7F: return nil
    case 0x85, 0x2028, 0x2029: self = .separator
    case 1..<0x20, 0x7F...0x9F: self = .control
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .space
    case 0x200C, 0x200D: self = .joiner
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: self = .bidirectional
    case 0xFEFF: self = .mark
    case 0xAD, 0x115F, 0x1160, 0x180E, 0x200B, 0x2060...0x206F, 0x3164, 0xFFA0, 0xE0000...0xE007F:
      self = .invisible
    default: return nil
    }
  }
}
