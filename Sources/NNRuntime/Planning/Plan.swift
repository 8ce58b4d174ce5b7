public import NNGraph

/// What a run does: kernels in order, and the memory that each value between them takes.
///
/// Sizes and places of memory are counted in numbers, so that a plan is the same for both precisions.
public struct Plan: Sendable {
  /// The graph.
  public let graph: Graph
  /// The nodes whose numbers are kept.
  public let observed: [NodeID]
  /// What is computed, in order.
  public internal(set) var kernels: [PlannedKernel]
  /// Where the numbers of each node lie, if they lie in memory; nil for a node that is not needed, or that only
  /// exists within a kernel.
  let places: [ValuePlace?]
  /// How many numbers all that lies in the arena takes at once.
  public let arenaCount: Int
  /// The most numbers that are alive at once: no arrangement of the same kernels takes less.
  public let boundCount: Int
}

/// Where the numbers of a node lie.
enum ValuePlace: Hashable, Sendable {
  /// They are a leaf's own.
  case leaf(NodeID)
  /// They lie in the arena, so many numbers from its start.
  case arena(Int)
}

/// One step of a run.
public struct PlannedKernel: Sendable {
  /// What it computes.
  public internal(set) var work: Work
  /// The nodes that it writes to memory.
  public let results: [NodeID]
  /// The nodes that it reads from memory.
  public let operands: [NodeID]
  /// Arithmetic operations; a function such as exp counts as one.
  public let operationCount: Int

  /// The kinds of work.
  public enum Work: Sendable {
    /// Element by element, with sums along rows and over rows.
    case loop(LoopProgram)
    /// A matrix product.
    case product(MatrixProduct)
    /// Elements moved, repeated, left out, or reduced along any axes.
    case move(Move)
    /// The loop of an operation that the run time has no vector function for.
    case call(ElementLoop, NodeID)
  }
}

/// C = A · B for a stack of matrices, each operand as it lies in memory.
public struct MatrixProduct: Sendable {
  /// The sizes of one matrix.
  public let rows: Int, inner: Int, columns: Int
  /// How many products.
  public let stack: Int
  /// Whether an operand lies in memory transposed.
  public let isTransposed: (first: Bool, second: Bool)
}

/// Elements that change places, or that are reduced along axes.
public struct Move: Sendable {
  /// What is done with elements that fall together.
  public enum Kind: Sendable {
    /// The result reads the operand through the view.
    case gather
    /// The operand is written through the view; the rest is 0.
    case scatter
    /// Elements are reduced along the axes after the first `kept`.
    case reduce(Reducer, kept: Int)
  }

  /// What it does.
  public let kind: Kind
  /// The sizes that are walked.
  public let sizes: [Int]
  /// Where each walked element belongs on the other side.
  public let view: View
}

/// The space that a loop runs over: so many rows of so many elements, in row-major order.
public struct Space: Hashable, Sendable {
  /// How many rows.
  public let rows: Int
  /// How many elements a row has.
  public let columns: Int

  /// The number of elements.
  public var count: Int { rows * columns }
}

/// Plans a run that computes `observed` and nothing that they don't need.
///
/// Nodes that work on the same elements are fused to loops, transposes become part of products, what only repeats or
/// renames is not computed, and memory is shared between values that are not alive at the same time.
public func plan(_ graph: Graph, observing observed: some Sequence<NodeID>) -> Plan {
  let observed = Set(observed).sorted()
  let forms = forms(of: graph, observing: observed)
  let levels = fuse(forms)
  let groups = groups(forms, levels)
  return allocate(arrange(groups, forms), levels, forms)
}
