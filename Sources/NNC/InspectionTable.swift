/// The order of an inspection's rows.
public enum InspectionOrder: String, CaseIterable, Sendable {
  /// Topological, as the forward pass runs.
  case topological
  /// By name.
  case name
  /// The greatest norm of a gradient first.
  case gradient
  /// The least gain first.
  case gain
  /// The least cumulative gain first.
  case cumulative
  /// The greatest ratio of gradient to parameter first.
  case ratio
  /// The greatest share of zeros in the gradient first.
  case zeros
}

extension Inspection {
  /// The rows that `names` select, by value, layer or role, in an order; rows without the number come last, and equal
  /// ones stay in topological order.
  public func rows(sortedBy order: InspectionOrder, only names: Set<String> = []) -> [Row] {
    let listed = names.isEmpty ? rows : rows.filter { $0.isNamed(by: names) }
    switch order {
    case .topological: return listed
    case .name: return stable(listed) { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    case .gradient: return descending(listed) { $0.gradient?.statistics.norm }
    case .gain: return descending(listed) { $0.gain.map { -$0 } }
    case .cumulative: return descending(listed) { $0.cumulative.map { -$0 } }
    case .ratio: return descending(listed) { $0.ratio }
    case .zeros: return descending(listed) { $0.gradient?.statistics.zeros }
    }
  }

  private func descending(_ rows: [Row], by key: (Row) -> Double?) -> [Row] {
    stable(rows) { one, other in (key(one) ?? -.infinity) > (key(other) ?? -.infinity) }
  }

  private func stable(_ rows: [Row], by isBefore: (Row, Row) -> Bool) -> [Row] {
    rows.enumerated().sorted { one, other in
      isBefore(one.element, other.element)
        || (!isBefore(other.element, one.element) && one.offset < other.offset)
    }.map(\.element)
  }

  /// The gravest severity of what was found about each name that has findings.
  var severities: [String: Diagnostic.Severity] {
    var result: [String: Diagnostic.Severity] = [:]
    for severity in [Diagnostic.Severity.note, .warning, .error] {
      for finding in findings where finding.severity == severity {
        for name in finding.subjects { result[name] = severity }
      }
    }
    return result
  }
}

extension Finding {
  /// The names that it is about: a value, or an operation and the layers within which it stands.
  var subjects: [String] {
    value.indices.filter { value[$0] == "/" }.map { String(value[..<$0]) } + [value]
  }
}

extension Inspection.Row {
  /// Whether a name is that of the value, its layer or its role.
  public func isNamed(by names: Set<String>) -> Bool {
    names.contains(name) || layer.map(names.contains) ?? false || names.contains(role.rawValue)
  }
}

/// Numbers as small columns, one a part of their range.
func sparkline(_ histogram: [Int]) -> String {
  let bars = Array(" ▁▂▃▄▅▆▇█")
  let greatest = histogram.max() ?? 0
  guard greatest > 0 else { return String(repeating: " ", count: histogram.count) }
  // What is there at all is to be seen.
  return String(histogram.map { bars[$0 == 0 ? 0 : max(1, ($0 * 8 + greatest / 2) / greatest)] })
}
