internal import NNC

/// The page of a model for other generators.
func markdownPage(_ study: Study, _ drawings: [Drawing], _ options: DocsOptions) throws -> [UInt8] {
  let source = study.compilation.program.sources[Program.model]
  let text = String(decoding: source.bytes.drop { $0 == 0x0A }, as: UTF8.self)
  let (derivations, more) = shownDerivations(study)
  let values: TemplateValue = [
    "title": .text(study.entry.title),
    "figures": .list(
      drawings.filter { $0.suffix.isEmpty }.map { drawing in
        [
          "file": .text("\(drawing.name).svg"),
          "alt": .text(
            "\(study.entry.title), \(drawing.detail == .layer ? "layer by layer" : "node by node")"),
        ]
      }),
    "findings": .rows(
      study.findings.map {
        [
          "severity": .text($0.severity.rawValue), "message": .text($0.message),
          "remedy": .optional($0.remedy ?? ""),
        ]
      }),
    "check": .optional(checkSentence(study)),
    "tensors": .rows(study.values.map { markdownRow($0, options) }),
    "derivation": .text(derivationText(derivations, as: .markdown, digits: 4)),
    "more": .optional(more),
    "source": .text(fenced(text, as: "nn")),
  ]
  return try fill(Templates.markdown, with: values)
}

private func checkSentence(_ study: Study) -> String {
  guard let report = study.check else { return "Not checked here, for its size; `nnc check` does it." }
  return report.hasFailed ? "A check failed." : "Every gradient agrees with central differences."
}

private func markdownRow(_ value: ReportedValue, _ options: DocsOptions) -> TemplateValue {
  let digits = options.figure.digits
  return [
    "name": .text(value.name), "role": .text(value.role.rawValue), "shape": .text("\(value.shape)"),
    "value": .text(summary(value.numbers, value.shape, digits)),
    "gradient": .text(value.gradient.map { summary($0, value.shape, digits) } ?? "none"),
  ]
}

/// A block of Markdown whose fence is longer than any in the text.
func fenced(_ text: String, as language: String) -> String {
  let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
  let fence = String(repeating: "`", count: max(3, longest + 1))
  return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)"
}
