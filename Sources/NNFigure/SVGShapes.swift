import Graphviz

/// A rectangle of a drawing.
struct Bounds {
  var left, top, right, bottom: Double

  init(left: Double, top: Double, right: Double, bottom: Double) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  /// The rectangle of a size around its middle.
  init(around middle: Layout.Point, _ width: Double, _ height: Double) {
    self.init(
      left: middle.x - width / 2, top: middle.y - height / 2, right: middle.x + width / 2,
      bottom: middle.y + height / 2)
  }

  /// The rectangle whose edges lie `distance` further in.
  func inset(by distance: Double) -> Bounds {
    Bounds(left: left + distance, top: top + distance, right: right - distance, bottom: bottom - distance)
  }
}

// MARK: - Boxes

extension SVGWriter {
  /// Blocks with their outline, where Graphviz would draw their table.
  mutating func add(_ stack: Stack, around middle: Layout.Point) {
    let bounds = Bounds(around: middle, Double(stack.width), Double(stack.height))
    if let outline = stack.outline {
      // A line of width 1 lies along the edge of its table, a wider one within.
      add(outline, outline.width > 1 ? bounds.inset(by: outline.width / 2) : bounds)
    }
    let tops = stack.tops.map { bounds.top + Double($0) }
    for (block, top) in zip(stack.blocks, tops) { add(block, middle.x - Double(block.width) / 2, top) }
    if stack.ports.count > 1, tops.count > 1, let color = stack.outline?.line ?? stack.rule {
      addRule(color, bounds, tops[1] - Double(stack.padding) - Double(stack.spacing) / 2)
    }
  }

  /// A block with its middle at a place.
  mutating func add(_ block: Block, around middle: Layout.Point) {
    add(block, middle.x - Double(block.width) / 2, middle.y - Double(block.height) / 2)
  }

  /// A block with its upper left corner at a place: its paint, then its content in the middle.
  private mutating func add(_ block: Block, _ x: Double, _ y: Double) {
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

  /// A rectangle with round corners, as Graphviz rounds them.
  mutating func add(_ outline: Outline, _ edge: Bounds) {
    let radius = min(12, min(edge.right - edge.left, edge.bottom - edge.top) / 3)
    // How far the corners' straight ends and their control points lie from the corner itself.
    let (end, control) = (edge.inset(by: radius), edge.inset(by: radius / 2))
    bytes.add("<path")
    addColors(fill: outline.fill, line: outline.line, width: outline.width)
    if outline.isDashed { bytes.add(" stroke-dasharray=\"5,2\"") }
    bytes.add(" d=\"M")
    add(end.left, edge.bottom)
    addSide(end.right, edge.bottom)
    addCorner(control.right, edge.bottom, edge.right, control.bottom, edge.right, end.bottom)
    addSide(edge.right, end.top)
    addCorner(edge.right, control.top, control.right, edge.top, end.right, edge.top)
    addSide(end.left, edge.top)
    addCorner(control.left, edge.top, edge.left, control.top, edge.left, end.top)
    addSide(edge.left, end.bottom)
    addCorner(edge.left, control.bottom, control.left, edge.bottom, end.left, edge.bottom)
    bytes.add("Z\"/>\n")
  }

  private mutating func addSide(_ x: Double, _ y: Double) {
    bytes.add("L")
    add(x, y)
  }

  private mutating func addCorner(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double
  ) {
    bytes.add("C")
    add(x1, y1)
    bytes.add(" ")
    add(x2, y2)
    bytes.add(" ")
    add(x, y)
  }

  mutating func addEllipse(fill: Color?, line: Color, width: Double, _ bounds: Bounds) {
    bytes.add("<ellipse")
    addColors(fill: fill, line: line, width: width)
    addNumber(" cx=\"", (bounds.left + bounds.right) / 2)
    addNumber(" cy=\"", (bounds.top + bounds.bottom) / 2)
    addNumber(" rx=\"", (bounds.right - bounds.left) / 2)
    addNumber(" ry=\"", (bounds.bottom - bounds.top) / 2)
    bytes.add("/>\n")
  }

  private mutating func addRule(_ color: Color, _ bounds: Bounds, _ y: Double) {
    bytes.add("<path")
    addColors(fill: nil, line: color)
    bytes.add(" d=\"M")
    add(bounds.left, y)
    addSide(bounds.right, y)
    bytes.add("\"/>\n")
  }

  private mutating func addRectangle(
    _ color: Color, _ x: Double, _ y: Double, _ width: Double, _ height: Double
  ) {
    bytes.add("<polygon")
    addColors(fill: color)
    bytes.add(" points=\"")
    add(x, y + height)
    for (x, y) in [(x, y), (x + width, y), (x + width, y + height)] {
      bytes.add(" ")
      add(x, y)
    }
    bytes.add("\"/>\n")
  }

  private mutating func addText(_ run: Run, _ middle: Double, _ centre: Double) {
    let size = run.size ?? look.size
    bytes.add("<text")
    addColors(fill: run.color ?? look.color(Palette.ink))
    addNumber(" x=\"", middle)
    // A line's middle lies about as far above its baseline.
    addNumber(" y=\"", centre + 0.3 * Double(size))
    if run.bold { bytes.add(" font-weight=\"bold\"") }
    if run.italic { bytes.add(" font-style=\"italic\"") }
    bytes.add(" font-size=\"")
    bytes.add(number: size)
    bytes.add("\">")
    bytes.add(escaping: run.text)
    bytes.add("</text>\n")
  }
}

// MARK: - Arrows

extension SVGWriter {
  /// The lines of an arrow, and its heads.
  mutating func add(_ curves: [Layout.Curve], _ stroke: Stroke) {
    for curve in curves {
      guard let first = curve.points.first, let last = curve.points.last else { continue }
      bytes.add("<path")
      addColors(fill: nil, line: stroke.color, width: stroke.width)
      switch stroke.style {
      case .dashed: bytes.add(" stroke-dasharray=\"5,2\"")
      case .dotted: bytes.add(" stroke-dasharray=\"1,5\"")
      default: break
      }
      bytes.add(" d=\"M")
      add(first.x, first.y)
      for (index, point) in curve.points.dropFirst().enumerated() {
        bytes.add(index % 3 == 0 ? "C" : " ")
        add(point.x, point.y)
      }
      bytes.add("\"/>\n")
      if let tip = curve.tailTip { addHead(stroke, from: first, to: tip) }
      if let tip = curve.headTip { addHead(stroke, from: last, to: tip) }
    }
  }

  /// An arrowhead, in the proportions that Graphviz gives it.
  private mutating func addHead(_ stroke: Stroke, from base: Layout.Point, to tip: Layout.Point) {
    let (x, y) = (tip.x - base.x, tip.y - base.y)
    switch stroke.arrow {
    case .openDot:
      let diameter = (x * x + y * y).squareRoot()
      let middle = Layout.Point(x: base.x + x / 2, y: base.y + y / 2)
      addEllipse(
        fill: nil, line: stroke.color, width: stroke.width, Bounds(around: middle, diameter, diameter))
    case .diamond:
      let middle = (x: base.x + x / 2, y: base.y + y / 2)
      addPolygon(
        stroke,
        [
          (tip.x, tip.y), (middle.x - y / 3, middle.y + x / 3), (base.x, base.y),
          (middle.x + y / 3, middle.y - x / 3),
        ])
    default:
      let width = 0.35 * max(1, stroke.width / 4)
      addPolygon(
        stroke,
        [(tip.x, tip.y), (base.x - y * width, base.y + x * width), (base.x + y * width, base.y - x * width)])
    }
  }

  private mutating func addPolygon(_ stroke: Stroke, _ points: [(x: Double, y: Double)]) {
    bytes.add("<polygon")
    addColors(fill: stroke.color, line: stroke.color, width: stroke.width)
    bytes.add(" points=\"")
    for (index, point) in points.enumerated() {
      if index > 0 { bytes.add(" ") }
      add(point.x, point.y)
    }
    bytes.add("\"/>\n")
  }
}

// MARK: - Colours and numbers

extension SVGWriter {
  /// What a shape is filled with, and its line if it has one, with their classes where a style sheet may turn them. A
  /// shape with a line and no filling says that it has none.
  mutating func addColors(fill: Color?, line: Color? = nil, width: Double = 1) {
    let colors = Colors(fill: fill, line: line, width: width)
    if let place = written.first(where: { $0.colors == colors })?.place {
      bytes.repeat(place)
      return
    }
    let start = bytes.count
    write(colors)
    written.append((colors, start..<bytes.count))
  }

  private mutating func write(_ colors: Colors) {
    let (fill, line, width) = (colors.fill, colors.line, colors.width)
    let paints = (fill: look.paint(fill), line: look.paint(line))
    if paints.fill != nil || paints.line != nil {
      bytes.add(" class=\"")
      if let fill = paints.fill { addClass(fill, "-fill") }
      if paints.fill != nil, paints.line != nil { bytes.add(" ") }
      if let line = paints.line { addClass(line, "-line") }
      bytes.add("\"")
    }
    bytes.add(" fill=\"")
    if let fill { bytes.add(fill) } else { bytes.add("none") }
    bytes.add("\"")
    guard let line else { return }
    bytes.add(" stroke=\"")
    bytes.add(line)
    bytes.add("\"")
    if width != 1 { addNumber(" stroke-width=\"", width) }
  }

  private mutating func addClass(_ paint: Paint, _ use: StaticString) {
    bytes.add("nnc-")
    bytes.add(text: paint.name)
    bytes.add(use)
  }

  private mutating func addNumber(_ start: StaticString, _ number: Double) {
    bytes.add(start)
    add(number)
    bytes.add("\"")
  }

  mutating func add(_ x: Double, _ y: Double) {
    add(x)
    bytes.add(",")
    add(y)
  }

  /// A number with as many decimals as it needs, two at most.
  mutating func add(_ number: Double) {
    let hundredths = Int((number * 100).rounded())
    if hundredths < 0 { bytes.add("-") }
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    bytes.add(number: whole)
    guard rest > 0 else { return }
    bytes.add(rest < 10 ? ".0" : ".")
    bytes.add(number: rest % 10 == 0 ? rest / 10 : rest)
  }
}

extension Look {
  /// The paint that a colour is, if a style sheet may turn it.
  fileprivate func paint(_ color: Color?) -> Paint? {
    theme == .dark ? nil : color?.rgb.flatMap(Palette.paint)
  }
}
