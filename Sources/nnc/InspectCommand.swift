import ArgumentParser
import NNC
import NNFiles

extension InspectionOrder: ExpressibleByArgument {}

/// `nnc inspect MODEL.nn`
struct InspectCommand: ParsableCommand {
  /// How an inspection is written.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, csv, html, svg }

  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Tell how gradients fare: a table of all values, and what is ill, with its cause.",
    usage: "nnc inspect [<options>] <model.nn>",
    discussion: """
      Exit status 1 if an error was found, with --strict also if a warning was. A gain is the norm of the gradient \
      that a layer passes on, divided by the norm of that which it receives.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("The model to read; - for standard input.", valueName: "model.nn"))
  var path: String

  @Option(help: ArgumentHelp("How to write it. (default: what -o ends in, or text)", valueName: "format"))
  var format: Format?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write it; - for standard output.", valueName: "path"))
  var output = "-"

  @Option(help: ArgumentHelp("The order of the rows of a table.", valueName: "order"))
  var sort: InspectionOrder = .topological

  @Option(
    help: ArgumentHelp(
      "Which values are listed: names of values, layers or roles; a list. Findings are told all the same.",
      valueName: "name,…"))
  var only: String?

  @Option(help: ArgumentHelp("How many significant digits numbers have, 1 to 17.", valueName: "count"))
  var digits = 3

  @Flag(help: "Fail if there are warnings.")
  var strict = false

  @Flag(help: "Leave out the comparison of gradients with central differences.")
  var noCheck = false

  @Flag(help: "Write tensors of more than 10,000 numbers in full in JSON.")
  var full = false

  @OptionGroup var thresholds: ThresholdOptions

  @OptionGroup var model: ModelOptions

  func validate() throws {
    guard (1...17).contains(digits) else { throw ValidationError("--digits takes 1 to 17") }
    if output.isEmpty { throw ValidationError("a path is missing after -o") }
    if output != "-", linkTarget(of: path) == linkTarget(of: output) {
      throw ValidationError("\(output) is the model; write the inspection to another file")
    }
  }

  func run() throws {
    var settings = model.settings
    settings.compile.takesAnyNumbers = true
    var talk = Talk(settings)
    if let compilation = compiled(path, settings, &talk) {
      try inspect(compilation, &talk)
    }
    try talk.end()
  }

  private func inspect(_ compilation: Compilation, _ talk: inout Talk) throws {
    let dtype = compilation.options.dtype
    let inspection = NNC.inspect(
      compilation.model, dtype: dtype, thresholds: thresholds.thresholds,
      checking: noCheck ? nil : CheckOptions(dtype: dtype))
    let text: String
    do {
      text = try self.text(inspection, compilation)
    } catch let mistake as ValidationError {
      throw mistake
    } catch {
      return talk.show(FileFault(path, "can't be drawn: \(error)"))
    }
    talk.write(path, to: output) { _ in Array(text.utf8) }
    // Where the data holds no findings, or programs read what is said, they are told as diagnostics.
    if chosenFormat == .csv || model.diagnostics == .json {
      talk.show(inspection.findings.map(\.diagnostic), in: compilation.program.sources)
    }
    let isFailed = inspection.findings.contains {
      $0.severity == .error || (strict && $0.severity == .warning)
    }
    if isFailed { talk.fail(1) }
  }

  private func text(_ inspection: Inspection, _ compilation: Compilation) throws -> String {
    let names = Set((only ?? "").split(separator: ",").map(String.init))
    try refuse(names, inspection)
    func drawn() throws -> String {
      var options = FigureOptions()
      options.digits = digits
      let figure = figure(compilation, options: options, findings: inspection.findings)
      return String(decoding: try render(figure, as: .svg), as: UTF8.self)
    }
    let rows = inspection.rows(sortedBy: sort, only: names)
    switch chosenFormat {
    case .text:
      return inspectionText(
        inspection, compilation, name: printable(path), rows: rows, digits: digits,
        color: output == "-" && standardOutputHasColor)
    case .json:
      return inspectionJSON(inspection, compilation, isFull: full) { names.isEmpty || $0.isNamed(by: names) }
    case .csv: return inspectionCSV(rows)
    case .html:
      return inspectionHTML(
        inspection, compilation, name: printable(path), figure: try drawn(), rows: rows, digits: digits)
    case .svg: return try drawn()
    }
  }

  /// What `--format` says, or what the path ends in.
  private var chosenFormat: Format {
    format ?? [.json, .csv, .html, .svg].first { output.hasSuffix(".\($0.rawValue)") } ?? .text
  }

  /// `--only` of a name that the model does not have is wrong usage.
  private func refuse(_ names: Set<String>, _ inspection: Inspection) throws {
    let known = Set(inspection.rows.flatMap { [$0.name, $0.layer ?? $0.name, $0.role.rawValue] })
    guard let name = names.subtracting(known).min() else { return }
    let meant = suggestion(for: name, among: known.sorted()).map { "; did you mean \($0)?" } ?? ""
    throw ValidationError("there is no value, layer or role \(printable(name)) in the model\(meant)")
  }
}

/// From where on something is told of.
struct ThresholdOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A gradient vanishes if less than this share of it is left.", valueName: "share"))
  var vanishing = InspectionThresholds().vanishing

  @Option(
    help: ArgumentHelp("A gradient explodes if it grows by more than this factor.", valueName: "factor"))
  var exploding = InspectionThresholds().exploding

  @Option(
    help: ArgumentHelp(
      "A unit is saturated if its slope is below this share of the function's greatest.", valueName: "share"))
  var saturation = InspectionThresholds().saturation

  @Option(
    help: ArgumentHelp(
      "The share of the samples for which a saturated unit has such a slope.", valueName: "share"))
  var saturatedSamples = InspectionThresholds().saturatedSamples

  @Option(help: ArgumentHelp("The share of a layer's units that may be saturated.", valueName: "share"))
  var saturatedShare = InspectionThresholds().saturatedShare

  @Option(help: ArgumentHelp("The share of a layer's units that may be dead.", valueName: "share"))
  var deadShare = InspectionThresholds().deadShare

  func validate() throws {
    let shares = [
      ("vanishing", vanishing), ("saturation", saturation), ("saturated-share", saturatedShare),
      ("saturated-samples", saturatedSamples),
      ("dead-share", deadShare),
    ]
    for (name, share) in shares where !(share >= 0 && share <= 1) {
      throw ValidationError("--\(name) takes a share from 0 to 1")
    }
    guard exploding >= 1 else { throw ValidationError("--exploding takes a factor of at least 1") }
  }

  var thresholds: InspectionThresholds {
    var result = InspectionThresholds()
    result.vanishing = vanishing
    result.exploding = exploding
    result.saturation = saturation
    result.saturatedSamples = saturatedSamples
    result.saturatedShare = saturatedShare
    result.deadShare = deadShare
    return result
  }
}
