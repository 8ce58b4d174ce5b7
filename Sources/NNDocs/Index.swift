/// The files that a documentation has once: the index, the style and the behaviour of its pages.
func siteFiles(_ entries: [Entry], _ files: [ModelFile], _ options: DocsOptions) throws(TemplateFault)
  -> [PageFile]
{
  switch options.format {
  case .figures: return []
  case .site:
    return [
      PageFile(path: "index.html", bytes: try fill(Templates.index, with: index(entries, files, options))),
      PageFile(path: "nnc.css", bytes: Templates.style + Array(darkSheet.utf8)),
      PageFile(path: "nnc.js", bytes: Templates.script),
    ]
  case .markdown:
    return [
      PageFile(
        path: "index.md", bytes: try fill(Templates.markdownIndex, with: index(entries, files, options)))
    ]
  }
}

private func index(_ entries: [Entry], _ files: [ModelFile], _ options: DocsOptions) -> TemplateValue {
  let layers = Set(entries.flatMap(\.layers)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  let failed = entries.count { $0.status != .ok }
  let unexpected = entries.count { $0.check == "failed" }
  let models = zip(entries, files).map { card($0, $1, options) }
  return [
    "count": .text(entries.count == 1 ? "1 model" : "\(entries.count) models"),
    "failed": .optional(failed == 0 ? "" : "\(failed) with errors"),
    "unexpected": .optional(unexpected == 0 ? "" : "\(unexpected) with a failed check"),
    "layers": .list(layers.map { ["layer": .text($0)] }),
    "models": .list(models),
  ]
}

private func card(_ entry: Entry, _ file: ModelFile, _ options: DocsOptions) -> TemplateValue {
  let words = [entry.title, entry.path] + entry.layers
  return [
    "title": .text(entry.title),
    "path": .text(entry.path),
    "link": .text(escapedPath(file.stem)),
    "words": .text(words.joined(separator: " ").lowercased()),
    "layers": .text(entry.layers.joined(separator: " ")),
    "state": .text(states(entry).joined(separator: " ")),
    "picture": entry.status == .ok ? ["pair": .flag(options.theme == .both)] : false,
    "wrong": .list(shownDiagnostics(entry).map { ["line": .text($0)] }),
    "badges": .list(badges(entry)),
  ]
}

/// What the index chooses models by.
private func states(_ entry: Entry) -> [String] {
  guard entry.status == .ok else { return ["failed"] }
  var states: [String] = []
  if entry.gravities.contains(where: { $0 != .note }) { states.append("findings") }
  if entry.check == "failed" { states.append("check") }
  return states.isEmpty ? ["good"] : states
}

/// The first diagnostics of a model that is not documented, without its path, and how many more there are.
private func shownDiagnostics(_ entry: Entry) -> [String] {
  let file = entry.path.split(separator: "#").first.map { "\($0):" } ?? ""
  let lines = entry.diagnostics.map { line in
    let rest = line.hasPrefix(file) ? line.dropFirst(file.count) : line[...]
    return String(rest.drop { $0 == " " })
  }
  let more = lines.count - diagnosticsOfACard
  return lines.prefix(diagnosticsOfACard) + (more > 0 ? ["and \(more) more"] : [])
}

private let diagnosticsOfACard = 2

/// A path in a link: every byte that could mean something else there by its number.
func escapedPath(_ path: String) -> String {
  path.utf8.map { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "~"):
      return String(UnicodeScalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
  }.joined()
}
