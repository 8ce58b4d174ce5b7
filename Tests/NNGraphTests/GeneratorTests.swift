import NNRuntime
import Testing

@testable import NNGraph

@Test func randomNumbersAreSplitMix64() {
  var numbers = RandomNumbers(seed: 1_234_567)
  let wanted: [UInt64] = [
    6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
  ]
  #expect(wanted.map { _ in numbers.next() } == wanted)
}

@Test func uniformNumbersAreTheUpper53Bits() {
  var (bits, numbers) = (RandomNumbers(seed: 3), RandomNumbers(seed: 3))
  for _ in 0..<100 { #expect(numbers.uniform() == Double(bits.next() >> 11) / 9_007_199_254_740_992) }
}

@Test func normalNumbersAreBoxAndMullers() {
  var (uniform, numbers) = (RandomNumbers(seed: 5), RandomNumbers(seed: 5))
  for _ in 0..<100 {
    let (u, v) = (uniform.uniform(), uniform.uniform())
    #expect(
      abs(numbers.normal() - Double.sqrt(-2 * Double.log(1 - u)) * Double.cos(2 * Double.pi * v)) < 1e-15)
  }
}

private func statistics(_ generator: Generator, _ sizes: [Int], seed: UInt64 = 9) throws -> Statistics {
  Statistics(generator.elements(shape: try #require(Shape(sizes)), seed: seed))
}

@Test func uniformNumbersFillTheirRange() throws {
  let found = try statistics(.uniform(low: -3, high: 5), [20_000])
  #expect(abs(found.mean - 1) < 0.05)
  #expect(abs(found.deviation - 8 / Double.sqrt(12)) < 0.05)
  #expect(found.minimum >= -3 && found.minimum < -2.99)
  #expect(found.maximum < 5 && found.maximum > 4.99)
}

@Test func normalNumbersHaveTheirMeanAndDeviation() throws {
  let found = try statistics(.normal(mean: 2, deviation: 0.5), [20_000])
  #expect(abs(found.mean - 2) < 0.015)
  #expect(abs(found.deviation - 0.5) < 0.01)
}

@Test func initialisersHaveTheDeviationOfTheirAuthors() throws {
  #expect(abs(try statistics(.he, [200, 50]).deviation - Double.sqrt(2 / 200.0)) < 0.003)
  #expect(abs(try statistics(.xavier, [200, 50]).deviation - Double.sqrt(2 / 250.0)) < 0.003)
  #expect(abs(try statistics(.xavier, [50, 200]).deviation - Double.sqrt(2 / 250.0)) < 0.003)
  #expect(abs(try statistics(.he, [10, 20, 50]).deviation - Double.sqrt(2 / 200.0)) < 0.003)
  #expect(abs(try statistics(.he, [5000]).deviation - Double.sqrt(2 / 5000.0)) < 0.001)
}

@Test func constantGeneratorsNeedNoSeed() throws {
  let square = try #require(Shape([2, 3]))
  #expect(Generator.zeros.elements(shape: square, seed: 1) == [0, 0, 0, 0, 0, 0])
  #expect(Generator.ones.elements(shape: square, seed: 1) == [1, 1, 1, 1, 1, 1])
  #expect(Generator.eye.elements(shape: square, seed: 1) == [1, 0, 0, 0, 1, 0])
}

@Test func seedOfATensorFollowsFromRunAndName() throws {
  #expect(RandomNumbers.seed(run: 0, name: "W") == RandomNumbers.seed(run: 0, name: "W"))
  let seeds = [(0, "W"), (1, "W"), (0, "b"), (0, ""), (256, "W")].map {
    RandomNumbers.seed(run: UInt64($0.0), name: $0.1)
  }
  #expect(Set(seeds).count == seeds.count)
  let data = try Computed("W: [2, 2] = normal()")
  let wanted = Generator.normal(mean: 0, deviation: 1).elements(
    shape: try #require(Shape([2, 2])), seed: RandomNumbers.seed(run: 0, name: "W"))
  #expect(try data.value("W") == wanted)
}

@Test func otherLayersLeaveRandomNumbersAlone() throws {
  let x = "x = [[1.0, 2.0]]\n"
  let one = try Computed(x + "y = x -> first: affine(2) -> second: affine(3)")
  let other = try Computed(x + "z = affine(x, 7)\ny = x -> first: affine(2) -> relu -> second: affine(3)")
  #expect(try one.value("second.W") == other.value("second.W"))
  #expect(try one.value("first.W") != one.value("second.W").prefix(4).map { $0 })
}

@Test func runSeedChangesWhatHasNoSeedOfItsOwn() throws {
  let text = "x = [[1.0, 2.0]]\ny = x -> free: affine(2) -> fixed: affine(2, seed=3)"
  let (one, other) = (Computed(try compiled(text)), Computed(try compiled(text, seed: 1)))
  #expect(try one.value("free.W") != other.value("free.W"))
  #expect(try one.value("fixed.W") == other.value("fixed.W"))
}

@Test func generatorsTakeArgumentsByPositionAndName() throws {
  let computed = try Computed(
    """
    a: [50] = uniform(2, 3)
    b: [50] = uniform(hi=-1, lo=-2)
    c: [50] = normal(std=0.001, mean=4)
    d: [50] = normal(0, 1, seed=11)
    e: [50] = normal(seed=11)
    f: [50] = uniform
    y = a + b + c + d + e + f
    """)
  #expect(try computed.value("a").allSatisfy { (2..<3).contains($0) })
  #expect(try computed.value("b").allSatisfy { (-2 ..< -1).contains($0) })
  #expect(try computed.value("c").allSatisfy { abs($0 - 4) < 0.01 })
  #expect(try computed.value("d") == computed.value("e"))
  #expect(try computed.value("f").allSatisfy { (0..<1).contains($0) })
}
