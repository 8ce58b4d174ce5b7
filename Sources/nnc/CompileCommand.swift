import ArgumentParser
import NNC

/// `nnc MODEL.nn …`
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Compile models and write what is asked for; the default command.",
    usage: Nnc.usage,
    discussion: """
      nnc m.nn draws m.svg beside the file; a model on standard input is written to standard output. Standard \
      output carries data alone; what there is to say goes to standard error.
      """)

  @OptionGroup var input: ModelPaths

  @OptionGroup var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      "What to write: \(Emission.list); a list, each with =PATH if it goes elsewhere. (default: what -o ends in, "
        + "or svg)", valueName: "kind[=path],…"))
  var emit: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write it; - for standard output. (default: beside the model)", valueName: "path"))
  var output: String?

  @OptionGroup var drawing: FigureArguments

  @Flag(help: "Write tensors of more than 10,000 numbers in full in JSON.")
  var full = false

  func validate() throws {
    if output == "" { throw ValidationError("a path is missing after -o") }
  }

  func run() throws {
    var request = CompileRequest(models: input.models)
    request.emit = emit
    request.output = output
    request.settings = model.settings
    request.drawing = drawing.options
    request.isFull = full
    try request.run()
  }
}
