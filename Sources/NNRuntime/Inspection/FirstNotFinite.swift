import NNGraph

/// The first operation that makes a number that is not finite out of numbers that are, forward or backward, with its
/// operands: what is computed, not what a layer within shows.
func firstNotFinite(_ model: Model, _ valuation: Valuation) -> [Finding] {
  let named = model.namedNodes
  guard named.contains(where: { valuation[$0]?.contains { !$0.isFinite } ?? false }) else { return [] }
  return firstNotFinite(model, valuation.dtype)
}

/// In f32, the first operation that overflows where nobody sees it, as a variance by which something is divided: each
/// named number is finite, but some are not what they are in f64.
func hiddenOverflow(_ model: Model, _ valuation: Valuation) -> [Finding] {
  guard valuation.dtype == .f32 else { return [] }
  let named = model.namedNodes.sorted()
  let exact = evaluate(model, observing: Set(named), dtype: .f64)
  let isWrong = named.contains { id in
    guard let found = valuation[id], let wanted = exact[id] else { return false }
    let slack = 0.01 * wanted.reduce(0) { max($0, abs($1)) }
    return zip(found, wanted).contains { abs($0 - $1) > slack }
  }
  return isWrong ? firstNotFinite(model, .f32) : []
}

private func firstNotFinite(_ model: Model, _ dtype: DType) -> [Finding] {
  let graph = model.simplified.graph
  let numbers = allNumbers(model, needing: model.namedNodes.map { model.simplified[$0] }, dtype)
  for id in graph.ids {
    guard let found = numbers[id], let index = found.firstIndex(where: { !$0.isFinite }) else { continue }
    return [finding(model, dtype, id, index, numbers)]
  }
  return []
}

/// The numbers of all nodes of the simplified graph that some need.
private func allNumbers(_ model: Model, needing ids: [NodeID], _ dtype: DType) -> [NodeID: [Double]] {
  let graph = model.simplified.graph
  var isNeeded = [Bool](repeating: false, count: graph.nodes.count)
  for id in ids { isNeeded[id.index] = true }
  for index in graph.nodes.indices.reversed() where isNeeded[index] {
    for operand in graph.nodes[index].operands { isNeeded[operand.index] = true }
  }
  let needed = graph.ids.filter { isNeeded[$0.index] }
  let plan = plan(graph, observing: needed)
  switch dtype {
  case .f64:
    let results = run(plan, as: Double.self)
    return Dictionary(uniqueKeysWithValues: needed.map { ($0, results[$0]?.elements ?? []) })
  case .f32:
    let results = run(plan, as: Float.self)
    return Dictionary(
      uniqueKeysWithValues: needed.map { ($0, results[$0]?.elements.map { Double($0) } ?? []) })
  }
}

private func finding(
  _ model: Model, _ dtype: DType, _ id: NodeID, _ index: Int, _ numbers: [NodeID: [Double]]
) -> Finding {
  let node = model.simplified.graph[id]
  let naming = Naming(model)
  let number = numbers[id]?[index] ?? .nan
  let (name, isGradient) = naming.name(id)
  let subject = isGradient ? "the gradient of \(name)" : name
  let operands = node.operands.map { naming.phrase($0, is: operand($0, index, node, numbers)) }
  let maker = type(of: node.operation).keyword
  let from =
    operands.isEmpty ? "" : ": \(maker) of " + operands.joined(separator: " and ")
  var evidence = [("index", Double(index)), ("value", number)]
  for (position, operand) in node.operands.enumerated() where numbers[operand]?.count == numbers[id]?.count {
    evidence.append(("operand\(position + 1)", numbers[operand]?[index] ?? .nan))
  }
  var remedy = remedy(number, maker, node.operands.map { operandNumber($0, index, node, numbers) })
  var wider = ""
  if dtype == .f32, let exact = allNumbers(model, needing: [id], .f64)[id]?[index], exact.isFinite {
    evidence.append(("f64", exact))
    wider = "; in f64 it is \(NumberText.significant(exact, digits: 3))"
    remedy = "scale the numbers down, or compute in f64"
  }
  let value = model.graph.values.first { $0.name == name }
  return Finding(
    number.isNaN ? .notANumber : .infinity, .error, about: name,
    "\(subject) is \(number.isNaN ? "not a number" : "infinite"), first at element \(index)\(from)\(wider)",
    brief: "\(isGradient ? "gradient " : "")\(NumberText.significant(number, digits: 3))\(from)",
    evidence: evidence,
    remedy: operands.isEmpty ? nil : remedy, at: value?.place ?? node.place)
}

/// A way out that the operands suggest: they are too small, beyond where the operation is defined, or too large.
private func remedy(_ number: Double, _ maker: String, _ operands: [Double?]) -> String {
  if number.isNaN { return "keep the operands where \(maker) is defined" }
  if operands.contains(where: { $0.map { abs($0) < 1e-3 } ?? false }) {
    return "keep the operand away from 0, for instance by adding a small number"
  }
  return "keep the numbers smaller: by scaling the input, smaller weights or normalisation"
}

/// The operand's number at the element; nil where it has another shape.
private func operandNumber(
  _ id: NodeID, _ index: Int, _ node: Node, _ numbers: [NodeID: [Double]]
) -> Double? {
  guard let all = numbers[id], all.count == 1 || all.count == node.shape.count else { return nil }
  return all.count == 1 ? all[0] : all[index]
}

/// The operand's number at the element, or what range its numbers have where it has another shape.
private func operand(_ id: NodeID, _ index: Int, _ node: Node, _ numbers: [NodeID: [Double]]) -> String {
  let text = { (number: Double) in NumberText.significant(number, digits: 6) }
  if let number = operandNumber(id, index, node, numbers) { return text(number) }
  let range = Statistics(numbers[id] ?? [])
  return "\(text(range.minimum)) … \(text(range.maximum))"
}

/// What nodes of the simplified graph are called in the definition's terms.
private struct Naming {
  private let graph: Graph
  private var forward: [NodeID: String] = [:]
  private var gradients: [NodeID: String] = [:]

  init(_ model: Model) {
    graph = model.simplified.graph
    let inner = model.graph.innerNames(forwardCount: model.forwardCount)
    let named = Dictionary(
      model.graph.values.map { ($0.node, $0.name) }, uniquingKeysWith: { first, _ in first })
    for index in 0..<model.forwardCount {
      let id = NodeID(index)
      guard let name = named[id] ?? inner[id] else { continue }
      if forward[model.simplified[id]] == nil { forward[model.simplified[id]] = name }
      if let gradient = model.definition.gradient(of: id), gradients[model.simplified[gradient]] == nil {
        gradients[model.simplified[gradient]] = name
      }
    }
  }

  /// A node's name, and whether the node is the gradient of what has that name. A node that only the simplified form
  /// has is called by its layer and its operation.
  func name(_ id: NodeID) -> (name: String, isGradient: Bool) {
    if let name = forward[id] { return (name, false) }
    if let name = gradients[id] { return (name, true) }
    let node = graph[id]
    if case .backward(let of) = node.origin { return (name(of).name, true) }
    let layer = graph.chain(of: node.scope).first { if case .layer = graph[$0].kind { true } else { false } }
    let keyword = type(of: node.operation).keyword
    return (layer.map { "\(graph[$0].name)/\(keyword)" } ?? keyword, false)
  }

  /// An operand with what its number is: `x = 0`, `∂L/∂y = 1`, or just the number where the text writes it.
  func phrase(_ id: NodeID, is number: String) -> String {
    if graph.constant(id) != nil { return number }
    let (name, isGradient) = name(id)
    if !isGradient { return "\(name) = \(number)" }
    if gradients[id] != nil { return "∂L/∂\(name) = \(number)" }
    return "\(type(of: graph[id].operation).keyword) (in the backward pass of \(name)) = \(number)"
  }
}
