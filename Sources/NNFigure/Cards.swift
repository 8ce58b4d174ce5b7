import NNGraph
import NNRuntime

extension Drawing {
  /// What is told of a value.
  mutating func card(_ value: NodeID) -> Card {
    let shape = model.graph[value].shape
    return Card(
      name: names.printed(value), isNamed: names.value(value)?.isAutomatic == false, rank: shape.rank,
      shape: options.parts.contains(.shapes) && shape.rank > 0 ? shapeText(value) : nil,
      value: options.parts.contains(.values)
        ? valuation[value].map { panel($0, shape: shape, options: options) } : nil,
      gradient: gradientPart(value, shape))
  }

  private mutating func gradientPart(_ value: NodeID, _ shape: Shape) -> GradientPart {
    guard options.parts.contains(.gradients) || options.parts.contains(.formulas),
      let gradient = model.definition.gradient(of: value)
    else { return .none }
    let showsNumbers = options.parts.contains(.gradients)
    let name =
      names.value(value)?.isAutomatic != false ? nil : isLoss(value) ? "∂L/∂L" : "∂L/∂\(names.printed(value))"
    var formula = options.parts.contains(.formulas) ? names.gradientFormula(value) : nil
    if !options.parts.contains(.shapes) { formula?.factors = nil }
    return .flows(
      name: name, formula: formula?.text == name ? nil : formula,
      panel: showsNumbers ? valuation[gradient].map { panel($0, shape: shape, options: options) } : nil,
      contributions: showsNumbers ? contributionPanels(value, shape) : [])
  }

  /// Whether a value is the loss itself, whose gradient is 1.
  private func isLoss(_ value: NodeID) -> Bool {
    model.graph.output.map(units.value) == value && model.graph[value].shape.rank == 0
      && model.graph.upstream == nil
  }

  /// What each use adds, where there are several and the numbers are few.
  private func contributionPanels(_ value: NodeID, _ shape: Shape) -> [Contribution] {
    let flowing = (usesOfValue[value] ?? []).filter { contributions[$0]?.isEmpty == false }
    guard flowing.count > 1, flowing.count <= 4, shape.count <= 16 else { return [] }
    return flowing.compactMap { use in
      guard let sum = total(contributions[use] ?? []) else { return nil }
      return Contribution(from: label(use.unit), panel: panel(sum, shape: shape, options: options))
    }
  }

  private func total(_ parts: [NodeID]) -> [Double]? {
    let tensors = parts.compactMap { valuation[$0] }
    guard var sum = tensors.first else { return nil }
    for tensor in tensors.dropFirst() { sum = zip(sum, tensor).map { $0 + $1 } }
    return sum
  }

  /// What a unit is called beside a contribution.
  func label(_ unit: Unit) -> String {
    switch unit {
    case .operation(let id): model.graph[id].operation.symbol
    case .scope(let id): model.graph[id].name
    case .middle: "⋯"
    }
  }

  /// `(N=2, 3)`
  func shapeText(_ value: NodeID) -> String { FigureNames.shapeText(names.sizes(of: value)) }
}
