internal import NNC

/// What there is to tell of a model that compiles.
struct Study {
  let file: ModelFile
  let compilation: Compilation
  /// The numbers of all named nodes.
  let numbers: Valuation
  /// The values between layers.
  let values: [ReportedValue]
  /// What an inspection, the check and the report find, each once, causes first.
  let findings: [Finding]
  /// Gradients against finite differences; nil where they take too long.
  let check: CheckReport?
  /// What the index, the manifest and the next run need.
  private(set) var entry: Entry

  /// Figures alone tell of findings, and nothing is checked for them.
  init(_ file: ModelFile, _ compilation: Compilation, _ options: DocsOptions) {
    self.file = file
    self.compilation = compilation
    let model = compilation.model
    let dtype = options.compile.dtype
    numbers = evaluate(model, observing: model.namedNodes, dtype: dtype)
    let isFigure = options.format == .figures
    let (values, reported) = isFigure ? ([], []) : report(model, dtype: dtype, detail: .layer)
    self.values = values
    let isChecked = !isFigure && checkCost(model) <= checkCostLimit
    check = isChecked ? NNC.check(model, options: CheckOptions(dtype: dtype)) : nil
    // Of wrong gradients the first on the way back; the table of the check has them all.
    let wrong = check?.findings.first { $0.kind == .wrongGradient }
    let inspection = inspect(model, dtype: dtype, numbers: numbers)
    findings = distinct(inspection.findings + [wrong].compactMap(\.self) + reported)
    entry = Entry(path: file.path, status: .ok, title: compilation.graph.title ?? file.name)
    entry.layers = layerNames(compilation.graph)
    entry.check = isFigure ? "" : check.map { $0.hasFailed ? "failed" : "passed" } ?? "skipped"
    entry.findings = findings.map { findingJSON($0, compilation.program.sources) }
    entry.gravities = findings.map { Entry.Gravity(rawValue: $0.severity.rawValue) ?? .note }
  }
}

/// Findings without those whose message came before.
private func distinct(_ findings: [Finding]) -> [Finding] {
  var known: Set<String> = []
  return findings.filter { known.insert($0.message).inserted }
}

/// The layers that a graph uses, each once, sorted.
private func layerNames(_ graph: Graph) -> [String] {
  let names = graph.values.compactMap { value -> String? in
    guard let scope = value.madeBy, case .layer(let name) = graph[scope].kind else { return nil }
    return name
  }
  return Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// How many numbers a check may compute before a page says that it was left out.
let checkCostLimit = 20_000_000

/// About how many numbers a check computes: the forward pass of each element, or of each of 16 directions of a
/// large tensor, five times.
func checkCost(_ model: Model) -> Int {
  let limits = CheckOptions()
  let forward = (0..<model.forwardCount).reduce(0) { saturating($0, model.graph.nodes[$1].shape.count) }
  let tries = model.graph.values.reduce(0) { sum, value in
    guard model.graph[value.node].operation.wantsGradient else { return sum }
    let count = model.graph[value.node].shape.count
    return saturating(sum, count <= limits.wholeTensorLimit ? count : limits.directions)
  }
  let (cost, isTooLarge) = forward.multipliedReportingOverflow(by: 5 * min(tries, 1 << 40))
  return isTooLarge ? .max : cost
}

private func saturating(_ a: Int, _ b: Int) -> Int {
  let (sum, isTooLarge) = a.addingReportingOverflow(b)
  return isTooLarge ? .max : sum
}
