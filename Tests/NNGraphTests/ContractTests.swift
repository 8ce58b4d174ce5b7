import NNRuntime
import Testing

@testable import NNGraph

/// A sample of a primitive with its place in the catalogue.
struct Contract: Sendable, CustomTestStringConvertible {
  let sample: Sample
  let testDescription: String

  static let all = Catalogue.all.flatMap { kind in
    kind.samples.enumerated().map { index, sample in
      Contract(sample: sample, testDescription: "\(kind.keyword) \(index) \(sample.shapes)")
    }
  }
}

@Test func everyPrimitiveThatTakesOperandsHasSamples() {
  let without = Catalogue.all.filter { $0.samples.isEmpty }.map { $0.keyword }
  #expect(without == ["constant", "leaf"])
}

@Test func everyPrimitiveHasAKeywordOfItsOwn() {
  #expect(Set(Catalogue.all.map { $0.keyword }).count == Catalogue.all.count)
}

@Test(arguments: Contract.all) func promisedShapeIsFoundShape(_ contract: Contract) throws {
  let built = SampleGraph(contract.sample)
  let node = built.graph[built.result]
  let promised = try contract.sample.operation.shape(of: built.leaves.map { built.graph[$0].shape })
  #expect(node.shape == promised)
  #expect(interpret(built.graph)[built.result.index].elements.count == promised.count)
}

@Test(arguments: Contract.all) func plannedRunEqualsInterpretation(_ contract: Contract) throws {
  for usedTwice in [false, true] {
    let graph = differentiate(SampleGraph(contract.sample, usedTwice: usedTwice).graph).graph
    let wanted = interpret(graph)
    let all = run(plan(graph, observing: graph.ids), as: Double.self)
    for id in graph.ids {
      let found = try #require(all[id])
      #expect(found.shape == wanted[id.index].shape)
      #expect(distance(found.elements, wanted[id.index].elements) < 1e-14, "\(graph.text) \(id)")
    }
    let last = NodeID(graph.nodes.count - 1)
    let alone = run(plan(graph, observing: [last]), as: Double.self)
    #expect(alone[last]?.elements == all[last]?.elements)
  }
}

@Test(arguments: Contract.all) func plannedRunInSinglePrecisionIsClose(_ contract: Contract) throws {
  let graph = differentiate(SampleGraph(contract.sample, usedTwice: true).graph).graph
  let wanted = interpret(graph)
  let found = run(plan(graph, observing: graph.ids), as: Float.self)
  for id in graph.ids {
    let numbers = try #require(found[id]).elements.map { Double($0) }
    #expect(distance(numbers, wanted[id.index].elements) < 1e-5, "\(graph.text) \(id)")
  }
}

@Test(arguments: Contract.all) func pullbackEqualsCentralDifferences(_ contract: Contract) throws {
  for usedTwice in [false, true] {
    let built = SampleGraph(contract.sample, usedTwice: usedTwice)
    let differentiated = differentiate(built.graph)
    let numbers = interpret(differentiated.graph)
    var random = RandomNumbers(seed: 7)
    for _ in 0..<4 {
      let directions = built.variables.map { random.numbers(numbers[$0.index].elements.count) }
      var analytic = 0.0
      for (leaf, direction) in zip(built.variables, directions) {
        guard let gradient = differentiated.gradient(of: leaf) else { continue }
        #expect(differentiated.graph[gradient].shape == built.graph[leaf].shape)
        analytic += zip(numbers[gradient.index].elements, direction).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let numeric = built.slope(along: directions)
      #expect(abs(analytic - numeric) <= 1e-8 * max(1, abs(numeric)), "\(differentiated.text)")
    }
  }
}

@Test(arguments: Contract.all) func simplifiedEqualsUnsimplified(_ contract: Contract) {
  for usedTwice in [false, true] {
    let graph = differentiate(SampleGraph(contract.sample, usedTwice: usedTwice).graph).graph
    expectEqualAfterSimplification(graph)
  }
}

/// Every node of a graph has the same shape and value in its simplified form, wherever it is finite.
func expectEqualAfterSimplification(_ graph: Graph, tolerance: Double = 1e-12) {
  let simplified = simplify(graph)
  let (before, after) = (interpret(graph), interpret(simplified.graph))
  for id in graph.ids {
    let (wanted, found) = (before[id.index], after[simplified[id].index])
    #expect(found.shape == wanted.shape, "\(graph.text) \(id)")
    guard wanted.elements.allSatisfy(\.isFinite) else { continue }
    #expect(
      distance(found.elements, wanted.elements) < tolerance, "\(graph.text)\n\(simplified.graph.text) \(id)")
  }
}

extension SampleGraph {
  /// The slope of the weighted sum of the output along a direction of each variable.
  fileprivate func slope(along directions: [[Double]]) -> Double {
    let point = interpret(graph)
    guard let output = graph.output, let upstream = graph.upstream else { return .nan }
    let plan = plan(graph, observing: [output])
    func moved(_ step: Double) -> Double {
      var replaced: [NodeID: [Double]] = [:]
      for (leaf, direction) in zip(variables, directions) {
        replaced[leaf] = zip(point[leaf.index].elements, direction).map { $0 + step * $1 }
      }
      let result = run(plan, as: Double.self, replacing: replaced)[output]?.elements ?? []
      return zip(result, point[upstream.index].elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let step = 0x1p-10
    let fine = (moved(step) - moved(-step)) / (2 * step)
    let coarse = (moved(2 * step) - moved(-2 * step)) / (4 * step)
    return (4 * fine - coarse) / 3
  }
}
