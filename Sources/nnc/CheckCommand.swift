import ArgumentParser
import NNC

/// `nnc check MODEL.nn …`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check shapes, expectations, and gradients against finite differences; draws nothing.")

  @OptionGroup var model: ModelOptions

  @Option(
    help: "The greatest error of a gradient that counts as right, relative to the largest of its tensor.")
  var tolerance = 1e-6

  func run() throws {
    var hasFailed = false
    for path in model.models {
      guard let compilation = try orExit({ () throws(FileFault) in try compiled(path, model) }) else {
        hasFailed = true
        continue
      }
      var options = CheckOptions()
      options.tolerance = tolerance
      let report = check(compilation.model, options: options)
      try orExit { () throws(FileFault) in
        try writeStandardOutput(Array(checkText(report, compilation, name: path).utf8))
      }
      show(report.findings.map(\.diagnostic), compilation.program.sources, model)
      if report.hasFailed { hasFailed = true }
    }
    if hasFailed { throw ExitCode(1) }
  }
}
