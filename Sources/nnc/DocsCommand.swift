import ArgumentParser
import NNC
import NNDocs
import NNFiles

extension DocsFormat: ExpressibleByArgument {}
extension DocsTheme: ExpressibleByArgument {}

/// The options of `nnc docs`, and of its workers.
struct DocsArguments: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Folders, .nn files, and Markdown files with blocks fenced as nn.", valueName: "path"))
  var paths: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var output: String

  @Option(help: "A site to browse, figures alone, or pages for other generators.")
  var format: DocsFormat = .site

  @Option(help: "The colours of the figures; both makes name.svg and name~dark.svg.")
  var theme: DocsTheme = .auto

  @Option(help: "The detail of figures alone; a page shows it first.")
  var detail: Detail = .layer

  @OptionGroup var look: LookArguments

  @OptionGroup var model: ModelOptions

  @Option(name: .shortAndLong, help: "How many workers there are. (default: one a processor)")
  var jobs: Int?

  @Option(help: ArgumentHelp("How long a model may take.", valueName: "seconds"))
  var timeout = 60

  @Flag(help: "Write nothing; exit with 1 if something is not up to date.")
  var check = false

  @Flag(name: .shortAndLong, help: "Say nothing but what is wrong.")
  var quiet = false

  func validate() throws {
    if output.isEmpty { throw ValidationError("a folder is missing after -o") }
    guard (1...256).contains(jobs ?? 1) else { throw ValidationError("--jobs takes 1 to 256") }
    guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout takes 1 to 86400 seconds") }
  }

  var options: DocsOptions {
    var options = DocsOptions(version: nncVersion)
    options.format = format
    options.theme = theme
    options.detail = detail
    options.figure = look.options
    options.compile = model.settings.compile
    options.mayLeaveFolder = model.allowOutside
    return options
  }
}

/// `nnc docs PATH … -o DIR`
struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs",
    abstract: "Document many models: a site, figures, or pages for other generators; only what changed.",
    usage: "nnc docs [<options>] <path> … -o <folder>")

  @OptionGroup var arguments: DocsArguments

  func run() throws {
    var talk = Talk(arguments.model.settings)
    let request = DocsRequest(
      paths: arguments.paths, output: arguments.output, options: arguments.options,
      worker: [ownProgram(), DocsWorkerCommand.name] + CommandLine.arguments.dropFirst(2),
      jobs: min(arguments.jobs ?? processorCount(), 256), timeout: arguments.timeout)
    var progress = Progress(isQuiet: arguments.quiet || arguments.model.diagnostics == .json)
    do {
      let summary = try arguments.check ? findStale(request) : document(request) { progress.show($0) }
      progress.end()
      tell(summary, &talk)
    } catch {
      progress.end()
      talk.show(error)
    }
    try talk.end()
  }

  private func tell(_ summary: DocsSummary, _ talk: inout Talk) {
    for (path, diagnostics) in summary.failures {
      for line in diagnostics { talk.tellLine(line, of: path) }
      talk.fail(1)
    }
    for path in summary.failedChecks {
      talk.tell(.warning, "check", of: path, "a check of \(path) failed: see its page, or nnc check")
    }
    if !summary.stale.isEmpty {
      for path in summary.stale { talk.tell(.error, "stale", of: path, "\(path) is not up to date") }
      return talk.fail(1)
    }
    guard !arguments.quiet else { return }
    let models = summary.count == 1 ? "1 model" : "\(summary.count) models"
    let removed = summary.removed == 0 ? "" : ", \(summary.removed) removed"
    let failed = summary.failures.isEmpty ? "" : ", \(summary.failures.count) failed"
    let sentence = "\(models) in \(arguments.output): \(summary.made) made\(removed)\(failed)"
    talk.tell(.note, "docs", of: arguments.output, sentence)
  }
}

/// A worker of `nnc docs`, started by it alone.
struct DocsWorkerCommand: ParsableCommand {
  static let name = "docs-worker"
  static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

  @OptionGroup var arguments: DocsArguments

  func run() throws { serve(arguments.options, timeout: arguments.timeout) }
}
