import ArgumentParser
import Graphviz
import NNC
import NNFiles

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
  var emit: String?

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
    let output = output == "/dev/stdout" ? "-" : output
    let jobs = try jobs(input.models, Emission.parse(emit, output: output), output: output)
    var talk = Talk(model)
    var unknown = Set(drawing.expand + drawing.fold)
    for job in jobs {
      guard let compilation = compiled(job.model, model, &talk) else { continue }
      try refuseToReplace(importsOf: compilation, job)
      unknown.subtract(compilation.graph.foldableNames)
      if jobs.count == 1 { try refuse(unknown, compilation) }
      if job.outputs.contains(where: { Format(rawValue: $0.0.rawValue) != nil }) { warn(compilation, &talk) }
      for (kind, path) in job.outputs { write(kind, compilation, job.model, to: path, &talk) }
    }
    if jobs.count > 1, let name = unknown.min() {
      throw ValidationError("there is no layer or group \(name) in any of the models")
    }
    try talk.end()
  }

  /// A picture of numbers that are not finite, or that a line expects otherwise, is drawn, but not in silence.
  private func warn(_ compilation: Compilation, _ talk: inout Talk) {
    let model = compilation.model
    let valuation = evaluate(model, observing: model.namedNodes, dtype: compilation.options.dtype)
    let warnings = findings(model, valuation).map { finding in
      var diagnostic = finding.diagnostic
      diagnostic.severity = .warning
      return diagnostic
    }
    talk.show(warnings, in: compilation.program.sources)
  }

  private func write(
    _ kind: Emission, _ compilation: Compilation, _ name: String, to path: String, _ talk: inout Talk
  ) {
    let options = drawing.options
    do {
      let (bytes, notes) = try drawn(kind, compilation, options)
      for note in notes { talk.tell(.note, "left-out", of: name, "\(name): \(note)") }
      if path == "-" { return try writeStandardOutput(bytes) }
      try writeFile(bytes, to: path)
      talk.tellWritten(path)
    } catch let fault as FileFault {
      talk.show(fault)
    } catch {
      talk.show(FileFault(name, "can't be drawn: \(error)"))
    }
  }

  /// What is written, and what it leaves out.
  private func drawn(
    _ kind: Emission, _ compilation: Compilation, _ options: FigureOptions
  ) throws -> (bytes: [UInt8], notes: [String]) {
    guard let format = Format(rawValue: kind.rawValue) else {
      return (try NNC.emit(kind, compilation, options: options, isFull: full), [])
    }
    let figure = figure(compilation, options: options)
    return (try render(figure, as: format), figure.notes)
  }

  /// `--expand` and `--fold` of a name that the model does not have are wrong usage.
  private func refuse(_ unknown: Set<String>, _ compilation: Compilation) throws {
    guard let name = unknown.min() else { return }
    let meant = suggestion(for: name, among: compilation.graph.foldableNames.sorted())
    throw ValidationError(
      "there is no layer or group \(name) in \(compilation.graph.name)\(meant.map { "; did you mean \($0)?" } ?? "")"
    )
  }
}

extension Graph {
  /// What `--expand` and `--fold` can name: uses of layers, layers, groups and their titles.
  fileprivate var foldableNames: Set<String> {
    Set(
      scopes.flatMap { scope -> [String] in
        switch scope.kind {
        case .layer(let kind): [scope.name, kind]
        case .group(let title): [scope.name, title ?? scope.name]
        case .file, .expectation: []
        }
      })
  }
}
