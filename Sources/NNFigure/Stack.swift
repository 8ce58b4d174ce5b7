import Graphviz

/// What a box, a frame's title or a heading holds: blocks one below another, in an outline or in none. Graphviz gets it
/// as a table; to lay out an SVG, which nnc draws, as a table of as few empty cells as arrows and sizes need.
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
    Table(attributes, ports.isEmpty ? blocks.map { .row([$0.cell]) } : ruled(portRow))
  }

  /// The table with all sizes, and nothing in it.
  var emptyTable: Table {
    guard !ports.isEmpty else {
      let whole = Block(content: .empty, width: inner.width, height: inner.height)
      return Table(
        Table.Attributes(border: border, cellBorder: 0, cellSpacing: 0, cellPadding: 0), [.row([whole.cell])])
    }
    let rows = zip(blocks, ports).map { block, port in
      var cell = Block(content: .empty, width: inner.width, height: block.height + 2 * padding).cell
      cell.attributes.port = port
      return Row.row([cell])
    }
    return Table(
      Table.Attributes(border: border, cellBorder: 0, cellSpacing: spacing, cellPadding: 0), rows)
  }

  /// The width of the line around it.
  var border: Int { Int(outline?.width ?? 0) }

  /// What is within spacing and line: the widest row, or all blocks with the spacing around them.
  private var inner: (width: Int, height: Int) {
    let width = blocks.map(\.width).max() ?? 0
    if !ports.isEmpty { return (width + 2 * padding, 0) }
    return (width + 2 * spacing, blocks.reduce(spacing) { $0 + $1.height + spacing })
  }

  /// The size of the table.
  var width: Int { inner.width + 2 * border + (ports.isEmpty ? 0 : 2 * spacing) }
  var height: Int {
    let rows = blocks.reduce(spacing) { $0 + $1.height + 2 * padding + spacing }
    return 2 * border + (ports.isEmpty ? inner.height : rows)
  }

  /// How far below its upper edge each block has its own.
  var tops: [Int] {
    var top = border + spacing + padding
    return blocks.map { block in
      defer { top += block.height + 2 * padding + spacing }
      return top
    }
  }

  private var attributes: Table.Attributes {
    Table.Attributes(
      border: border, cellBorder: 0, cellSpacing: spacing, cellPadding: padding,
      color: outline?.line ?? rule, backgroundColor: outline?.fill, rounded: outline != nil)
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
  var isDashed = false
}
