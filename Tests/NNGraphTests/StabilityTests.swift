import NNRuntime
import Testing

@testable import NNGraph

private let losses = ["x -> softmax_loss(t)", "x -> softmax -> cross_entropy(t)"]

@Test(arguments: losses) func hugeLogitsGiveTheExactLossAndGradient(_ loss: String) throws {
  for scale in [1.0, -1] {
    let logits = literal([10_000, 0, -10_000].map { $0 * scale }, [1, 3])
    for (label, distance) in [10_000.0 * scale, 0, -10_000 * scale].map({ 10_000 - $0 }).enumerated() {
      let computed = try Computed("x = \(logits)\ntarget t = [\(label)]\nloss = \(loss)")
      #expect(try computed.output() == [distance])
      var gradient = [0.0, 0, 0]
      gradient[scale > 0 ? 0 : 2] += 1
      gradient[label] -= 1
      #expect(try computed.gradient("x") == gradient)
    }
  }
}

@Test(arguments: losses) func hugeLogitsGiveTheExactMeanOverABatch(_ loss: String) throws {
  let computed = try Computed(
    """
    x = [[10000.0, -10000.0], [-10000.0, 10000.0], [10000.0, 10000.0], [-10000.0, -10000.0]]
    target t = [0, 0, 1, 0]
    loss = \(loss)
    """)
  let half = 0.5 / 4
  #expect(abs(try computed.number("loss") - (20_000 + 2 * Double.log(2)) / 4) < 1e-11)
  #expect(try computed.gradient("x") == [0, 0, -0.25, 0.25, half, -half, -half, half])
}

@Test(arguments: losses) func hugeLogitsStayFiniteInSinglePrecision(_ loss: String) throws {
  let computed = try Computed(
    "x = [[10000.0, -10000.0]]\ntarget t = [1]\nloss = \(loss)", dtype: .f32)
  #expect(try computed.output() == [20_000])
  #expect(try computed.gradient("x") == [1, -1])
}

@Test func sigmoidSaturatesWithoutOverflow() throws {
  let computed = try Computed("x = [1000.0, -1000.0, 0.0]\ny = sigmoid(x)")
  #expect(try computed.value("y") == [1, 0, 0.5])
  #expect(try computed.gradient("x") == [0, 0, 0.25])
}

@Test func sigmoidKeepsItsDigitsInBothTails() throws {
  let points = [-700.0, -40, -20, -1, 0, 1, 20, 40, 700]
  let computed = try Computed("x = \(literal(points, [points.count]))\ny = sigmoid(x)")
  let (values, gradients) = (try computed.value("y"), try computed.gradient("x"))
  for (index, x) in points.enumerated() {
    let (tail, head) = (Double.exp(-abs(x)), 1 + Double.exp(-abs(x)))
    let wanted = x >= 0 ? 1 / head : tail / head
    #expect(abs(values[index] - wanted) <= 1e-15 * wanted)
    let slope = tail / head / head
    #expect(abs(gradients[index] - slope) <= 4e-15 * slope, "\(x)")
  }
}

@Test func anotherSpellingOfTheSigmoidHasAStableValue() throws {
  let computed = try Computed(
    "layer s(x) = exp(x) / (1 + exp(x))\nx = [40.0, -40.0, 1000.0, -1000.0]\ny = s(x)")
  #expect(try computed.value("y") == [1, Double.exp(-40) / (1 + Double.exp(-40)), 1, 0])
}

/// A batch of random logits, their labels, and what the loss makes of them.
private struct Batch {
  var logits: [[Double]]
  var labels: [Int]

  init(rows: Int, seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    logits = (0..<rows).map { _ in random.numbers(4, -6, 6) }
    labels = (0..<rows).map { _ in random.next(0..<3) }
  }

  func computed() throws -> Computed {
    try Computed(
      """
      x = \(literal(logits.flatMap(\.self), [logits.count, logits[0].count]))
      param W = [[0.5, -1.0, 0.25], [1.5, 0.75, -0.5], [-0.25, 0.5, 1.0], [0.1, 0.2, 0.3]]
      param b = [0.1, -0.2, 0.3]
      target t = \(labels)
      z = affine(x, W=W, b=b)
      loss = softmax_loss(z, t)
      """)
  }
}

@Test func rowsOfTheSoftmaxGradientSumToZero() throws {
  let computed = try Batch(rows: 20, seed: 1).computed()
  let gradient = try computed.gradient("z")
  for row in 0..<20 { #expect(abs(gradient[row * 3..<row * 3 + 3].reduce(0, +)) <= 3e-16) }
}

@Test func biasGradientIsTheColumnSumOfTheGradient() throws {
  let computed = try Batch(rows: 7, seed: 2).computed()
  let gradient = try computed.gradient("z")
  let sums = (0..<3).map { k in (0..<7).reduce(0) { $0 + gradient[$1 * 3 + k] } }
  #expect(distance(try computed.gradient("b"), sums) < 1e-15)
}

@Test func permutedRowsPermuteTheirGradients() throws {
  let batch = Batch(rows: 6, seed: 3)
  var turned = batch
  let order = [3, 0, 5, 1, 4, 2]
  turned.logits = order.map { batch.logits[$0] }
  turned.labels = order.map { batch.labels[$0] }
  let (one, other) = (try batch.computed(), try turned.computed())
  let (before, after) = (try one.gradient("x"), try other.gradient("x"))
  for (row, source) in order.enumerated() {
    #expect(distance(Array(after[row * 4..<row * 4 + 4]), Array(before[source * 4..<source * 4 + 4])) < 1e-15)
  }
  #expect(distance(try one.gradient("W"), try other.gradient("W")) < 1e-15)
}

@Test func doubledBatchLeavesLossAndParametersAlone() throws {
  let batch = Batch(rows: 5, seed: 4)
  var doubled = batch
  doubled.logits += batch.logits
  doubled.labels += batch.labels
  let (one, other) = (try batch.computed(), try doubled.computed())
  #expect(abs(try one.number("loss") - other.number("loss")) < 1e-15)
  #expect(distance(try one.gradient("W"), try other.gradient("W")) < 1e-15)
  #expect(distance(try other.gradient("x").prefix(20).map { 2 * $0 }, try one.gradient("x")) < 1e-15)
}

@Test func shiftedLogitsChangeNothing() throws {
  let rows = [[1.5, -2.25, 0.5], [3, 0.25, -1]]
  for shift in [1.0, -1000, 1e6] {
    let texts = [0, shift].map { shift in
      "x = \(literal(rows.flatMap(\.self).map { $0 + shift }, [2, 3]))\ntarget t = [2, 0]\nloss = softmax_loss(x, t)"
    }
    let (one, other) = (try Computed(texts[0]), try Computed(texts[1]))
    #expect(abs(try one.number("loss") - other.number("loss")) <= 4e-16 * max(1, abs(shift)))
    #expect(distance(try one.gradient("x"), try other.gradient("x")) <= 4e-16 * max(1, abs(shift)))
  }
}

@Test func equalInputsGiveEqualBits() throws {
  let batch = Batch(rows: 9, seed: 5)
  let first = try batch.computed()
  for _ in 0..<5 {
    let again = try batch.computed()
    #expect(try again.gradient("W") == first.gradient("W"))
    #expect(again.model.simplified.graph.text == first.model.simplified.graph.text)
  }
}

@Test func gradientOfAConfidentRightAnswerKeepsItsDigits() throws {
  let computed = try Computed("x = [[50.0, 0.0]]\ntarget t = [0]\nL = softmax_loss(x, t)")
  let error = try computed.gradient("x")
  let wanted = 1.9287498479639178e-22  // exp(-50) / (1 + exp(-50))
  #expect(abs(error[0] + wanted) < 1e-14 * wanted)
  #expect(abs(error[1] - wanted) < 1e-14 * wanted)
}
