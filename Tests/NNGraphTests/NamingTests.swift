import NNRuntime
import Testing

@testable import NNGraph

private func names(_ text: String, location: SourceLocation = #_sourceLocation) throws -> [String] {
  try elaborated(text, location: location).values.map(\.name)
}

@Test func anonymousLayersAreCountedInSourceOrder() throws {
  let found = try names(
    "x = [[1.0]]\ny = x -> affine(2) -> relu -> affine(3) -> relu -> affine(1)\nz = y + 1")
  #expect(
    found == [
      "x", "affine1.W", "affine1.b", "affine1", "relu1", "affine2.W", "affine2.b", "affine2", "relu2",
      "affine3.W", "affine3.b", "y", "z",
    ])
}

@Test func aStageGivesItsNameToItsParameters() throws {
  #expect(
    try names("x = [[1.0]]\ny = x -> out: affine(2) -> probabilities: softmax")
      == ["x", "out.W", "out.b", "out", "probabilities", "y"])
}

@Test func aStageMayBeAFunction() throws {
  let computed = try Computed("x = [4.0]\ny = x -> root: sqrt -> exp -> log\nz = root * y")
  #expect(try computed.value("root") == [2])
  #expect(try abs(computed.number("z") - 4) < 1e-15)
}

@Test(arguments: [
  "x -> affine(1) -> affine1: affine(1)", "x -> affine1: affine(1) -> affine(1)",
  "x -> affine(1) -> affine2: affine(1) -> affine(1)",
]) func countingLeavesOutNamesThatTheFileWrites(_ pipeline: String) throws {
  for text in ["y = \(pipeline)", "group { y = \(pipeline) }", "y = f(x)\nz = f(y)"] {
    let graph = try elaborated("layer f(x) = \(pipeline)\nx: [1, 1] = ones\n" + text)
    let params = graph.values.filter { $0.role == .param }.map(\.name)
    #expect(Set(params).count == params.count, "\(params)")
    let made = graph.values.filter { $0.role != .output && $0.role != .value }.map(\.name)
    #expect(Set(made).count == made.count, "\(made)")
  }
}

@Test func parametersOfEqualShapeStayApart() throws {
  let computed = try Computed("x = [[1.0]]\ny = x -> affine(1) -> affine1: affine(1)\n")
  #expect(try computed.value("affine1.W") != computed.value("affine2.W"))
}

@Test func layersWithinLayersCarryTheNamesAroundThem() throws {
  let found = try names(
    """
    layer block(x) {
      h = x -> affine(2) -> relu
      return h -> out: affine(2)
    }
    x = [[1.0, 2.0]]
    y = x -> block -> last: block
    """)
  #expect(
    found == [
      "x", "block1/affine1.W", "block1/affine1.b", "block1/out.W", "block1/out.b", "block1",
      "last/affine1.W", "last/affine1.b", "last/out.W", "last/out.b", "last", "y",
    ])
}

@Test func groupsLendNoNames() throws {
  let found = try names(
    "x = [[1.0]]\ngroup \"first\" { h = x -> affine(1) }\ngroup second { y = h -> affine(1) }")
  #expect(found == ["x", "affine1.W", "affine1.b", "h", "affine2.W", "affine2.b", "y"])
}

@Test func expectationsChangeNeitherNamesNorTheOutput() throws {
  let model = "x = [[1.0]]\na = x -> affine(2) -> sigmoid -> affine(1)\ny = sigmoid(a)\n"
  let expectation = "expect sigmoid(x) + affine(x, 1) ~= [[0.5]], 9\n"
  let plain = try Computed(model)
  let lines = model.split(separator: "\n")
  for text in [model + expectation, "\(lines[0])\n\(expectation)\(lines[1])\n\(lines[2])"] {
    let found = try Computed(text)
    let kept = found.model.graph.values.map(\.name).filter { !$0.hasPrefix("expect") }
    #expect(kept == plain.model.graph.values.map(\.name))
    #expect(try found.output() == plain.output())
    #expect(try found.gradient("affine1.W") == plain.gradient("affine1.W"))
    #expect(try found.named("y").role == .output)
  }
}

@Test func valuesOfExpressionsAreNamedByTheirOperation() throws {
  let found = try names("x = [1.0]\ny = relu(x * 2 + 1) - 3")
  #expect(found == ["x", "multiply1", "add1", "relu1", "y"])
}
