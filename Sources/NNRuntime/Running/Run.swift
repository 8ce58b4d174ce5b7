public import NNGraph

/// The numbers of a run, by node.
public struct Results<T: Element>: Sendable {
  private var tensors: [Tensor<T>?]

  init(count: Int) { tensors = [Tensor<T>?](repeating: nil, count: count) }

  /// The numbers of an observed node; nil for any other.
  public internal(set) subscript(id: NodeID) -> Tensor<T>? {
    get { tensors[id.index] }
    set { tensors[id.index] = newValue }
  }
}

/// Carries out a plan once, in the precision `T`. What is run again and again is an `Execution`.
/// - Parameters:
///   - replaced: numbers to take for some leaves instead of their own.
///   - threads: how many workers share large work; nil for as many as pay.
public func run<T: Precision>(
  _ plan: Plan, as type: T.Type = T.self, replacing replaced: [NodeID: [T]] = [:], threads: Int? = nil
) -> Results<T> {
  let execution = Execution<T>(plan, threads: threads)
  for (leaf, numbers) in replaced { execution.set(leaf, numbers) }
  execution.run()
  var results = Results<T>(count: plan.graph.nodes.count)
  for id in plan.observed {
    results[id] = Tensor(shape: plan.graph[id].shape, elements: execution.numbers(of: id))
  }
  return results
}
