import ArgumentParser
import Graphviz
import NNC
import NNFiles

/// What a command line asks for that compiles models.
struct CompileRequest {
  /// The models, by their paths.
  var models: [String]
  /// The kinds that are written, as each `--emit` lists them.
  var emit: [String] = []
  /// Where they are written.
  var output: String?
  /// How models are read.
  var settings = ModelSettings()
  /// How figures are drawn.
  var drawing = FigureOptions()
  /// Whether JSON holds large tensors.
  var isFull = false

  init(models: [String]) { self.models = models }

  func run() throws {
    let output = output == "/dev/stdout" ? "-" : output
    let jobs = try jobs(models, Emission.parse(emit, output: output), output: output)
    var talk = Talk(settings)
    var unknown = drawing.expanded.union(drawing.folded)
    for job in jobs {
      guard let compilation = compiled(job.model, settings, &talk) else { continue }
      try refuseToReplace(importsOf: compilation, job)
      unknown.subtract(compilation.graph.foldableNames)
      if jobs.count == 1 { try refuse(unknown, compilation) }
      let isDrawn = job.outputs.contains { Format(rawValue: $0.kind.rawValue) != nil }
      let numbers = isDrawn ? warn(compilation, &talk) : nil
      for (kind, path) in job.outputs { write(kind, compilation, numbers, job.model, to: path, &talk) }
    }
    if jobs.count > 1, let name = unknown.min() {
      throw ValidationError("there is no layer or group \(name) in any of the models")
    }
    try talk.end()
  }

  /// A picture of numbers that are not finite, or that a line expects otherwise, is drawn, but not in silence.
  /// - Returns: the numbers, for the pictures.
  private func warn(_ compilation: Compilation, _ talk: inout Talk) -> Valuation {
    let model = compilation.model
    let valuation = evaluate(model, observing: model.namedNodes, dtype: compilation.options.dtype)
    let warnings = findings(model, valuation).map { finding in
      var diagnostic = finding.diagnostic
      diagnostic.severity = .warning
      return diagnostic
    }
    talk.show(warnings, in: compilation.program.sources)
    return valuation
  }

  private func write(
    _ kind: Emission, _ compilation: Compilation, _ numbers: Valuation?, _ name: String, to path: String,
    _ talk: inout Talk
  ) {
    talk.write(name, to: path) { talk in
      let (bytes, notes) = try drawn(kind, compilation, numbers)
      for note in notes { talk.tell(.note, "left-out", of: name, "\(name): \(note)") }
      return bytes
    }
  }

  /// What is written, and what it leaves out.
  private func drawn(
    _ kind: Emission, _ compilation: Compilation, _ numbers: Valuation?
  ) throws -> (bytes: [UInt8], notes: [String]) {
    guard let format = Format(rawValue: kind.rawValue) else {
      return (try NNC.emit(kind, compilation, options: drawing, isFull: isFull), [])
    }
    let figure = figure(compilation, options: drawing, numbers: numbers)
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
