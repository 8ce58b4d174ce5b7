// All free text goes to Graphviz through one of these functions. They differ because Graphviz reads text
// differently from place to place; each keeps the text as it is, except that
//
// - control characters, U+FFFE and U+FFFF become U+FFFD, for no XML file may hold them;
// - a tab becomes a space;
// - `\r\n` and `\r` become `\n`, which starts a new line in a label and is a space elsewhere.

/// A plain label. Graphviz expands `\N` and its like, decodes `&amp;`, and takes a text for HTML if an
/// HTML-like label with the same characters came before: no such label is without a `<`.
func escapedLabel(_ text: String) -> String {
  escaped(text) { scalar in
    switch scalar {
    case "\\": "\\\\"
    case "&": "&amp;"
    case "<": "&lt;"
    case "\n": "\\n"
    default: nil
    }
  }
}

/// The `id` of an object: read like a label, written with its entities as they are.
func escapedIdentifier(_ text: String) -> String {
  escaped(text) { scalar in
    switch scalar {
    case "\\": "\\\\"
    case "&": "&amp;"
    case "<": "&lt;"
    case "\n": " "
    default: nil
    }
  }
}

/// A tooltip. Its backslashes are read once, twice or three times, depending on the object, so that none
/// can be kept: a set minus, which looks the same, stands for each.
func escapedTooltip(_ text: String) -> String {
  escaped(text) { scalar in
    switch scalar {
    case "\\": "\u{2216}"
    case "&": "&amp;"
    case "<": "&lt;"
    case "\n": " "
    default: nil
    }
  }
}

/// The name of a graph, node or cluster: written into titles with its entities as they are. A DOT file can't
/// hold a backslash at the end of a name.
func escapedName(_ text: String) -> String {
  escaped(text) { scalar in
    switch scalar {
    case "\\": "&#92;"
    case "&": "&amp;"
    case "<": "&lt;"
    case "\n": " "
    default: nil
    }
  }
}

/// Text in an HTML-like label, which is XML for Graphviz, with backslashes as in a plain label.
func escapedHTML(_ text: String, lineBreak: String) -> String {
  escaped(text) { scalar in
    switch scalar {
    case "\\": "\\\\"
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    // Graphviz refuses a label in which a text is a "]" alone.
    case "]": "&#93;"
    case "\n": lineBreak
    default: nil
    }
  }
}

/// A class of an SVG's group: a word that a style sheet can name.
func classWord(_ text: String) -> String {
  var word = ""
  for scalar in text.unicodeScalars {
    word.unicodeScalars.append(isWordScalar(scalar) || scalar == "-" ? scalar : "_")
  }
  return word
}

/// An ASCII letter, a digit, or `_`.
func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_": true
  default: false
  }
}

/// The text with each scalar replaced as `replacement` says, where it says so.
private func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
  guard text.utf8.contains(where: mayNeedEscape) else { return text }
  var result = String.UnicodeScalarView()
  var followsReturn = false
  for scalar in text.unicodeScalars {
    let isSecondHalf = followsReturn && scalar == "\n"
    followsReturn = scalar == "\r"
    if isSecondHalf { continue }
    let legible = legible(scalar)
    if let replaced = replacement(legible) {
      result.append(contentsOf: replaced.unicodeScalars)
    } else {
      result.append(legible)
    }
  }
  return String(result)
}

/// Whether a byte may belong to a scalar that some kind of text does not hold as it is.
private func mayNeedEscape(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "]"): true
  // Control characters; U+0080 to U+009F start with 0xC2, U+FFFE and U+FFFF with 0xEF.
  case 0...0x1F, 0x7F, 0xC2, 0xEF: true
  default: false
  }
}

/// The scalar itself, or what stands for it where no XML file may hold it.
private func legible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar {
  case "\n", "\r": "\n"
  case "\t": " "
  case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
  default: scalar
  }
}
