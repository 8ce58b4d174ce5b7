/// The candidate that `name` was likely meant to be.
///
/// A candidate that differs only in case and underscores comes first, then the one with the fewest letters
/// added, left out, changed or swapped with their neighbour. Of two as near as each other the earlier one is
/// taken; nothing is suggested beyond a third of the length of `name`, or one letter, and
/// nothing at all for names of one or two letters, which are all alike.
public func suggestion(for name: String, among candidates: [String]) -> String? {
  let wanted = folded(name)
  if let same = candidates.first(where: { folded($0) == wanted }) { return same }
  let letters = Array(name.lowercased().unicodeScalars)
  var best: (candidate: String, distance: Int)?
  var limit = letters.count < 3 ? 0 : max(1, letters.count / 3)
  for candidate in candidates where candidate != name && limit > 0 {
    let distance = distance(letters, Array(candidate.lowercased().unicodeScalars), atMost: limit)
    guard let distance else { continue }
    best = (candidate, distance)
    limit = distance - 1
    if limit < 1 { break }
  }
  return best?.candidate
}

/// A name without case and underscores.
private func folded(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

/// The restricted Damerau–Levenshtein distance, or nil if it is more than `limit`.
private func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
  guard abs(a.count - b.count) <= limit, !a.isEmpty, !b.isEmpty else { return nil }
  var older = [Int](repeating: 0, count: b.count + 1)
  var old = Array(0...b.count)
  for i in 1...a.count {
    var row = [Int](repeating: i, count: b.count + 1)
    for j in 1...b.count {
      let change = old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(old[j] + 1, row[j - 1] + 1, change)
      if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
        row[j] = min(row[j], older[j - 2] + 1)
      }
    }
    if (row.min() ?? 0) > limit { return nil }
    (older, old) = (old, row)
  }
  return old[b.count] <= limit ? old[b.count] : nil
}

/// What makes a name look like another one: "contains Cyrillic U+0435, which looks like `e`"; nil for most
/// names.
public func confusableHint(_ name: String) -> String? {
  for scalar in name.unicodeScalars where !scalar.isASCII {
    if let latin = latinTwin(of: scalar) {
      return "contains \(script(of: scalar)) \(codePoint(scalar)), which looks like `\(latin)`"
    }
  }
  return nil
}

/// The ASCII letter that a scalar can't be told from on a screen.
private func latinTwin(of scalar: Unicode.Scalar) -> Character? {
  if (0xFF21...0xFF3A).contains(scalar.value) || (0xFF41...0xFF5A).contains(scalar.value) {
    return Unicode.Scalar(scalar.value - 0xFEE0).map(Character.init)
  }
  let twins: [Unicode.Scalar: Character] = [
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "i", "ј": "j", "ѕ": "s",
    "һ": "h",
    "ԁ": "d", "ԛ": "q", "ԝ": "w", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O",
    "Р": "P",
    "С": "C", "Т": "T", "У": "Y", "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S",
    "ο": "o", "ν": "v", "ι": "i", "ϲ": "c", "ϳ": "j", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H",
    "Ι": "I",
    "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X",
    "օ": "o", "ս": "u", "ո": "n", "հ": "h", "ı": "i", "ɡ": "g", "ɑ": "a", "\u{212A}": "K",
  ]
  return twins[scalar]
}

private func script(of scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 0x370...0x3FF: "Greek"
  case 0x400...0x52F: "Cyrillic"
  case 0x530...0x58F: "Armenian"
  case 0xFF00...0xFFEF: "full-width"
  default: "the letter"
  }
}
