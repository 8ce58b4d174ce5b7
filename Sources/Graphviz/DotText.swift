/// The DOT text of `graph`, as the program `dot` takes it: the same nodes, edges and subgraphs in the same
/// order.
func dotText(name: String, _ statements: [Statement]) -> String {
  var lines = ["digraph \(quoted(escapedName(name))) {"]
  var depth = 1
  for statement in statements {
    if statement == .end { depth -= 1 }
    if let text = dotLine(statement) {
      lines.append(String(repeating: "  ", count: depth) + text)
    }
    if case .beginSubgraph = statement { depth += 1 }
  }
  lines.append("}")
  return lines.joined(separator: "\n") + "\n"
}

private func dotLine(_ statement: Statement) -> String? {
  switch statement {
  case .graphAttributes(let list): list.isEmpty ? nil : "graph" + bracketed(list)
  case .nodeDefaults(let list): list.isEmpty ? nil : "node" + bracketed(list)
  case .edgeDefaults(let list): list.isEmpty ? nil : "edge" + bracketed(list)
  case .node(let name, let list): quoted(name) + bracketed(list)
  case .edge(let tail, let head, let list): "\(quoted(tail)) -> \(quoted(head))" + bracketed(list)
  case .beginSubgraph(let name): name.map { "subgraph \(quoted($0)) {" } ?? "{"
  case .end: "}"
  }
}

private func bracketed(_ list: [Setting]) -> String {
  guard !list.isEmpty else { return "" }
  let parts = list.map { "\($0.name)=" + ($0.isHTML ? "<\($0.text)>" : quoted($0.text)) }
  return " [" + parts.joined(separator: ", ") + "]"
}

/// A quoted string. Backslashes come in pairs or before a letter, never before the closing quote.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    if scalar == "\"" { result.unicodeScalars.append("\\") }
    result.unicodeScalars.append(scalar)
  }
  return result + "\""
}
