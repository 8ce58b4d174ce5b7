import Graphviz
import Testing

@testable import NNFigure

/// Holds nnc's drawing of a figure to the one that Graphviz makes of the same figure's graph: every box, frame, arrow and
/// text in the same place.
func expectPlacesOfGraphviz(_ figure: Figure) throws {
  let look = Look(figure)
  let drawing = try #require(Drawing(String(decoding: try render(figure, as: .svg), as: UTF8.self)))
  let whole = try Graphviz.render(look.graph, as: .svg)
  let wanted = try #require(Drawing(String(decoding: whole, as: UTF8.self)))
  // Graphviz rounds circles and the line across a box to whole points, and in a book's label begins that line a point
  // further right.
  let values = Set(
    figure.boxes.compactMap { box in if case .value = box.kind { look.identity(box.id) } else { nil } })
  let ruleTolerance = figure.style == .book ? 1.51 : 0.51
  #expect(drawing.parts.count == wanted.parts.count)
  for (id, part) in drawing.parts {
    let tolerance = values.contains(id) ? ruleTolerance : 0.25
    #expect(
      wanted.parts[id]?.equals(part, within: tolerance) == true,
      "\(id): \(part), not \(wanted.parts[id] as Any)")
  }
  #expect(drawing.texts.count == wanted.texts.count)
  var rest = wanted.texts
  for text in drawing.texts {
    let place = rest.firstIndex {
      $0.content == text.content && wanted.nameOfNode($0) == drawing.nameOfNode(text)
        && $0.size == text.size && $0.isBold == text.isBold && $0.isItalic == text.isItalic
        && abs(middle(of: $0, look.family) - text.middle) <= 1.6 && abs($0.baseline - text.baseline) <= 1.6
    }
    guard let place else {
      Issue.record("\(text) stands elsewhere")
      continue
    }
    rest.remove(at: place)
  }
}

/// Where a text has its middle that Graphviz placed by its start.
private func middle(of text: Drawing.Text, _ family: FontFamily) -> Double {
  if text.isAnchoredInTheMiddle { return text.middle }
  let font = Font(family, bold: text.isBold, italic: text.isItalic)
  return text.middle + textWidth(text.content, font: font, size: text.size) / 2
}
