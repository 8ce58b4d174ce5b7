internal import NNC

/// The numbers of a tensor on a page: a small matrix in columns, a row a line, an empty line between matrices; all
/// else in brackets, a row a line, or told by its statistics.
func tensorText(_ numbers: [Double], _ shape: Shape, _ digits: Int) -> String {
  guard isShownInColumns(shape) else {
    return summary(numbers, shape, digits).replacing("], [", with: "],\n [")
  }
  let texts = numbers.map { NumberText.significant($0, digits: digits) }
  let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
  let widths = (0..<columns).map { column in
    stride(from: column, to: texts.count, by: columns).map { texts[$0].count }.max() ?? 0
  }
  var lines: [String] = []
  for start in stride(from: 0, to: texts.count, by: columns) {
    if start > 0, start.isMultiple(of: rows * columns) { lines.append("") }
    let cells = (0..<columns).map { column in
      let text = texts[start + column]
      return String(repeating: " ", count: widths[column] - text.count) + text
    }
    lines.append(cells.joined(separator: "  "))
  }
  return lines.joined(separator: "\n")
}

/// Whether a tensor is a matrix, or several, that a column of a table has room for.
func isShownInColumns(_ shape: Shape) -> Bool {
  shape.rank >= 2 && shape[shape.rank - 1] <= 6 && shape.count <= 64
}
