extension Lexer {
  /// Skips white space, line ends and comments.
  mutating func skipTrivia() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09: position += 1
      case 0x0A, 0x0D: skipLineEnd()
      case 0x23: skipComment()
      case 0x2F where peek(1) == 0x2F || peek(1) == 0x2A: skipForeignComment()
      case 0x3C, 0x3D, 0x3E, 0x7C:
        guard atConflictMarker else { return }
        skipConflictMarker()
      case 0x0B, 0x0C, 0x80...:
        guard skipOddSpace() else { return }
      default: return
      }
    }
  }

  private mutating func skipLineEnd() {
    position += peek() == 0x0D && peek(1) == 0x0A ? 2 : 1
    lineStart = position
  }

  /// Keeps a fault between tokens, unless the line has one already.
  private mutating func reportStray(_ diagnostic: Diagnostic) {
    guard lastStrayLine != lineStart else { return }
    lastStrayLine = lineStart
    strays.append(diagnostic)
  }

  /// Skips to the end of the line and refuses what would deceive a reader of the comment.
  private mutating func skipComment() {
    while position < bytes.count && bytes[position] != 0x0A && bytes[position] != 0x0D {
      let byte = bytes[position]
      if byte >= 0x20 && byte < 0x7F || byte == 0x09 {
        position += 1
        continue
      }
      let (found, length) = scalar(in: bytes, at: position)
      switch Oddity(found) {
      case nil, .space, .joiner, .invisible: break
      case .some(let oddity): reportStray(diagnostic(oddity, found, position..<position + length))
      }
      position += length
    }
  }

  /// Skips a comment in the manner of C, which is refused.
  private mutating func skipForeignComment() {
    let isBlock = peek(1) == 0x2A
    let range = position..<position + 2
    let text = isBlock ? "/*" : "//"
    reportStray(
      Diagnostic(
        Fault.foreignComment.rawValue, at: Place(source: index, range: range),
        "a comment does not begin with `\(text)`", hint: "write `#`; it goes to the end of the line"))
    if isBlock { skipForeignBlock() } else { skipComment() }
  }

  /// Skips `/* … */`, which may be nested, or the rest of the file.
  private mutating func skipForeignBlock() {
    var depth = 0
    while position < bytes.count {
      if peek() == 0x2F && peek(1) == 0x2A {
        depth += 1
        position += 2
      } else if peek() == 0x2A && peek(1) == 0x2F {
        depth -= 1
        position += 2
        if depth == 0 { return }
      } else if peek() == 0x0A || peek() == 0x0D {
        skipLineEnd()
      } else {
        position += 1
      }
    }
  }

  /// Whether a line begins here with seven of the signs that a merge leaves behind.
  private var atConflictMarker: Bool {
    guard position == lineStart else { return false }
    let byte = peek()
    for ahead in 1..<7 where peek(ahead) != byte { return false }
    return [0, 0x0A, 0x0D, 0x20].contains(peek(7))
  }

  /// Skips a line that a merge left behind; both sides of the conflict are read on.
  private mutating func skipConflictMarker() {
    let start = position
    let byte = peek()
    while position < bytes.count && peek() != 0x0A && peek() != 0x0D { position += 1 }
    if !inConflict {
      let place = Place(source: index, range: start..<start + 7)
      reportStray(
        Diagnostic(
          Fault.conflictMarker.rawValue, at: place, "a merge left a conflict here",
          hint: "keep one side and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"))
    }
    inConflict = byte != 0x3E
  }

  /// Skips a character that looks like a space but is none; false if something else stands here.
  private mutating func skipOddSpace() -> Bool {
    let (found, length) = scalar(in: bytes, at: position)
    let oddity: Oddity
    switch Oddity(found) {
    case .some(let kind) where kind == .space || kind == .separator || kind == .mark: oddity = kind
    case .control where found == "\u{B}" || found == "\u{C}": oddity = .space
    default: return false
    }
    reportStray(diagnostic(oddity, found, position..<position + length))
    position += length
    return true
  }

  /// The diagnostic for a character that has no business in a model.
  func diagnostic(_ oddity: Oddity, _ found: Unicode.Scalar, _ range: Range<Int>) -> Diagnostic {
    let (fault, message, hint) = words(for: oddity, codePoint(found))
    return Diagnostic(fault.rawValue, at: Place(source: index, range: range), message, hint: hint)
  }

  private func words(for oddity: Oddity, _ code: String) -> (Fault, String, String) {
    switch oddity {
    case .nul: (.nulCharacter, "there is a NUL character (\(code)) here", "delete it")
    case .control: (.controlCharacter, "there is a control character (\(code)) here", "delete it")
    case .mark:
      (
        .strayByteOrderMark, "there is a byte order mark (\(code)) here, not at the start of the file",
        "delete it; it comes from joining two files"
      )
    case .separator:
      (.lineSeparator, "\(code) does not end a line", "end the line with a plain newline")
    case .space: (.unusualSpace, "\(code) is not a plain space", "use a plain space")
    case .bidirectional:
      (
        .bidirectionalControl, "\(code) changes the direction of the text, so that it shows what it is not",
        "delete it"
      )
    case .joiner, .invisible:
      (.invisibleCharacter, "there is an invisible character (\(code)) here", "delete it")
    }
  }
}
