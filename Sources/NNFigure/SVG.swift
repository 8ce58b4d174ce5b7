import Graphviz

/// What Graphviz's drawing still lacks: what stands in boxes and frames, a title and a description for those who can't
/// see it, words on every part, a class on every colour and the style sheet that turns them for a dark page. One pass
/// over the bytes.
/// - Parameter contents: what is drawn in place of placeholders, in their order, by the identity of their part.
func finishedSVG(_ drawing: [UInt8], _ look: Look, _ contents: [String: [Block]]) -> [UInt8] {
  let figure = look.figure
  let words = wordsOfParts(look)
  var result: [UInt8] = []
  result.reserveCapacity(drawing.count * 3 / 2)
  var part = ""
  var waiting: ArraySlice<Block> = []
  var isBeforeGraph = true
  var start = 0
  while start < drawing.count {
    let end = drawing[start...].firstIndex(of: UInt8(ascii: "\n")) ?? drawing.count
    let line = drawing[start..<end]
    if line.begins(with: "<g id=\"") {
      if isBeforeGraph { result += head(figure).utf8 }
      isBeforeGraph = false
      part = unescaped(line.dropFirst(7).prefix { $0 != UInt8(ascii: "\"") })
      waiting = contents[part]?[...] ?? []
      result += line
    } else if line.begins(with: "<title>"), let title = words[part] {
      result += "<title>\(title)</title>".utf8
    } else if line.begins(with: "<svg ") {
      result += rootTag(figure).utf8
      result += line.dropFirst(5)
    } else if let tag = Tag(line) {
      if contents[part] != nil, tag.isTableBorder {
        start = end + 1
        continue
      }
      let isPlaceholder = tag.isPlaceholder
      if !isPlaceholder { write(tag, figure.theme, to: &result) }
      if isPlaceholder || tag.name.equals("<ellipse"), let bounds = tag.bounds, let block = waiting.popFirst()
      {
        if !isPlaceholder { result.append(UInt8(ascii: "\n")) }
        block.write(look, in: bounds, to: &result)
      }
    } else {
      result += line
    }
    if end < drawing.count { result.append(UInt8(ascii: "\n")) }
    start = end + 1
  }
  return result
}

/// What each part of the drawing is, escaped, by its identity.
private func wordsOfParts(_ look: Look) -> [String: String] {
  let figure = look.figure
  var words = [figure.name: escaped(figure.title ?? figure.name)]
  for box in figure.boxes { words[look.identity(box.id)] = escaped(box.words) }
  for frame in figure.frames { words[look.identity(frame.id)] = escaped(frame.title) }
  for arrow in figure.arrows {
    let (from, to) = (figure.boxes[arrow.from], figure.boxes[arrow.to])
    let id = look.identity("\(from.id)--\(to.id)")
    words[id] = escaped("\(from.spoken) goes into \(to.spoken)")
    words["\(id)--gradient"] = escaped("the gradient flows from \(to.spoken) back to \(from.spoken)")
  }
  return words
}

extension Figure.Box {
  /// What it is called in the words of an arrow.
  fileprivate var spoken: String {
    switch kind {
    case .operation(let symbol): symbol
    case .layer(let name, _): name
    case .value: id
    }
  }
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

/// A shape with the classes of its colours.
private func write(_ tag: Tag, _ theme: FigureOptions.Theme, to result: inout [UInt8]) {
  result += tag.name
  if theme != .dark { writeClasses(fill: paint(tag["fill"]), line: paint(tag["stroke"]), to: &result) }
  for attribute in tag.attributes { result += tag.line[attribute.whole] }
  result += tag.rest
}

/// The classes of a shape's colours, if it has any of the palette.
func writeClasses(fill: Paint?, line: Paint?, to result: inout [UInt8]) {
  guard fill != nil || line != nil else { return }
  result.add(" class=\"")
  if let fill { writeClass(fill, "-fill", to: &result) }
  if fill != nil, line != nil { result.add(" ") }
  if let line { writeClass(line, "-line", to: &result) }
  result.add("\"")
}

private func writeClass(_ paint: Paint, _ use: StaticString, to result: inout [UInt8]) {
  result.add("nnc-")
  result.add(text: paint.name)
  result.add(use)
}

/// The paint that a colour stands for.
func paint(_ text: ArraySlice<UInt8>?) -> Paint? {
  guard let text, let rgb = color(text) else { return nil }
  return Palette.paint(light: rgb)
}

/// The colour that `#` and six digits name.
private func color(_ text: ArraySlice<UInt8>) -> UInt32? {
  guard text.count == 7, text.first == UInt8(ascii: "#") else { return nil }
  var number: UInt32 = 0
  for byte in text.dropFirst() {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
    default: return nil
    }
  }
  return number
}
