extension Lexer {
  /// number = digits [ "." digits ] [ ( "e" | "E" ) [ "+" | "-" ] digits ] ;
  mutating func scanNumber() -> Token.Kind {
    let start = position
    skipDigits()
    if peek() == 0x2E && peek(1).isDigit {
      position += 1
      skipDigits()
    }
    if peek() | 0x20 == 0x65 {
      if peek(1).isDigit || (isSign(peek(1)) && peek(2).isDigit) {
        position += 2
        skipDigits()
      }
    }
    if position - start > numberLimit {
      skipWord()
      let message = "the number has \(position - start) characters; at most \(numberLimit) are read"
      report(
        .longNumber, start..<position, message,
        hint: "about 17 digits are enough to tell any two numbers apart")
      return .bad
    }
    return numberEnds ? .number : refuseNumber(from: start)
  }

  private mutating func skipDigits() {
    while peek().isDigit { position += 1 }
  }

  private func isSign(_ byte: UInt8) -> Bool { byte == 0x2B || byte == 0x2D }

  /// Whether nothing that belongs to a number, or looks so, follows.
  private var numberEnds: Bool {
    let byte = peek()
    if byte == 0x2E { return peek(1) == 0x2E || atTranspose }
    return byte < 0x80 ? !byte.continuesName : !nameContinues(0)
  }

  /// Skips what a writer took for one number.
  private mutating func skipWord() {
    while position < bytes.count {
      let byte = peek()
      let joins = byte == 0x2E && peek(1) != 0x2E || isSign(byte) && bytes[position - 1] | 0x20 == 0x65
      if byte < 0x80 {
        guard byte.continuesName || joins else { return }
        position += 1
      } else {
        let (found, length) = scalar(in: bytes, at: position)
        guard found.continuesName else { return }
        position += length
      }
    }
  }

  private mutating func refuseNumber(from start: Int) -> Token.Kind {
    let end = position
    skipWord()
    let range = start..<position
    let read = String(decoding: bytes[start..<end], as: UTF8.self)
    let text = String(decoding: bytes[range], as: UTF8.self)
    let rest = String(decoding: bytes[end..<position], as: UTF8.self)
    let lower = rest.lowercased()
    if read == "0" && (lower.hasPrefix("x") || lower.hasPrefix("o") || lower.hasPrefix("b")) {
      report(
        .otherBase, range, "`\(shortened(text))` is no number here; numbers are decimal",
        hint: otherBaseHint(lower))
    } else if rest.hasPrefix("_") && rest.utf8.allSatisfy({ $0 == 0x5F || $0 == 0x2E || $0.isDigit }) {
      let plain = shortened(text.filter { $0 != "_" })
      report(.digitSeparator, range, "a number has no `_` in it", hint: "write \(plain)")
    } else if rest == "." {
      report(.barePoint, range, "a digit is missing after the point", hint: "write \(shortened(read)).0")
    } else if lower == "e" || lower == "e+" || lower == "e-" {
      report(
        .emptyExponent, range, "the exponent of `\(shortened(text))` has no digits",
        hint: "write \(shortened(read))e3 for \(shortened(read)) · 10³")
    } else if rest.hasPrefix(".") && rest.utf8.dropFirst().first?.isDigit == true {
      report(
        .secondPoint, range, "`\(shortened(text))` has two points", hint: "separate two numbers with a comma")
    } else {
      let message = "the number \(shortened(read)) runs into `\(shortened(rest))`"
      report(.joinedNumber, range, message, hint: joinedHint(read, rest))
    }
    return .bad
  }

  /// The same number in decimal, if it fits.
  private func otherBaseHint(_ rest: String) -> String {
    let radix = rest.hasPrefix("x") ? 16 : rest.hasPrefix("o") ? 8 : 2
    return Int(rest.dropFirst(), radix: radix).map { "write \($0)" } ?? "write it in decimal"
  }

  private func joinedHint(_ read: String, _ rest: String) -> String {
    if rest.hasPrefix(".") { return "after a number only digits, or `.T`, follow a point" }
    return "a name can't begin with a digit; for a product write \(shortened(read)) * \(shortened(rest))"
  }
}
