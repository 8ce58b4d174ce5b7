import Graphviz

extension Look {
  /// One line of text.
  func text(_ text: String, paint: Paint, size: Int, bold: Bool = false, italic: Bool = false) -> Block {
    Block(
      content: .text(Run(text, bold: bold, italic: italic, size: size, color: color(paint))),
      width: TextMeasure(family: family, bold: bold).width(text, size: size) + 4, height: size + 4)
  }

  /// What stands in a box.
  func stack(_ box: Figure.Box) -> Stack {
    switch box.kind {
    case .operation(let symbol): Stack(blocks: [sign(symbol)], spacing: 2)
    case .layer(let name, let detail): layerStack(name, detail, box.marks)
    case .value(let card): valueStack(card, box.marks)
    }
  }

  /// What stands above the figure: title and notes.
  var heading: Stack? {
    let title =
      figure.title.map { [text($0, paint: Palette.ink, size: size + 3, bold: figure.style == .card)] } ?? []
    let notes = figure.notes.map { text($0, paint: Palette.muted, size: size - 1) }
    return title.isEmpty && notes.isEmpty ? nil : Stack(blocks: title + notes, spacing: 2)
  }

  /// What stands in the corner of a frame.
  func title(_ frame: Figure.Frame) -> Stack {
    Stack(blocks: [text(frame.title, paint: Palette.muted, size: size, bold: true)], spacing: 2)
  }

  /// An operation's symbol.
  func sign(_ symbol: String) -> Block {
    text(symbol, paint: Palette.ink, size: symbol.count > 3 ? size - 1 : size + 2)
  }

  private func layerStack(_ name: String, _ detail: String?, _ marks: [Mark]) -> Stack {
    let lines =
      [text(name, paint: Palette.ink, size: size + 1, bold: true)]
      + (detail.map { [text($0, paint: Palette.muted, size: size - 2)] } ?? []) + marks.map(markBlock)
    return Stack(
      blocks: lines, outline: outline(Palette.layer, Palette.layerLine, marks), spacing: 2)
  }

  /// The value's part and the gradient's, with a rule between them. A card has an outline, the book's label none.
  private func valueStack(_ card: Card, _ marks: [Mark]) -> Stack {
    let isBook = figure.style == .book
    let (value, gradient) = isBook ? bookParts(card) : cardParts(card)
    let parts = [marks.map(markBlock) + value, gradient].filter { !$0.isEmpty }
    return Stack(
      blocks: parts.map { .column($0, spacing: 1) },
      outline: isBook ? nil : outline(Palette.card, Palette.cardLine, marks),
      spacing: isBook ? 1 : 0, padding: isBook ? 1 : 4, ports: ["v", "g"], rule: color(Palette.ink))
  }

  private func outline(_ fill: Paint, _ line: Paint, _ marks: [Mark]) -> Outline {
    Outline(
      fill: color(fill), line: color(marks.framePaint ?? line), width: Double(marks.frameWidth))
  }

  // MARK: The card: the value's cells tinted, and the gradient's.

  private func cardParts(_ card: Card) -> (value: [Block], gradient: [Block]) {
    (
      [cardTitle(card)] + (card.value.map { tintedPanel($0, isGradient: false) } ?? []),
      gradientBlocks(card.gradient, captionIsLast: true) { tintedPanel($0, isGradient: true) }
    )
  }

  private func cardTitle(_ card: Card) -> Block {
    let name = text(card.name, paint: Palette.ink, size: size, bold: true)
    let shape = card.shape.map { [text($0, paint: Palette.muted, size: size - 3)] } ?? []
    return .line([name] + shape, spacing: 1)
  }

  /// The caption, what each use adds, and the sum.
  private func gradientBlocks(
    _ gradient: GradientPart, captionIsLast: Bool, _ panelBlocks: (Panel) -> [Block]
  ) -> [Block] {
    guard case .flows(let name, let formula, let panel, let contributions) = gradient else { return [] }
    let captions = self.captions(name, formula, isCard: captionIsLast)
    var blocks = contributions.flatMap { contribution in
      [text("from \(contribution.from)", paint: Palette.muted, size: size - 3)]
        + panelBlocks(contribution.panel)
    }
    if !contributions.isEmpty { blocks.append(text("sum", paint: Palette.muted, size: size - 3)) }
    blocks += panel.map(panelBlocks) ?? []
    return captionIsLast ? blocks + captions : captions + blocks
  }

  /// The gradient's name and formula, and under it the shapes of its factors.
  private func captions(_ name: String?, _ formula: PrintedFormula?, isCard: Bool) -> [Block] {
    let caption = [name, formula?.text].compactMap(\.self).joined(separator: " = ")
    guard !caption.isEmpty else { return [] }
    let line = text(caption, paint: Palette.gradientInk, size: isCard ? size - 2 : size, italic: !isCard)
    return [line] + (formula?.factors.map { [text($0, paint: Palette.muted, size: size - 3)] } ?? [])
  }

  /// Cells tinted by sign and size; a lone number is just larger.
  private func tintedPanel(_ panel: Panel, isGradient: Bool) -> [Block] {
    if let number = panel.lone { return [text(number, paint: Palette.ink, size: size)] }
    let measure = TextMeasure(family: family, bold: false)
    let width = (panel.rows.joined().map { measure.width($0.text, size: size - 2) }.max() ?? 0) + 8
    let rows = panel.rows.map { row in
      Block.line(
        row.map { tintedCell($0, width: width, panel.isHeatMap, isGradient: isGradient) }, spacing: 0)
    }
    return (rows.isEmpty ? [] : [.column(rows, spacing: panel.isHeatMap ? 0 : 1)]) + statistics(panel)
  }

  private func tintedCell(_ cell: Panel.Cell, width: Int, _ isHeatMap: Bool, isGradient: Bool) -> Block {
    let paint = Palette.tint(cell.tint, isGradient: isGradient)?.color(theme)
    if isHeatMap { return Block(content: .empty, width: 9, height: 9, paint: paint) }
    let number = Run(cell.text, size: size - 2, color: color(Palette.ink))
    return Block(content: .text(number), width: width, height: size + 4, paint: paint)
  }

  private func statistics(_ panel: Panel) -> [Block] {
    panel.statistics.map { text($0, paint: Palette.muted, size: size - 3) }
  }

  // MARK: The book's label: the value above a line, the gradient below it.

  private func bookParts(_ card: Card) -> (value: [Block], gradient: [Block]) {
    let isBold = card.rank > 0 && card.isNamed
    let name = text(card.name, paint: Palette.ink, size: size, bold: isBold, italic: !isBold)
    let shape = card.shape.map { [text($0, paint: Palette.muted, size: size - 3)] } ?? []
    return (
      [.line([name] + shape)] + (card.value.map { numbers($0, Palette.ink, isGradient: false) } ?? []),
      gradientBlocks(card.gradient, captionIsLast: false) {
        numbers($0, Palette.gradientInk, isGradient: true)
      }
    )
  }

  /// Rows of numbers in brackets; a heat map as in a card.
  private func numbers(_ panel: Panel, _ paint: Paint, isGradient: Bool) -> [Block] {
    guard !panel.isHeatMap else { return tintedPanel(panel, isGradient: isGradient) }
    if let number = panel.lone { return [text(number, paint: paint, size: size)] }
    let measure = TextMeasure(family: family, bold: false)
    let width = (panel.rows.joined().map { measure.width($0.text, size: size) }.max() ?? 0) + 6
    let rows = panel.rows.map { row in
      let cells = row.map { number in
        Block(
          content: .text(Run(number.text, size: size, color: color(paint))), width: width, height: size + 4)
      }
      return Block.line([bracket("[", paint)] + cells + [bracket("]", paint)])
    }
    return [.column(rows)] + statistics(panel)
  }

  private func bracket(_ sign: String, _ paint: Paint) -> Block { text(sign, paint: paint, size: size) }
}

extension Panel {
  /// The text of a scalar.
  fileprivate var lone: String? {
    rows.count == 1 && rows[0].count == 1 && !isHeatMap ? rows[0][0].text : nil
  }
}
