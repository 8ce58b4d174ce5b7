/// What a check found, a line a gradient.
public func checkText(_ report: CheckReport, _ compilation: Compilation, name: String) -> String {
  let width = report.gradients.map(\.value.count).max() ?? 0
  var lines = ["\(name): \(report.hasFailed ? "failed" : "passed")"]
  for gradient in report.gradients {
    let padding = String(repeating: " ", count: width - gradient.value.count)
    let how = gradient.isWhole ? "elements" : "directions"
    let worst = gradient.worst.map { ", worst error \(error($0))" } ?? ""
    lines.append(
      "  \(gradient.value)\(padding)  \(gradient.verdict.rawValue), \(gradient.tried) \(how)\(worst)")
  }
  if report.passes > 0 { lines.append("  \(report.passes) forward passes") }
  let expected = compilation.graph.expectations.count
  if expected > 0 {
    let failed = report.findings.count { $0.kind == .expectationFailed }
    lines.append("  \(expected - failed) of \(expected) expectations hold")
  }
  return lines.joined(separator: "\n") + "\n"
}

/// The error of an element, and which one it is.
private func error(_ element: GradientCheck.Element) -> String {
  let error = NumberText.significant(element.error, digits: 2)
  return element.index.isEmpty ? error : "\(error) at \(element.index)"
}

extension Finding {
  /// The finding as a diagnostic at its place.
  public var diagnostic: Diagnostic {
    Diagnostic(kind.rawValue, at: place, message, hint: remedy, severity: severity)
  }
}
