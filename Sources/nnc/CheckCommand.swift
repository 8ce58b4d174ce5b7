import ArgumentParser
import NNC

/// `nnc check MODEL.nn …`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check shapes, expectations, and gradients against finite differences; draws nothing.",
    usage: "nnc check [<options>] <model.nn> …")

  @OptionGroup var input: ModelPaths

  @OptionGroup var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      "The greatest error of a gradient that counts as right, relative to the largest of its tensor. (default: "
        + "1e-6, in f32 1e-3)", valueName: "error"))
  var tolerance: Double?

  func validate() throws {
    if let tolerance, !(tolerance > 0 && tolerance.isFinite) {
      throw ValidationError("--tolerance takes a number greater than 0")
    }
  }

  func run() throws {
    var talk = Talk(model)
    var options = CheckOptions(dtype: model.dtype)
    if let tolerance { options.tolerance = tolerance }
    for path in input.models {
      guard let compilation = compiled(path, model, &talk) else { continue }
      let report = check(compilation.model, options: options)
      do {
        try writeStandardOutput(Array(checkText(report, compilation, name: printable(path)).utf8))
      } catch {
        talk.show(error)
      }
      talk.show(report.findings.map(\.diagnostic), in: compilation.program.sources)
    }
    try talk.end()
  }
}
