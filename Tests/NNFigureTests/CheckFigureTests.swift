import Foundation
import NNC
import NNRuntime
import Testing

@testable import NNFigure
@testable import NNGraph

/// eˣ whose pullback forgets to multiply by it, as a hand-written gradient might.
private struct ForgetfulExp: Primitive, UnaryFunction {
  static let keyword = "exp"
  static let chainRule = "forgets the output"
  static let samples: [Sample] = []

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self, as: .exp)) }
  func callAsFunction<T: Element>(_ x: T) -> T { .exp(x) }
  func formula(_ operands: [Formula]) -> Formula { .function("exp", operands) }
  func pullback(_ backward: inout Backward) -> [NodeID?] { [backward.forOperand(0) { $0.upstream }] }
}

/// A model in which the first exponential, that of `sigmoid1`, passes a wrong gradient back.
private func broken(_ text: String) throws -> Model {
  var graph = try compile(Source(name: "model.nn", text: text)).graph
  let index = try #require(graph.nodes.firstIndex { $0.operation is Exp })
  let node = graph.nodes[index]
  graph.nodes[index] = Node(
    operation: ForgetfulExp(), operands: node.operands, shape: node.shape, scope: node.scope,
    place: node.place,
    origin: node.origin)
  return Model(graph)
}

private let network = """
  model two_layer_net
  input  x: [N, 3] = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]
  target t: [N]    = [0, 1]
  loss = x -> affine(4) -> sigmoid -> out: affine(2) -> softmax_loss(t)
  """

/// A network whose ReLU units are all off.
private let dead = """
  model dead
  input  x: [N, 3] = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.3, 0.2, 0.1]]
  target t: [N]    = [0, 1, 1, 0]
  param  b: [4]    = [-3, -5, -4, -6]
  loss = x -> affine(b=b) -> relu -> out: affine(2) -> softmax_loss(t)
  """

/// A picture of the README that no model of the examples has, because the examples are healthy. With `NNC_BLESS=1` it is
/// drawn anew, and the test fails.
private func expectPicture(_ name: String, _ figure: Figure) throws {
  let url = repository.appending(path: "docs/figures/\(name).svg")
  let svg = try render(figure, as: .svg)
  if ProcessInfo.processInfo.environment["NNC_BLESS"] == "1" {
    try Data(svg).write(to: url)
    Issue.record("\(name) is drawn anew; look at it and run again without NNC_BLESS")
  }
  let committed = try #require(Drawing(String(contentsOf: url, encoding: .utf8)))
  let drawn = try #require(Drawing(String(decoding: svg, as: UTF8.self)))
  #expect(drawn.texts.map(\.content).sorted() == committed.texts.map(\.content).sorted())
  #expect(drawn.ids.sorted() == committed.ids.sorted())
  let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
  #expect(readme.contains("docs/figures/\(name).svg"))
}

@Suite struct CheckFigureTests {
  /// Frames and arrowheads of every kind stand where Graphviz would draw them.
  @Test func marksStandWhereGraphvizWouldDrawThem() throws {
    try expectPlacesOfGraphviz(draw(try broken(network), checking: CheckOptions()))
    let model = Model(try compile(Source(name: "dead.nn", text: dead)).graph)
    try expectPlacesOfGraphviz(draw(model, findings: inspect(model, checking: CheckOptions()).findings))
    var figure = draw(model)
    let verdicts: [GradientCheck.Verdict] = [.right, .wrong, .kink, .undecided]
    for index in figure.arrows.indices { figure.arrows[index].verdict = verdicts[index % verdicts.count] }
    try expectPlacesOfGraphviz(figure)
  }

  @Test func theReadmeShowsABrokenPullback() throws {
    try expectPicture("wrong_gradient", draw(try broken(network), checking: CheckOptions()))
  }

  @Test func theReadmeShowsADeadLayer() throws {
    let model = Model(try compile(Source(name: "dead.nn", text: dead)).graph)
    let findings = inspect(model, checking: CheckOptions()).findings
    #expect(findings.map(\.kind) == [.deadReLU])
    try expectPicture("dead_relu", draw(model, findings: findings))
  }

  private func marks(_ figure: Figure) -> [(name: String, marks: [Mark])] {
    figure.boxes.compactMap { box in
      guard case .value(let card) = box.kind else { return nil }
      return (card.name, box.marks)
    }
  }

  @Test func theFigureOfACheckPointsAtTheBrokenStep() throws {
    let model = try broken(network)
    let figure = draw(model, checking: CheckOptions())
    let steps = figure.arrows.filter { $0.verdict != nil }
    #expect(steps.count == 8)
    let wrong = steps.filter { $0.verdict == .wrong }
    #expect(wrong.count == 1 && steps.count { $0.verdict == .right } == 7)
    let arrow = try #require(wrong.first)
    guard case .value(let card) = figure.boxes[arrow.from].kind,
      case .layer(let layer, _) = figure.boxes[arrow.to].kind
    else {
      Issue.record("the arrow leads from no value to no layer")
      return
    }
    #expect(card.name == "affine1" && layer == "sigmoid")
    let pointed = marks(figure).filter { $0.marks.contains { $0.kind == .error } }
    #expect(pointed.map(\.name) == ["affine1"])
    let mark = try #require(pointed.first?.marks.first)
    #expect(mark.text.contains(/^wrong from sigmoid1 at \[\d, \d\]: .+, differences say .+/))
    // The worst element, with both its values.
    let worst = try #require(
      check(model).steps.first { $0.layer == "sigmoid1" && $0.gradient.verdict == .wrong }?.gradient.worst)
    #expect(mark.text.contains("\(worst.index)"))
    #expect(mark.text.contains(NumberText.significant(worst.analytic, digits: 3)))
    #expect(mark.text.contains("say \(NumberText.significant(worst.numeric, digits: 3))"))
    #expect(
      figure.notes.contains { $0.contains("7 of 8 steps back are right (thin), 1 wrong (thick, dashed)") })
  }

  @Test func atNodeDetailItPointsAtTheOperation() throws {
    let figure = draw(try broken(network), options: figureOptions(.node), checking: CheckOptions())
    let wrong = figure.arrows.filter { $0.verdict == .wrong }
    #expect(wrong.count == 1)
    guard let arrow = wrong.first, case .operation(let sign) = figure.boxes[arrow.to].kind else {
      Issue.record("no arrow leads to an operation")
      return
    }
    #expect(sign == "exp")
  }

  @Test func anInspectionFindsTheBrokenLayerAndNothingElse() throws {
    let inspection = inspect(try broken(network), checking: CheckOptions())
    #expect(inspection.findings.map(\.kind) == [.wrongGradient])
    #expect(inspection.findings.map(\.value) == ["sigmoid1"])
  }

  @Test func aRightModelIsMarkedRight() throws {
    let figure = draw(
      Model(try compile(Source(name: "model.nn", text: network)).graph), checking: CheckOptions())
    #expect(figure.arrows.allSatisfy { $0.verdict == nil || $0.verdict == .right })
    #expect(figure.boxes.allSatisfy { box in !box.marks.contains { $0.kind != .right } })
    #expect(figure.notes == ["Checked against central differences: 8 of 8 steps back are right (thin)."])
  }

  @Test func kinksAreToldApart() throws {
    let model = Model(try compile(Source(name: "model.nn", text: "x = [1.0, 0.0]\ny = relu(x)")).graph)
    let figure = draw(model, checking: CheckOptions())
    #expect(figure.arrows.compactMap(\.verdict) == [.kink])
    #expect(marks(figure).flatMap(\.marks).map(\.text) == ["kink in relu1 at [1]"])
  }

  @Test(arguments: [FigureOptions.Theme.light, .dark, .auto]) func whatIsWrongIsDrawnBoldOnABand(
    _ theme: FigureOptions.Theme
  ) throws {
    let options = figureOptions { $0.theme = theme }
    let figure = draw(try broken(network), options: options, checking: CheckOptions())
    let svg = String(decoding: try render(figure, as: .svg), as: UTF8.self)
    let drawing = try #require(Drawing(svg))
    let texts = drawing.texts.filter { $0.content.hasPrefix("✗ wrong from sigmoid") }
    #expect(texts.count == 1 && texts.allSatisfy(\.isBold))
    #expect(theme == .dark || drawing.classes.contains("nnc-wrong-line"))
    #expect(drawing.words.contains("wrong"))
  }
}
