import NNRuntime
import Testing

@testable import NNGraph

@Test func weightsThatAreGivenFixTheSizeOfALayer() throws {
  let text = "x = [[1.0, 2.0]]\nparam W1 = [[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]]\nparam b1 = [0.5, -0.5, 0.0]\n"
  for call in ["affine(x, W=W1, b=b1)", "affine(x, 3, W1, b1)", "x -> affine(units=3, b=b1, W=W1)"] {
    let computed = try Computed(text + "y = \(call)")
    #expect(try computed.value("y") == [1.5, 1.5, 8])
    #expect(computed.model.graph.values.map(\.name) == ["x", "W1", "b1", "y"])
  }
  let biased = try Computed(text + "y = affine(x, W=W1)")
  #expect(try biased.value("affine1.b") == [0, 0, 0])
}

@Test func sharedParametersAddTheirGradients() throws {
  let computed = try Computed(
    "x = [[2.0]]\nparam W = [[3.0]]\nh = affine(x, W=W, b=[0.0])\ny = affine(h, W=W, b=[0.0])")
  #expect(try computed.value("y") == [18])
  #expect(try computed.gradient("W") == [12])
  #expect(try computed.gradient("x") == [9])
}

@Test func affineSumsTheBiasGradientOverTheBatch() throws {
  let computed = try Computed(
    """
    x = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    param W = [[1.0, -1.0], [0.5, 2.0]]
    param b = [0.0, 1.0]
    y = affine(x, W=W, b=b)
    upstream y = [[1.0, 2.0], [3.0, 5.0], [7.0, 11.0]]
    """)
  #expect(try computed.gradient("b") == [11, 18])
  #expect(try computed.gradient("W") == [45, 72, 56, 90])
  #expect(try computed.gradient("x") == [-1, 4.5, -2, 11.5, -4, 25.5])
}

@Test func affineTakesAnyLeadingAxes() throws {
  for sizes in [[2], [3, 2], [2, 3, 2]] {
    let computed = try Computed("x: \(sizes) = normal(seed=1)\ny = affine(x, 4)")
    #expect(try computed.sizes("y") == sizes.dropLast() + [4])
    #expect(check(computed.model).findings == [])
  }
}

@Test func initAndSeedReachTheRandomParametersOfALayer() throws {
  let computed = try Computed(
    "x = [[1.0, 2.0]]\na = affine(x, 3, init=he, seed=3)\nb = affine(x, 3, init=normal(std=2))\nc = affine(x, 3, W=ones)\ny = a + b + c"
  )
  let shape = try #require(Shape([2, 3]))
  #expect(try computed.value("affine1.W") == Generator.he.elements(shape: shape, seed: 3))
  #expect(try computed.value("affine1.b") == [0, 0, 0])
  let seed = RandomNumbers.seed(run: 0, name: "affine2.W")
  #expect(
    try computed.value("affine2.W")
      == Generator.normal(mean: 0, deviation: 2).elements(shape: shape, seed: seed))
  #expect(try computed.value("affine3.W") == [1, 1, 1, 1, 1, 1])
}

@Test func parametersOfALayerAreTrained() throws {
  let computed = try Computed("x = [[1.0, 2.0]]\ny = affine(x, 3)")
  #expect(try computed.named("affine1.W").role == .param)
  #expect(try computed.gradient("affine1.W") == [1, 1, 1, 2, 2, 2])
  #expect(try computed.gradient("affine1.b") == [1, 1, 1])
}

@Test func aLayerOfTheModelTakesThePlaceOfThePreludes() throws {
  let computed = try Computed("layer sigmoid(x) = x * 2\nx = [3.0]\ny = swish(x)")
  #expect(try computed.output() == [18])
}

@Test func aLayerMayTakeThePlaceOfAFunction() throws {
  #expect(try Computed("layer exp(x) = x + 1\nx = [3.0]\ny = exp(x)").output() == [4])
}

@Test func aLayerWithABlockHasStatementsOfItsOwn() throws {
  let computed = try Computed(
    """
    layer gate(x: [..., D], W: [D, D] = eye, scale: float = 2) {
      half = x @ W / scale
      const shift: [D] = ones
      open = sigmoid(half)
      return open * x + shift
    }
    x = [[0.0, 2.0]]
    y = x -> gate -> g: gate(scale=1)
    """)
  let sigmoid = 1 / (1 + Double.exp(-1))
  #expect(try distance(computed.value("gate1"), [1, 2 * sigmoid + 1]) < 1e-15)
  #expect(try computed.hasGradient("gate1.W"))
  #expect(check(computed.model).findings == [])
}

@Test func layersMayBeUsedBeforeTheyAreDefined() throws {
  #expect(try Computed("y = f([1.0])\nlayer f(x) = g(x) + 1\nlayer g(x) = x * 3").output() == [4])
}

@Test func sizesOfShapesAreNumbersWithinALayer() throws {
  #expect(
    try Computed("layer total(x: [N, D]) = sum(x) / N + D\ny = total([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])")
      .output() == [13.5])
}

@Test func labelsAndRowsAreTheSameTargets() throws {
  for count in [2, 3] {
    let x = "x = \(literal((0..<count * 3).map { Double($0 * $0 % 5) }, [count, 3]))\n"
    let labels = (0..<count).map { ($0 * 2) % 3 }
    let rows = labels.map { label in (0..<3).map { $0 == label ? 1 : 0 } }
    let one = try Computed(x + "target t: [N] = \(labels)\nloss = softmax_loss(x, t)")
    let other = try Computed(x + "target t: [N, K] = \(rows)\nloss = softmax_loss(x, t)")
    #expect(try one.output() == other.output())
    #expect(try one.gradient("x") == other.gradient("x"))
    #expect(try !one.hasGradient("t") && !other.hasGradient("t"))
  }
}

@Test func softTargetsAreWeighed() throws {
  let computed = try Computed("x = [[1.0, 2.0]]\ntarget t = [[0.25, 0.75]]\nloss = softmax_loss(x, t)")
  let p = 1 / (1 + Double.exp(1))
  #expect(try distance(computed.gradient("x"), [p - 0.25, 0.25 - p]) < 1e-15)
}

@Test func lossTakesOneSampleWithoutABatch() throws {
  let one = try Computed("x = [1.0, 2.0, 0.5]\ntarget t = 1\nloss = softmax_loss(x, t)")
  let batch = try Computed("x = [[1.0, 2.0, 0.5]]\ntarget t = [1]\nloss = softmax_loss(x, t)")
  #expect(try one.output() == batch.output())
  #expect(try one.gradient("x") == batch.gradient("x"))
  let row = try Computed("x = [1.0, 2.0, 0.5]\ntarget t = [0, 1, 0]\nloss = softmax_loss(x, t)")
  #expect(try row.output() == batch.output())
}

@Test func oneClassHasNoLossAndNoGradient() throws {
  let computed = try Computed("x = [[3.0], [-7.0]]\ntarget t = [0, 0]\nloss = softmax_loss(x, t)")
  #expect(try computed.output() == [0])
  #expect(try computed.gradient("x") == [0, 0])
}

@Test func rolesSayWhatHasAGradient() throws {
  let computed = try Computed(
    "input a = [1.0]\nparam b = [2.0]\nconst c = [3.0]\ntarget d = [4.0]\ne = [5.0]\nf: [1] = ones\ny = a * b * c * d * e * f"
  )
  for name in ["a", "b", "e", "f"] { #expect(try computed.hasGradient(name)) }
  for name in ["c", "d"] { #expect(try !computed.hasGradient(name)) }
  let roles = try ["a", "b", "c", "d", "e"].map { try computed.named($0).role }
  #expect(roles == [.input, .param, .const, .target, .input])
}

@Test func theOutputIsTheLastValueComputed() throws {
  let computed = try Computed("x = [2.0]\ny = x * x\nz = [7.0]\nunused = [1.0]")
  #expect(try computed.named("y").role == .output)
  #expect(try computed.output() == [4])
  #expect(try !computed.hasGradient("unused"))
  let bare = try Computed("x = [2.0]\nrelu(x) * 3")
  #expect(try bare.output() == [6])
  let alone = try Computed("x = [2.0, 3.0]")
  #expect(try alone.output() == [2, 3])
  #expect(try alone.gradient("x") == [1, 1])
}

@Test func valuesThatTheOutputDoesNotNeedHaveNoGradient() throws {
  let computed = try Computed("x = [2.0]\nside = exp(x)\nspare = [[1.0]] -> affine(2)\ny = x * 3")
  #expect(try computed.value("side") == [Double.exp(2)])
  for name in ["side", "spare", "affine1.W"] { #expect(try !computed.hasGradient(name), "\(name)") }
  #expect(try computed.gradient("x") == [3])
}

@Test func upstreamIsOnesUnlessTheFileGivesIt() throws {
  let text = "x = [2.0, 3.0]\ny = x * x\n"
  #expect(try Computed(text).gradient("x") == [4, 6])
  #expect(try Computed(text + "upstream y = [10.0, -1.0]").gradient("x") == [40, -6])
  #expect(try Computed("x = [2.0, 3.0]\ny = sum(x * x)\nupstream y = 10").gradient("x") == [40, 60])
}

@Test func valuesThatAreUsedTwiceAddTheirGradients() throws {
  let computed = try Computed("x = [3.0]\na = x * 2\ny = a * a + a - x")
  #expect(try computed.gradient("a") == [13])
  #expect(try computed.gradient("x") == [25])
}

@Test func reluHasNoGradientAtZero() throws {
  #expect(try Computed("x = [-1.0, 0.0, 2.0]\ny = relu(x)").gradient("x") == [0, 0, 1])
}

@Test func powersTakeNegativeBasesWithWholeExponents() throws {
  let computed = try Computed("x = [-2.0, 3.0, 0.0]\ny = x ^ 3 + x ^ 2 + x ^ 1")
  #expect(try computed.value("y") == [-6, 39, 0])
  #expect(try computed.gradient("x") == [9, 34, 1])
}

@Test func theZerothPowerIsOneEverywhere() throws {
  let computed = try Computed("x = [0.0, -2.0]\ny = x ^ 0")
  #expect(try computed.value("y") == [1, 1])
  #expect(try computed.gradient("x") == [0, 0])
}

@Test func exponentsHaveGradients() throws {
  let computed = try Computed("x = [2.0]\nn = [3.0]\ny = x ^ n")
  #expect(try computed.gradient("x") == [12])
  #expect(try abs(computed.gradient("n")[0] - 8 * Double.log(2)) < 1e-14)
}

@Test func annotationsNameTheAxes() throws {
  let graph = try elaborated(
    "input x: [N, 3] = [[1, 2, 3], [4, 5, 6]]\ntarget t: [N] = [0, 1]\ny: [N, K] = affine(x, 4)")
  #expect(graph.values.first { $0.name == "x" }?.variables == ["N", nil])
  #expect(graph.values.first { $0.name == "y" }?.variables == ["N", "K"])
}

@Test func groupsKeepTheirTitlesAndShareTheirNames() throws {
  let graph = try elaborated(
    "x = [1.0]\ngroup block \"residual\" {\n  h = relu(x)\n  group { k = h + x }\n}\ny = k * h")
  #expect(graph.scopes.map(\.name).contains("block"))
  #expect(graph.scopes.contains { $0.kind == .group(title: "residual") })
  let inner = try #require(graph.values.first { $0.name == "k" })
  #expect(graph.chain(of: graph[inner.node].scope).count == 3)
}

@Test func rowsThatAreNoDistributionAreRefused() throws {
  func complaint(_ rows: String) throws -> String? {
    let model = try compiled("x = [[0.1, 0.2], [0.3, 0.4]]\ntarget t = \(rows)\nL = softmax_loss(x, t)")
    return complaints(model, evaluate(model, observing: model.inspectedNodes)).first?.message
  }
  #expect(try complaint("[[0, 1], [0.25, 0.75]]") == nil)
  #expect(try complaint("[[0, 1], [1, 1]]") == "t: row 1 sums to 2, a distribution sums to 1")
  #expect(try complaint("[[2, -1], [1, 0]]") == "t: row 0 has the negative probability -1")
}

@Test func overflowWithinALayerIsExplained() throws {
  let model = try compiled("x = [1000.0, -2.0]\ny = sigmoid(-x)")
  let findings = report(model, dtype: .f64, detail: .node).findings
  #expect(findings.map(\.kind) == [.unstableForm])
  #expect(findings.first?.value == "sigmoid1/exp")
  #expect(report(model, dtype: .f64, detail: .layer).findings == [])
}
