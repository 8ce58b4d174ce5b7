import ArgumentParser
import NNC
import NNFiles

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
      "The greatest error of a gradient that counts as right, relative to the largest of its tensor.",
      valueName: "error"))
  var tolerance = 1e-6

  func validate() throws {
    guard tolerance > 0, tolerance.isFinite else {
      throw ValidationError("--tolerance takes a number greater than 0")
    }
  }

  func run() throws {
    var talk = Talk(model)
    var options = CheckOptions()
    options.tolerance = tolerance
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
