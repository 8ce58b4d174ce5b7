import NNRuntime
import Testing

@testable import NNGraph

@Test(arguments: 0..<8) func randomModelsAreComputedAsTheyAreDefined(_ part: Int) throws {
  for seed in part * 50..<part * 50 + 50 {
    let text = RandomModel.text(seed: UInt64(seed))
    let model = try compiled(text)
    let wanted = interpret(model.graph)
    let found = Computed(model)
    for id in model.namedNodes {
      let numbers = wanted[id.index].elements
      #expect(numbers.allSatisfy { $0.isFinite }, "seed \(seed)\n\(text)")
      #expect(distance(found.valuation[id] ?? [], numbers) < 1e-10, "seed \(seed) \(id)\n\(text)")
    }
  }
}

@Test(arguments: 0..<6) func randomModelsPassTheCheck(_ part: Int) throws {
  var options = CheckOptions()
  options.wholeTensorLimit = 1
  options.directions = 2
  for seed in part * 25..<part * 25 + 25 {
    let text = RandomModel.text(seed: UInt64(1000 + seed))
    let report = check(try compiled(text), options: options)
    #expect(!report.hasFailed, "seed \(seed)\n\(text)\n\(report.findings)")
  }
}

@Test func randomModelsUseEveryPrimitiveThatAFileReaches() throws {
  var used: Set<String> = []
  for seed in 0..<150 {
    let graph = try compiled(RandomModel.text(seed: UInt64(seed))).graph
    used.formUnion(graph.nodes.map { type(of: $0.operation).keyword })
  }
  #expect(
    Catalogue.all.map { $0.keyword }.filter { !used.contains($0) } == [
      "distribution", "erf", "logistic", "softplus", "sum-of-others", "tanh",
    ])
}
