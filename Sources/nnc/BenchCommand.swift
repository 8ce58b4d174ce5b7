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

  @OptionGroup var threads: ThreadOptions

  @Option(help: ArgumentHelp("How the times are written.", valueName: "format"))
  var format: Format = .text

  func run() throws {
    var talk = Talk(model)
    if let compilation = compiled(path, model, &talk) {
      let result = bench(compilation, threads: threads.threads)
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

/// `--threads`
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many threads share large work, at most 16. (default: one a processor for large work, one for small)",
      valueName: "count"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...16).contains(threads) { throw ValidationError("--threads takes 1 to 16") }
  }
}
