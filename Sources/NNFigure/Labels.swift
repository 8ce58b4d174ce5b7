import Graphviz

extension Look {
  /// One line of text.
  func text(_ text: String, paint: Paint, size: Int, bold: Bool = false, italic: Bool = false) -> Block {
    Block(
      content: .text(Run(text, bold: bold, italic: italic, size: size, color: color(paint))),
      width: TextMeasure(family: family, bold: bold).width(text, size: size) + 4, height: size + 4)
  }

  /// The label of a value: its parts with a rule between them; arrows end at the ports `v` and `g`.
  func label(_ parts: [Block], _ marks: [Mark]) -> Table {
    let rows = zip(parts, ["v", "g"]).map(portRow)
    return Table(frame(marks), rows.count == 2 ? [rows[0], .rule, rows[1]] : rows)
  }

  private func portRow(_ part: Block, _ port: String) -> Row {
    let table = Table(
      Table.Attributes(border: 0, cellBorder: 0, cellSpacing: 0, cellPadding: 0),
      [.row([hasPlaceholders ? part.placeholder : part.cell])])
    return .row([Cell(Cell.Attributes(port: port), .table(table))])
  }

  /// A card has a frame, the book's label none.
  private func frame(_ marks: [Mark]) -> Table.Attributes {
    figure.style == .book
      ? Table.Attributes(border: 0, cellBorder: 0, cellSpacing: 1, cellPadding: 1, color: color(Palette.ink))
      : Table.Attributes(
        border: marks.frameWidth, cellBorder: 0, cellSpacing: 0, cellPadding: 4,
        color: color(marks.framePaint ?? Palette.cardLine),
        backgroundColor: color(Palette.card), rounded: true)
  }

  /// What stands in a value's box: the value's part, and the gradient's if there is one.
  func parts(of box: Figure.Box) -> [Block] {
    guard case .value(let card) = box.kind else { return [] }
    let (value, gradient) = figure.style == .book ? bookParts(card) : cardParts(card)
    return [box.marks.map(markBlock) + value, gradient].filter { !$0.isEmpty }.map { .column($0, spacing: 1) }
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
    let paint = Palette.tint(cell.tint, isGradient: isGradient).map(color)
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
