import Foundation
import NNRuntime
import NNSyntax
import Testing

@testable import NNGraph

/// x² whose pullback forgets the 2, as a hand-written gradient might.
private struct ForgetfulSquare: Primitive, UnaryFunction {
  static let keyword = "forgetful-square"
  static let chainRule = "forgets a factor of two"
  static let samples: [Sample] = []

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { operands[0] }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(unary: self)) }
  func callAsFunction<T: Element>(_ x: T) -> T { x * x }
  func formula(_ operands: [Formula]) -> Formula { .power(operands[0], .number(2)) }
  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [backward.forOperand(0) { $0(Multiply(), $0.upstream, $0.operands[0]) }]
  }
}

/// A model of one wrong operation on a leaf of these numbers.
private func wrongModel(_ numbers: [Double]) throws -> Model {
  try model(of: numbers) { builder, x in [("y", builder.make(ForgetfulSquare(), [x]))] }
}

/// A model that makes values of a leaf `x` with these numbers, the last one its output.
private func model(
  of numbers: [Double], _ make: (inout GraphBuilder, NodeID) -> [(name: String, node: NodeID)]
) throws -> Model {
  let place = Place(source: Program.model, range: 0..<0)
  let shape = try #require(Shape([numbers.count]))
  var builder = GraphBuilder(place: place)
  let x = builder.make(Leaf(name: "x", role: .input, tensorShape: shape, data: .literal(numbers)), [])
  let made = make(&builder, x)
  builder.graph.output = made.last?.node
  for (name, node) in [("x", x)] + made {
    let role: ValueRole = node == x ? .input : node == made.last?.node ? .output : .value
    builder.graph.values.append(
      NamedValue(name: name, role: role, node: node, madeBy: nil, variables: [nil], place: place))
  }
  return Model(builder.graph)
}

@Test func aWrongPullbackIsCaught() throws {
  let report = check(try wrongModel([0, 1, -3, 2]))
  let gradient = try #require(report.gradients.first)
  #expect(gradient.verdict == .wrong)
  #expect(gradient.isWhole && gradient.tried == 4)
  let worst = try #require(gradient.worst)
  #expect(worst.index == [2])
  #expect(worst.analytic == -3)
  #expect(abs(worst.numeric + 6) < 1e-9)
  #expect(abs(worst.error - 1) < 1e-9)
  #expect(report.hasFailed)
  #expect(report.findings.map(\.value) == ["y", "x"])
  for finding in report.findings {
    #expect(finding.kind == .wrongGradient && finding.severity == .error)
    #expect(finding.evidence.map(\.name) == ["analytic", "numeric", "error"])
  }
  let messages = report.findings.map(\.message)
  #expect(
    messages[0].hasPrefix("y passes a wrong gradient back, the first on the way from the output: to x[2] it"))
  #expect(messages[1].hasPrefix("the gradient of x[2] is -3, central differences say -"))
}

@Test func aWrongPullbackOfALargeTensorIsCaughtByDirections() throws {
  var random = RandomNumbers(seed: 1)
  let report = check(try wrongModel(random.numbers(300, 0.5, 2)))
  let gradient = try #require(report.gradients.first)
  #expect(gradient.verdict == .wrong)
  #expect(!gradient.isWhole)
  #expect(try #require(gradient.worst).index.count == 1)
  #expect(report.hasFailed)
}

@Test func theFirstOfSeveralWrongStepsOnTheWayBackIsNamed() throws {
  let wrong = try model(of: [0.5, 1]) { builder, x in
    let a = builder.make(ForgetfulSquare(), [x])
    let b = builder.make(Exp(), [a])
    return [("a", a), ("b", b), ("c", builder.make(ForgetfulSquare(), [b]))]
  }
  let report = check(wrong)
  #expect(report.steps.map(\.layer) == ["c", "b", "a"])
  #expect(report.steps.map(\.gradient.value) == ["b", "a", "x"])
  #expect(report.steps.map(\.gradient.verdict) == [.wrong, .right, .wrong])
  let first = try #require(report.findings.first)
  #expect(first.value == "c" && first.message.contains("the first on the way from the output: to b["))
  // An inspection tells of the cause alone.
  #expect(inspect(wrong, checking: CheckOptions()).findings.map(\.value) == ["c"])
}

@Test func aWrongPullbackIsCaughtWhereTheGradientHasVanished() throws {
  let report = check(
    try model(of: [1, 2]) { builder, x in
      let a = builder.make(ForgetfulSquare(), [x])
      let tiny = builder.broadcast(builder.constant(1e-15), to: builder.graph[a].shape)
      return [("a", a), ("b", builder.make(Multiply(), [a, tiny]))]
    })
  // What arrives at x is within the tolerance of a difference of the whole.
  #expect(report.gradients.map(\.verdict) == [.right])
  #expect(report.findings.map(\.value) == ["a"])
  #expect(report.hasFailed)
}

@Test(arguments: ["log", "sqrt", "exp"]) func smallNumbersAreTakenSmallStepsFrom(_ function: String) throws {
  let report = check(try compiled("x = [1e-12, 1e-9, 1.0]\ny = -sum(\(function)(x))"))
  #expect(report.gradients.map(\.verdict) == [.right])
  #expect(report.steps.allSatisfy { $0.gradient.verdict == .right })
  #expect(report.findings == [])
}

@Test func kinksThatLieCloseAreNoMistake() throws {
  let layers = String(repeating: " -> affine(8, init=normal(std=0.05)) -> relu", count: 10)
  let report = check(
    try compiled(
      """
      input x: [16, 8] = normal(seed=1)
      target t: [16] = [0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0]
      loss = x\(layers) -> out: affine(2) -> softmax_loss(t)
      """))
  #expect(!report.hasFailed)
  #expect(!report.steps.contains { $0.gradient.verdict == .wrong })
  #expect(report.gradients.contains { $0.verdict == .undecided })
}

@Test func whereManyKinksMeetNothingIsCalledWrong() throws {
  // All units of all samples lie at their kink, more of them than are tried one by one.
  let report = check(
    try compiled(
      """
      input x: [40, 10] = normal(seed=5)
      target t: [40] = [\((0..<40).map { "\($0 % 3)" }.joined(separator: ", "))]
      loss = x -> affine(20, init=zeros) -> relu -> affine(3) -> softmax_loss(t)
      """))
  #expect(!report.hasFailed)
  #expect(report.gradients.map(\.verdict) == [.right, .undecided, .kink, .right, .right])
  #expect(report.steps.first { $0.layer == "relu1" }?.gradient.verdict == .kink)
}

@Test func whatRoundingHidesIsUndecided() throws {
  let report = check(try compiled("x = [1e12, 1.0]\na = x * x\ny = sum(a)"))
  #expect(!report.hasFailed)
  #expect(report.steps.map(\.gradient.verdict) == [.undecided, .right])
}

@Test func theCostOfACheckIsStated() throws {
  let report = check(try compiled("x = [[0.5, -1.0]]\ny = x -> affine(3, seed=1) -> sigmoid"))
  // Eleven elements, five passes each, and one to see that the value is finite for each of three tensors.
  #expect(report.passes == 11 * 5 + 3)
  // The layers' inputs: x, W and b of the first, three numbers of the second.
  #expect(report.stepPasses == 14 * 5 + 4)
}

@Test func rightGradientsPassElementByElement() throws {
  let report = check(try compiled("x = [[0.5, -1.0]]\ny = x -> affine(3, seed=1) -> sigmoid"))
  #expect(report.findings == [])
  #expect(report.gradients.map(\.value) == ["x", "affine1.W", "affine1.b"])
  #expect(report.gradients.map(\.tried) == [2, 6, 3])
  #expect(report.gradients.allSatisfy { $0.verdict == .right && ($0.worst?.error ?? 1) < 1e-6 })
  #expect(!report.hasFailed)
}

@Test func aKinkIsNoErrorButIsNamed() throws {
  let report = check(try compiled("x = [1.0, 0.0, -1.0]\ny = relu(x)"))
  let gradient = try #require(report.gradients.first)
  #expect(gradient.verdict == .kink)
  #expect(gradient.worst?.index == [1])
  #expect(!report.hasFailed)
  let finding = try #require(report.findings.first)
  #expect(finding.kind == .kink && finding.severity == .note)
  #expect(finding.message.contains("kink at x[1]"))
}

@Test func equalElementsOfAMaximumAreAKink() throws {
  let computed = try Computed("x = [2.0, 1.0, 2.0, 2.0, 2.0]\ny = max(x)")
  #expect(try computed.gradient("x") == [0.25, 0, 0.25, 0.25, 0.25])
  #expect(check(computed.model).gradients.map(\.verdict) == [.kink])
}

@Test func largeTensorsAreCheckedAlongDirections() throws {
  var options = CheckOptions()
  options.directions = 5
  let report = check(
    try compiled("x: [2, 40] = normal(seed=1)\ny = x -> affine(10, seed=2) -> softmax"), options: options)
  let weights = try #require(report.gradients.first { $0.value == "affine1.W" })
  #expect(!weights.isWhole && weights.tried == 5 && weights.verdict == .right)
  #expect(try #require(report.gradients.first { $0.value == "x" }).isWhole)
}

@Test func theUpstreamGradientWeighsTheDifferences() throws {
  let report = check(try compiled("x = [0.5, -1.0, 2.0]\ny = sigmoid(x)\nupstream y = [1.0, -20.0, 0.0]"))
  #expect(report.findings == [])
  #expect(report.gradients.map(\.verdict) == [.right])
}

@Test func checkingTellsOfFailedExpectations() throws {
  let text = "x = [1.0, -2.0]\ny = sigmoid(x)\nexpect y ~= [0.7310586, 0.1192029]"
  #expect(check(try compiled(text)).findings == [])
  let report = check(try compiled(text + "\nexpect y ~= [0.73, 0.2], 0.01\nexpect y ~= 0.5, 1"))
  #expect(report.findings.map(\.kind) == [.expectationFailed])
  #expect(report.findings.first?.message.contains("at element 1, 0.2 is expected within 0.01") == true)
  #expect(report.hasFailed)
}

@Test(arguments: ["sigmoid.nn", "two_layer_net.nn"]) func examplesPassTheirChecks(_ name: String) throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let text = try String(contentsOf: root.appending(path: "examples/\(name)"), encoding: .utf8)
  #expect(check(try compiled(text)).findings == [])
}

@Test func findsTheFirstValueThatIsNotFinite() throws {
  let cases: [(String, Finding.Kind, String)] = [
    (
      "x = [1.0, 1e200]\na = x * x\ny = a - a", .infinity,
      "a is infinite, first at element 1: multiply of x = 1·10²⁰⁰ and x = 1·10²⁰⁰"
    ),
    (
      "x = [1.0, -1.0]\na = log(x)\ny = a + 1", .notANumber,
      "a is not a number, first at element 1: log of x = −1"
    ), ("x = [0.0]\ny = 1 / x", .infinity, "y is infinite, first at element 0: divide of 1 and x = 0"),
  ]
  for (text, kind, message) in cases {
    let computed = try Computed(text)
    let found = try #require(findings(computed.model, computed.valuation).first)
    #expect(found.kind == kind)
    #expect(found.message == message)
  }
}

@Test func notANumberIsNotHiddenByMaximaAndSteps() throws {
  let computed = try Computed(
    "x = [-1.0, 1.0]\nn = log(x)\na = relu(n)\nb = max(n)\nc = step(n)\nd = sigmoid(n)\ny = max(0, n)")
  for name in ["a", "b", "c", "d", "y"] { #expect(try computed.value(name)[0].isNaN, "\(name)") }
}
