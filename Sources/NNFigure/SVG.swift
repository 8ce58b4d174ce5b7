import Graphviz

/// What Graphviz's drawing still lacks: a title and a description for those who can't see it, words on every part,
/// a class on every colour and the style sheet that turns them for a dark page. One pass over the lines.
func finishedSVG(_ drawing: String, _ figure: Figure) -> String {
  let words = Dictionary(figure.boxes.map { ($0.id, $0.words) }, uniquingKeysWith: { first, _ in first })
  let titles = Dictionary(uniqueKeysWithValues: words.map { (escaped($0.key), escaped($0.value)) })
  var lines: [Substring] = []
  var isBeforeGraph = true
  for line in drawing.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("<svg ") {
      lines.append(
        "<svg class=\"nnc\" role=\"img\" aria-labelledby=\"\(escaped(figure.name))-title \(escaped(figure.name))-desc\" "
          + line.dropFirst(5))
    } else if isBeforeGraph, line.hasPrefix("<g id=") {
      isBeforeGraph = false
      lines.append(contentsOf: head(figure).split(separator: "\n"))
      lines.append(line)
    } else if line.hasPrefix("<title>"), line.hasSuffix("</title>") {
      let name = String(line.dropFirst(7).dropLast(8))
      lines.append("<title>\(titles[name] ?? String(name))</title>")
    } else {
      lines.append(Substring(classed(centred(line)[...], figure.theme)))
    }
  }
  return lines.joined(separator: "\n")
}

/// Title, description and style sheet.
private func head(_ figure: Figure) -> String {
  let name = escaped(figure.name)
  let style = figure.theme == .auto ? "<style>\(darkSheet)</style>\n" : ""
  return """
    <title id="\(name)-title">\(escaped(figure.title ?? figure.name))</title>
    <desc id="\(name)-desc">\(escaped((figure.sentences + figure.notes).joined(separator: " ")))</desc>
    \(style)
    """
}

/// The classes of all paints on a dark page.
private let darkSheet: String = {
  let rules = Palette.all.map { paint in
    let dark = hexadecimal(paint.dark)
    return ".nnc .nnc-\(paint.name)-fill{fill:\(dark)}.nnc .nnc-\(paint.name)-line{stroke:\(dark)}"
  }
  return "@media (prefers-color-scheme: dark){\(rules.joined())}"
}()

private let fills = Dictionary(
  uniqueKeysWithValues: Palette.all.map { ("fill=\"\(hexadecimal($0.light))\"", "nnc-\($0.name)-fill") })
private let strokes = Dictionary(
  uniqueKeysWithValues: Palette.all.map { ("stroke=\"\(hexadecimal($0.light))\"", "nnc-\($0.name)-line") })

private func hexadecimal(_ rgb: UInt32) -> String {
  let digits = String(rgb, radix: 16)
  return "#" + String(repeating: "0", count: 6 - digits.count) + digits
}

/// A shape or a text with the classes of its colours.
private func classed(_ line: Substring, _ theme: FigureOptions.Theme) -> String {
  guard theme != .dark, let space = line.firstIndex(of: " "),
    ["<polygon", "<path", "<ellipse", "<text", "<polyline"].contains(line[..<space])
  else { return String(line) }
  var classes: [String] = []
  for (key, table) in [("fill=\"#", fills), ("stroke=\"#", strokes)] {
    guard let start = line.firstRange(of: key) else { continue }
    let end = line.index(start.upperBound, offsetBy: 7, limitedBy: line.endIndex) ?? line.endIndex
    if let name = table[String(line[start.lowerBound..<end])] { classes.append(name) }
  }
  guard !classes.isEmpty else { return String(line) }
  return "\(line[..<space]) class=\"\(classes.joined(separator: " "))\"\(line[space...])"
}

/// A text with its middle where Graphviz, which knows no other font than its own, has the middle. Every text of a
/// figure stands in the middle of its cell, so it stays there in whatever font a reader has.
private func centred(_ line: Substring) -> String {
  guard line.hasPrefix("<text text-anchor=\"start\""), let x = line.attribute("x"), let left = Double(x.text),
    let size = line.attribute("font-size").flatMap({ Double($0.text) }),
    let family = line.attribute("font-family"),
    let start = line.firstIndex(of: ">"), let end = line.lastIndex(of: "<"), start < end
  else { return String(line) }
  let font = Font(
    family.text.hasPrefix("Times") ? .times : family.text.hasPrefix("Courier") ? .courier : .helvetica,
    bold: line.attribute("font-weight")?.text == "bold", italic: line.attribute("font-style") != nil)
  let width = textWidth(unescaped(line[line.index(after: start)..<end]), font: font, size: size)
  let middle = ((left + width / 2) * 100).rounded() / 100
  return line[..<x.range.lowerBound].replacing("\"start\"", with: "\"middle\"") + "\(middle)"
    + line[x.range.upperBound...]
}

extension Substring {
  /// The value of an attribute of a tag, and where it stands.
  fileprivate func attribute(_ name: String) -> (text: Substring, range: Range<Index>)? {
    guard let start = firstRange(of: " \(name)=\"")?.upperBound, let end = self[start...].firstIndex(of: "\"")
    else { return nil }
    return (self[start..<end], start..<end)
  }
}

/// Text out of XML.
private func unescaped(_ text: Substring) -> String {
  guard text.contains("&") else { return String(text) }
  let entities = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#45;", "-"), ("&#160;", " "),
    ("&amp;", "&"),
  ]
  return entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
}

/// Text for XML.
private func escaped(_ text: String) -> String {
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}
