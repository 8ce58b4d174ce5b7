import CKernels
public import NNGraph

/// A plan with its memory, ready to be run again and again: a run allocates nothing.
public final class Execution<T: Precision> {
  /// The plan.
  public let plan: Plan
  /// How many workers share the work.
  public let workers: Int
  private let memory: ExecutionMemory<T>
  private let program: KernelProgram<T>

  /// Allocates memory for a plan and fills its leaves.
  /// - Parameter threads: how many workers share large work, at most 16; nil for one per processor where the work is
  ///   large enough, else one.
  public init(_ plan: Plan, threads: Int? = nil) {
    self.plan = plan
    let wanted = threads ?? (plan.isWorthSharing(T.dtype) ? processorCount() : 1)
    workers = max(1, min(wanted, Int(NNC_QUANTA)))
    memory = ExecutionMemory(plan)
    program = KernelProgram(plan, memory, workers: workers)
  }

  /// Puts other numbers in the place of a leaf's.
  public func set(_ leaf: NodeID, _ numbers: [T]) {
    guard let address = memory.leaves[leaf] else { return }
    precondition(numbers.count == plan.graph[leaf].shape.count, "a leaf keeps its shape")
    address.update(from: numbers, count: numbers.count)
  }

  /// Computes all observed values, `times` times.
  public func run(times: Int = 1) { program.run(times: times) }

  /// The numbers of an observed node, in row-major order, after a run.
  public func numbers(of id: NodeID) -> [T] {
    guard let address = memory.address(of: id) else { return [] }
    return Array(UnsafeBufferPointer(start: address, count: plan.graph[id].shape.count))
  }

  /// The bytes of the arena in which values lie between kernels.
  public var arenaBytes: Int { plan.arenaCount * MemoryLayout<T>.size }

  /// The most bytes of values that are alive at once: no arena of the same kernels can be smaller.
  public var boundBytes: Int { plan.boundCount * MemoryLayout<T>.size }
}

/// The memory of an execution in one piece: the arena of what is computed, then the leaves' numbers.
final class ExecutionMemory<T: Precision> {
  private let plan: Plan
  private let arena: UnsafeMutablePointer<T>
  private(set) var leaves: [NodeID: UnsafeMutablePointer<T>] = [:]

  init(_ plan: Plan) {
    self.plan = plan
    let kept = plan.graph.ids.filter { id in
      if case .leaf(let leaf) = plan.places[id.index] { leaf == id } else { false }
    }
    arena = allocate(
      kept.reduce(room(plan.arenaCount, of: T.self)) { $0 + room(plan.graph[$1].shape.count, of: T.self) })
    #if DEBUG
      // What is read before it is written shows in every test.
      arena.initialize(repeating: .nan, count: plan.arenaCount)
    #endif
    var address = arena + room(plan.arenaCount, of: T.self)
    for id in kept {
      let node = plan.graph[id]
      guard case .leaf(let data) = node.operation.kernel(of: []) else { continue }
      switch data {
      case .splat(let number): address.initialize(repeating: T(number), count: node.shape.count)
      default:
        for (index, number) in data.elements(shape: node.shape).enumerated() { address[index] = T(number) }
      }
      leaves[id] = address
      address += room(node.shape.count, of: T.self)
    }
  }

  /// Where the numbers of a node lie, if they lie in memory.
  func address(of id: NodeID) -> UnsafeMutablePointer<T>? {
    switch plan.places[id.index] {
    case .leaf(let leaf): leaves[leaf]
    case .arena(let offset): arena + offset
    case nil: nil
    }
  }

  deinit { nnc_release(arena) }
}

/// How many numbers lie between the beginnings of two values: whole lines of the cache, and one beyond the value.
private func room<T: Precision>(_ count: Int, of type: T.Type) -> Int {
  let line = 64 / MemoryLayout<T>.size
  return (count + line - 1) / line * line + line
}

/// Room for numbers, and for one vector beyond them.
func allocate<T>(_ count: Int, of type: T.Type = T.self) -> UnsafeMutablePointer<T> {
  let bytes = count * MemoryLayout<T>.size + 64
  guard let memory = nnc_allocate(bytes) else {
    fatalError("there is no memory for \(bytes) bytes of numbers")
  }
  return memory.bindMemory(to: T.self, capacity: count)
}
