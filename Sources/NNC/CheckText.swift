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
  if !report.steps.isEmpty { lines.append("  " + stepsText(report.steps)) }
  if report.passes > 0 {
    lines.append("  cost: \(report.passes) forward passes, \(report.stepPasses) of single layers")
  }
  let expected = compilation.graph.expectations.count
  if expected > 0 {
    let failed = report.findings.count { $0.kind == .expectationFailed }
    lines.append("  \(expected - failed) of \(expected) expectations hold")
  }
  return lines.joined(separator: "\n") + "\n"
}

/// What layers pass back, as counts: `9 steps back: 8 right, 1 kink`.
public func stepsText(_ steps: [StepCheck]) -> String {
  let verdicts: [GradientCheck.Verdict] = [.right, .wrong, .kink, .undecided]
  let counts = verdicts.compactMap { verdict -> String? in
    let count = steps.count { $0.gradient.verdict == verdict }
    return count == 0 ? nil : "\(count) \(verdict.rawValue)"
  }
  return "\(steps.count) step\(steps.count == 1 ? "" : "s") back: \(counts.joined(separator: ", "))"
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
