import NNGraph

/// How a node's elements are found in those of another that is repeated to its shape.
enum Access: Hashable, Sendable {
  /// Element by element.
  case full
  /// One number a row.
  case row
  /// One row, for all rows.
  case column
  /// One number for all.
  case one
}

/// What the planner sees in a node.
enum Form: Sendable {
  /// Not needed.
  case unneeded
  /// Numbers that are given. `number` is the one that all elements are and stay.
  case leaf(number: Double?)
  /// The same numbers in the same order as another node's.
  case alias
  /// Another node's numbers, repeated: its readers read the other node.
  case `repeat`(Access)
  /// Element by element.
  case element(VectorFunction)
  /// A row of the identity for each label.
  case oneHot
  /// Along the rows of the operand's space.
  case rowReduction(Reducer)
  /// Over the rows of the operand's space, a sum or a mean.
  case columnSum(divisor: Int)
  /// Of all elements, a sum or a mean.
  case totalSum(divisor: Int)
  /// A matrix product.
  case product
  /// A move or a reduction along any axes.
  case move(Move)
  /// A loop of its own.
  case call(ElementLoop)
}

/// The nodes of a graph as the planner sees them.
struct Forms: Sendable {
  let graph: Graph
  let observed: [NodeID]
  var forms: [Form]
  /// For each node, the node whose memory has its numbers: itself, or what an alias stands for.
  var base: [NodeID]
  /// Whether a node is computed: all but aliases, and those whose readers read the node behind them.
  var isComputed: [Bool]
  /// The sizes of each node's rows, and what each reads: asked for often, and slow to find out each time.
  private var spaces: [Space]
  private var operandLists: [Operands]
  private var readLists: [[Read]]

  subscript(id: NodeID) -> Form { forms[id.index] }

  /// The sizes of a node's rows: its last axis of more than one element makes a row.
  func space(_ id: NodeID) -> Space { spaces[id.index] }

  /// The nodes that a node reads, without those that only stand for others. A product reads what a transpose would.
  func operands(_ id: NodeID) -> Operands { operandLists[id.index] }

  /// Whether an operand of a product is another node with its last two axes exchanged.
  func isTransposed(_ operand: NodeID) -> Bool {
    let base = base[operand.index]
    guard case .move(let move) = self[base], graph[base].shape == graph[operand].shape else { return false }
    return move.isTranspose
  }

  /// What a node reads: for an operand that is repeated the node behind it, with how it is repeated.
  func reads(_ id: NodeID) -> [Read] { readLists[id.index] }

  private func findReads(_ id: NodeID) -> [Read] {
    if case .repeat(let access) = self[id] {
      return [Read(node: operands(id)[0], access: access, space: space(id))]
    }
    if case .oneHot = self[id] { return [Read(node: operands(id)[0], access: .row, space: space(id))] }
    return operands(id).map { operand in
      if case .repeat(let access) = self[operand] {
        return Read(node: operands(operand)[0], access: access, space: space(operand))
      }
      return Read(node: operand, access: .full, space: space(operand))
    }
  }
}

/// One operand of an element-wise node.
struct Read: Sendable {
  /// The node whose numbers are read.
  let node: NodeID
  /// How they are repeated.
  let access: Access
  /// The space in which they are repeated so.
  let space: Space
}

extension Space {
  init(_ shape: Shape) {
    let columns = shape.dimensions.last { $0 > 1 } ?? 1
    self.init(rows: shape.count / columns, columns: columns)
  }
}

/// What the planner sees in each node that `observed` needs.
func forms(of graph: Graph, observing observed: [NodeID]) -> Forms {
  var isNeeded = [Bool](repeating: false, count: graph.nodes.count)
  for id in observed { isNeeded[id.index] = true }
  for index in graph.nodes.indices.reversed() where isNeeded[index] {
    for operand in graph.nodes[index].operands { isNeeded[operand.index] = true }
  }
  var result = Forms(graph, observing: observed, isNeeded)
  for id in graph.ids where isNeeded[id.index] {
    let form = form(of: id, in: graph)
    if let same = result.unchanged(by: id, form) {
      result.forms[id.index] = .alias
      result.base[id.index] = same
    } else {
      result.forms[id.index] = form
    }
  }
  result.findOperands()
  result.findComputed()
  return result
}

extension Forms {
  fileprivate init(_ graph: Graph, observing observed: [NodeID], _ isNeeded: [Bool]) {
    self.graph = graph
    self.observed = observed
    forms = [Form](repeating: .unneeded, count: graph.nodes.count)
    base = graph.nodes.indices.map(NodeID.init)
    isComputed = isNeeded
    // By index, here and below: a loop over nodes copies each of them.
    spaces = graph.nodes.indices.map { Space(graph.nodes[$0].shape) }
    operandLists = [Operands](repeating: [], count: graph.nodes.count)
    readLists = [[Read]](repeating: [], count: graph.nodes.count)
  }

  fileprivate mutating func findOperands() {
    for index in graph.nodes.indices where isComputed[index] {
      let isProduct = if case .product = forms[index] { true } else { false }
      operandLists[index] = graph.nodes[index].operands.replaced { operand in
        let base = base[operand.index]
        return isProduct && isTransposed(operand) ? self.base[graph[base].operands[0].index] : base
      }
    }
    for index in graph.nodes.indices where isComputed[index] { readLists[index] = findReads(NodeID(index)) }
  }

  /// The node whose numbers a node has too: the source of an alias, or what is multiplied or divided by 1.
  fileprivate func unchanged(by id: NodeID, _ form: Form) -> NodeID? {
    let operands = graph[id].operands
    switch form {
    case .alias: return base[operands[0].index]
    case .element(.multiply) where isOne(operands[0]): return base[operands[1].index]
    case .element(.multiply) where isOne(operands[1]), .element(.divide) where isOne(operands[1]):
      return base[operands[0].index]
    default: return nil
    }
  }

  /// Whether all elements of a node are 1 and stay so.
  private func isOne(_ id: NodeID) -> Bool {
    let base = base[id.index]
    if case .repeat = self[base] { return number(self.base[graph[base].operands[0].index]) == 1 }
    return number(base) == 1
  }

  /// What is repeated or transposed is computed only for those who need its numbers in memory.
  fileprivate mutating func findComputed() {
    var isStored = [Bool](repeating: false, count: forms.count)
    for id in observed { isStored[base[id.index].index] = true }
    for id in graph.ids.reversed() {
      switch self[id] {
      case .alias, .unneeded: isComputed[id.index] = false
      case .repeat: isComputed[id.index] = isStored[id.index]
      case .move(let move) where move.isTranspose: isComputed[id.index] = isStored[id.index]
      default: break
      }
      if isComputed[id.index] { for source in sources(id) { isStored[source.index] = true } }
    }
  }
}

extension Move {
  /// Whether it exchanges the last two axes of a stack of matrices.
  fileprivate var isTranspose: Bool {
    let rank = sizes.count
    guard case .gather = kind, rank >= 2, view.offset == 0 else { return false }
    var strides = [Int](repeating: 1, count: rank)
    strides[rank - 1] = sizes[rank - 2]
    for axis in stride(from: rank - 3, through: 0, by: -1) {
      strides[axis] =
        axis == rank - 3 ? sizes[rank - 1] * sizes[rank - 2] : strides[axis + 1] * sizes[axis + 1]
    }
    return view.strides == strides
  }
}

private func form(of id: NodeID, in graph: Graph) -> Form {
  let operands = graph[id].operands.map { graph[$0].shape }
  let operation = graph[id].operation
  switch operation.kernel(of: operands) {
  case .leaf(.splat(let number)) where !operation.wantsGradient: return .leaf(number: number)
  case .leaf: return .leaf(number: nil)
  case .elementwise(let loop): return loop.vectorFunction.map { .element($0) } ?? .call(loop)
  case .product: return .product
  case .reduction(let reducer, let axes): return reduction(reducer, axes, of: operands[0])
  case .gather(let view): return gather(view, to: graph[id].shape, from: operands[0])
  case .scatter(let view): return .move(Move(kind: .scatter, sizes: operands[0].dimensions, view: view))
  case .oneHot: return .oneHot
  }
}

private func gather(_ view: View, to shape: Shape, from source: Shape) -> Form {
  let contiguous = shape.strides
  let axes = shape.dimensions.indices.filter { shape[$0] > 1 }
  let strides = axes.map { view.strides[$0] }
  if view.offset == 0 {
    if source.count == shape.count, strides == axes.map({ contiguous[$0] }) { return .alias }
    if strides.allSatisfy({ $0 == 0 }) { return .repeat(.one) }
    if strides.last == 1, strides.dropLast().allSatisfy({ $0 == 0 }) { return .repeat(.column) }
    let columns = shape[axes[axes.count - 1]]
    if strides.last == 0, strides.dropLast() == axes.dropLast().map({ contiguous[$0] / columns })[...] {
      return .repeat(.row)
    }
  }
  return .move(Move(kind: .gather, sizes: shape.dimensions, view: view))
}

/// The longest row that a loop keeps whole in each block.
let longestRow = 4096

private func reduction(_ reducer: Reducer, _ axes: [Int], of shape: Shape) -> Form {
  let all = shape.dimensions.indices.filter { shape[$0] > 1 }
  let reduced = all.filter(axes.contains)
  let isSum = reducer == .sum || reducer == .mean
  let divisor = reducer == .mean ? reduced.reduce(1) { $0 * shape[$1] } : 1
  if reduced.isEmpty, isSum || reducer == .maximum { return .alias }
  if isSum, reduced == all { return .totalSum(divisor: divisor) }
  if let last = all.last, reduced == [last], shape[last] <= longestRow { return .rowReduction(reducer) }
  if isSum, reduced == all.dropLast() { return .columnSum(divisor: divisor) }
  let kept = shape.dimensions.indices.filter { !axes.contains($0) }
  let order = kept + shape.dimensions.indices.filter(axes.contains)
  // A reduction along no axis walks one of a single element.
  let isIdle = kept.count == order.count
  return .move(
    Move(
      kind: .reduce(reducer, kept: kept.count), sizes: order.map { shape[$0] } + (isIdle ? [1] : []),
      view: View(strides: order.map { shape.strides[$0] } + (isIdle ? [0] : []))))
}
