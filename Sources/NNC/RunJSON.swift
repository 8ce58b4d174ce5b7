/// The `nnc.run/1` object of a compiled model.
/// - Parameter isFull: whether tensors of more than 10,000 elements are written too.
public func runJSON(_ compilation: Compilation, detail: Detail, isFull: Bool) -> String {
  let (values, findings) = report(compilation.model, dtype: compilation.options.dtype, detail: detail)
  return runJSON(compilation, values.map { ($0, []) }, findings, isFull: isFull)
}

/// The same object with what an inspection found: `findings` in full, and each value's gain, cumulative gain and
/// ratio among its statistics.
/// - Parameter isListed: which values are written.
public func inspectionJSON(
  _ inspection: Inspection, _ compilation: Compilation, isFull: Bool = false,
  listing isListed: (Inspection.Row) -> Bool = { _ in true }
) -> String {
  let (values, _) = report(compilation.model, dtype: compilation.options.dtype, detail: .layer)
  let rows = Dictionary(inspection.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  let listed = values.compactMap { value -> (ReportedValue, [(String, JSON)])? in
    guard let row = rows[value.name], isListed(row) else { return nil }
    let extra = [("gain", row.gain), ("cumulative", row.cumulative), ("ratio", row.ratio)]
    return (value, extra.compactMap { name, number in number.map { (name, .number($0)) } })
  }
  return runJSON(compilation, listed, inspection.findings, isFull: isFull)
}

private func runJSON(
  _ compilation: Compilation, _ values: [(ReportedValue, extra: [(String, JSON)])], _ findings: [Finding],
  isFull: Bool
) -> String {
  let dtype = compilation.options.dtype
  let output = compilation.graph.values.last { $0.node == compilation.graph.output }?.name ?? ""
  return JSON.object([
    ("schema", .string("nnc.run/1")),
    ("model", .string(compilation.graph.name)),
    ("dtype", .string(dtype.rawValue)),
    ("output", .string(output)),
    ("values", .array(values.map { json($0, $1, dtype, isFull: isFull) })),
    ("findings", .array(findings.map { json($0, compilation.program.sources) })),
  ]).text() + "\n"
}

/// How many elements are written without being asked for.
let elementLimit = 10_000

private func json(
  _ value: ReportedValue, _ extra: [(String, JSON)], _ dtype: DType, isFull: Bool
) -> JSON {
  let isWritten = isFull || value.shape.count <= elementLimit
  let tensor = { (numbers: [Double]) in
    isWritten ? JSON.nested(numbers, value.shape.dimensions[...], dtype) : .null
  }
  var members: [(String, JSON)] = [("name", .string(value.name)), ("role", .string(value.role.rawValue))]
  if let layer = value.layer {
    members.append(("layer", .string(layer.name)))
    members.append(("inputs", .array(layer.inputs.map { .string($0) })))
  }
  members.append(("shape", .array(value.shape.dimensions.map { .number("\($0)") })))
  if isWritten { members.append(("value", tensor(value.numbers))) }
  if let gradient = value.gradient {
    if isWritten { members.append(("gradient", tensor(gradient))) }
  } else {
    members.append(("gradient", .null))
  }
  members.append(("formula", value.formula.map { .string($0.text) } ?? .null))
  members.append(("statistics", statistics(value, extra)))
  return .object(members)
}

private func statistics(_ value: ReportedValue, _ extra: [(String, JSON)]) -> JSON {
  var members = [("value", json(Statistics(value.numbers)))]
  if let gradient = value.gradient { members.append(("gradient", json(Statistics(gradient)))) }
  return .object(members + extra)
}

private func json(_ statistics: Statistics) -> JSON {
  .object([
    ("mean", .number(statistics.mean)), ("deviation", .number(statistics.deviation)),
    ("min", .number(statistics.minimum)), ("max", .number(statistics.maximum)),
    ("norm", .number(statistics.norm)), ("zeros", .number(statistics.zeros)),
  ])
}

/// A finding as one line of JSON.
public func findingJSON(_ finding: Finding, _ sources: Sources) -> String {
  json(finding, sources).text(indent: 2)
}

private func json(_ finding: Finding, _ sources: Sources) -> JSON {
  let position = sources[finding.place.source].lineColumn(at: finding.place.range.lowerBound)
  return .object([
    ("id", .string(finding.kind.rawValue)),
    ("severity", .string(finding.severity.rawValue)),
    ("value", .string(finding.value)),
    ("message", .string(finding.message)),
    ("evidence", .object(finding.evidence.map { ($0.name, .number($0.number)) })),
    (
      "location", .object([("line", .number("\(position.line)")), ("column", .number("\(position.column)"))])
    ),
  ])
}
