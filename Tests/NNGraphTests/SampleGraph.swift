import NNSyntax

@testable import NNGraph

/// A graph of one operation on leaves with random numbers, and a weight for each element of the output.
struct SampleGraph {
  let graph: Graph
  let leaves: [NodeID]
  let result: NodeID

  /// - Parameter usedTwice: whether the output is y + y · y, not y itself.
  init(_ sample: Sample, usedTwice: Bool = false, seed: UInt64 = 1) {
    var random = RandomNumbers(seed: seed)
    var builder = GraphBuilder(place: Place(source: 0, range: 0..<0))
    var leaves: [NodeID] = []
    for (sizes, domain) in zip(sample.shapes, sample.domains) {
      let shape = Shape(sizes) ?? .scalar
      leaves.append(builder.make(SampleGraph.leaf("x\(leaves.count)", shape, domain, &random), []))
    }
    let result = builder.make(sample.operation, Operands(leaves))
    var output = result
    if usedTwice { output = builder.make(Add(), [result, builder.make(Multiply(), [result, result])]) }
    let shape = builder.graph[output].shape
    let weights = Leaf(
      name: "weights", role: .const, tensorShape: shape, data: .literal(random.numbers(shape.count)))
    builder.graph.upstream = builder.make(weights, [])
    builder.graph.output = output
    (graph, self.leaves, self.result) = (builder.graph, leaves, result)
  }

  private static func leaf(
    _ name: String, _ shape: Shape, _ domain: Sample.Domain, _ random: inout RandomNumbers
  ) -> Leaf {
    switch domain {
    case .real:
      Leaf(name: name, role: .input, tensorShape: shape, data: .literal(random.numbers(shape.count, -2, 2)))
    case .positive:
      Leaf(
        name: name, role: .input, tensorShape: shape, data: .literal(random.numbers(shape.count, 0.5, 2.5)))
    case .labels(let classes):
      Leaf(
        name: name, role: .target, tensorShape: shape,
        data: .literal((0..<shape.count).map { _ in Double(random.next(0..<classes)) }))
    }
  }

  /// The leaves that want a gradient.
  var variables: [NodeID] { leaves.filter { graph[$0].operation.wantsGradient } }
}
