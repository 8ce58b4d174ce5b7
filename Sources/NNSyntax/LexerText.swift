extension Lexer {
  /// NAME = letter { letter | digit | "_" | mark } ;
  mutating func scanName() -> Token.Kind {
    let start = position
    var marks = 0
    var longestMarks = 0
    while position < bytes.count {
      if bytes[position] < 0x80 {
        guard bytes[position].continuesName else { break }
        position += 1
        marks = 0
        continue
      }
      let (found, length) = scalar(in: bytes, at: position)
      guard found.continuesName || hides(found) else { break }
      if hides(found), let oddity = Oddity(found), faults.isEmpty {
        faults.append(diagnostic(oddity, found, position..<position + length))
      }
      marks = found.isMark ? marks + 1 : 0
      longestMarks = max(longestMarks, marks)
      position += length
    }
    checkName(start..<position, longestMarks)
    return faults.isEmpty ? .name : .bad
  }

  /// Whether a character inside a name can't be seen.
  private func hides(_ found: Unicode.Scalar) -> Bool {
    switch Oddity(found) {
    case .joiner, .invisible, .bidirectional, .mark: true
    default: false
    }
  }

  private mutating func checkName(_ range: Range<Int>, _ marks: Int) {
    guard faults.isEmpty else { return }
    if range.count > nameLimit {
      let text = shortened(String(decoding: bytes[range], as: UTF8.self))
      let message = "the name `\(text)` has \(range.count) bytes; at most \(nameLimit) are allowed"
      report(.longName, range, message, hint: "choose a shorter one")
    } else if marks > markLimit {
      let message = "the name has \(marks) combining marks in a row; at most \(markLimit) are allowed"
      report(.stackedMarks, range, message, hint: "choose a name without them")
    }
  }

  /// STRING = '"' { character | "\" ( '"' | "\" | "n" | "t" | "u{" hexadecimal "}" ) } '"' ;
  mutating func scanString() -> Token.Kind {
    let start = position
    position += 1
    while true {
      let byte = peek()
      if position >= bytes.count || byte == 0x0A || byte == 0x0D {
        report(
          .unterminatedString, start..<position, "the string is not closed in its line",
          hint: "end it with `\"`; a line break in a string is written \\n")
        return .bad
      }
      if byte == 0x22 { return take(1, faults.isEmpty ? .string : .bad) }
      if byte == 0x5C { scanEscape() } else { scanStringCharacter() }
    }
  }

  private mutating func scanStringCharacter() {
    let (found, length) = scalar(in: bytes, at: position)
    switch Oddity(found) {
    case nil, .space, .joiner: break
    case .some(let oddity):
      if faults.isEmpty { faults.append(diagnostic(oddity, found, position..<position + length)) }
    }
    position += length
  }

  private mutating func scanEscape() {
    if let escape = escape(in: bytes, at: position) {
      position += escape.length
      return
    }
    let start = position
    position += 1
    let isLineEnd = position >= bytes.count || peek() == 0x0A || peek() == 0x0D
    if !isLineEnd { position += scalar(in: bytes, at: position).length }
    if bytes[start + 1..<position].first == 0x75 && peek() == 0x7B {
      while peek() != 0x7D && (peek().continuesName || peek() == 0x7B) { position += 1 }
      if peek() == 0x7D { position += 1 }
    }
    guard faults.isEmpty else { return }
    let text = visible(shortened(String(decoding: bytes[start..<position], as: UTF8.self)))
    report(
      .unknownEscape, start..<position, "`\(text)` is no escape in a string",
      hint: "the escapes are \\\\ \\\" \\n \\t and \\u{41}, which names a printable character")
  }

  /// Reads a string in quotes that the language doesn't know.
  mutating func scanWrongQuotes() -> Token.Kind {
    let start = position
    let (open, length) = scalar(in: bytes, at: position)
    let closers: [Unicode.Scalar] = open == "'" ? ["'"] : ["”", "’", "“", "„", "«", "»", "\""]
    position += length
    while position < bytes.count && peek() != 0x0A && peek() != 0x0D {
      let (found, length) = scalar(in: bytes, at: position)
      position += length
      if closers.contains(found) { break }
    }
    let message = open == "'" ? "a string stands in double quotes" : "a string stands in straight quotes"
    report(.wrongQuotes, start..<position, "\(message), not in `\(open)`", hint: "write \"…\"")
    return .bad
  }
}

/// The meaning and the length of the escape at `offset`, where a `\` stands; nil if there is no such escape.
func escape(in bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
  guard offset + 1 < bytes.count else { return nil }
  switch UnicodeScalar(bytes[offset + 1]) {
  case "\\": return ("\\", 2)
  case "\"": return ("\"", 2)
  case "n": return ("\n", 2)
  case "t": return ("\t", 2)
  case "u": break
  default: return nil
  }
  let digits = bytes[min(offset + 3, bytes.count)...].prefix(9).prefix { $0 != 0x7D }
  let isPlain = digits.allSatisfy { $0.isDigit || ($0 | 0x20) &- 0x61 < 6 }
  guard offset + 2 < bytes.count, bytes[offset + 2] == 0x7B, (1...8).contains(digits.count), isPlain,
    let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
    let scalar = Unicode.Scalar(value),
    offset + 3 + digits.count < bytes.count
  else { return nil }
  switch Oddity(scalar) {
  case .nul, .control, .bidirectional, .separator, .mark: return nil
  default: return (scalar, digits.count + 4)
  }
}
