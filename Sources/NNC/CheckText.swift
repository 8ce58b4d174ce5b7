/// What a check found, a line a gradient.
public func checkText(_ report: CheckReport, _ compilation: Compilation, name: String) -> String {
  let width = report.gradients.map(\.value.count).max() ?? 0
  var lines = ["\(name): \(report.hasFailed ? "failed" : "passed")"]
  for gradient in report.gradients {
    let padding = String(repeating: " ", count: width - gradient.value.count)
    let how = gradient.isWhole ? "elements" : "directions"
    let worst = gradient.worst.map { ", worst error \(NumberText.significant($0.error, digits: 2))" } ?? ""
    lines.append(
      "  \(gradient.value)\(padding)  \(gradient.verdict.rawValue), \(gradient.tried) \(how)\(worst)")
  }
  let expected = compilation.graph.expectations.count
  if expected > 0 {
    let failed = report.findings.count { $0.kind == .expectationFailed }
    lines.append("  \(expected - failed) of \(expected) expectations hold")
  }
  return lines.joined(separator: "\n") + "\n"
}

extension Finding {
  /// The finding as a diagnostic at its place.
  public var diagnostic: Diagnostic {
    Diagnostic(kind.rawValue, at: place, "\(value): \(message)", severity: severity)
  }
}
