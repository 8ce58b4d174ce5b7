import NNGraph
import Testing

@testable import NNRuntime

/// A network built to be ill, and the one thing that an inspection must find in it.
struct IllNetwork: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The file; the place of the finding stands between `«` and `»`.
  let marked: String
  var dtype = DType.f64
  let kind: Finding.Kind
  var isError = false
  /// What it is about.
  let value: String
  /// What the message must say.
  let words: [String]
  /// What the numbers behind it must be: names in order, with the ranges in which they lie.
  let evidence: [(name: String, range: ClosedRange<Double>)]

  /// The file as a user writes it.
  var text: String { marked.replacing("«", with: "").replacing("»", with: "") }
  /// The place of the finding, as its text.
  var place: Substring {
    let start = marked.firstIndex(of: "«").map { marked.index(after: $0) } ?? marked.startIndex
    return marked[start..<(marked.firstIndex(of: "»") ?? marked.endIndex)]
  }
  /// Where it begins.
  var offset: Int {
    marked.utf8.distance(from: marked.startIndex, to: marked.firstIndex(of: "«") ?? marked.startIndex)
  }
}

private let data = """
  input x: [16, 8] = normal(seed=1)
  target t: [16] = [0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0]

  """
private let end = " -> out: affine(2) -> softmax_loss(t)"

let illNetworks: [IllNetwork] = [
  IllNetwork(
    testDescription: "twenty layers of sigmoids vanish",
    marked: data + "loss = x" + String(repeating: " -> affine(8) -> sigmoid", count: 11)
      + " -> affine(8) -> «sigmoid»" + String(repeating: " -> affine(8) -> sigmoid", count: 8) + end,
    kind: .vanishingGradient, value: "sigmoid12",
    words: [
      "vanishes", "through 40 layers to affine1", "the least gain is that of sigmoid12, 0.22",
      "of all 20 sigmoid layers 3·10⁻¹³",
    ],
    evidence: [
      ("gain", 0.15...0.25), ("product", 1e-16...1e-12), ("layers", 40...40), ("norm", 1e-18...1e-12),
    ]),
  IllNetwork(
    testDescription: "one layer of tiny weights makes a gradient vanish",
    marked: data
      + "loss = x -> affine(8, init=he) -> tanh -> «bad»: affine(8, init=normal(std=1e-6)) -> tanh -> "
      + "affine(8) -> tanh" + end,
    kind: .vanishingGradient, value: "bad", words: ["the least gain is that of bad"],
    evidence: [("gain", 1e-6...1e-5), ("product", 1e-7...1e-5), ("layers", 6...6), ("norm", 0...1e-5)]),
  IllNetwork(
    testDescription: "an initialisation explodes",
    marked: data + "loss = x" + String(repeating: " -> affine(8, init=normal(std=2)) -> relu", count: 7)
      + " -> «affine(8, init=normal(std=2))» -> relu" + end,
    kind: .explodingGradient, value: "affine8",
    words: ["explodes", "the greatest gain is that of affine8", "through 16 layers to affine1"],
    evidence: [("gain", 2...16), ("product", 1e3...1e6), ("layers", 16...16), ("norm", 1...1e9)]),
  IllNetwork(
    testDescription: "one layer of huge weights makes a gradient explode",
    marked: data
      + "loss = x -> affine(8, init=he) -> relu -> «bad»: affine(8, init=normal(std=10000)) -> relu -> "
      + "affine(8, init=he) -> relu" + end,
    kind: .explodingGradient, value: "bad", words: ["the greatest gain is that of bad"],
    evidence: [("gain", 1e4...1e5), ("product", 1e3...1e5), ("layers", 6...6), ("norm", 1e2...1e6)]),
  IllNetwork(
    testDescription: "a layer of ReLU units is dead",
    marked: data + "param down: [8] = normal(mean=-50)\nloss = x -> affine(8, init=he) -> relu -> "
      + "affine(8, init=he, b=down) -> «dead»: relu" + end,
    kind: .deadReLU, value: "dead",
    words: ["8 of 8 units of dead are dead for all 16 samples of the batch: 0, 1, 2, 3, 4, 5, 6, 7"],
    evidence: [
      ("units", 8...8), ("dead", 8...8), ("samples", 16...16), ("firstUnit", 0...0), ("slope", 0...0),
    ]),
  IllNetwork(
    testDescription: "some ReLU units are dead",
    marked: data
      + "param down: [8] = [0, -50, 0, -50, 0, -50, -50, 0]\nloss = x -> affine(8, init=he, b=down) "
      + "-> «relu»" + end,
    kind: .deadReLU, value: "relu1", words: ["4 of 8 units of relu1 are dead", ": 1, 3, 5, 6"],
    evidence: [
      ("units", 8...8), ("dead", 4...4), ("samples", 16...16), ("firstUnit", 1...1), ("slope", 0...0),
    ]),
  IllNetwork(
    testDescription: "ReLU written out as a maximum is dead all the same",
    marked: data + "param down: [8] = normal(mean=-50)\nh = x -> affine(8, b=down)\n«a» = max(0, h)\nloss = a"
      + end,
    kind: .deadReLU, value: "a", words: ["8 of 8 units of a are dead"],
    evidence: [
      ("units", 8...8), ("dead", 8...8), ("samples", 16...16), ("firstUnit", 0...0), ("slope", 0...0),
    ]),
  IllNetwork(
    testDescription: "sigmoid units are saturated",
    marked: data + "param up: [8] = [12, 0, -12, 0, 12, 0, 12, 0]\nloss = x -> affine(8, b=up) -> «sigmoid»"
      + end,
    kind: .saturatedSigmoid, value: "sigmoid1",
    words: ["4 of 8 units of sigmoid1 are saturated for all 16 samples of the batch: 0, 2, 4, 6"],
    evidence: [
      ("units", 8...8), ("saturated", 4...4), ("samples", 16...16), ("firstUnit", 0...0), ("slope", 0...0.01),
    ]),
  IllNetwork(
    testDescription: "tanh units are saturated",
    marked: data
      + "param up: [8] = normal(mean=9, std=0.3)\nloss = x -> affine(8) -> tanh -> affine(8, b=up) -> «tanh»"
      + end,
    kind: .saturatedTanh, value: "tanh2", words: ["8 of 8 units of tanh2 are saturated"],
    evidence: [
      ("units", 8...8), ("saturated", 8...8), ("samples", 16...16), ("firstUnit", 0...0), ("slope", 0...0.01),
    ]),
  IllNetwork(
    testDescription: "tanh units are saturated for most samples, on both sides",
    marked: data + "loss = x * 40 -> affine(8, init=he) -> «tanh»" + end,
    kind: .saturatedTanh, value: "tanh1",
    words: ["units of tanh1 are saturated for ", " or more of 16 samples of the batch"],
    evidence: [
      ("units", 8...8), ("saturated", 6...8), ("samples", 15...15), ("firstUnit", 0...2), ("slope", 0...0.01),
    ]),
  IllNetwork(
    testDescription: "the logarithm of zero",
    marked: """
      input x: [2, 3] = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]
      target t: [2] = [0, 1]
      const mask = [[1, 0], [1, 1]]
      p = (x -> affine(2) -> softmax) * mask
      loss = -mean(sum(onehot(t, 2) * «log(p)», axis=-1))
      """,
    kind: .infinity, isError: true, value: "log1",
    words: ["log1 is infinite, first at element 1: log of p = 0"],
    evidence: [("index", 1...1), ("value", -.infinity ... -.infinity), ("operand1", 0...0)]),
  IllNetwork(
    testDescription: "not a number",
    marked: "input x = [1.0, -4.0, 0.0]\n«h» = sqrt(x)\ny = sum(h * 2)",
    kind: .notANumber, isError: true, value: "h",
    words: ["h is not a number, first at element 1: sqrt of x = −4"],
    evidence: [("index", 1...1), ("value", -1...1), ("operand1", -4...(-4))]),
  IllNetwork(
    testDescription: "a gradient that is infinite where the value is not",
    marked: "input «x» = [4.0, 0.0]\ny = sum(sqrt(x))",
    kind: .infinity, isError: true, value: "x", words: ["the gradient of x is infinite, first at element 1"],
    evidence: [
      ("index", 1...1), ("value", .infinity ... .infinity), ("operand1", 1...1), ("operand2", 0...0),
    ]),
  IllNetwork(
    testDescription: "a parameter without a path to the loss",
    marked: data + "param «lost»: [8, 3] = xavier\nside = x @ lost\nloss = x -> affine(8) -> tanh" + end,
    kind: .unusedParameter, value: "lost", words: ["no gradient reaches the parameter lost"],
    evidence: [("elements", 24...24)]),
  IllNetwork(
    testDescription: "a parameter behind a step",
    marked: data + "param «cut»: [8] = zeros\nloss = (x * step(x - cut)) -> affine(8) -> tanh" + end,
    kind: .unusedParameter, value: "cut", words: ["no path from it to the output that can be differentiated"],
    evidence: [("elements", 8...8)]),
  IllNetwork(
    testDescription: "a square that overflows in f32 alone",
    marked: """
      input x: [4, 6] = normal(mean=3e20, std=1e20, seed=1)
      target t: [4] = [0, 1, 1, 0]
      loss = x -> «layer_norm» -> affine(8) -> tanh -> out: affine(2) -> softmax_loss(t)
      """,
    dtype: .f32, kind: .infinity, isError: true, value: "layer_norm1/power",
    words: ["is infinite", "power of layer_norm1/subtract = ", "and 2; in f64 it is "],
    evidence: [
      ("index", 0...23), ("value", .infinity ... .infinity), ("operand1", 1.8e19...1e22), ("operand2", 2...2),
      ("f64", 3.4e38...1e44),
    ]),
  IllNetwork(
    testDescription: "a sum of exponentials that overflows in f32 alone",
    marked: "input x = [1.0, 89.0, 2.0]\ns = sum(«exp(x)»)\ny = log(s) * 2",
    dtype: .f32, kind: .infinity, isError: true, value: "exp1",
    words: ["exp1 is infinite, first at element 1: exp of x = 89; in f64 it is 4.49·10³⁸"],
    evidence: [
      ("index", 1...1), ("value", .infinity ... .infinity), ("operand1", 89...89), ("f64", 4e38...5e38),
    ]),
  IllNetwork(
    testDescription: "a loss that is the same whatever is learnt",
    marked: data + "p = x -> affine(8) -> tanh -> affine(2) -> softmax\n«loss» = sum(p)",
    kind: .constantLoss, value: "loss", words: ["loss is 16 whatever the parameters are"],
    evidence: [("loss", 16...16), ("gradient", 0...1e-12)]),
  IllNetwork(
    testDescription: "a loss of constant gradient",
    marked: data + "h = x -> affine(2)\n«loss» = mean(h)",
    kind: .constantLoss, value: "loss",
    words: ["the gradient of loss is the same wherever the parameters lie"],
    evidence: [("gradient", 0.01...1)]),
  IllNetwork(
    testDescription: "a label out of range",
    marked: "input x: [3, 4] = normal(seed=1)\ntarget «t»: [3] = [0, 7, 1]\nloss = x -> affine(5) -> tanh"
      + end,
    kind: .labelOutOfRange, isError: true, value: "t",
    words: ["t: label 7 at row 1 is none of the 2 classes 0 … 1"],
    evidence: []),
  IllNetwork(
    testDescription: "units that start equal stay equal",
    marked: data
      + "loss = x -> «affine(8, init=ones)» -> sigmoid -> out: affine(2, init=zeros) -> softmax_loss(t)",
    kind: .symmetricInitialisation, value: "affine1.W",
    words: ["the 8 units along axis 1 of affine1.W start equal and have equal gradients"],
    evidence: [("axis", 1...1), ("units", 8...8), ("value", 1...1)]),
  IllNetwork(
    testDescription: "weights of zero before a ReLU, whose kink is no mistake",
    marked: data + "loss = x -> «affine(8, init=zeros)» -> relu" + end,
    kind: .symmetricInitialisation, value: "affine1.W",
    words: ["the 8 units along axis 1 of affine1.W start equal and have equal gradients"],
    evidence: [("axis", 1...1), ("units", 8...8), ("value", 0...0)]),
]
