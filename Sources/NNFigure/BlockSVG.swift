import Graphviz

/// A rectangle of a drawing.
struct Bounds {
  var left, top, right, bottom: Double

  /// The rectangle whose edges lie `distance` further in.
  func inset(by distance: Double) -> Bounds {
    Bounds(left: left + distance, top: top + distance, right: right - distance, bottom: bottom - distance)
  }
}

extension Tag {
  /// Whether nnc draws something in this shape's place.
  var isPlaceholder: Bool { self["fill"].map { $0.elementsEqual(Block.placeholderPaint.text.utf8) } ?? false }

  /// Whether this is the line around a table, which has its outline instead.
  var isTableBorder: Bool { name.equals("<polygon") && self["fill"].map { $0.equals("none") } ?? false }

  /// The rectangle around a polygon or an ellipse.
  var bounds: Bounds? {
    if name.equals("<ellipse") {
      guard let x = number("cx"), let y = number("cy"), let width = number("rx"), let height = number("ry")
      else {
        return nil
      }
      return Bounds(left: x - width, top: y - height, right: x + width, bottom: y + height)
    }
    guard let points = self["points"] else { return nil }
    let numbers = points.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }.compactMap(\.decimal)
    let (x, y) = (stride(from: 0, to: numbers.count, by: 2), stride(from: 1, to: numbers.count, by: 2))
    guard let left = x.map({ numbers[$0] }).min(), let right = x.map({ numbers[$0] }).max(),
      let top = y.map({ numbers[$0] }).min(), let bottom = y.map({ numbers[$0] }).max()
    else { return nil }
    return Bounds(left: left, top: top, right: right, bottom: bottom)
  }
}

extension Block {
  /// Draws a block as Graphviz would: its outline along the bounds, its paint and its content in their middle. Lines
  /// have line breaks between them.
  func write(_ look: Look, in bounds: Bounds, to result: inout [UInt8]) {
    var lines = BlockLines(look: look)
    swap(&lines.bytes, &result)
    if let outline { lines.addOutline(outline, bounds) }
    lines.add(
      self, (bounds.left + bounds.right - Double(width)) / 2,
      (bounds.top + bounds.bottom - Double(height)) / 2)
    swap(&lines.bytes, &result)
  }
}

/// The lines of blocks.
private struct BlockLines {
  let look: Look
  var bytes: [UInt8] = []
  private var isFirst = true

  init(look: Look) { self.look = look }

  mutating func add(_ block: Block, _ x: Double, _ y: Double) {
    if let paint = block.paint { addRectangle(paint, x, y, Double(block.width), Double(block.height)) }
    let (middle, centre) = (x + Double(block.width) / 2, y + Double(block.height) / 2)
    switch block.content {
    case .empty: break
    case .text(let run): addText(run, middle, centre)
    case .column(let blocks, let spacing):
      var top = y + Double(spacing)
      for inner in blocks {
        add(inner, middle - Double(inner.width) / 2, top)
        top += Double(inner.height + spacing)
      }
    case .line(let blocks, let spacing):
      var left = x + Double(spacing)
      for inner in blocks {
        add(inner, left, centre - Double(inner.height) / 2)
        left += Double(inner.width + spacing)
      }
    }
  }

  private mutating func addRectangle(
    _ color: Color, _ x: Double, _ y: Double, _ width: Double, _ height: Double
  ) {
    startLine("<polygon")
    addColors(color)
    bytes.add(" stroke=\"transparent\" points=\"")
    for (x, y) in [(x, y + height), (x, y), (x + width, y), (x + width, y + height), (x, y + height)] {
      add(x, y)
      bytes.add(" ")
    }
    bytes.removeLast()
    bytes.add("\"/>")
  }

  mutating func addOutline(_ outline: Outline, _ bounds: Bounds) {
    // As Graphviz has it, a line of width 1 lies along the edge of its table, a wider one within.
    let edge = outline.isWithin && outline.width > 1 ? bounds.inset(by: outline.width / 2) : bounds
    let radius = min(12, min(edge.right - edge.left, edge.bottom - edge.top) / 3)
    // How far the corners' straight ends and their control points lie from the corner itself.
    let (end, control) = (edge.inset(by: radius), edge.inset(by: radius / 2))
    startLine("<path")
    addColors(outline.fill, outline.line)
    if outline.width != 1 {
      bytes.add(" stroke-width=\"")
      add(hundredths: hundredths(outline.width))
      bytes.add("\"")
    }
    if outline.isDashed { bytes.add(" stroke-dasharray=\"5,2\"") }
    bytes.add(" d=\"M")
    add(end.left, edge.bottom)
    for (line, first, second, last) in [
      (
        (end.right, edge.bottom), (control.right, edge.bottom), (edge.right, control.bottom),
        (edge.right, end.bottom)
      ),
      ((edge.right, end.top), (edge.right, control.top), (control.right, edge.top), (end.right, edge.top)),
      ((end.left, edge.top), (control.left, edge.top), (edge.left, control.top), (edge.left, end.top)),
      (
        (edge.left, end.bottom), (edge.left, control.bottom), (control.left, edge.bottom),
        (end.left, edge.bottom)
      ),
    ] {
      bytes.add("L")
      add(line.0, line.1)
      bytes.add("C")
      add(first.0, first.1)
      bytes.add(" ")
      add(second.0, second.1)
      bytes.add(" ")
      add(last.0, last.1)
    }
    bytes.add("Z\"/>")
  }

  private mutating func add(_ x: Double, _ y: Double) {
    add(hundredths: hundredths(x))
    bytes.add(",")
    add(hundredths: hundredths(y))
  }

  private mutating func addText(_ run: Run, _ middle: Double, _ centre: Double) {
    let size = run.size ?? look.size
    startLine("<text")
    addColors(run.color ?? look.color(Palette.ink))
    bytes.add(" text-anchor=\"middle\" x=\"")
    add(hundredths: hundredths(middle))
    // A line's middle lies about as far above its baseline.
    bytes.add("\" y=\"")
    add(hundredths: hundredths(centre + 0.3 * Double(size)))
    bytes.add(
      look.family == .times ? "\" font-family=\"Times,serif\"" : "\" font-family=\"Helvetica,sans-Serif\"")
    if run.bold { bytes.add(" font-weight=\"bold\"") }
    if run.italic { bytes.add(" font-style=\"italic\"") }
    bytes.add(" font-size=\"")
    bytes.add(number: size)
    bytes.add(".00\">")
    bytes.add(text: escaped(run.text))
    bytes.add("</text>")
  }

  private mutating func startLine(_ start: StaticString) {
    if !isFirst { bytes.add("\n") }
    isFirst = false
    bytes.add(start)
  }

  /// What a shape is filled with, and the colour of its line if it has one; with their classes where a style sheet may
  /// turn them.
  private mutating func addColors(_ fill: Color, _ line: Color? = nil) {
    writeClasses(fill: paint(fill), line: line.flatMap(paint), to: &bytes)
    bytes.add(" fill=\"")
    bytes.add(text: fill.text)
    guard let line else { return bytes.add("\"") }
    bytes.add("\" stroke=\"")
    bytes.add(text: line.text)
    bytes.add("\"")
  }

  /// The paint that a colour is, if a style sheet may turn it.
  private func paint(_ color: Color) -> Paint? {
    look.theme == .dark ? nil : NNFigure.paint(Array(color.text.utf8)[...])
  }

  private func hundredths(_ number: Double) -> Int { Int((number * 100).rounded()) }

  /// A number with as many decimals as it needs, two at most.
  private mutating func add(hundredths number: Int) {
    if number < 0 { bytes.add("-") }
    let (whole, rest) = abs(number).quotientAndRemainder(dividingBy: 100)
    bytes.add(number: whole)
    guard rest > 0 else { return }
    bytes.add(rest < 10 ? ".0" : ".")
    bytes.add(number: rest % 10 == 0 ? rest / 10 : rest)
  }
}
