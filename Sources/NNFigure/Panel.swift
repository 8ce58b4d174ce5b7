import NNGraph
import NNRuntime

/// How large a tensor may be for its numbers to be shown, and what its heat map is made of.
enum PanelSize {
  static let rows = 8
  static let columns = 8
  static let heatRows = 12
  static let heatColumns = 16
}

/// Numbers as a panel: a small tensor's in cells, a large one's as a heat map with statistics. The axes before the
/// last are rows, one after another.
func panel(_ numbers: [Double], shape: Shape, options: FigureOptions) -> Panel {
  let columns = shape.dimensions.last ?? 1
  let rows = numbers.count / columns
  let isSmall = rows <= PanelSize.rows && columns <= PanelSize.columns
  // A heat map of zeros would be an empty place.
  guard isSmall || numbers.contains(where: { $0 != 0 }) else {
    return Panel(rows: [], isHeatMap: true, statistics: ["0 everywhere"])
  }
  let greatest = numbers.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
  let cells =
    isSmall
    ? (0..<rows).map { row in
      numbers[row * columns..<(row + 1) * columns].map {
        Panel.Cell(
          text: NumberText.significant($0, digits: options.digits), tint: tint($0, greatest))
      }
    }
    : heatMap(numbers, rows, columns, greatest)
  let showsStatistics = !isSmall || (options.parts.contains(.statistics) && numbers.count > 1)
  return Panel(
    rows: cells, isHeatMap: !isSmall, statistics: showsStatistics ? statistics(numbers, options.digits) : [])
}

/// −4 … 4: the sign of a number and its size by the greatest of its tensor.
private func tint(_ number: Double, _ greatest: Double) -> Int {
  guard number.isFinite else { return number < 0 ? -4 : number > 0 ? 4 : 0 }
  guard greatest > 0, number != 0 else { return 0 }
  let level = max(1, Int((abs(number) / greatest * 4).rounded(.up)))
  return number < 0 ? -level : level
}

/// Each cell stands for a block of numbers, and shows the one that is greatest by size.
private func heatMap(_ numbers: [Double], _ rows: Int, _ columns: Int, _ greatest: Double) -> [[Panel.Cell]] {
  let height = min(rows, PanelSize.heatRows)
  let width = min(columns, PanelSize.heatColumns)
  return (0..<height).map { i in
    (0..<width).map { j in
      var extreme = 0.0
      for row in i * rows / height..<(i + 1) * rows / height {
        for column in j * columns / width..<(j + 1) * columns / width {
          let number = numbers[row * columns + column]
          if abs(number) > abs(extreme) || number.isNaN { extreme = number }
        }
      }
      return Panel.Cell(text: "", tint: tint(extreme, greatest))
    }
  }
}

private func statistics(_ numbers: [Double], _ digits: Int) -> [String] {
  let statistics = Statistics(numbers)
  let text = { NumberText.significant($0, digits: digits) }
  let count = numbers.count { !$0.isFinite }
  return [
    "mean \(text(statistics.mean)) ± \(text(statistics.deviation))",
    "\(text(statistics.minimum)) … \(text(statistics.maximum))",
  ] + (count == 0 ? [] : ["\(count) of \(numbers.count) not finite"])
}
