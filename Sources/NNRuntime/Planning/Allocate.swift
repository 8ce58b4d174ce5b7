import NNGraph

/// Builds the kernels of ordered groups and gives every value between them a place in memory.
func allocate(_ groups: [Group], _ levels: Levels, _ forms: Forms) -> Plan {
  let stored = storedNodes(groups, levels, forms)
  let kernels = groups.map { kernel($0, levels, forms) { stored[$0.index] } }
  var lifetimes = Lifetimes(kernels, forms)
  lifetimes.shareMemory(kernels)
  let arena = arrange(lifetimes)
  var places = [ValuePlace?](repeating: nil, count: forms.forms.count)
  for id in forms.graph.ids {
    let base = forms.base[id.index]
    if case .leaf = forms[base], stored[base.index] { places[id.index] = .leaf(base) }
    if let buffer = lifetimes.bufferOf[base.index] { places[id.index] = .arena(arena.offsets[buffer]) }
  }
  return Plan(
    graph: forms.graph, observed: forms.observed, kernels: kernels, places: places, arenaCount: arena.count,
    boundCount: lifetimes.bound)
}

/// The nodes whose numbers lie in memory: those that are observed, that a kernel reads which does not make them, and
/// sums over rows.
private func storedNodes(_ groups: [Group], _ levels: Levels, _ forms: Forms) -> [Bool] {
  var groupOf = [Int](repeating: -1, count: forms.forms.count)
  for (index, group) in groups.enumerated() { for id in group.nodes { groupOf[id.index] = index } }
  var isStored = [Bool](repeating: false, count: forms.forms.count)
  for id in forms.observed { isStored[forms.base[id.index].index] = true }
  for (index, group) in groups.enumerated() {
    for id in group.nodes {
      guard let site = levels.site[id.index] else {
        isStored[id.index] = true
        for operand in forms.operands(id) { isStored[operand.index] = true }
        continue
      }
      if let home = levels.home[id.index], home.extent == .column || home.extent == .one {
        isStored[id.index] = true
      }
      for read in forms.reads(id) where forms.number(read.node) == nil {
        if groupOf[read.node.index] != index || !levels.flows(read, to: site) {
          isStored[read.node.index] = true
        }
      }
    }
  }
  return isStored
}

private func kernel(_ group: Group, _ levels: Levels, _ forms: Forms, isStored: (NodeID) -> Bool)
  -> PlannedKernel
{
  if let space = group.space {
    let members = Set(group.nodes)
    var operands: Set<NodeID> = []
    for id in group.nodes {
      for read in forms.reads(id) where !members.contains(read.node) && forms.number(read.node) == nil {
        operands.insert(read.node)
      }
    }
    let program = program(group, space, forms, levels, isStored: isStored)
    return PlannedKernel(
      work: .loop(program), results: group.nodes.filter(isStored), operands: operands.sorted(),
      operationCount: group.nodes.reduce(0) { $0 + count($1, forms) })
  }
  let id = group.nodes[0]
  let operands = Array(forms.operands(id))
  switch forms[id] {
  case .product: return product(id, operands, forms)
  case .move(let move):
    return PlannedKernel(work: .move(move), results: [id], operands: operands, operationCount: 0)
  case .call(let loop):
    let count = forms.space(id).count
    return PlannedKernel(work: .call(loop, id), results: [id], operands: operands, operationCount: count)
  default: preconditionFailure("every other form is computed in a loop")
  }
}

/// How many operations an element-wise node takes.
private func count(_ id: NodeID, _ forms: Forms) -> Int {
  switch forms[id] {
  case .element: forms.space(id).count
  case .rowReduction, .columnSum, .totalSum: forms.space(forms.graph[id].operands[0]).count
  default: 0
  }
}

/// A product reads what a transpose would read.
private func product(_ id: NodeID, _ operands: [NodeID], _ forms: Forms) -> PlannedKernel {
  let shape = forms.graph[id].shape
  let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
  let first = forms.graph[forms.graph[id].operands[0]].shape
  let inner = first[first.rank - 1]
  let stack = shape.count / (rows * columns)
  let product = MatrixProduct(
    rows: rows, inner: inner, columns: columns, stack: stack,
    isTransposed: (
      forms.isTransposed(forms.graph[id].operands[0]), forms.isTransposed(forms.graph[id].operands[1])
    ))
  return PlannedKernel(
    work: .product(product), results: [id], operands: operands,
    operationCount: 2 * rows * inner * columns * stack)
}
