import NNGraph

extension Plan {
  /// The text form: a kernel a line with what it reads, its size, its operations and the numbers that it reads and
  /// writes; under a loop what it does with each block. Then the memory.
  public var text: String {
    var lines = leafLines
    for (index, kernel) in kernels.enumerated() { lines += self.lines(kernel, index) }
    lines.append("observed " + observed.map(\.description).joined(separator: " "))
    lines.append("\(kernels.count) kernels, \(operationCount) operations")
    lines.append("arena \(arenaCount * 8) bytes in f64, at most \(boundCount * 8) alive at once")
    return lines.joined(separator: "\n") + "\n"
  }

  private var leafLines: [String] {
    graph.ids.compactMap { id in
      guard case .leaf(let leaf) = places[id.index], leaf == id else { return nil }
      return "\(id) = \(graph[id].operation.signature) : \(graph[id].shape)"
    }
  }

  private func lines(_ kernel: PlannedKernel, _ index: Int) -> [String] {
    let results = kernel.results.map { "\($0): \(graph[$0].shape)\(place($0))" }.joined(separator: ", ")
    let touched = (kernel.operands + kernel.results).reduce(0) { $0 + graph[$1].shape.count }
    let size = "\(kernel.operationCount) operations, \(touched) numbers read and written"
    let head = "kernel \(index)  \(results) = \(title(kernel)), \(size)"
    guard case .loop(let loop) = kernel.work else { return [head] }
    return [head] + (loop.preparation.map { "  first " + $0.text } + loop.body.map { "  " + $0.text })
      + loop.sums.enumerated().compactMap { index, sum in
        let divided = sum.divisor == 1 ? "" : " / \(sum.divisor)"
        return "  last \(sum.node) = sum\(index)\(divided)"
      }
  }

  private func place(_ id: NodeID) -> String {
    if case .arena(let offset) = places[id.index] { " at \(offset)" } else { "" }
  }

  private func title(_ kernel: PlannedKernel) -> String {
    let operands = kernel.operands.map(\.description)
    switch kernel.work {
    case .loop(let loop):
      return "loop \(loop.space.rows) × \(loop.space.columns)"
        + (operands.isEmpty ? "" : " over " + operands.joined(separator: " "))
        + " in blocks of \(loop.block.rows) × \(loop.block.columns)"
    case .product(let product):
      let stack = product.stack == 1 ? "" : "\(product.stack) × "
      let first = operands[0] + (product.isTransposed.first ? "ᵀ" : "")
      let second = operands[1] + (product.isTransposed.second ? "ᵀ" : "")
      return
        "\(first) · \(second), \(stack)[\(product.rows), \(product.inner)] · [\(product.inner), \(product.columns)]"
    case .move(let move): return "\(move.kind.name) \(operands[0])"
    case .call(_, let id): return "\(graph[id].operation.signature) " + operands.joined(separator: " ")
    }
  }
}

extension Move.Kind {
  fileprivate var name: String {
    switch self {
    case .gather: "gather"
    case .scatter: "scatter"
    case .reduce(let reducer, _): "reduce \(reducer.rawValue)"
    }
  }
}

extension LoopProgram.Operation {
  fileprivate var text: String {
    let operands = operands.filter { $0 != .none }.map(\.text).joined(separator: " ")
    return
      "\(results.map(\.text).joined(separator: ", ")) = \(code.name) \(operands)\(secondIsRow ? " of the row" : "")"
  }
}

extension LoopProgram.Code {
  fileprivate var name: String {
    switch self {
    case .function(let function): function.rawValue
    case .copy: "copy"
    case .fill: "fill"
    case .multiplyAdd: "multiply and add"
    case .tripleProduct: "multiply twice"
    case .boundedSum: "add and maximum"
    case .stepProduct: "step and multiply"
    case .stream: "stream"
    case .streamedSum: "stream add"
    case .streamedProduct: "stream multiply"
    case .streamedMultiplyAdd: "stream multiply and add"
    case .streamedTripleProduct: "stream multiply twice"
    case .pair(.logistic): "logistic and its opposite"
    case .pair(.errorFunction): "erf and exp of the negated square"
    case .oneHot: "one-hot"
    case .rowSum: "sum along row"
    case .rowMaximum: "max along row"
    case .rowOthers: "sum of others along row"
    case .repeatAlongRow: "repeat along row"
    case .repeatRow: "repeat row"
    case .columnSum: "sum over rows"
    case .totalSum: "sum of all"
    }
  }
}

extension LoopProgram.Location {
  fileprivate var text: String {
    switch self {
    case .none: ""
    case .number(let number): NumberText.shortest(number)
    case .slot(let slot): "r\(slot)"
    case .value(let id, _): id.description
    case .sum(let index): "sum\(index)"
    }
  }
}
