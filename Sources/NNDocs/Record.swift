/// Entries as text: a line a field, its parts between tabs, the last line a hash of the others. What is cut off or
/// damaged is no record.
enum Record {
  /// The text of an entry.
  static func text(_ entry: Entry) -> String {
    var lines = [line("model", [entry.path, entry.status.rawValue, entry.title, entry.check])]
    if !entry.layers.isEmpty { lines.append(line("layers", entry.layers)) }
    for (finding, gravity) in zip(entry.findings, entry.gravities) {
      lines.append(line("finding", [gravity.rawValue, finding]))
    }
    lines += entry.diagnostics.map { line("diagnostic", [$0]) }
    lines += entry.inputs.map { line("input", [$0.path, $0.hash]) }
    lines += entry.outputs.map { line("output", [$0.path, "\($0.size)"]) }
    let body = lines.joined()
    return body + line("end", [contentHash(Array(body.utf8))])
  }

  /// The entries of a text up to the first that is damaged.
  static func entries(_ text: Substring) -> [Entry] {
    var entries: [Entry] = []
    var entry: Entry?
    var body = ""
    for line in text.utf8.split(separator: 0x0A).map({ Substring($0) }) {
      let parts = line.utf8.split(separator: 0x09, omittingEmptySubsequences: false).map {
        unescaped(String(Substring($0)))
      }
      if parts[0] == "end" {
        guard let entry, parts.count == 2, parts[1] == contentHash(Array(body.utf8)) else { return entries }
        entries.append(entry)
        body = ""
        continue
      }
      body += line + "\n"
      if parts[0] == "model" { entry = begun(parts) } else { entry?.take(parts) }
    }
    return entries
  }

  private static func begun(_ parts: [String]) -> Entry? {
    guard parts.count == 5, let status = Entry.Status(rawValue: parts[2]) else { return nil }
    return Entry(path: parts[1], status: status, title: parts[3], check: parts[4])
  }

  private static func line(_ name: String, _ parts: [String]) -> String {
    ([name] + parts.map(escaped)).joined(separator: "\t") + "\n"
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x25 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%p"
      case "\t": result += "%t"
      case "\n": result += "%n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(0x25) else { return text }
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      switch (isEscaped, scalar) {
      case (false, "%"): isEscaped = true
      case (true, let letter):
        result.unicodeScalars.append(letter == "p" ? "%" : letter == "t" ? "\t" : "\n")
        isEscaped = false
      case (false, _): result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Entry {
  /// Takes a field of a record.
  fileprivate mutating func take(_ parts: [String]) {
    switch (parts[0], parts.count) {
    case ("layers", 2...): layers = Array(parts.dropFirst())
    case ("finding", 3):
      gravities.append(Gravity(rawValue: parts[1]) ?? .note)
      findings.append(parts[2])
    case ("diagnostic", 2): diagnostics.append(parts[1])
    case ("input", 3): inputs.append(Input(path: parts[1], hash: parts[2]))
    case ("output", 3): outputs.append(Output(path: parts[1], size: Int(parts[2]) ?? -1))
    default: break
    }
  }
}
