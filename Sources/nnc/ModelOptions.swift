import ArgumentParser
import NNC

extension DType: ExpressibleByArgument {}
extension DiagnosticFormat: ExpressibleByArgument {}
extension Detail: ExpressibleByArgument {}
extension FigureOptions.Style: ExpressibleByArgument {}
extension FigureOptions.Theme: ExpressibleByArgument {}
extension FigureOptions.Direction: ExpressibleByArgument {}

/// The options of all commands that read models.
struct ModelOptions: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp("The model to read; - for standard input.", valueName: "model.nn"))
  var models: [String]

  @Option(help: "The precision of the numbers.")
  var dtype: DType = .f64

  @Option(help: "The seed of random numbers.")
  var seed: UInt64 = 0

  @Option(help: "How diagnostics are written.")
  var diagnostics: DiagnosticFormat = .human

  @Option(help: "How many diagnostics are written.")
  var maxErrors = 20

  @Option(help: ArgumentHelp("How much memory a model's tensors may take, in MiB.", valueName: "MiB"))
  var maxMemory = 1024

  @Flag(help: "Let imports lead out of the model's folder.")
  var allowOutside = false

  func validate() throws {
    guard maxErrors > 0 else { throw ValidationError("--max-errors takes a number of at least 1") }
    guard maxMemory > 0, maxMemory <= 1 << 20 else {
      throw ValidationError("--max-memory takes 1 to 1048576 MiB")
    }
  }

  var compileOptions: CompileOptions {
    var options = CompileOptions()
    options.dtype = dtype
    options.seed = seed
    options.limits.bytes = maxMemory << 20
    return options
  }
}

/// Reads and compiles one model; what is wrong with it goes to standard error.
/// - Returns: the compilation, or nil after diagnostics.
func compiled(_ path: String, _ options: ModelOptions) throws(FileFault) -> Compilation? {
  let source = path == "-" ? try readStandardInput() : try readModel(path)
  do {
    let compilation = try compile(source, options: options.compileOptions) { path, from in
      readImport(path, from: from, mayLeaveFolder: options.allowOutside)
    }
    show(compilation.diagnostics, compilation.program.sources, options)
    return compilation
  } catch {
    show(error.diagnostics, error.sources, options)
    return nil
  }
}

/// Writes diagnostics to standard error.
func show(_ diagnostics: [Diagnostic], _ sources: Sources, _ options: ModelOptions) {
  guard !diagnostics.isEmpty || options.diagnostics == .json else { return }
  say(
    render(
      diagnostics, in: sources, as: options.diagnostics, color: standardErrorHasColor,
      limit: options.maxErrors))
}
