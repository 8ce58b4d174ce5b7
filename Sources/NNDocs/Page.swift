internal import NNC

/// The page of a model.
func page(_ study: Study, _ drawings: [Drawing], _ options: DocsOptions) throws -> [UInt8] {
  let entry = study.entry
  let (derivations, more) = shownDerivations(study)
  let values: TemplateValue = .object(
    frame(entry, study.file) + [
      ("figure", .object([("details", .list(figures(drawings, first: options.detail)))])),
      ("files", .list(drawings.map { .object([("name", .text("\($0.name).svg"))]) })),
      ("notes", .rows(notes(drawings).map { .object([("note", .text($0))]) })),
      ("findings", .rows(study.findings.map { finding($0, study) })),
      ("check", check(study)),
      ("tensors", .rows(study.values.map { tensor($0, options) })),
      ("derivation", .optional(derivationSections(derivations, digits: 4, level: 3))),
      ("moreDerivations", .optional(more)),
      ("source", .text(highlightedSource(study.compilation.program.sources[Program.model]))),
    ])
  return try fill(Templates.page, with: values)
}

/// The page of a model that has errors, or whose worker died: what is wrong, and the source where it could be read.
func failurePage(
  _ entry: Entry, _ diagnostics: String, _ source: Source?, _ file: ModelFile, _ options: DocsOptions
) -> [PageFile] {
  switch options.format {
  case .figures: return []
  case .site:
    let values: TemplateValue = .object(
      frame(entry, file) + [
        ("diagnostics", .text(diagnostics)),
        ("source", source.map { .text(highlightedSource($0)) } ?? false),
      ])
    guard let bytes = try? fill(Templates.page, with: values) else { return [] }
    return [PageFile(path: file.pagePath(options), bytes: bytes)]
  case .markdown:
    let values: TemplateValue = [
      "title": .text(entry.title), "diagnostics": .text(fenced(diagnostics, as: "text")),
    ]
    guard let bytes = try? fill(Templates.markdown, with: values) else { return [] }
    return [PageFile(path: file.pagePath(options), bytes: bytes)]
  }
}

/// What all pages have.
private func frame(_ entry: Entry, _ file: ModelFile) -> [(String, TemplateValue)] {
  let depth = file.stem.split(separator: "/").count
  return [
    ("title", .text(entry.title)),
    ("path", .text(entry.path)),
    ("top", .text(String(repeating: "../", count: depth))),
    ("layers", .rows(entry.layers.map { .object([("layer", .text($0))]) })),
    ("badges", .list(badges(entry))),
  ]
}

/// The state of a model in a few words, each with the class of its colour.
func badges(_ entry: Entry) -> [TemplateValue] {
  func badge(_ kind: String, _ text: String) -> TemplateValue {
    .object([("kind", .text(kind)), ("text", .text(text))])
  }
  switch entry.status {
  case .error: return [badge("bad", "errors")]
  case .crashed, .stale: return [badge("bad", "not made")]
  case .ok: break
  }
  var badges: [TemplateValue] = []
  switch entry.check {
  case "passed": badges.append(badge("good", "gradients checked"))
  case "failed": badges.append(badge("bad", "check failed"))
  case "skipped": badges.append(badge("plain", "not checked"))
  default: break
  }
  let count = entry.gravities.count { $0 != .note }
  if count > 0 { badges.append(badge("warn", count == 1 ? "1 finding" : "\(count) findings")) }
  return badges
}

/// Each detail's drawing; the one that is shown first is pressed.
private func figures(_ drawings: [Drawing], first: Detail) -> [TemplateValue] {
  let inline = Detail.allCases.compactMap { detail in drawings.first { $0.detail == detail } }
  return inline.map { drawing in
    let isFirst = drawing.detail == first
    return .object([
      ("detail", .text(drawing.detail.rawValue)),
      ("label", drawing.detail == .layer ? "Layers" : "Operations"),
      ("pressed", .text(isFirst ? "true" : "false")),
      ("later", .flag(!isFirst)),
      ("svg", .text(inlineSVG(drawing))),
    ])
  }
}

/// What the drawings leave out, each sentence once.
private func notes(_ drawings: [Drawing]) -> [String] {
  var notes: [String] = []
  for note in drawings.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
  return notes
}

private func finding(_ finding: Finding, _ study: Study) -> TemplateValue {
  let position = study.compilation.program.sources[finding.place.source].lineColumn(
    at: finding.place.range.lowerBound)
  return .object([
    ("severity", .text(finding.severity.rawValue)),
    ("id", .text(finding.kind.rawValue)),
    ("message", .text(finding.message)),
    ("remedy", .optional(finding.remedy ?? "")),
    ("line", .text("\(position.line)")),
  ])
}

/// What the gradient check found, a row a tensor, or that it was left out.
private func check(_ study: Study) -> TemplateValue {
  guard let report = study.check else { return .object([("skipped", true)]) }
  let rows: [TemplateValue] = report.gradients.map { gradient in
    let worst = gradient.worst.map { NumberText.significant($0.error, digits: 2) } ?? ""
    return .object([
      ("value", .text(gradient.value)),
      ("verdict", .text(gradient.verdict.rawValue)),
      ("tried", .text("\(gradient.tried) \(gradient.isWhole ? "elements" : "directions")")),
      ("worst", .text(worst)),
    ])
  }
  let expected = study.compilation.graph.expectations.count
  let failed = report.findings.count { $0.kind == .expectationFailed }
  return .object([
    ("gradients", .rows(rows)),
    ("steps", .optional(report.steps.isEmpty ? "" : stepsText(report.steps))),
    (
      "expectations", .optional(expected == 0 ? "" : "\(expected - failed) of \(expected) expectations hold.")
    ),
  ])
}

private func tensor(_ value: ReportedValue, _ options: DocsOptions) -> TemplateValue {
  let digits = options.figure.digits
  let layer = value.layer.map { "\($0.name)(\($0.inputs.joined(separator: ", ")))" } ?? ""
  return .object([
    ("name", .text(value.name)),
    ("role", .text(value.role.rawValue)),
    ("layer", .optional(layer)),
    ("shape", .text("\(value.shape)")),
    ("aligned", .flag(isShownInColumns(value.shape))),
    ("value", .text(tensorText(value.numbers, value.shape, digits))),
    ("gradient", .optional(value.gradient.map { tensorText($0, value.shape, digits) } ?? "")),
    ("formula", .optional(value.formula.map { "<math>\($0.mathML)</math>" } ?? "")),
  ])
}

/// How many derivations a page has.
private let derivationLimit = 24

/// The derivations of the layers, and a sentence about those that a page has no room for.
func shownDerivations(_ study: Study) -> (derivations: [LayerDerivation], more: String) {
  let model = study.compilation.model
  let more = model.graph.layerUses.count - derivationLimit
  let sentence = more > 0 ? "\(more) more layers are derived by nnc derive \(study.file.path)." : ""
  return (deriveLayers(model, hasNumbers: true, limit: derivationLimit), sentence)
}
