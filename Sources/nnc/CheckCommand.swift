import ArgumentParser
import Graphviz
import NNC
import NNFiles

/// `nnc check MODEL.nn …`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check shapes, expectations, and gradients against finite differences.",
    usage: "nnc check [<options>] <model.nn> …",
    discussion: """
      Nothing is drawn unless --emit asks for it: then each step of the backward pass is marked right or wrong, the \
      worst element with both values.
      """)

  @OptionGroup var input: ModelPaths

  @OptionGroup var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      "The greatest error of a gradient that counts as right, relative to the largest of its tensor. (default: "
        + "1e-6, in f32 1e-3)", valueName: "error"))
  var tolerance: Double?

  @Option(
    help: ArgumentHelp(
      "Draw the check: svg, dot, png, pdf; a list, each with =PATH if it goes elsewhere than beside the model.",
      valueName: "kind[=path],…"))
  var emit: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to draw it; - for standard output.", valueName: "path"))
  var output: String?

  @OptionGroup var drawing: FigureArguments

  func validate() throws {
    if output == "" { throw ValidationError("a path is missing after -o") }
    if let tolerance, !(tolerance > 0 && tolerance.isFinite) {
      throw ValidationError("--tolerance takes a number greater than 0")
    }
  }

  func run() throws {
    let wanted = emit.isEmpty && output == nil ? [] : try Emission.parse(emit, output: output)
    if let kind = wanted.first(where: { Format(rawValue: $0.kind.rawValue) == nil })?.kind {
      throw ValidationError("nnc check draws svg, dot, png or pdf; for \(kind.rawValue) say nnc --emit")
    }
    let jobs = try jobs(input.models, wanted, output: output)
    var talk = Talk(model.settings)
    var options = CheckOptions(dtype: model.dtype)
    if let tolerance { options.tolerance = tolerance }
    for job in jobs {
      guard let compilation = compiled(job.model, model.settings, &talk) else { continue }
      try refuseToReplace(importsOf: compilation, job)
      let report = check(compilation.model, options: options)
      tell(report, compilation, job, &talk)
      for (kind, path) in job.outputs { draw(kind, compilation, report, options, job.model, to: path, &talk) }
      talk.show(report.findings.map(\.diagnostic), in: compilation.program.sources)
    }
    try talk.end()
  }

  /// The report is data, unless a drawing takes standard output.
  private func tell(_ report: CheckReport, _ compilation: Compilation, _ job: Job, _ talk: inout Talk) {
    guard !job.outputs.contains(where: { $0.path == "-" }) else { return }
    do {
      try writeStandardOutput(Array(checkText(report, compilation, name: printable(job.model)).utf8))
    } catch {
      talk.show(error)
    }
  }

  private func draw(
    _ kind: Emission, _ compilation: Compilation, _ report: CheckReport, _ options: CheckOptions,
    _ name: String, to path: String, _ talk: inout Talk
  ) {
    guard let format = Format(rawValue: kind.rawValue) else { return }
    // Wrong gradients are marked step by step.
    let findings = report.findings.filter { $0.severity == .error && $0.kind != .wrongGradient }
    talk.write(name, to: path) { _ in
      let figure = figure(compilation, options: drawing.options, findings: findings, checking: options)
      return try render(figure, as: format)
    }
  }
}
