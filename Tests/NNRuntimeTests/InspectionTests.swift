import Foundation
import NNGraph
import NNSyntax
import Testing

@testable import NNRuntime

/// An inspection that checks gradients too, along few directions.
private func inspected(_ model: Model, _ dtype: DType = .f64) -> Inspection {
  var checking = CheckOptions(dtype: dtype)
  checking.wholeTensorLimit = 4
  checking.directions = 2
  return inspect(model, dtype: dtype, checking: checking)
}

@Test(arguments: illNetworks) func findsTheCauseAndNothingElse(_ network: IllNetwork) throws {
  let found = inspected(try compiled(network.text), network.dtype).findings
  #expect(found.map(\.kind) == [network.kind], "\(found.map(\.message))")
  let finding = try #require(found.first)
  #expect(finding.severity == (network.isError ? .error : .warning))
  #expect(finding.value == network.value)
  for words in network.words { #expect(finding.message.contains(words), "\(finding.message)") }
  #expect(finding.evidence.map(\.name) == network.evidence.map(\.name))
  for (evidence, wanted) in zip(finding.evidence, network.evidence) where !evidence.number.isNaN {
    #expect(wanted.range.contains(evidence.number), "\(evidence.name) is \(evidence.number)")
  }
  let source = Source(name: "m.nn", text: network.text)
  #expect(source.text(finding.place.range) == network.place)
  #expect(finding.place.range.lowerBound == network.offset)
  // Every way out is told but for what the message itself says.
  #expect(finding.remedy != nil || network.kind == .labelOutOfRange)
}

/// Numbers that are there already, and constants, are those that a run would give.
@Test(arguments: DType.allCases) func numbersThatAreKnownAreThoseOfARun(_ dtype: DType) throws {
  let model = try compiled("x = [0.1, -0.2, 0.3]\nh = max(x, 0.1)\ny = sigmoid(h * x + 0.7)\nL = sum(y)")
  let study = Study(model, dtype)
  for id in model.simplified.graph.ids {
    #expect(study.numbers(of: [id])[id] == study.numbers(of: [id], replacing: [:])[id], "\(id)")
  }
}

/// What overflows in f32 is well in f64.
@Test(arguments: illNetworks.filter { $0.dtype == .f32 }) func f64DoesNotOverflow(_ network: IllNetwork)
  throws
{
  #expect(inspected(try compiled(network.text)).findings == [])
}

private let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "examples")

@Test(arguments: [DType.f64, .f32]) func everyExampleIsHealthy(_ dtype: DType) throws {
  let names = try FileManager.default.contentsOfDirectory(atPath: examples.path).filter {
    $0.hasSuffix(".nn")
  }
  #expect(names.count > 20)
  for name in names.sorted() {
    let text = try String(contentsOf: examples.appending(path: name), encoding: .utf8)
    #expect(inspected(try compiled(text), dtype).findings == [], "\(name)")
  }
}

private let data = """
  input x: [16, 8] = normal(seed=1)
  target t: [16] = [0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0]
  target v: [16, 1] = bernoulli(0.5, seed=5)

  """
private let classes = " -> affine(2) -> softmax_loss(t)"

/// Layers one after the other.
private func layers(_ count: Int, of layer: String) -> String {
  "loss = x" + String(repeating: " -> " + layer, count: count) + classes
}

/// A stack of residual blocks.
private let residual: String = {
  var text = "a0 = x -> affine(8)\n"
  for index in 1...6 {
    let before = "a\(index - 1)"
    text += "a\(index) = \(before) + (\(before) -> layer_norm -> affine(16, init=he) -> relu -> affine(8))\n"
  }
  return text + "loss = a6" + classes
}()

private let functions = [
  "relu", "leaky_relu", "sigmoid", "tanh", "softplus", "elu", "gelu", "gelu_tanh", "swish",
]

/// Networks in which nothing is ill, though much in them looks like it.
private let healthyNetworks: [String] = [
  layers(20, of: "affine(8) -> tanh"),
  layers(4, of: "affine(8, init=he) -> batch_norm -> relu"),
  layers(2, of: "affine(16, init=he) -> relu -> dropout(0.5, seed=3)"),
  residual,
  """
  param Wq: [8, 8] = xavier
  param Wk: [8, 8] = xavier
  param Wv: [8, 8] = xavier
  a = softmax((x @ Wq) @ (x @ Wk).T / 2.83)
  loss = (a @ (x @ Wv)) -> layer_norm\(classes)
  """,
  "h = x -> affine(8)\ng = x -> affine(8) -> sigmoid\nloss = (h * g)\(classes)",
  "loss = x -> affine(16) -> tanh -> affine(1) -> mse_loss(v)",
  "loss = x -> affine(16) -> tanh -> affine(1) -> bce_loss(v)",
  // A swish whose sigmoid lies near 1 passes the gradient on around it.
  "param up: [8] = normal(mean=15)\nloss = x -> affine(8, b=up) -> swish\(classes)",
  // A network that fits its data has a small gradient.
  "param A: [8, 2] = normal(seed=2)\ny = x @ A * 40\nloss = mse_loss(softmax(y), onehot(t, 2)) * 1e-9",
  // Two of eight units are off: with random weights that happens.
  "param down: [8] = [0, -50, 0, -50, 0, 0, 0, 0]\nloss = x -> affine(8, init=he, b=down) -> relu\(classes)",
  // Probabilities near 0 and 1 at the output, whose logarithm is steep.
  "loss = x -> affine(2, init=normal(std=6)) -> softmax -> cross_entropy(t)",
]

@Test(arguments: functions) func nothingIsFoundWithAnyFunction(_ function: String) throws {
  let text = data + layers(4, of: "affine(8, init=he) -> \(function)")
  #expect(inspected(try compiled(text)).findings == [])
}

@Test(arguments: healthyNetworks) func nothingIsFoundInAHealthyNetwork(_ text: String) throws {
  let found = inspected(try compiled(data + text)).findings
  #expect(found == [], "\(found.map(\.message))")
}

@Test func thresholdsSayFromWhereOnSomethingIsTold() throws {
  let depth = { (layers: Int) in
    try compiled(data + "loss = x" + String(repeating: " -> affine(8) -> sigmoid", count: layers) + classes)
  }
  var thresholds = InspectionThresholds()
  thresholds.vanishing = 0.1
  #expect(inspect(try depth(4), thresholds: thresholds).findings.map(\.kind) == [.vanishingGradient])
  thresholds.vanishing = 0
  #expect(inspect(try depth(20), thresholds: thresholds).findings == [])

  let exploding = try compiled(
    data + "loss = x -> affine(8) -> tanh -> affine(8, init=normal(std=20)) -> tanh" + classes)
  thresholds = InspectionThresholds()
  thresholds.saturatedShare = 1
  thresholds.exploding = 2
  #expect(inspect(exploding, thresholds: thresholds).findings.map(\.kind) == [.explodingGradient])
  thresholds.exploding = 1e6
  #expect(inspect(exploding, thresholds: thresholds).findings == [])

  let offset = "param b: [8] = [0, -50, 0, -50, 0, 0, 0, 0]\nloss = x -> affine(8, init=he, b=b)"
  let partlyDead = try compiled(data + "\(offset) -> relu\(classes)")
  thresholds = InspectionThresholds()
  thresholds.deadShare = 0.2
  #expect(inspect(partlyDead, thresholds: thresholds).findings.map(\.kind) == [.deadReLU])

  let partlySaturated = try compiled(data + "\(offset) -> sigmoid\(classes)")
  #expect(inspect(partlySaturated).findings == [])
  thresholds = InspectionThresholds()
  thresholds.saturatedShare = 0.2
  #expect(inspect(partlySaturated, thresholds: thresholds).findings.map(\.kind) == [.saturatedSigmoid])
  thresholds.saturation = 1e-30
  #expect(inspect(partlySaturated, thresholds: thresholds).findings == [])
}

@Test func rowsTellHowTheGradientFaresOnItsWay() throws {
  let model = try compiled("x = [[3.0, 4.0]]\nparam W = [[2.0, 0.0], [0.0, 2.0]]\nh = x @ W\ny = sum(h * 5)")
  let rows = inspect(model).rows
  #expect(rows.map(\.name) == ["x", "W", "h", "multiply1", "y"])
  let row = { (name: String) in try #require(rows.first { $0.name == name }) }
  // ∂L/∂h = [5, 5], ∂L/∂x = [10, 10], ∂L/∂W = xᵀ · [5, 5].
  let (x, h, W) = (try row("x"), try row("h"), try row("W"))
  #expect(x.gain == nil && x.ratio == nil)
  #expect(isNear(x.cumulative, 200.0.squareRoot()))
  #expect(isNear(h.gain, 2))
  #expect(isNear(h.cumulative, 50.0.squareRoot()))
  #expect(isNear(W.ratio, 1250.0.squareRoot() / 8.0.squareRoot()))
  let statistics = x.value.statistics
  #expect([statistics.mean, statistics.minimum, statistics.maximum] == [3.5, 3, 4])
  #expect([statistics.deviation, statistics.norm, statistics.zeros] == [0.5, 5, 0])
  #expect(x.value.histogram == [1, 0, 0, 0, 0, 0, 0, 1])
  #expect(W.value.statistics.zeros == 0.5)
}

private func isNear(_ found: Double?, _ wanted: Double) -> Bool {
  found.map { abs($0 - wanted) < 1e-12 } ?? false
}

@Test func theProductOfGainsIsWhatIsLeftOfTheGradient() throws {
  let inspection = inspected(try compiled(illNetworks[0].text))
  let finding = try #require(inspection.findings.first)
  let norm = { (name: String) in
    try #require(inspection.rows.first { $0.name == name }?.gradient).statistics.norm
  }
  let evidence = Dictionary(uniqueKeysWithValues: finding.evidence.map { ($0.name, $0.number) })
  let left = try norm("affine1") / norm("out")
  #expect(abs(try #require(evidence["product"]) / left - 1) < 1e-9)
  let gains = inspection.rows.filter { $0.name.contains("sigmoid") || $0.layer == "affine" }.compactMap(
    \.gain)
  #expect(gains.min() == evidence["gain"])
  #expect(gains.count == 41)
}

@Test func statisticsOfNumbersThatAreNotFiniteAreTold() {
  let distribution = Inspection.Distribution([1, .infinity, .nan, 2])
  #expect(distribution.histogram == [1, 0, 0, 0, 0, 0, 0, 1])
  #expect(Inspection.Distribution([-1e308, 1e308]).histogram == [1, 0, 0, 0, 0, 0, 0, 1])
  #expect(Inspection.Distribution([7, 7]).histogram == [0, 0, 0, 0, 2, 0, 0, 0])
}
