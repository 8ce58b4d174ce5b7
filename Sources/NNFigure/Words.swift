import NNGraph
import NNRuntime

extension Drawing {
  /// What a value is, in words: the tooltip of its box.
  func words(_ value: NodeID) -> String {
    let shape = model.graph[value].shape
    let name = names.full(value)
    let role = names.value(value)?.role ?? .value
    var text = "\(name): \(role.words), \(shape.rank == 0 ? "a number" : "of the shape \(shapeText(value))")"
    if shape.rank == 0, let number = valuation[value]?.first {
      text += ", \(NumberText.significant(number, digits: options.digits))"
    }
    guard let gradient = model.definition.gradient(of: value), let numbers = valuation[gradient] else {
      return text + "; it has no gradient"
    }
    let norm = NumberText.significant(Statistics(numbers).norm, digits: options.digits)
    return text + "; its gradient has the norm \(norm)"
  }

  /// What a unit does, in words.
  func words(_ unit: Unit) -> String {
    let inputs = list((usesOfUnit[unit] ?? []).map { names.full($0.value) })
    let outputs = list((made[unit] ?? []).map { names.full($0) })
    let name =
      switch unit {
      case .operation(let id): type(of: model.graph[id].operation).keyword
      case .scope(let id): model.graph[id].kindName
      case .middle: "the operations in the middle"
      }
    return "\(name) of \(inputs) gives \(outputs)"
  }

  /// What the whole figure says.
  func sentences() -> [String] {
    let title = figure.title ?? figure.name
    var sentences = ["Gradient graph of \(title)."]
    for unit in units.inOrder.prefix(40) { sentences.append(words(unit).capitalizedFirst + ".") }
    if let output = model.graph.output.map(units.value) {
      sentences.append("The output is \(words(output)).")
    }
    return sentences
  }

  private func list(_ names: [String]) -> String {
    guard let last = names.last else { return "nothing" }
    return names.count == 1 ? last : Array(names.dropLast()).joined(separator: ", ") + " and " + last
  }
}

extension ValueRole {
  fileprivate var words: String {
    switch self {
    case .input: "an input"
    case .target: "a target"
    case .param: "a parameter"
    case .const: "a constant"
    case .layer: "the result of a layer"
    case .value: "a value"
    case .output: "the output"
    }
  }
}

extension Scope {
  fileprivate var kindName: String {
    switch kind {
    case .layer(let name): name
    case .group(let title): title ?? name
    case .file, .expectation: name
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + String(dropFirst()) }
}
