import ArgumentParser
import NNC
import NNFiles

extension DType: ExpressibleByArgument {}
extension DiagnosticFormat: ExpressibleByArgument {}
extension Detail: ExpressibleByArgument {}
extension FigureOptions.Style: ExpressibleByArgument {}
extension FigureOptions.Theme: ExpressibleByArgument {}
extension FigureOptions.Direction: ExpressibleByArgument {}
extension DerivationFormat: ExpressibleByArgument {}

/// The models that a command reads.
struct ModelPaths: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp("The model to read; - for standard input.", valueName: "model.nn"))
  var models: [String]
}

/// How models are read and what is said of them.
struct ModelSettings {
  var compile = CompileOptions()
  var diagnostics = DiagnosticFormat.human
  var maxErrors = 20
  var allowsOutside = false
}

/// The options of all commands that read models.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The precision of the numbers.", valueName: "type"))
  var dtype: DType = .f64

  @Option(
    help: ArgumentHelp(
      "How many threads share large work, at most 16. (default: one a processor for large work, one for small)",
      valueName: "count"))
  var threads: Int?

  @Option(help: ArgumentHelp("The seed of random numbers.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "How diagnostics are written to standard error; json is one array and nothing else.",
      valueName: "format"))
  var diagnostics: DiagnosticFormat = .human

  @Option(help: ArgumentHelp("How many diagnostics of a model are written.", valueName: "count"))
  var maxErrors = ModelSettings().maxErrors

  @Option(help: ArgumentHelp("How much memory a model's tensors may take, in MiB.", valueName: "MiB"))
  var maxMemory = 1024

  @Flag(help: "Let imports lead out of the model's folder.")
  var allowOutside = false

  func validate() throws {
    if let threads, !(1...16).contains(threads) { throw ValidationError("--threads takes 1 to 16") }
    guard maxErrors > 0 else { throw ValidationError("--max-errors takes a number of at least 1") }
    guard maxMemory > 0, maxMemory <= 1 << 20 else {
      throw ValidationError("--max-memory takes 1 to 1048576 MiB")
    }
  }

  var settings: ModelSettings {
    var settings = ModelSettings()
    settings.compile.dtype = dtype
    settings.compile.seed = seed
    settings.compile.limits.bytes = maxMemory << 20
    settings.diagnostics = diagnostics
    settings.maxErrors = maxErrors
    settings.allowsOutside = allowOutside
    return settings
  }
}

/// Reads and compiles one model; what is wrong with it is told.
/// - Returns: the compilation, or nil if there is none.
func compiled(_ path: String, _ settings: ModelSettings, _ talk: inout Talk) -> Compilation? {
  do {
    let source = path == "-" ? try readStandardInput() : try readModel(path)
    let compilation = try compile(source, options: settings.compile) { path, from in
      readImport(path, from: from, mayLeaveFolder: settings.allowsOutside)
    }
    talk.show(compilation.diagnostics, in: compilation.program.sources)
    return compilation
  } catch let failure as CompileFailure {
    talk.show(failure.diagnostics, in: failure.sources)
  } catch let fault as FileFault {
    talk.show(fault)
    if let command = Nnc.command(like: path) {
      talk.tell(.note, "command", of: path, "did you mean the command \(command)?")
    }
  } catch {
    talk.show(FileFault(path, "can't be compiled: \(error)"))
  }
  return nil
}
