import Graphviz

/// What Graphviz's drawing still lacks: a title and a description for those who can't see it, words on every part,
/// a class on every colour and the style sheet that turns them for a dark page. One pass over the bytes.
func finishedSVG(_ drawing: [UInt8], _ figure: Figure) -> [UInt8] {
  let words = wordsOfParts(figure)
  var result: [UInt8] = []
  result.reserveCapacity(drawing.count * 3 / 2)
  var part: [UInt8] = []
  var isBeforeGraph = true
  var start = 0
  while start < drawing.count {
    let end = drawing[start...].firstIndex(of: UInt8(ascii: "\n")) ?? drawing.count
    let line = drawing[start..<end]
    if line.starts(with: "<g id=\"".utf8) {
      if isBeforeGraph { result += head(figure).utf8 }
      isBeforeGraph = false
      part = Array(line.dropFirst(7).prefix { $0 != UInt8(ascii: "\"") })
      result += line
    } else if line.starts(with: "<title>".utf8), let title = words[String(decoding: part, as: UTF8.self)] {
      result += "<title>\(title)</title>".utf8
    } else if line.starts(with: "<svg ".utf8) {
      result += rootTag(figure).utf8
      result += line.dropFirst(5)
    } else if let tag = Tag(line) {
      write(tag, figure.theme, to: &result)
    } else {
      result += line
    }
    if end < drawing.count { result.append(UInt8(ascii: "\n")) }
    start = end + 1
  }
  return result
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

/// The start of the root's tag, with a role and its name and description.
private func rootTag(_ figure: Figure) -> String {
  let name = escaped(figure.name)
  return "<svg class=\"nnc\" role=\"img\" aria-labelledby=\"\(name)-title \(name)-desc\" "
}

/// Title, description and style sheet.
private func head(_ figure: Figure) -> String {
  let name = escaped(figure.name)
  let style = figure.theme == .auto ? "<style>\(darkSheet())</style>\n" : ""
  return """
    <title id="\(name)-title">\(escaped(figure.title ?? figure.name))</title>
    <desc id="\(name)-desc">\(escaped((figure.sentences + figure.notes).joined(separator: " ")))</desc>
    \(style)
    """
}

/// The classes of all paints on a dark page.
private func darkSheet() -> String {
  let rules = Palette.all.map { paint in
    let dark = hexadecimal(paint.dark)
    return ".nnc .nnc-\(paint.name)-fill{fill:\(dark)}.nnc .nnc-\(paint.name)-line{stroke:\(dark)}"
  }
  return "@media (prefers-color-scheme: dark){\(rules.joined())}"
}

/// A colour as style sheets write it.
func hexadecimal(_ rgb: UInt32) -> String {
  let digits = String(rgb, radix: 16)
  return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
}

// MARK: - Shapes and texts

private let paints = Dictionary(uniqueKeysWithValues: Palette.all.map { ($0.light, $0.name) })

/// A shape or a text with the classes of its colours. A text gets its middle where Graphviz, which knows no other font
/// than its own, has the middle: every text of a figure stands in the middle of its cell, so it stays there in
/// whatever font a reader has.
private func write(_ tag: Tag, _ theme: FigureOptions.Theme, to result: inout [UInt8]) {
  let classes = theme == .dark ? [] : classes(of: tag)
  let middle = middle(of: tag)
  result += tag.name
  if !classes.isEmpty { result += " class=\"\(classes.joined(separator: " "))\"".utf8 }
  for attribute in tag.attributes {
    switch middle {
    case let middle? where attribute.name.elementsEqual("x".utf8): result += " x=\"\(middle)\"".utf8
    case _? where attribute.name.elementsEqual("text-anchor".utf8): result += " text-anchor=\"middle\"".utf8
    default: result += attribute.whole
    }
  }
  result += tag.rest
}

/// The classes of a tag's colours.
private func classes(of tag: Tag) -> [String] {
  [("fill", "fill"), ("stroke", "line")].compactMap { attribute, use in
    tag[attribute].flatMap(color).flatMap { paints[$0] }.map { "nnc-\($0)-\(use)" }
  }
}

/// The colour that `#` and six digits name.
private func color(_ text: ArraySlice<UInt8>) -> UInt32? {
  guard text.count == 7, text.first == UInt8(ascii: "#") else { return nil }
  return UInt32(String(decoding: text.dropFirst(), as: UTF8.self), radix: 16)
}

/// Where a text that starts at its x has its middle.
private func middle(of tag: Tag) -> Double? {
  guard let anchor = tag["text-anchor"], anchor.elementsEqual("start".utf8), let left = tag.number("x"),
    let size = tag.number("font-size"), let family = tag["font-family"],
    let end = tag.rest.lastIndex(of: UInt8(ascii: "<")), tag.rest.startIndex < end
  else { return nil }
  let font = Font(
    family.starts(with: "Times".utf8) ? .times : family.starts(with: "Courier".utf8) ? .courier : .helvetica,
    bold: tag["font-weight"]?.elementsEqual("bold".utf8) ?? false, italic: tag["font-style"] != nil)
  let width = textWidth(unescaped(tag.rest[..<end].dropFirst()), font: font, size: size)
  return ((left + width / 2) * 100).rounded() / 100
}
