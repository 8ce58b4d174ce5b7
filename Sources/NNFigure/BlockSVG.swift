import Graphviz

extension Tag {
  /// The upper left corner of a block that has to be drawn in this shape's place; nil if it is no placeholder.
  var placeholderCorner: (x: Double, y: Double)? {
    guard let fill = self["fill"], fill.elementsEqual(Block.placeholderPaint.text.utf8),
      let points = self["points"]
    else { return nil }
    let numbers = points.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }.compactMap(\.decimal)
    let (x, y) = (stride(from: 0, to: numbers.count, by: 2), stride(from: 1, to: numbers.count, by: 2))
    guard let left = x.map({ numbers[$0] }).min(), let top = y.map({ numbers[$0] }).min() else { return nil }
    return (left, top)
  }
}

extension Block {
  /// Draws a block as Graphviz would: its paint, then its content in the middle. Lines have line breaks between them.
  /// - Parameter corner: the upper left one.
  func write(_ look: Look, at corner: (x: Double, y: Double), to result: inout [UInt8]) {
    var lines = BlockLines(look: look)
    swap(&lines.bytes, &result)
    lines.add(self, corner.x, corner.y)
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
    addFill(color)
    bytes.add(" stroke=\"transparent\" points=\"")
    let (left, right) = (hundredths(x), hundredths(x + width))
    let (top, bottom) = (hundredths(y), hundredths(y + height))
    for (x, y) in [(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)] {
      add(hundredths: x)
      bytes.add(",")
      add(hundredths: y)
      bytes.add(" ")
    }
    bytes.removeLast()
    bytes.add("\"/>")
  }

  private mutating func addText(_ run: Run, _ middle: Double, _ centre: Double) {
    let size = run.size ?? look.size
    startLine("<text")
    addFill(run.color ?? look.color(Palette.ink))
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

  /// A colour, with its class where a style sheet may turn it.
  private mutating func addFill(_ color: Color) {
    if look.theme != .dark, let paint = paint(Array(color.text.utf8)[...]) {
      bytes.add(" class=\"")
      writeClass(paint, "-fill", to: &bytes)
      bytes.add("\"")
    }
    bytes.add(" fill=\"")
    bytes.add(text: color.text)
    bytes.add("\"")
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
