import Graphviz
import NNC
import Testing

@testable import NNFigure

/// Every example, at both details, in both styles.
struct Variant: CustomStringConvertible, Sendable {
  var example: String
  var detail: Detail
  var style: FigureOptions.Style

  static let all = examples.flatMap { example in
    Detail.allCases.flatMap { detail in
      FigureOptions.Style.allCases.map { Variant(example: example, detail: detail, style: $0) }
    }
  }

  var description: String { "\(example) \(detail) \(style)" }

  func drawn() throws -> (figure: Figure, drawing: Drawing, svg: String) {
    let figure = figure(try compiledExample(example), options: figureOptions(detail, style))
    let svg = String(decoding: try render(figure, as: .svg), as: UTF8.self)
    return (figure, try #require(Drawing(svg)), svg)
  }
}

@Suite struct ExampleTests {
  @Test func everyRuleOfBackpropagationHasAnExample() {
    let wanted = [
      "add", "affine_batch", "affine_sample", "chain", "cross_entropy", "divide", "exp", "fan_out", "korean",
      "linear_form", "log", "matrix_vector", "multiply", "quadratic_form", "relu", "residual", "sigmoid",
      "softmax",
      "softmax_loss", "two_layer_net", "user_layer", "vector_matrix",
    ]
    #expect(Set(wanted).subtracting(examples).isEmpty)
  }

  /// nnc draws every part where Graphviz would draw it.
  @Test(arguments: Variant.all) func partsStandWhereGraphvizWouldDrawThem(_ variant: Variant) throws {
    let (figure, drawing, _) = try variant.drawn()
    let look = Look(figure)
    let whole = try Graphviz.render(look.graph, as: .svg)
    let wanted = try #require(Drawing(String(decoding: whole, as: UTF8.self)))
    #expect(drawing.texts.count == wanted.texts.count)
    #expect(drawing.parts.count == wanted.parts.count)
    for (id, part) in drawing.parts {
      #expect(wanted.parts[id].map { $0.equals(part) } ?? false, "\(id): \(part)")
    }
    var rest = wanted.texts
    for text in drawing.texts {
      let place = rest.firstIndex {
        $0.content == text.content && wanted.nameOfNode($0) == drawing.nameOfNode(text)
          && $0.size == text.size && $0.isBold == text.isBold
          && $0.isItalic == text.isItalic && abs(middle(of: $0, look.family) - text.middle) <= 1.6
          && abs($0.baseline - text.baseline) <= 1.6
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

  @Test(arguments: Variant.all) func everyArrowSaysWhatItIs(_ variant: Variant) throws {
    let (figure, drawing, _) = try variant.drawn()
    let gradients = figure.arrows.count { $0.hasGradient }
    #expect(drawing.titles.count { $0.contains(" goes into ") } == figure.arrows.count)
    #expect(drawing.titles.count { $0.hasPrefix("the gradient flows from ") } == gradients)
    #expect(!drawing.titles.contains { $0.contains("->") })
  }

  @Test(arguments: examples) func gradientsOfExamplesAreRight(_ name: String) throws {
    let report = check(try compiledExample(name).model)
    #expect(!report.hasFailed)
    #expect(!report.gradients.isEmpty)
    #expect(report.gradients.allSatisfy { $0.verdict == .right })
  }

  @Test(arguments: Variant.all) func drawingHoldsAllThatTheFigurePromises(_ variant: Variant) throws {
    let (figure, drawing, _) = try variant.drawn()
    let shown = drawing.texts.map(\.content)
    for text in figure.promisedTexts { #expect(shown.contains(text), "\(text) is missing") }
    #expect(drawing.nodes.count == figure.boxes.count)
  }

  @Test(arguments: Variant.all) func boxesDoNotOverlapAndTextsStayWithin(_ variant: Variant) throws {
    let (_, drawing, _) = try variant.drawn()
    for (index, node) in drawing.nodes.enumerated() {
      for other in drawing.nodes[(index + 1)...] { #expect(!node.overlaps(other)) }
    }
    let family: FontFamily = variant.style == .book ? .times : .helvetica
    for text in drawing.texts {
      #expect(text.isAnchoredInTheMiddle)
      guard variant.style == .card, let node = text.node else { continue }
      let measure = TextMeasure(family: family, bold: text.isBold)
      let half = Double(measure.width(text.content, size: Int(text.size))) / 2
      let box = drawing.nodes[node]
      #expect(box.left <= text.middle - half && text.middle + half <= box.right, "\(text.content)")
      #expect(box.top <= text.baseline - text.size * 0.7 && text.baseline <= box.bottom, "\(text.content)")
    }
  }

  @Test(arguments: Variant.all) func drawingIsPlainAccessibleAndTheSameEachTime(_ variant: Variant) throws {
    let (figure, drawing, svg) = try variant.drawn()
    let again = try variant.drawn().svg
    #expect(again == svg)
    #expect(drawing.elements.isDisjoint(with: ["script", "foreignObject", "image", "use"]))
    #expect(!drawing.attributes.contains { $0.hasPrefix("on") || $0.hasSuffix("href") })
    #expect(Set(drawing.ids).count == drawing.ids.count)
    #expect(drawing.ids.allSatisfy { $0.hasPrefix(figure.name) })
    #expect(drawing.titles.first == figure.title)
    #expect(drawing.words.hasPrefix("Gradient graph of"))
    #expect(svg.contains("role=\"img\""))
    #expect(svg.contains("prefers-color-scheme: dark"))
    #expect(!svg.contains("Generated by"))
    #expect(!svg.contains("font-family=\"serif\""))
  }
}

extension Figure {
  /// Every text that the drawing must show.
  var promisedTexts: [String] {
    boxes.flatMap { box -> [String] in
      switch box.kind {
      case .operation(let symbol): [symbol]
      case .layer(let name, let detail): [name] + (detail.map { [$0] } ?? [])
      case .value(let card): card.promisedTexts
      }
    } + frames.map(\.title) + notes + (title.map { [$0] } ?? [])
  }
}

extension Card {
  fileprivate var promisedTexts: [String] {
    var texts = [name] + (shape.map { [$0] } ?? []) + (value?.promisedTexts ?? [])
    if case .flows(let name, let formula, let panel, let contributions) = gradient {
      let caption = [name, formula?.text].compactMap(\.self).joined(separator: " = ")
      if !caption.isEmpty { texts.append(caption) }
      texts += formula?.factors.map { [$0] } ?? []
      texts += panel?.promisedTexts ?? []
      texts += contributions.flatMap { ["from \($0.from)"] + $0.panel.promisedTexts }
    }
    return texts
  }
}

extension Panel {
  fileprivate var promisedTexts: [String] { rows.joined().map(\.text).filter { !$0.isEmpty } + statistics }
}
