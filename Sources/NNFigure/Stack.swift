import Graphviz

/// What a box, a frame's title or a heading holds: blocks one below another, in an outline or in none. Graphviz gets it
/// as a table, or for an SVG as a table of as few empty cells as arrows and sizes need, which nnc draws.
struct Stack {
  var blocks: [Block]
  /// The line around the blocks and what is behind them.
  var outline: Outline?
  /// The room between blocks, and around them within the outline.
  var spacing = 0
  /// The room around the content of each row.
  var padding = 0
  /// What arrows call the rows that they end at; a line stands between two of them. None: they end at the whole.
  var ports: [String] = []
  /// The colour of that line.
  var rule: Color?

  /// The table with all that it holds.
  var table: Table {
    Table(attributes(isRounded: true), ports.isEmpty ? blocks.map { .row([$0.cell]) } : ruled(portRow))
  }

  /// The table with placeholders.
  var emptyTable: Table {
    var attributes = attributes(isRounded: false)
    attributes.cellPadding = 0
    if outline != nil { attributes.backgroundColor = Block.placeholderPaint }
    guard !ports.isEmpty else {
      attributes.cellSpacing = 0
      return Table(attributes, drawn.suffix(1).map { .row([$0.placeholder]) })
    }
    let width = (blocks.map(\.width).max() ?? 0) + 2 * padding
    return Table(
      attributes,
      ruled { block, port in
        let size = Block(content: .empty, width: width, height: block.height + 2 * padding)
        var cell = size.placeholder
        cell.attributes.port = port
        return .row([cell])
      })
  }

  /// What is drawn in place of the placeholders, in their order.
  var drawn: [Block] {
    let frame = outline.map { [Block(content: .empty, width: 0, height: 0, outline: $0)] } ?? []
    return frame + (ports.isEmpty ? [.column(blocks, spacing: spacing)] : blocks)
  }

  private func attributes(isRounded: Bool) -> Table.Attributes {
    Table.Attributes(
      border: Int(outline?.width ?? 0), cellBorder: 0, cellSpacing: spacing, cellPadding: padding,
      color: outline?.line ?? rule, backgroundColor: outline?.fill, rounded: isRounded && outline != nil)
  }

  private func ruled(_ row: (Block, String) -> Row) -> [Row] {
    let rows = zip(blocks, ports).map(row)
    return rows.count == 2 ? [rows[0], .rule, rows[1]] : rows
  }

  private func portRow(_ block: Block, _ port: String) -> Row {
    let table = Table(
      Table.Attributes(border: 0, cellBorder: 0, cellSpacing: 0, cellPadding: 0), [.row([block.cell])])
    return .row([Cell(Cell.Attributes(port: port), .table(table))])
  }
}

/// A rectangle with round corners.
struct Outline {
  let fill: Color
  let line: Color
  /// How wide the line is, in points.
  var width = 1.0
  /// Whether the line lies within the rectangle, as that of a table; else along its edge.
  var isWithin = false
  var isDashed = false
}
