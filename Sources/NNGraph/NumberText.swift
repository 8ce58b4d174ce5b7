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
    var (decimals, exponent) = decimalDigits(abs(value))
    (decimals, exponent) = rounded(decimals, exponent, to: max(1, digits))
    let sign = value < 0 ? "−" : ""
    if exponent < -4 || exponent >= max(6, digits) { return sign + scientific(decimals, exponent) }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + text(decimals)
    }
    let whole = text(decimals.prefix(exponent + 1))
    let padding = String(repeating: "0", count: max(0, exponent + 1 - decimals.count))
    let fraction = text(decimals.dropFirst(exponent + 1))
    return sign + whole + padding + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// The significant digits of a positive number and the power of ten of the first.
  private static func decimalDigits(_ value: Double) -> (digits: [Int], exponent: Int) {
    let text = value.description
    let mantissa = text.utf8.prefix { $0 != UInt8(ascii: "e") }
    let shift = Int(text.dropFirst(mantissa.count + 1)) ?? 0
    var digits: [Int] = []
    var wholeCount: Int?
    for byte in mantissa {
      if byte == UInt8(ascii: ".") {
        wholeCount = digits.count
      } else {
        digits.append(Int(byte - UInt8(ascii: "0")))
      }
    }
    let leading = digits.prefix { $0 == 0 }.count
    return (Array(digits[leading...]), (wholeCount ?? digits.count) - 1 - leading + shift)
  }

  private static func rounded(_ digits: [Int], _ exponent: Int, to count: Int) -> ([Int], Int) {
    var kept = Array(digits.prefix(count))
    var exponent = exponent
    if digits.count > count, digits[count] >= 5 {
      var place = count - 1
      while place >= 0, kept[place] == 9 {
        kept[place] = 0
        place -= 1
      }
      if place >= 0 {
        kept[place] += 1
      } else {
        kept.insert(1, at: 0)
        exponent += 1
      }
    }
    while kept.count > 1, kept.last == 0 { kept.removeLast() }
    return (kept, exponent)
  }

  private static func scientific(_ digits: [Int], _ exponent: Int) -> String {
    let fraction = text(digits.dropFirst())
    let mantissa = text(digits.prefix(1)) + (fraction.isEmpty ? "" : "." + fraction)
    return mantissa + "·10" + superscript(exponent)
  }

  private static func text(_ digits: some Sequence<Int>) -> String {
    String(decoding: digits.map { UInt8(ascii: "0") + UInt8($0) }, as: UTF8.self)
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
