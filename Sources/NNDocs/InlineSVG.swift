/// A drawing as a part of a page: without the prolog, without a style sheet of its own, since the page's holds its
/// colours, and with identities that begin with the detail, since a page shows both.
func inlineSVG(_ drawing: Drawing) -> String {
  var text = String(decoding: drawing.bytes, as: UTF8.self)[...]
  if let start = text.firstRange(of: "<svg ") { text = text[start.lowerBound...] }
  if let start = text.firstRange(of: "<style>"), let end = text.firstRange(of: "</style>") {
    text = text[..<start.lowerBound] + text[end.upperBound...]
  }
  let prefix = "\(drawing.detail.rawValue)-"
  return prefixed(text, prefix)
}

/// Quotes stand raw in markup alone, so that no text of the drawing is touched.
private func prefixed(_ text: Substring, _ prefix: String) -> String {
  var lines: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    guard let start = line.firstRange(of: " aria-labelledby=\"")?.upperBound,
      let end = line[start...].firstIndex(of: "\"")
    else {
      lines.append(String(line.replacing(" id=\"", with: " id=\"\(prefix)", maxReplacements: 1)))
      continue
    }
    let names = line[start..<end].split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    lines.append("\(line[..<start])\(names)\(line[end...])")
  }
  return lines.joined(separator: "\n")
}
