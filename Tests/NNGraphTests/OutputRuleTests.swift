import NNRuntime
import Testing

@testable import NNGraph

/// What reads the input of a layer's maximum in the graph that is computed, in words.
private func readers(_ layer: String) throws -> [String] {
  let model = try compiled("input x = [1.0, -2.0, 0.0]\nh = x * 3\ny = \(layer)(h)\nL = mean(y * y)")
  let graph = model.simplified.graph
  let input = try #require(model.graph.values.first { $0.name == "h" }).node
  let gradient = try #require(model.gradient(of: "x"))
  var needed: Set<NodeID> = []
  var open = [gradient]
  while let id = open.popLast() {
    guard needed.insert(id).inserted else { continue }
    open += graph[id].operands
  }
  let source = model.simplified[input]
  return needed.sorted().filter { graph[$0].operands.contains(source) }.map { graph[$0].operation.signature }
}

extension Model {
  fileprivate func gradient(of name: String) -> NodeID? {
    graph.values.first { $0.name == name }.flatMap { definition.gradient(of: $0.node) }.map { simplified[$0] }
  }
}

@Test func backwardPassOfReluNeedsItsOutputAlone() throws {
  #expect(try readers("relu") == ["max"])
}

@Test func backwardPassOfLeakyReluNeedsItsOutputAlone() throws {
  #expect(try readers("leaky_relu") == ["multiply", "max"])
}

@Test func slopesToldByTheOutputAreThoseOfTheInput() throws {
  let points = [-1e300, -2, -1e-300, -0.0, 0, 1e-300, 2, 1e300]
  let input = literal(points, [points.count])
  #expect(try Computed("x = \(input)\ny = relu(x)").gradient("x") == points.map { $0 > 0 ? 1 : 0 })
  #expect(
    try Computed("x = \(input)\ny = leaky_relu(x, 0.5)").gradient("x") == points.map { $0 > 0 ? 1 : 0.5 })
}

@Test func steepLeakyReluKeepsTheSlopeOfTheGreaterBranch() throws {
  #expect(try Computed("x = [1.0, -1.0]\ny = leaky_relu(x, 2)").gradient("x") == [2, 1])
  #expect(try Computed("x = [1.0, -1.0]\ny = leaky_relu(x, -0.5)").gradient("x") == [1, -0.5])
}
