import NNC
import Testing

@testable import NNFigure

@Suite struct FigureTests {
  private func figure(_ text: String, _ options: FigureOptions = FigureOptions()) throws -> Figure {
    NNC.figure(try compile(Source(name: "model.nn", text: text)), options: options)
  }

  private func card(_ name: String, in figure: Figure) throws -> Card {
    let cards = figure.boxes.compactMap { if case .value(let card) = $0.kind { card } else { nil } }
    return try #require(cards.first { $0.name == name })
  }

  private func layers(_ figure: Figure) -> [String] {
    figure.boxes.compactMap { if case .layer(let name, _) = $0.kind { name } else { nil } }
  }

  private func symbols(_ figure: Figure) -> [String] {
    figure.boxes.compactMap { if case .operation(let symbol) = $0.kind { symbol } else { nil } }
  }

  @Test func sigmoidIsOneBoxAtLayerDetailAndFourNodesAtNodeDetail() throws {
    let model = "x = [1.0, -2.0]\ny = sigmoid(x)"
    #expect(layers(try figure(model)) == ["sigmoid"])
    let nodes = try figure(model, figureOptions(.node))
    #expect(symbols(nodes) == ["×(−1)", "exp", "+1", "1/x"])
    #expect(nodes.frames.map(\.title) == ["sigmoid1"])
  }

  @Test func innerGradientsHaveTheTextbooksFormulas() throws {
    let nodes = try figure("x = [1.0, -2.0]\ny = sigmoid(x)", figureOptions(.node))
    let formulas = nodes.boxes.compactMap { box -> String? in
      guard case .value(let card) = box.kind, case .flows(_, let formula, _, _) = card.gradient else {
        return nil
      }
      return formula?.text
    }
    #expect(formulas.contains("−∂L/∂y ⊙ y²"))
    #expect(formulas.contains("−∂L/∂y ⊙ y² ⊙ exp(−x)"))
  }

  @Test func expandShowsOneLayerInItsNodesAndFoldKeepsOneWhole() throws {
    let model = "x = [[1.0, -2.0]]\ny = x -> sigmoid -> relu"
    #expect(layers(try figure(model, figureOptions { $0.expanded = ["sigmoid1"] })) == ["relu"])
    #expect(layers(try figure(model, figureOptions { $0.expanded = ["relu"] })) == ["sigmoid"])
    #expect(layers(try figure(model, figureOptions(.node) { $0.folded = ["sigmoid"] })) == ["sigmoid"])
  }

  @Test func foldedGroupIsOneBoxWithoutItsParameters() throws {
    let model = """
      x = [[1.0, -2.0]]
      group "block" {
        h = x -> affine(2) -> relu
      }
      y = h -> sigmoid
      """
    let open = try figure(model)
    #expect(open.frames.map(\.title) == ["block"])
    let folded = try figure(model, figureOptions { $0.folded = ["block"] })
    #expect(layers(folded) == ["block", "sigmoid"])
    #expect(folded.boxes.count == 5)
  }

  @Test func valueUsedTwiceShowsEachContributionAndTheSum() throws {
    let card = try card("x", in: figure("x = 3.0\na = x * 2\nb = exp(x)\ny = a + b"))
    guard case .flows(_, _, let sum, let contributions) = card.gradient else {
      Issue.record("no gradient")
      return
    }
    #expect(contributions.map(\.from) == ["×", "exp"])
    #expect(contributions.map { $0.panel.rows[0][0].text } == ["2", "20.1"])
    #expect(sum?.rows[0][0].text == "22.1")
  }

  @Test func gradientThatDoesNotFlowDiffersFromZero() throws {
    let figure = try figure("x = [1.0, -1.0]\ntarget t = [0, 0]\nc = x * 0\ny = sum(c + t)")
    guard case .none = try card("t", in: figure).gradient else {
      Issue.record("a target has no gradient")
      return
    }
    guard case .flows(_, _, let panel, _) = try card("x", in: figure).gradient else {
      Issue.record("a gradient of zero is one")
      return
    }
    #expect(panel?.rows[0].map(\.text) == ["0", "0"])
  }

  @Test func partsThatAreNotAskedForAreLeftOut() throws {
    let figure = try figure("x = [1.0, 2.0]\ny = relu(x)", figureOptions { $0.parts = [.values] })
    let card = try card("x", in: figure)
    #expect(card.shape == nil)
    guard case .none = card.gradient else {
      Issue.record("no gradient was asked for")
      return
    }
    #expect(figure.arrows.filter { $0.hasGradient }.isEmpty)
  }

  @Test func dimensionVariableStaysBesideItsNumber() throws {
    let figure = try figure("input x: [N, 2] = [[1, 2], [3, 4], [5, 6]]\ny = x -> affine(4) -> relu")
    #expect(try card("x", in: figure).shape == "(N=3, 2)")
    #expect(try card("affine1", in: figure).shape == "(N=3, 4)")
    #expect(try card("y", in: figure).shape == "(N=3, 4)")
    #expect(try card("W₁", in: figure).shape == "(2, 4)")
  }

  @Test func largeTensorIsAHeatMapWithStatistics() throws {
    let panel = try #require(try card("x", in: figure("x: [100, 30] = normal()\ny = relu(x)")).value)
    #expect(panel.isHeatMap)
    #expect(panel.rows.count == PanelSize.heatRows && panel.rows[0].count == PanelSize.heatColumns)
    #expect(panel.statistics.count == 2)
  }

  @Test func figureAboveTheLimitFoldsAndSaysSo() throws {
    let deep = "x = [[1.0, 2.0]]\ny = x" + String(repeating: " -> affine(2) -> relu", count: 200)
    let folded = try figure(deep)
    #expect(folded.boxes.count < 200)
    #expect(folded.notes.count == 1)
    #expect(layers(folded).contains("⋯"))
    let nodes = try figure(
      "x = [[1.0, 2.0]]\ny = x" + String(repeating: " -> sigmoid", count: 40), figureOptions(.node))
    #expect(nodes.notes.count == 1)
    #expect(layers(nodes).count == 40)
    let svg = String(decoding: try render(folded, as: .svg), as: UTF8.self)
    #expect(svg.contains(folded.notes[0]))
  }

  @Test(arguments: [
    "\"><script>alert(1)</script>", "\\N \\G \\l", "&amp; &#1; <b>", "]]> -->", "]", "javascript:alert(1)",
    "100 % “quoted” 'title'", "두층 신경망", "Ελληνικά и кириллица",
  ]) func hostileTitleIsShownAsItIsWritten(_ title: String) throws {
    let written = title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let svg = try svg(of: "model m \"\(written)\"\ngroup \"\(written)\" {\n y = sigmoid([1.0])\n}")
    let drawing = try #require(Drawing(svg))
    #expect(drawing.texts.filter { $0.content == title }.count == 2)
    #expect(drawing.elements.isDisjoint(with: ["script", "foreignObject"]))
  }

  @Test func themesDifferInColourAlone() throws {
    let model = "x = [1.0, -2.0]\ny = relu(x)"
    let auto = try svg(of: model)
    let light = try svg(of: model, options: figureOptions { $0.theme = .light })
    let dark = try svg(of: model, options: figureOptions { $0.theme = .dark })
    #expect(auto.contains("<style>") && !light.contains("<style>") && !dark.contains("<style>"))
    let colour = /"(#[0-9a-f]{6}|transparent|none)"/
    let texts = [auto, light, dark].compactMap { Drawing($0)?.texts.map(\.content) }
    #expect(texts[0] == texts[1] && texts[1] == texts[2])
    #expect(light.matches(of: colour).count > 5)
    #expect(dark.contains("#10141c"))
  }

  @Test func everyPaintHasItsOwnLightShade() {
    #expect(Set(Palette.all.map(\.light)).count == Palette.all.count)
  }

  @Test func textIsMeasuredForWideAndCombiningCharacters() {
    let measure = TextMeasure(family: .helvetica, bold: false)
    #expect(measure.width("두층", size: 10) == 20)
    #expect(measure.width("e\u{301}", size: 10) == measure.width("e", size: 10))
    #expect(measure.width("", size: 10) == 0)
  }

  @Test func overflowWithinALayerIsExplainedInTheFigure() throws {
    let model = "x = [1000.0]\ny = sigmoid(-x)"
    #expect(try figure(model).notes == [])
    let notes = try figure(model, figureOptions(.node)).notes
    #expect(notes == ["sigmoid1/exp is ∞ at element 0; y is computed in a form that stays finite."])
  }
}
