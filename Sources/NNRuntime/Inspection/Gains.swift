import NNGraph

extension Study {
  /// The norm of what a region adds to an input's gradient; nil if nothing flows.
  func contribution(of region: Region, to input: NodeID) -> Double? {
    let parts = region.inputs.first { $0.value == input }?.contributions.compactMap { valuation[$0] } ?? []
    guard var sum = parts.first else { return nil }
    for part in parts.dropFirst() { for index in sum.indices { sum[index] += part[index] } }
    return Statistics(sum).norm
  }

  /// ‖∂L/∂x‖ / ‖∂L/∂y‖ of a region that makes y of x.
  func gain(of region: Region) -> Double? {
    let data = region.inputs.map(\.value).filter { names[$0]?.role != .param }
    guard let received = data.compactMap({ contribution(of: region, to: $0) }).max() else { return nil }
    return gain(of: region, received)
  }

  private func gain(of region: Region, _ received: Double) -> Double? {
    guard let arrived = gradientNorm(of: region.value), arrived > 0 else { return nil }
    return received / arrived
  }

  /// The way of the gradient from the output to a value, by the greatest contributions: each layer with its gain, the
  /// one next to the value first.
  func way(to value: NodeID) -> [(region: Region, gain: Double)] {
    var way: [(Region, Double)] = []
    var current = value
    while current != model.graph.output {
      let uses = (regionsUsing[current] ?? []).compactMap { index in
        contribution(of: regions[index], to: current).map { (region: regions[index], norm: $0) }
      }
      guard let most = uses.max(by: { $0.norm < $1.norm }) else { break }
      // A layer that nothing reaches has no gain; those above it are to blame.
      if let gain = gain(of: most.region, most.norm) { way.append((most.region, gain)) }
      current = most.region.value
    }
    return way
  }
}

/// A gradient that vanishes or explodes between the last layer with parameters and the one where it is least or
/// greatest. What the loss itself makes of it does not count: a network that fits its data has small gradients. Nor do
/// values in between, of which one layer may make much and the next little.
func gradientsOutOfScale(
  _ study: Study, _ thresholds: InspectionThresholds, excusing excused: Set<String>
) -> [Finding] {
  let norms = study.taughtValues.compactMap { id in study.gradientNorm(of: id).map { (id: id, norm: $0) } }
  guard let least = norms.min(by: { $0.norm < $1.norm }), let greatest = norms.max(by: { $0.norm < $1.norm })
  else { return [] }
  return [
    study.finding(.vanishingGradient, at: least.id, excusing: excused) { $0 < thresholds.vanishing },
    study.finding(.explodingGradient, at: greatest.id, excusing: excused) { $0 > thresholds.exploding },
  ].compactMap(\.self)
}

extension Study {
  /// Whether parameters go into a region.
  private func isTrained(_ region: Region) -> Bool {
    region.inputs.contains { names[$0.value]?.role == .param }
  }

  /// The values whose gradient teaches something: what layers with parameters make; without parameters, the leaves.
  fileprivate var taughtValues: [NodeID] {
    let trained = regions.filter(isTrained).map(\.value)
    guard trained.isEmpty else { return trained }
    return names.keys.sorted().filter { model.graph[$0].operation.wantsGradient }
  }

  fileprivate func finding(
    _ kind: Finding.Kind, at value: NodeID, excusing excused: Set<String>, if isIll: (Double) -> Bool
  ) -> Finding? {
    let links = withinTheNetwork(way(to: value)).filter { link in
      names[link.region.value].map { !excused.contains($0.name) } ?? false
    }
    let product = links.reduce(1) { $0 * $1.gain }
    let isWorse: (Double, Double) -> Bool = kind == .vanishingGradient ? { $0 < $1 } : { $0 > $1 }
    guard isIll(product), let worst = links.min(by: { isWorse($0.gain, $1.gain) }),
      let layer = names[worst.region.value], let end = names[value]
    else { return nil }
    let text = { (number: Double) in NumberText.significant(number, digits: 3) }
    let verb = kind == .vanishingGradient ? "vanishes" : "explodes"
    let extreme = kind == .vanishingGradient ? "least" : "greatest"
    return Finding(
      kind, .warning, about: layer.name,
      "the gradient \(verb): on its way through \(links.count) layer\(links.count == 1 ? "" : "s") to \(end.name) its norm is multiplied by "
        + "\(text(product)); the \(extreme) gain is that of \(layer.name), \(text(worst.gain))"
        + allOfThem(links, like: layer),
      brief: "gradient \(verb): gain \(text(worst.gain)), product \(text(product))",
      evidence: [
        ("gain", worst.gain), ("product", product), ("layers", Double(links.count)),
        ("norm", gradientNorm(of: value) ?? 0),
      ],
      remedy: kind == .vanishingGradient
        ? "give the gradient a way around (s = h + x), use a function with a greater slope such as relu, or normalise"
        : "start with smaller weights (xavier, he), or normalise with layer_norm or batch_norm",
      at: layer.place)
  }

  /// Where many layers do the same, none of them alone is to blame.
  private func allOfThem(_ links: [(region: Region, gain: Double)], like value: NamedValue) -> String {
    guard let kind = layer(of: value) else { return "" }
    let same = links.filter { link in names[link.region.value].flatMap(layer) == kind }
    guard same.count > 1 else { return "" }
    let product = same.reduce(1) { $0 * $1.gain }
    return ", and of all \(same.count) \(kind) layers \(NumberText.significant(product, digits: 3))"
  }

  /// The layers of a way up to the last one with parameters, that one included; all if the network has none.
  private func withinTheNetwork(
    _ way: [(region: Region, gain: Double)]
  ) -> [(region: Region, gain: Double)] {
    guard regions.contains(where: isTrained) else { return way }
    return way.lastIndex { isTrained($0.region) }.map { Array(way[...$0]) } ?? []
  }
}
