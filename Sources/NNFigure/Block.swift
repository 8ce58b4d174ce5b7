import Graphviz

/// A part of a label whose size is known: a cell of fixed size, in which its content stands in the middle. Graphviz
/// would stretch a table to the room around it.
struct Block {
  let content: Cell.Content
  let width: Int
  let height: Int
  var paint: Color?

  /// The cell.
  var cell: Cell {
    Cell(
      Cell.Attributes(width: width, height: height, fixedSize: true, backgroundColor: paint, padding: 0),
      content)
  }

  /// Blocks one below another.
  static func column(_ blocks: [Block], spacing: Int = 0) -> Block {
    let height = blocks.reduce(spacing) { $0 + $1.height + spacing }
    let width = (blocks.map(\.width).max() ?? 0) + 2 * spacing
    return table(blocks.map { .row([$0.cell]) }, width: width, height: height, spacing)
  }

  /// Blocks side by side.
  static func line(_ blocks: [Block], spacing: Int = 0) -> Block {
    let width = blocks.reduce(spacing) { $0 + $1.width + spacing }
    let height = (blocks.map(\.height).max() ?? 0) + 2 * spacing
    return table([.row(blocks.map(\.cell))], width: width, height: height, spacing)
  }

  private static func table(_ rows: [Row], width: Int, height: Int, _ spacing: Int) -> Block {
    let attributes = Table.Attributes(border: 0, cellBorder: 0, cellSpacing: spacing, cellPadding: 0)
    return Block(content: .table(Table(attributes, rows)), width: width, height: height)
  }
}
