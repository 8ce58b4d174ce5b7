extension [String] {
  /// What the standard library does for any collection of strings, for arrays alone: its function finds out while
  /// running what the collection is made of, which took a fortieth of a small figure's instructions.
  package func joined(separator: String) -> String {
    guard let first else { return "" }
    return dropFirst().reduce(into: first) { result, text in
      result += separator
      result += text
    }
  }
}
