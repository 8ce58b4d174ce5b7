import NNGraph

/// Parameters that have no gradient: the output does not depend on them, or only through steps.
func unusedParameters(_ model: Model) -> [Finding] {
  guard model.graph.output != nil else { return [] }
  return model.graph.values.filter { $0.role == .param && model.definition.gradient(of: $0.node) == nil }.map
  {
    Finding(
      .unusedParameter, .warning, about: $0.name,
      "no gradient reaches the parameter \($0.name): there is no path from it to the output that can be differentiated",
      brief: "no gradient reaches it",
      evidence: [("elements", Double(model.graph[$0.node].shape.count))],
      remedy: "use it in what leads to the output, or make it a const", at: $0.place)
  }
}

/// Labels that are none of the classes.
func labelsOutOfRange(_ model: Model, _ valuation: Valuation) -> [Finding] {
  complaints(model, valuation).map { complaint in
    let value = model.graph.values.first { $0.place == complaint.place }?.name ?? model.graph.name
    return Finding(
      .labelOutOfRange, .error, about: value, complaint.message, brief: "a label out of range",
      at: complaint.place)
  }
}

/// The first parameter whose slices along an axis are all equal and have equal gradients: the units that they belong
/// to stay equal for ever. Parameters behind it follow from it.
func symmetricInitialisation(_ study: Study) -> [Finding] {
  let tolerance = study.dtype == .f64 ? 1e-9 : 1e-4
  for value in study.model.graph.values where value.role == .param {
    let shape = study.model.graph[value.node].shape
    guard shape.rank >= 2, let numbers = study.valuation[value.node],
      let gradient = study.gradient(of: value.node)
    else { continue }
    for axis in (0..<shape.rank).reversed() where shape[axis] > 1 {
      guard areEqual(numbers, shape, axis, 0), areEqual(gradient, shape, axis, tolerance) else { continue }
      return [
        Finding(
          .symmetricInitialisation, .warning, about: value.name,
          "the \(shape[axis]) units along axis \(axis) of \(value.name) start equal and have equal gradients, "
            + "so they stay equal",
          brief: "\(shape[axis]) units stay equal",
          evidence: [("axis", Double(axis)), ("units", Double(shape[axis])), ("value", numbers[0])],
          remedy: "start with random numbers, such as xavier or he", at: value.place)
      ]
    }
  }
  return []
}

/// Whether all slices of a tensor along an axis are equal, up to a share of the greatest number.
private func areEqual(_ numbers: [Double], _ shape: Shape, _ axis: Int, _ tolerance: Double) -> Bool {
  let slack = tolerance * numbers.reduce(0) { max($0, abs($1)) }
  let stride = shape.strides[axis]
  return numbers.indices.allSatisfy { index in
    let first = index - index / stride % shape[axis] * stride
    return abs(numbers[index] - numbers[first]) <= slack
  }
}

/// A loss that nothing can lower: its gradient does not depend on the parameters, or the loss itself does not.
/// - Parameter isFlat: whether dead or saturated units explain a loss that stands still.
func constantLoss(_ study: Study, isFlat: Bool) -> [Finding] {
  let model = study.model
  guard let output = model.graph.output, model.graph[output].shape.rank == 0, model.graph.upstream == nil,
    let loss = study.names[output]
  else { return [] }
  let parameters = model.graph.values.filter { $0.role == .param && study.gradient(of: $0.node) != nil }
  guard !parameters.isEmpty else { return [] }
  let finding = { (message: String, evidence: [(String, Double)], remedy: String) in
    [
      Finding(
        .constantLoss, .warning, about: loss.name, message, evidence: evidence, remedy: remedy, at: loss.place
      )
    ]
  }
  let greatest = parameters.reduce(0) { largest, value in
    (study.gradient(of: value.node) ?? []).reduce(largest) { max($0, abs($1)) }
  }
  let number = study.valuation[output]?.first ?? 0
  if !isFlat, greatest <= (study.dtype == .f64 ? 1e-12 : 1e-5),
    study.standsStill(output, parameters, at: number)
  {
    return finding(
      "\(loss.name) is \(NumberText.significant(number, digits: 6)) whatever the parameters are: nothing can be learnt",
      [("loss", number), ("gradient", greatest)], "compare the network's result with a target")
  }
  if study.isLinear(in: parameters) {
    return finding(
      "the gradient of \(loss.name) is the same wherever the parameters lie: it has no lowest point",
      [("gradient", greatest)], "take a loss that is curved, such as mse_loss or softmax_loss")
  }
  return []
}

extension Study {
  /// Whether no parameter's gradient is computed from a parameter.
  fileprivate func isLinear(in parameters: [NamedValue]) -> Bool {
    let graph = model.simplified.graph
    var depends = [Bool](repeating: false, count: graph.nodes.count)
    for parameter in parameters { depends[model.simplified[parameter.node].index] = true }
    for id in graph.ids where graph[id].operands.contains(where: { depends[$0.index] }) {
      depends[id.index] = true
    }
    return parameters.allSatisfy { parameter in
      model.definition.gradient(of: parameter.node).map { !depends[model.simplified[$0].index] } ?? true
    }
  }

  /// Whether the output stays the same, up to rounding, while the parameters move far.
  fileprivate func standsStill(_ output: NodeID, _ parameters: [NamedValue], at number: Double) -> Bool {
    let slack = dtype == .f64 ? max(1e-9 * abs(number), 1e-13) : max(1e-4 * abs(number), 1e-6)
    return (0..<3).allSatisfy { attempt in
      let moved = Dictionary(
        parameters.map { parameter -> (NodeID, [Double]) in
          var random = RandomNumbers(seed: RandomNumbers.seed(run: UInt64(attempt), name: parameter.name))
          let numbers = valuation[parameter.node] ?? []
          return (model.simplified[parameter.node], numbers.map { $0 + random.normal() * max(1, abs($0)) })
        }, uniquingKeysWith: { first, _ in first })
      let result = self.numbers(of: [model.simplified[output]], replacing: moved)
      return (result[model.simplified[output]]?.first).map { abs($0 - number) <= slack } ?? false
    }
  }
}
