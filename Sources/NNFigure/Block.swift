import Graphviz

/// A part of a label whose size is known; its content stands in the middle.
struct Block {
  /// What a block holds.
  enum Content {
    /// A line of text.
    case text(Run)
    /// Blocks one below another, with as much room between and around them.
    case column([Block], spacing: Int)
    /// Blocks side by side.
    case line([Block], spacing: Int)
    /// Nothing but its paint.
    case empty
  }

  let content: Content
  let width: Int
  let height: Int
  var paint: Color?

  /// Blocks one below another.
  static func column(_ blocks: [Block], spacing: Int = 0) -> Block {
    Block(
      content: .column(blocks, spacing: spacing),
      width: (blocks.map(\.width).max() ?? 0) + 2 * spacing,
      height: blocks.reduce(spacing) { $0 + $1.height + spacing })
  }

  /// Blocks side by side.
  static func line(_ blocks: [Block], spacing: Int = 0) -> Block {
    Block(
      content: .line(blocks, spacing: spacing),
      width: blocks.reduce(spacing) { $0 + $1.width + spacing },
      height: (blocks.map(\.height).max() ?? 0) + 2 * spacing)
  }
}

// MARK: - For Graphviz

extension Block {
  /// A cell of fixed size; Graphviz would stretch a table to the room around it.
  var cell: Cell {
    Cell(
      Cell.Attributes(width: width, height: height, fixedSize: true, backgroundColor: paint, padding: 0),
      cellContent)
  }

  private var cellContent: Cell.Content {
    switch content {
    case .text(let run): .text([run])
    case .column(let blocks, let spacing): Block.table(blocks.map { .row([$0.cell]) }, spacing)
    case .line(let blocks, let spacing): Block.table([.row(blocks.map(\.cell))], spacing)
    case .empty: .empty
    }
  }

  private static func table(_ rows: [Row], _ spacing: Int) -> Cell.Content {
    .table(Table(Table.Attributes(border: 0, cellBorder: 0, cellSpacing: spacing, cellPadding: 0), rows))
  }
}
