import NNGraph

/// Units of a layer, along the last axis; all axes before it count samples.
private struct Units {
  let count: Int
  let samples: Int

  init(_ shape: Shape) {
    count = shape.dimensions.last ?? 1
    samples = shape.count / count
  }

  /// For each unit, for how many samples something holds.
  func counts(_ holds: (Int) -> Bool) -> [Int] {
    (0..<count).map { unit in (0..<samples).count { holds($0 * count + unit) } }
  }
}

/// Layers whose units are dead for every sample of the batch, or saturated for most of them. A unit counts if every way of the gradient
/// through its layer leads through the flat operation: a swish with a sigmoid at 1 is no saturated unit.
func flatUnits(_ study: Study, _ thresholds: InspectionThresholds) -> [Finding] {
  let candidates = study.regions.flatMap { study.flatOperations(in: $0) }
  guard !candidates.isEmpty else { return [] }
  let numbers = study.numbers(of: candidates.flatMap(\.operands))
  return candidates.compactMap { candidate in
    let operands = candidate.operands.map { numbers[$0] ?? [] }
    guard let slopes = candidate.operation.relativeSlopes(of: operands, wanted: candidate.wanted) else {
      return nil
    }
    return study.finding(candidate, slopes, thresholds)
  }
}

/// An operation that may be flat, in the region where the definition has it.
private struct FlatOperation {
  let operation: any Flattening
  let node: NodeID
  /// Nodes of the simplified graph.
  let operands: Operands
  let wanted: [Bool]
  let value: NamedValue
}

extension Study {
  /// The flat operations through which all gradient of a region leads, by their form in the definition or, where a
  /// layer spells a function out, in the simplified graph.
  fileprivate func flatOperations(in region: Region) -> [FlatOperation] {
    guard let value = names[region.value], model.definition.gradient(of: region.value) != nil else {
      return []
    }
    let simplified = model.simplified
    return region.nodes.sorted().compactMap { id in
      let node = model.graph[id]
      let form = simplified.graph[simplified[id]]
      let found: FlatOperation
      if let operation = node.operation as? any Flattening {
        found = FlatOperation(
          operation: operation, node: id, operands: node.operands.replaced { simplified[$0] },
          wanted: model.definition.contributions[id].map { $0 != nil }, value: value)
      } else if let operation = form.operation as? any Flattening {
        found = FlatOperation(
          operation: operation, node: id, operands: form.operands, wanted: form.operands.map { _ in true },
          value: value)
      } else {
        return nil
      }
      guard found.wanted.contains(true), !hasWayAround(id, in: region) else { return nil }
      return found
    }
  }

  /// Whether a value that flows into `node` also reaches the end of the region without it.
  private func hasWayAround(_ node: NodeID, in region: Region) -> Bool {
    let through = origins(from: [node], in: region, avoiding: nil)
    let around = origins(from: [region.value], in: region, avoiding: node)
    return !through.isDisjoint(with: around)
  }

  /// The inputs with a gradient from which nodes of a region are reached.
  private func origins(from start: [NodeID], in region: Region, avoiding: NodeID?) -> Set<NodeID> {
    var found: Set<NodeID> = []
    var seen: Set<NodeID> = []
    var rest = start.filter { $0 != avoiding }
    while let id = rest.popLast() {
      for (operand, contribution) in zip(model.graph[id].operands, model.definition.contributions[id])
      where operand != avoiding && contribution != nil {
        if names[operand] != nil {
          found.insert(operand)
        } else if seen.insert(operand).inserted {
          rest.append(operand)
        }
      }
    }
    return found
  }

  fileprivate func finding(
    _ flat: FlatOperation, _ slopes: [Double], _ thresholds: InspectionThresholds
  ) -> Finding? {
    let units = Units(model.graph[flat.node].shape)
    let flatness = type(of: flat.operation).flatness
    let isDead = flatness == .dead
    let isFlat = { (index: Int) in isDead ? slopes[index] == 0 : slopes[index] < thresholds.saturation }
    let counts = units.counts(isFlat)
    let least = Double(units.samples) * (isDead ? 1 : thresholds.saturatedSamples)
    let found = counts.indices.filter { Double(counts[$0]) >= least }
    let share = Double(found.count) / Double(units.count)
    let flatElements = found.flatMap { unit in
      (0..<units.samples).map { $0 * units.count + unit }.filter(isFlat)
    }
    let isIll =
      isDead
      ? share > thresholds.deadShare && isBeyondChance(found.count, units)
      : share > thresholds.saturatedShare && !isMadeUpFor(flat, units, flatElements, thresholds)
    guard isIll, let kind = Finding.Kind(rawValue: flatness.rawValue) else { return nil }
    let what = isDead ? "dead" : "saturated"
    let leastSamples = found.map { counts[$0] }.min() ?? 0
    let samples =
      units.samples == 1
      ? "the only sample"
      : leastSamples == units.samples
        ? "all \(units.samples) samples" : "\(leastSamples) or more of \(units.samples) samples"
    let worst = flatElements.map { slopes[$0] }.max() ?? 0
    return Finding(
      kind, .warning, about: flat.value.name,
      "\(found.count) of \(units.count) units of \(flat.value.name) are \(what) for \(samples) of the batch: "
        + list(found),
      brief: "\(found.count) of \(units.count) units \(what)",
      evidence: [
        ("units", Double(units.count)), (what, Double(found.count)), ("samples", Double(leastSamples)),
        ("firstUnit", Double(found[0])), ("slope", worst),
      ],
      remedy: isDead
        ? "start with a bias of 0 and weights by he, take smaller steps, or use leaky_relu"
        : "start with smaller weights, normalise what goes in, or use a function that does not saturate",
      at: flat.value.place)
  }

  /// Of units that are on or off at random, each is off for all samples with the probability 2⁻ⁿ.
  private func isBeyondChance(_ found: Int, _ units: Units) -> Bool {
    let (count, samples) = (Double(units.count), Double(units.samples))
    let chance = Double(sign: .plus, exponent: -Int(min(samples, 1000)), significand: 1)
    let expected = count * chance
    let deviation = (expected * (1 - chance)).squareRoot()
    return Double(found) > expected + 3 * deviation || (found == units.count && count * samples >= 8)
  }

  /// Whether what follows is steep enough for the gradient to arrive all the same, as a logarithm after a sigmoid is.
  private func isMadeUpFor(
    _ flat: FlatOperation, _ units: Units, _ elements: [Int], _ thresholds: InspectionThresholds
  ) -> Bool {
    let seed = model.graph.output.flatMap { gradient(of: $0) } ?? []
    let scale = seed.reduce(0) { max($0, abs($1)) } * (seed.count == 1 ? 1 / Double(units.samples) : 1)
    let arrived = gradientsBefore(flat).filter { $0.count == units.count * units.samples }
    guard !arrived.isEmpty else { return false }
    return arrived.contains { numbers in
      elements.contains { abs(numbers[$0]) >= thresholds.saturation * scale }
    }
  }
}

extension Study {
  /// What a flat operation leaves of the gradient: that of its operands where they have names, else what its region
  /// passes on.
  private func gradientsBefore(_ flat: FlatOperation) -> [[Double]] {
    let operands = names.keys.sorted().filter { flat.operands.contains(model.simplified[$0]) }
    let region = regions.first { $0.value == flat.value.node }
    let inputs = region?.inputs ?? []
    let named = inputs.filter { operands.contains($0.value) }
    return (named.isEmpty ? inputs : named).flatMap(\.contributions).compactMap { valuation[$0] }
  }
}

/// Numbers of units, the first sixteen by themselves.
private func list(_ units: [Int]) -> String {
  let text = units.prefix(16).map(String.init).joined(separator: ", ")
  return units.count > 16 ? "\(text), …" : text
}
