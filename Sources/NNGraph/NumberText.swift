/// How numbers are written: independent of locale, machine and thread count.
public enum NumberText {
  /// The shortest text that reads back to the same number, without `.0` for whole numbers and without −0.
  public static func shortest<T: Element>(_ value: T) -> String {
    if value == 0 { return "0" }
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    let text = value.description
    return text.utf8.suffix(2).elementsEqual(".0".utf8) ? String(text.utf8.dropLast(2)) ?? text : text
  }
}

extension NumberText {
  /// The number rounded to significant digits, as print sets it: `−0.0142`, `1.25·10⁻⁷`, `∞`.
  ///
  /// The digits are those of the shortest text that reads back to the number, rounded half up; no locale has a
  /// say in them.
  public static func significant(_ value: Double, digits: Int) -> String {
    if value == 0 { return "0" }
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    var decimal = Decimal(abs(value))
    decimal.round(to: max(1, digits))
    let (digits, exponent, limit) = (decimal.digits, decimal.exponent, max(6, digits))
    var text: [UInt8] = []
    text.reserveCapacity(32)
    if value < 0 { text += "−".utf8 }
    if exponent < -4 || exponent >= limit {
      text.append(digits[0])
      if digits.count > 1 { text += ".".utf8 }
      text += digits.dropFirst()
      text += "·10".utf8
      text += superscript(exponent).utf8
    } else if exponent < 0 {
      text += "0.".utf8
      text += repeatElement(UInt8(ascii: "0"), count: -exponent - 1)
      text += digits
    } else {
      text += digits.prefix(exponent + 1)
      text += repeatElement(UInt8(ascii: "0"), count: max(0, exponent + 1 - digits.count))
      if digits.count > exponent + 1 { text += ".".utf8 }
      text += digits.dropFirst(exponent + 1)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The significant digits of a positive number in ASCII, and the power of ten of the first.
private struct Decimal {
  private(set) var digits: [UInt8] = []
  private(set) var exponent = 0

  /// The digits of the shortest text that reads back to the number: `123.0`, `0.0012`, `1.2e-07`.
  init(_ value: Double) {
    digits.reserveCapacity(20)
    var text = value.description
    exponent = text.withUTF8 { read($0) } - 1
  }

  /// Takes the digits; how many of them stand before the point, less the zeros behind it.
  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var (isWhole, whole) = (true, 0)
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "."): isWhole = false
      case UInt8(ascii: "e"): return whole + Decimal.power(text[(index + 1)...])
      case UInt8(ascii: "0") where digits.isEmpty: whole -= isWhole ? 0 : 1
      default:
        digits.append(byte)
        whole += isWhole ? 1 : 0
      }
    }
    return whole
  }

  /// A power of ten with its sign.
  private static func power(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> Int {
    let power = text.dropFirst().reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return text.first == UInt8(ascii: "-") ? -power : power
  }

  /// Keeps so many digits, rounded half up, and no zeros behind them.
  mutating func round(to count: Int) {
    if digits.count > count {
      let goesUp = digits[count] >= UInt8(ascii: "5")
      digits.removeLast(digits.count - count)
      if goesUp { increment() }
    }
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
  }

  /// Adds one at the last place.
  private mutating func increment() {
    for place in digits.indices.reversed() {
      guard digits[place] == UInt8(ascii: "9") else {
        digits[place] += 1
        return
      }
      digits[place] = UInt8(ascii: "0")
    }
    digits.insert(UInt8(ascii: "1"), at: 0)
    exponent += 1
  }
}

extension NumberText {
  /// A whole number in raised digits.
  public static func superscript(_ number: Int) -> String {
    (number < 0 ? "⁻" : "") + set(number, in: ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"])
  }

  /// A whole number that is not negative in lowered digits.
  public static func `subscript`(_ number: Int) -> String {
    set(number, in: ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"])
  }

  private static func set(_ number: Int, in digits: [String]) -> String {
    String(number.magnitude).utf8.reduce(into: "") { $0 += digits[Int($1 - UInt8(ascii: "0"))] }
  }
}
