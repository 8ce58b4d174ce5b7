/// The values of a compiled model as a table for people.
public func runText(_ compilation: Compilation, detail: Detail, digits: Int) -> String {
  let (values, findings) = report(compilation.model, dtype: compilation.options.dtype, detail: detail)
  var lines = [compilation.graph.title.map { "\(compilation.graph.name): \($0)" } ?? compilation.graph.name]
  for value in values {
    let layer = value.layer.map { " = \($0.name)(\($0.inputs.joined(separator: ", ")))" } ?? ""
    lines.append("")
    lines.append("\(value.name)\(layer)  \(value.role.rawValue) \(value.shape)")
    lines.append("  value     \(summary(value.numbers, value.shape, digits))")
    lines.append("  gradient  \(value.gradient.map { summary($0, value.shape, digits) } ?? "none")")
    if let formula = value.formula { lines.append("  formula   ∂L/∂\(value.name) = \(formula.text)") }
  }
  if !findings.isEmpty { lines.append("") }
  lines += findings.map { "\($0.severity.rawValue): \($0.message)" }
  return lines.joined(separator: "\n") + "\n"
}

/// Numbers in brackets, or what they are like where there are many.
public func summary(_ numbers: [Double], _ shape: Shape, _ digits: Int) -> String {
  let text = { NumberText.significant($0, digits: digits) }
  guard numbers.count <= 64 else {
    let statistics = Statistics(numbers)
    return "\(numbers.count) numbers, mean \(text(statistics.mean)) ± \(text(statistics.deviation)), "
      + "\(text(statistics.minimum)) … \(text(statistics.maximum))"
  }
  return nested(numbers.map(text)[...], shape.dimensions[...])
}

/// Texts of numbers in row-major order, in the brackets of a tensor of these sizes.
func nested(_ numbers: ArraySlice<String>, _ sizes: ArraySlice<Int>) -> String {
  guard let size = sizes.first else { return numbers.first ?? "" }
  let step = numbers.count / size
  let parts = (0..<size).map { part in
    let start = numbers.startIndex + part * step
    return nested(numbers[start..<start + step], sizes.dropFirst())
  }
  return "[\(parts.joined(separator: ", "))]"
}
