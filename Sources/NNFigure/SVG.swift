import Graphviz

/// What Graphviz's drawing still lacks: a title and a description for those who can't see it, words on every part,
/// a class on every colour and the style sheet that turns them for a dark page. One pass over the lines.
func finishedSVG(_ drawing: String, _ figure: Figure) -> String {
  let words = wordsOfParts(figure)
  var lines: [Substring] = []
  var part: Substring = ""
  var isBeforeGraph = true
  for line in drawing.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("<svg ") {
      lines.append(rootTag(line, figure))
    } else if line.hasPrefix("<g id=\"") {
      if isBeforeGraph { lines.append(contentsOf: head(figure).split(separator: "\n")) }
      isBeforeGraph = false
      part = line.dropFirst(7).prefix { $0 != "\"" }
      lines.append(line)
    } else if line.hasPrefix("<title>"), line.hasSuffix("</title>") {
      lines.append(words[String(part)].map { "<title>\($0)</title>" } ?? line)
    } else {
      lines.append(Substring(classed(centred(line)[...], figure.theme)))
    }
  }
  return lines.joined(separator: "\n")
}

/// What each part of the drawing is, by its identity, both escaped.
private func wordsOfParts(_ figure: Figure) -> [String: String] {
  let look = Look(figure)
  var words = [escaped(figure.name): escaped(figure.title ?? figure.name)]
  for box in figure.boxes { words[escaped(look.identity(box.id))] = escaped(box.words) }
  for frame in figure.frames { words[escaped(look.identity(frame.id))] = escaped(frame.title) }
  for arrow in figure.arrows {
    let (from, to) = (figure.boxes[arrow.from].id, figure.boxes[arrow.to].id)
    let id = look.identity("\(from)--\(to)")
    words[escaped(id)] = escaped("\(from) goes into \(to)")
    words[escaped("\(id)--gradient")] = escaped("the gradient flows from \(to) back to \(from)")
  }
  return words
}

/// The root with a role and its name and description.
private func rootTag(_ line: Substring, _ figure: Figure) -> Substring {
  let name = escaped(figure.name)
  return "<svg class=\"nnc\" role=\"img\" aria-labelledby=\"\(name)-title \(name)-desc\" " + line.dropFirst(5)
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
