public import NNGraph
public import NNSyntax

/// A step of the backward pass: what operations pass back from their result to one of the values they are made of.
public struct BackwardEdge: Sendable {
  /// The value that receives.
  public var value: NodeID
  /// All values that the operations start from, the receiving one among them.
  public var inputs: [NodeID]
  /// Their result.
  public var result: NodeID
  /// The nodes that hold what is passed back; it is their sum.
  public var contributions: [NodeID]

  /// A step.
  public init(value: NodeID, inputs: [NodeID], result: NodeID, contributions: [NodeID]) {
    self.value = value
    self.inputs = inputs
    self.result = result
    self.contributions = contributions
  }
}

/// Compares what one step of the backward pass gives with central differences of its operations alone, given the
/// gradient that arrives at their result: a mistake is found where it is made, not where it shows.
/// - Parameter valuation: numbers of the values, of the result's gradient and of the contributions.
/// - Returns: nil if there is nothing to compare.
public func check(
  _ edge: BackwardEdge, of model: Model, _ valuation: Valuation, options: CheckOptions = CheckOptions()
) -> GradientCheck? {
  guard let gradient = model.definition.gradient(of: edge.result), let arrived = valuation[gradient],
    let point = valuation[edge.value], let passed = sum(edge.contributions.compactMap { valuation[$0] }),
    passed.count == point.count
  else { return nil }
  let numbers = Dictionary(
    edge.inputs.map { ($0, valuation[$0] ?? []) }, uniquingKeysWith: { first, _ in first })
  let (graph, nodes) = model.graph.fragment(making: [edge.result], from: numbers)
  guard let leaf = nodes[edge.value], let result = nodes[edge.result], leaf != result else { return nil }
  // In terms of the greatest gradient that arrives, so that a small one is held to as many digits.
  let scale = arrived.reduce(0) { max($0, abs($1)) }
  let unit = scale > 0 && scale.isFinite ? scale : 1
  let simplified = simplify(graph)
  let execution = Execution<Double>(plan(simplified.graph, observing: [simplified[result]]))
  var differences = CentralDifferences(
    execution, of: simplified[leaf], at: point, weights: [(simplified[result], arrived.map { $0 / unit })],
    options)
  let name = "\(edge.value) from \(edge.result)"
  let found = differences.compare(passed.map { $0 / unit }, model.graph[edge.value].shape, name: name)
  var worst = found.worst
  worst?.analytic *= unit
  worst?.numeric *= unit
  let value = model.graph.values.first { $0.node == edge.value }
  return GradientCheck(
    value: value?.name ?? edge.value.description, verdict: found.verdict, tried: found.tried,
    isWhole: found.isWhole, passes: found.passes, worst: worst,
    place: value?.place ?? model.graph[edge.value].place)
}

private func sum(_ parts: [[Double]]) -> [Double]? {
  guard var sum = parts.first else { return nil }
  for part in parts.dropFirst() { for index in sum.indices { sum[index] += part[index] } }
  return sum
}

/// What a layer passes back to one of its inputs, against central differences of that layer alone.
public struct StepCheck: Sendable {
  /// The name of the layer's result.
  public var layer: String
  /// How what it passes back to the value was found.
  public var gradient: GradientCheck
  /// Where the layer is used.
  public var place: Place
}

/// What each layer passes back, from the output on.
func checkSteps(_ study: Study, _ options: CheckOptions) -> [StepCheck] {
  study.regions.reversed().flatMap { region in
    region.inputs.filter { !$0.contributions.isEmpty }.compactMap { input in
      let edge = BackwardEdge(
        value: input.value, inputs: region.inputs.map(\.value), result: region.value,
        contributions: input.contributions)
      guard let layer = study.names[region.value],
        let found = check(edge, of: study.model, study.valuation, options: options)
      else { return nil }
      return StepCheck(layer: layer.name, gradient: found, place: layer.place)
    }
  }
}

/// The first layer, on the way back from the output, that passes on a wrong gradient.
func firstWrong(_ steps: [StepCheck]) -> Finding? {
  guard let first = steps.first(where: { $0.gradient.verdict == .wrong }), let worst = first.gradient.worst
  else {
    return nil
  }
  let element = first.gradient.value + (worst.index.isEmpty ? "" : "\(worst.index)")
  let (analytic, numeric) = (NumberText.shortest(worst.analytic), NumberText.shortest(worst.numeric))
  return Finding(
    .wrongGradient, .error, about: first.layer,
    "\(first.layer) passes a wrong gradient back, the first on the way from the output: to \(element) it passes "
      + "\(analytic), central differences say \(numeric)",
    brief: "passes a wrong gradient back, first to \(element)", evidence: worst.evidence,
    remedy: "what lies before it is wrong because of it; look at the pullback of its operations",
    at: first.place)
}
