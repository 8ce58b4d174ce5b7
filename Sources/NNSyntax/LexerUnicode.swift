extension Lexer {
  /// Reads a token that begins with a character beyond ASCII.
  mutating func scanUnicode() -> Token.Kind {
    let (found, length) = scalar(in: bytes, at: position)
    switch found {
    case "·": return take(length, .matmul)
    case "\u{1D40}": return take(length, .transpose)
    case "“", "”", "„", "‘", "’", "«", "»": return scanWrongQuotes()
    default: break
    }
    if found.startsName { return scanName() }
    if let (kind, sign) = lookalike(found) {
      report(
        .lookalikeCharacter, position..<position + length,
        "`\(found)` (\(codePoint(found))) is no sign of the language", hint: "write `\(sign)`")
      return take(length, kind)
    }
    return scanStrange(found, length)
  }

  private mutating func scanStrange(_ found: Unicode.Scalar, _ length: Int) -> Token.Kind {
    let range = position..<position + length
    let start = position
    position += length
    if let oddity = Oddity(found) {
      faults.append(diagnostic(oddity, found, range))
    } else if found.properties.generalCategory == .decimalNumber {
      refuseForeignDigits(from: start)
    } else if let power = superscript(found) {
      report(.unexpectedCharacter, range, "`\(found)` is no power here", hint: "write ^\(power)")
    } else {
      let shown = found.isMark ? "" : "`\(found)` "
      let message = "\(shown)(\(codePoint(found))) can't stand here, nor in a name"
      report(.unexpectedCharacter, range, message, hint: "names are made of letters, digits and `_`")
    }
    return .bad
  }

  /// Reads a number in digits of another script, and says it in ours.
  private mutating func refuseForeignDigits(from start: Int) {
    position = start
    var plain = ""
    while position < bytes.count {
      let (found, length) = scalar(in: bytes, at: position)
      guard found.properties.generalCategory == .decimalNumber || found == ".",
        let digit = found == "."
          ? "." : found.properties.numericValue.flatMap({ Int(exactly: $0) }).map(String.init)
      else { break }
      plain += digit
      position += length
    }
    let code = codePoint(scalar(in: bytes, at: start).scalar)
    let message = "numbers are written with the digits 0 to 9, not with \(code)"
    report(.foreignDigit, start..<position, message, hint: "write \(shortened(plain))")
  }

  private func superscript(_ found: Unicode.Scalar) -> Int? {
    guard found == "²" || found == "³" || found == "¹" || (0x2070...0x2079).contains(found.value) else {
      return nil
    }
    return found.properties.numericValue.flatMap { Int(exactly: $0) }
  }

  /// The sign of the language that a character was likely meant to be.
  private func lookalike(_ found: Unicode.Scalar) -> (Token.Kind, String)? {
    switch found {
    case "→", "⟶", "⇒", "➜", "↦": (.arrow, "->")
    case "−", "–", "—", "‐", "‑", "－", "﹣": (.minus, "-")
    case "＋": (.plus, "+")
    case "×", "∗", "＊": (.star, "*")
    case "⋅", "•", "∙", "・": (.matmul, "·")
    case "÷", "∕", "⁄", "／": (.slash, "/")
    case "≈", "≃", "≅": (.tildeEquals, "~=")
    case "＝": (.equals, "=")
    case "，", "、", "،": (.comma, ",")
    case "：": (.colon, ":")
    case "；", "\u{37E}": (.semicolon, ";")
    case "（": (.openParenthesis, "(")
    case "）": (.closeParenthesis, ")")
    case "［", "【": (.openBracket, "[")
    case "］", "】": (.closeBracket, "]")
    case "｛": (.openBrace, "{")
    case "｝": (.closeBrace, "}")
    case "…", "⋯": (.ellipsis, "...")
    case "‥": (.range, "..")
    case "⊤", "⊺": (.transpose, ".T")
    default: nil
    }
  }
}
