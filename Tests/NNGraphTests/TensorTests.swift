import NNRuntime
import Testing

@testable import NNGraph

private let tensors = """
  a = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
  v = [1.0, 10.0, 100.0]
  w = [1.0, -1.0]
  s = [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]
  c = 2.0

  """

/// An expression of the tensors above, with the sizes and the numbers that NumPy gives.
struct Expected: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let sizes: [Int]
  let numbers: [Double]

  init(_ text: String, _ sizes: [Int], _ numbers: [Double]) {
    (testDescription, self.sizes, self.numbers) = (text, sizes, numbers)
  }
}

private let products = [
  Expected("v @ v", [], [10101]),
  Expected("a @ v", [2], [321, 654]),
  Expected("w @ a", [3], [-3, -3, -3]),
  Expected("a @ a.T", [2, 2], [14, 32, 32, 77]),
  Expected("a · aᵀ", [2, 2], [14, 32, 32, 77]),
  Expected("s @ w", [2, 2], [-1, -1, -1, -1]),
  Expected("w @ s", [2, 2], [-2, -2, -2, -2]),
  Expected("s @ a", [2, 2, 3], [9, 12, 15, 19, 26, 33, 29, 40, 51, 39, 54, 69]),
  Expected("a.T @ s", [2, 3, 2], [13, 18, 17, 24, 21, 30, 33, 38, 45, 52, 57, 66]),
  Expected("s @ s", [2, 2, 2], [7, 10, 15, 22, 67, 78, 91, 106]),
  Expected("s[0..1] @ s", [2, 2, 2], [7, 10, 15, 22, 19, 22, 43, 50]),
  Expected("w @ s @ w", [2], [0, 0]),
]

private let arithmetic = [
  Expected("a + v", [2, 3], [2, 12, 103, 5, 15, 106]),
  Expected("a * [[1.0], [10.0]]", [2, 3], [1, 2, 3, 40, 50, 60]),
  Expected("w * [[1.0], [2.0], [3.0]]", [3, 2], [1, -1, 2, -2, 3, -3]),
  Expected("s - w", [2, 2, 2], [0, 3, 2, 5, 4, 7, 6, 9]),
  Expected("a / 2", [2, 3], [0.5, 1, 1.5, 2, 2.5, 3]),
  Expected("1 - w", [2], [0, 2]),
  Expected("a ^ 2", [2, 3], [1, 4, 9, 16, 25, 36]),
  Expected("w ^ 3", [2], [1, -1]),
  Expected("-w ^ 2", [2], [-1, -1]),
  Expected("c ^ 3 ^ 2", [], [512]),
  Expected("4 ^ -0.5 + c", [], [2.5]),
  Expected("2 * 3 - c", [], [4]),
  Expected("[1.0, 4.0] ^ 0.5", [2], [1, 2]),
  Expected("a.T", [3, 2], [1, 4, 2, 5, 3, 6]),
  Expected("v.T", [3], [1, 10, 100]),
  Expected("sᵀ", [2, 2, 2], [1, 5, 3, 7, 2, 6, 4, 8]),
  Expected("max(a, 3)", [2, 3], [3, 3, 3, 4, 5, 6]),
  Expected("max(3.5, a)", [2, 3], [3.5, 3.5, 3.5, 4, 5, 6]),
  Expected("step(w)", [2], [1, 0]),
]

private let reductions = [
  Expected("sum(a)", [], [21]),
  Expected("sum(a, axis=-1)", [2, 1], [6, 15]),
  Expected("sum(a, axis=0)", [1, 3], [5, 7, 9]),
  Expected("sum(a, axis=0, keep=0)", [3], [5, 7, 9]),
  Expected("sum(a, keep=1)", [1, 1], [21]),
  Expected("sum(a, axis=[0, 1])", [1, 1], [21]),
  Expected("sum(a, axis=[0, -1], keep=0)", [], [21]),
  Expected("sum(s, axis=1)", [2, 1, 2], [4, 6, 12, 14]),
  Expected("mean(a)", [], [3.5]),
  Expected("mean(a, axis=1)", [2, 1], [2, 5]),
  Expected("max(a)", [], [6]),
  Expected("max(a, axis=0)", [1, 3], [4, 5, 6]),
  Expected("max(s, axis=-1, keep=0)", [2, 2], [2, 4, 6, 8]),
  Expected("a - mean(a, axis=-1)", [2, 3], [-1, 0, 1, -1, 0, 1]),
  Expected("sum(c)", [], [2]),
]

private let slices = [
  Expected("a[0]", [3], [1, 2, 3]),
  Expected("a[-1]", [3], [4, 5, 6]),
  Expected("a[1, 2]", [], [6]),
  Expected("a[.., 1]", [2], [2, 5]),
  Expected("a[.., -2..]", [2, 2], [2, 3, 5, 6]),
  Expected("a[0..1]", [1, 3], [1, 2, 3]),
  Expected("a[.., ..-1]", [2, 2], [1, 2, 4, 5]),
  Expected("v[1..3]", [2], [10, 100]),
  Expected("v[..]", [3], [1, 10, 100]),
  Expected("s[1, .., 0]", [2], [5, 7]),
  Expected("s[-1][0][1]", [], [6]),
  Expected("v[1 + 1]", [], [100]),
]

@Test(arguments: products + arithmetic + reductions + slices)
func computesWhatNumPyComputes(_ expected: Expected) throws {
  let computed = try Computed(tensors + "result = \(expected.testDescription)")
  #expect(try computed.sizes("result") == expected.sizes)
  #expect(try computed.value("result") == expected.numbers)
}

@Test(arguments: products + arithmetic + reductions + slices)
func differentiatesWhatItComputes(_ expected: Expected) throws {
  let report = check(
    try compiled(tensors + "y = \(expected.testDescription)\nresult = tanh(y * 0.01 + y * y * 0.001)"))
  #expect(report.gradients.allSatisfy { $0.verdict != .wrong }, "\(report.findings)")
}

@Test func matrixCalculusGivesGradientsOfTheArgumentsShapes() throws {
  let computed = try Computed(
    """
    x = [1.0, -2.0, 3.0]
    param A = [[1.0, 2.0, 0.5], [-1.0, 0.0, 3.0], [2.0, 2.0, -1.0]]
    y = x.T @ A @ x
    """)
  let (a, x) = (try computed.value("A"), try computed.value("x"))
  var both = [0.0, 0, 0]
  for i in 0..<3 {
    for j in 0..<3 { both[i] += (a[i * 3 + j] + a[j * 3 + i]) * x[j] }
  }
  #expect(try computed.gradient("x") == both)
  #expect(try computed.gradient("A") == (0..<9).map { x[$0 / 3] * x[$0 % 3] })
}

@Test func broadcastGradientsAreSummedBack() throws {
  let computed = try Computed(
    "a = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]\nb = [[1.0], [2.0]]\nc = 3.0\ny = a * b + c")
  #expect(try computed.gradient("a") == [1, 1, 1, 2, 2, 2])
  #expect(try computed.gradient("b") == [6, 15])
  #expect(try computed.gradient("c") == [6])
}
