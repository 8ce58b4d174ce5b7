import NNRuntime
import NNSyntax
import Testing

@testable import NNGraph

/// A graph of one reduction of given numbers.
private struct Reduced {
  let graph: Graph
  let leaf: NodeID
  let result: NodeID

  init(_ operation: any Primitive, _ numbers: [Double], _ sizes: [Int]) {
    var builder = GraphBuilder(place: Place(source: 0, range: 0..<0))
    let shape = Shape(sizes) ?? .scalar
    leaf = builder.make(Leaf(name: "x", role: .input, tensorShape: shape, data: .literal(numbers)), [])
    result = builder.make(operation, [leaf])
    builder.graph.output = result
    let ones = Leaf(
      name: "ones", role: .const, tensorShape: builder.graph[result].shape, data: .splat(1))
    builder.graph.upstream = builder.make(ones, [])
    graph = builder.graph
  }

  var interpreted: [Double] { interpret(graph)[result.index].elements }

  var computed: [Double] {
    run(plan(graph, observing: [result]), as: Double.self)[result]?.elements ?? []
  }

  /// The gradient of the sum of the result's elements.
  func gradient() throws -> [Double] {
    let differentiated = differentiate(graph)
    let gradient = try #require(differentiated.gradient(of: leaf))
    return interpret(differentiated.graph)[gradient.index].elements
  }
}

@Test func sumOfOthersLeavesTheGreatestOutOnce() {
  let cases: [([Double], Double)] = [
    ([5], 0), ([2, 5], 2), ([5, 2], 2), ([5, 5], 5), ([5, 5, 5], 10), ([-1, -2, -3], -5), ([0, 0, 1], 0),
    ([1, 1e-300], 1e-300), ([.infinity, 3], 3), ([.infinity, .infinity], .infinity), ([.nan, 1], .nan),
    ([1, .nan], .nan), ([.nan, .infinity], .nan), ([.nan], .nan), ([1, 2, .nan, 4, 5, 6, 7, 8, 9], .nan),
  ]
  for (row, wanted) in cases {
    let reduced = Reduced(SumOfOthers([1]), row, [1, row.count])
    for found in [reduced.interpreted, reduced.computed] {
      #expect(found.count == 1)
      #expect(found[0] == wanted || (found[0].isNaN && wanted.isNaN), "\(row): \(found)")
    }
  }
}

@Test(arguments: [[0], [1], [2], [0, 1], [0, 2], [0, 1, 2], []])
func sumOfOthersIsTheSameAlongAllAxes(_ axes: [Int]) {
  var random = RandomNumbers(seed: 5)
  for sizes in [[2, 3, 4], [3, 1, 37], [1, 70, 5], [2, 2, 5000]] {
    let numbers = random.numbers(sizes.reduce(1, *))
    let reduced = Reduced(SumOfOthers(axes), numbers, sizes)
    #expect(distance(reduced.computed, reduced.interpreted) < 1e-13, "\(sizes) \(axes)")
  }
}

@Test func gradientsOfTheGreatestAndOfTheOthersAddUpToThatOfTheSum() throws {
  for row in [[3.0, 1, 2], [1, 3, 3], [2, 2, 2], [7]] {
    let greatest = try Reduced(MaximumAlong([1]), row, [1, row.count]).gradient()
    let others = try Reduced(SumOfOthers([1]), row, [1, row.count]).gradient()
    #expect(distance(zip(greatest, others).map { $0 + $1 }, row.map { _ in 1 }) < 1e-15)
  }
  #expect(try Reduced(SumOfOthers([1]), [1, 3, 3], [1, 3]).gradient() == [1, 0.5, 0.5])
}
