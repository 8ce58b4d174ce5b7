extension Graph {
  /// The text form: one node a line, then names, checks and output.
  public var text: String {
    var lines = [title.map { "model \(name) \"\($0)\"" } ?? "model \(name)"]
    lines += ids.map(line)
    lines += values.map(line)
    lines += expectations.map {
      "expect \($0.actual) ~= \($0.reference), \(NumberText.shortest($0.tolerance))"
    }
    if let upstream { lines.append("upstream \(upstream)") }
    if let output { lines.append("output \(output)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ id: NodeID) -> String {
    let node = self[id]
    let call = ([node.operation.signature] + node.operands.map(\.description)).joined(separator: " ")
    var notes: [String] = []
    if !self[node.scope].name.isEmpty { notes.append(self[node.scope].name) }
    if case .backward(let forward) = node.origin { notes.append("backward of \(forward)") }
    let comment = notes.isEmpty ? "" : "  # " + notes.joined(separator: ", ")
    return "\(id) = \(call) : \(node.shape)\(comment)"
  }

  private func line(_ value: NamedValue) -> String {
    let sizes = zip(value.variables, self[value.node].shape.dimensions).map { variable, size in
      variable.map { "\($0)=\(size)" } ?? "\(size)"
    }
    return "\(value.role.rawValue) \(value.name) [\(sizes.joined(separator: ", "))] = \(value.node)"
  }
}

extension NodeID: CustomStringConvertible {
  /// `%7`
  public var description: String { "%\(index)" }
}

extension Differentiated {
  /// The text form: that of the graph with its backward pass, then whose gradient each node is.
  public var text: String {
    let gradients = gradient.enumerated().compactMap { index, node in
      node.map { "gradient of \(NodeID(index)) = \($0)" }
    }
    return graph.text + gradients.joined(separator: "\n") + "\n"
  }
}
