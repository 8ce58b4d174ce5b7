import Graphviz

/// Draws a figure where Graphviz has placed its parts. Each part says in words what it is, each colour has a class, and a
/// style sheet turns them for a dark page.
/// - Parameter stacks: what stands in each box.
func svg(_ look: Look, _ stacks: [Stack], _ layout: Layout) -> [UInt8] {
  var writer = SVGWriter(look: look)
  writer.start(layout)
  for frame in look.figure.frames { writer.add(frame, layout) }
  for (box, stack) in zip(look.figure.boxes, stacks) { writer.add(box, stack, layout) }
  var edges = layout.edges[...]
  for arrow in look.figure.arrows {
    if let curves = edges.popFirst() { writer.add(arrow, curves) }
    if arrow.hasGradient, let curves = edges.popFirst() { writer.addGradient(arrow, curves) }
  }
  writer.bytes.add("</g>\n</svg>\n")
  return writer.bytes.array
}

/// An SVG as it is written, element by element.
struct SVGWriter: ~Copyable {
  let look: Look
  var bytes: Bytes
  /// Where the attributes of colours stand that have been written: a figure has a few, and uses each very often.
  var written: [(colors: Colors, place: Range<Int>)] = []

  /// The colours of a shape.
  struct Colors: Equatable {
    var fill: Color?
    var line: Color?
    var width: Double
  }

  private var figure: Figure { look.figure }

  init(look: Look) {
    self.look = look
    bytes = Bytes(capacity: 4096 + 4096 * look.figure.boxes.count)
  }

  /// All up to the first part: the root with its name and description, the style sheet, the page and the heading.
  fileprivate mutating func start(_ layout: Layout) {
    let (width, height) = (layout.width + 2 * look.padding, layout.height + 2 * look.padding)
    let name = figure.name
    bytes.add(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="no"?>
      <svg class="nnc" role="img" aria-labelledby="
      """)
    bytes.add(escaping: "\(name)-title \(name)-desc")
    bytes.add(
      text: "\" width=\"\(Int(width.rounded()))pt\" height=\"\(Int(height.rounded()))pt\" viewBox=\"0 0")
    for number in [width, height] {
      bytes.add(" ")
      add(number)
    }
    bytes.add("\" xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"")
    bytes.add(escaping: "\(name)-title")
    bytes.add("\">")
    bytes.add(escaping: figure.title ?? name)
    bytes.add("</title>\n<desc id=\"")
    bytes.add(escaping: "\(name)-desc")
    bytes.add("\">")
    bytes.add(escaping: (figure.sentences + figure.notes).joined(separator: " "))
    bytes.add("</desc>\n")
    if look.theme == .auto {
      bytes.add("<style>@media (prefers-color-scheme: dark){")
      bytes.add(text: ownDarkRules)
      bytes.add("}</style>\n")
    }
    if look.theme == .dark {
      bytes.add("<rect width=\"100%\" height=\"100%\"")
      addColors(fill: look.pageColor)
      bytes.add("/>\n")
    }
    bytes.add("<g id=\"")
    bytes.add(escaping: name)
    // All texts stand around their middles, in one family.
    bytes.add("\" class=\"graph\" text-anchor=\"middle\" font-family=\"")
    bytes.add(look.family == .times ? "Times,serif" : "Helvetica,sans-serif")
    bytes.add("\" transform=\"translate(")
    add(look.padding, look.padding)
    bytes.add(")\">\n<title>")
    bytes.add(escaping: figure.title ?? name)
    bytes.add("</title>\n")
    if let heading = look.heading, let place = layout.label { add(heading, around: place) }
  }

  /// A part begins: what it is, and its words.
  private mutating func open(_ kind: String, _ id: String, _ words: String) {
    bytes.add("<g id=\"")
    bytes.add(escaping: look.identity(id))
    bytes.add("\" class=\"")
    bytes.add(text: kind)
    bytes.add("\">\n<title>")
    bytes.add(escaping: words)
    bytes.add("</title>\n")
  }

  private mutating func close() { bytes.add("</g>\n") }

  fileprivate mutating func add(_ frame: Figure.Frame, _ layout: Layout) {
    guard let place = layout.cluster(frame.id) else { return }
    open("cluster", frame.id, frame.title)
    add(
      look.outline(frame),
      Bounds(left: place.least.x, top: place.least.y, right: place.most.x, bottom: place.most.y))
    if let label = place.label { add(look.title(frame), around: label) }
    close()
  }

  fileprivate mutating func add(_ box: Figure.Box, _ stack: Stack, _ layout: Layout) {
    guard let place = layout.node(box.id) else { return }
    open("node \(box.kind.className)", box.id, box.words)
    switch box.kind {
    case .operation:
      let shape = look.operationShape(stack)
      let bounds = Bounds(around: place, shape.width, shape.height)
      let outline = look.operationOutline
      if shape.isRound {
        addEllipse(fill: outline.fill, line: outline.line, width: outline.width, bounds)
      } else {
        add(outline, bounds)
      }
      add(stack.blocks[0], around: place)
    case .layer, .value: add(stack, around: place)
    }
    close()
  }

  fileprivate mutating func add(_ arrow: Figure.Arrow, _ curves: [Layout.Curve]) {
    let (from, to) = (figure.boxes[arrow.from], figure.boxes[arrow.to])
    open("edge \(forwardClass)", figure.identity(arrow), "\(from.spoken) goes into \(to.spoken)")
    add(curves, look.forwardStroke)
    close()
  }

  fileprivate mutating func addGradient(_ arrow: Figure.Arrow, _ curves: [Layout.Curve]) {
    let (from, to) = (figure.boxes[arrow.from], figure.boxes[arrow.to])
    open(
      "edge \(backwardClass)", figure.gradientIdentity(arrow),
      "the gradient flows from \(to.spoken) back to \(from.spoken)")
    add(curves, look.backwardStroke(arrow))
    close()
  }
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
