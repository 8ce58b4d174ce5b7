/// The rows of an inspection as CSV (RFC 4180): a head, then a line a value. Where there is no number, a field is empty.
public func inspectionCSV(_ rows: [Inspection.Row]) -> String {
  let parts = ["mean", "deviation", "min", "max", "norm", "zeros"]
  let heads =
    ["name", "role", "layer", "shape"] + parts.map { "value_\($0)" } + parts.map { "gradient_\($0)" }
    + ["gain", "cumulative", "ratio"]
  let lines = rows.map { row in
    let words = [row.name, row.role.rawValue, row.layer ?? "", row.shape.description]
    let numbers = fields(row.value) + (row.gradient.map(fields) ?? parts.map { _ in "" })
    let ratios = [row.gain, row.cumulative, row.ratio].map { $0.map { NumberText.shortest($0) } ?? "" }
    return (words.map(quoted) + numbers + ratios).joined(separator: ",")
  }
  return ([heads.joined(separator: ",")] + lines).joined(separator: "\r\n") + "\r\n"
}

private func fields(_ distribution: Inspection.Distribution) -> [String] {
  let it = distribution.statistics
  return [it.mean, it.deviation, it.minimum, it.maximum, it.norm, it.zeros].map { NumberText.shortest($0) }
}

private func quoted(_ text: String) -> String {
  guard text.contains(where: { "\",\r\n".contains($0) }) else { return text }
  return "\"\(text.replacing("\"", with: "\"\""))\""
}
