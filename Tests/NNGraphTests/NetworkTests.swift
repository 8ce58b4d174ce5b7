import NNGraph
import NNRuntime
import Testing

/// The least gradient, or loss, that errors are taken relative to. A net that is sure of the right class starts its
/// backward pass with p − 1, which keeps those digits alone that p has of 1.
private func floor(_ dtype: DType) -> Double { dtype == .f64 ? 1e-4 : 1e-2 }

private func expectAgreement(_ network: ReferenceNetwork, _ dtype: DType, _ tolerance: Double) throws {
  let wanted = network.computed()
  let found = try Computed(network.text, dtype: dtype)
  func error(_ found: [Double], _ wanted: [[Double]]) -> Double {
    distance(found, wanted.flatMap(\.self), floor: floor(dtype))
  }
  #expect(error(try found.value("loss"), [[wanted.loss]]) < tolerance, "\(network.text)")
  #expect(error(try found.gradient("h0"), wanted.input) < tolerance, "\(network.text)")
  for index in wanted.weights.indices {
    #expect(error(try found.gradient("W\(index)"), wanted.weights[index]) < tolerance, "\(network.text)")
    #expect(error(try found.gradient("b\(index)"), [wanted.biases[index]]) < tolerance, "\(network.text)")
  }
}

@Test func randomNetworksAgreeWithBackpropagationByHand() throws {
  for seed in 0..<300 { try expectAgreement(ReferenceNetwork(seed: UInt64(seed)), .f64, 1e-10) }
}

@Test func randomNetworksAgreeInSinglePrecision() throws {
  for seed in 300..<450 { try expectAgreement(ReferenceNetwork(seed: UInt64(seed)), .f32, 1e-4) }
}

@Test func randomNetworksShareParametersAndAddResiduals() {
  let networks = (0..<300).map { ReferenceNetwork(seed: UInt64($0)) }
  let shared = networks.count { network in
    let used = network.layers.compactMap { if case .affine(let k) = $0 { k } else { nil } }
    return Set(used).count < used.count
  }
  let residual = networks.count { $0.layers.contains { if case .residual = $0 { true } else { false } } }
  #expect(shared > 30)
  #expect(residual > 80)
}
