import ArgumentParser
import NNC
import NNFiles

/// `nnc bench MODEL.nn …`
struct BenchCommand: ParsableCommand {
  /// How the times are written.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time a forward and backward pass, and each stage of compilation.",
    usage: "nnc bench [<options>] <model.nn>")

  @ArgumentParser.Argument(
    help: ArgumentHelp("The model to read; - for standard input.", valueName: "model.nn"))
  var path: String

  @OptionGroup var model: ModelOptions

  @Option(help: ArgumentHelp("How the times are written.", valueName: "format"))
  var format: Format = .text

  func run() throws {
    var talk = Talk(model.settings)
    if let compilation = compiled(path, model.settings, &talk) {
      let result = bench(compilation, threads: model.threads)
      let text = format == .json ? result.json : result.text(name: printable(path))
      do {
        try writeStandardOutput(Array(text.utf8))
      } catch {
        talk.show(error)
      }
    }
    try talk.end()
  }
}
