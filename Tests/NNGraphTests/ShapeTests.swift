import Testing

@testable import NNGraph

@Test func shapesHaveNoSizeBelowOneAndACountThatFits() throws {
  #expect(Shape([2, 3])?.count == 6)
  #expect(Shape([])?.count == 1)
  for sizes in [[0], [-1, 3], [2, 0], [1 << 32, 1 << 31], [4_611_686_018_427_387_905, 4], [.max, 2]] {
    #expect(Shape(sizes) == nil)
  }
  #expect(Shape([.max])?.count == .max)
}

@Test func stridesAreRowMajor() {
  #expect(Shape([2, 3, 4])?.strides == [12, 4, 1])
  #expect(Shape.scalar.strides == [])
}

@Test func broadcastingIsNumPys() {
  let cases: [([Int], [Int], [Int]?)] = [
    ([], [], []), ([], [2, 3], [2, 3]), ([3], [2, 3], [2, 3]), ([2, 1], [3], [2, 3]), ([1], [1, 1], [1, 1]),
    ([2, 1, 4], [3, 1], [2, 3, 4]), ([2], [3], nil), ([2, 3], [2], nil), ([4, 1], [2, 3, 4], nil),
  ]
  for (one, other, wanted) in cases {
    guard let a = Shape(one), let b = Shape(other) else { continue }
    #expect(a.broadcast(with: b)?.dimensions == wanted)
    #expect(b.broadcast(with: a)?.dimensions == wanted)
    #expect(a.broadcasts(to: b) == (wanted == other))
  }
}

@Test func shapeErrorsNameTheirOperands() {
  let error = ShapeError("{1} does not fit {0}, says {1}")
  #expect(error.sentence(["x [2]", "y [3]"]) == "y [3] does not fit x [2], says y [3]")
}

@Test func numbersReadBackAndCarryNoMinusZero() {
  let cases: [(Double, String)] = [
    (0.1, "0.1"), (-0.0, "0"), (3, "3"), (1e21, "1e+21"), (1.0 / 3, "0.3333333333333333"), (.nan, "NaN"),
    (-.infinity, "-Infinity"), (.leastNonzeroMagnitude, "5e-324"), (-2.5e-7, "-2.5e-07"),
  ]
  for (number, text) in cases { #expect(NumberText.shortest(number) == text) }
  #expect(NumberText.shortest(Float(0.1)) == "0.1")
}

@Test func roundedNumbersAreSetAsInPrint() {
  let cases: [(Double, Int, String)] = [
    (0, 3, "0"), (0.0142, 3, "0.0142"), (-0.01425, 3, "−0.0143"), (1.25e-7, 3, "1.25·10⁻⁷"),
    (999.96, 4, "1000"),
    (123456, 3, "123000"), (1_234_567, 3, "1.23·10⁶"), (0.5, 1, "0.5"), (9.99, 2, "10"), (.infinity, 3, "∞"),
    (-.infinity, 3, "−∞"), (.nan, 3, "NaN"), (2, 6, "2"), (1e-4, 3, "0.0001"), (1e-5, 3, "1·10⁻⁵"),
    (1e300, 2, "1·10³⁰⁰"), (0.1 + 0.2, 6, "0.3"),
  ]
  for (number, digits, text) in cases { #expect(NumberText.significant(number, digits: digits) == text) }
}
