import ArgumentParser
import NNC
import NNFiles

/// `nnc derive LAYER|MODEL.nn|EXPRESSION`
struct DeriveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive",
    abstract: "Derive gradients: the chain rule node by node, then the simplification rule by rule.",
    usage: "nnc derive [<options>] <layer, model.nn or expression>",
    discussion: """
      nnc derive softmax_loss derives a layer of the prelude, nnc derive model.nn each layer that a model uses, \
      with its numbers, and nnc derive 'x.T @ A @ x' an expression, in which capital letters are matrices.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("What to derive: a layer's name, a model or an expression.", valueName: "what"))
  var what: String

  @Option(help: ArgumentHelp("How to write it. (default: what -o ends in, or text)", valueName: "format"))
  var format: DerivationFormat?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write it; - for standard output.", valueName: "path"))
  var output = "-"

  @Option(help: ArgumentHelp("How many significant digits numbers have, 1 to 17.", valueName: "count"))
  var digits = 4

  @Option(
    name: .customLong("import"), help: ArgumentHelp("A file with layers of your own.", valueName: "file.nn"))
  var imports: [String] = []

  @OptionGroup var model: ModelOptions

  func validate() throws {
    guard (1...17).contains(digits) else { throw ValidationError("--digits takes 1 to 17") }
    if output.isEmpty { throw ValidationError("a path is missing after -o") }
    if isModel, !imports.isEmpty {
      throw ValidationError("--import goes with a layer or an expression; a model has its own imports")
    }
    if output != "-", ([what] + imports).contains(where: { linkTarget(of: $0) == linkTarget(of: output) }) {
      throw ValidationError("\(output) is read; write the derivation to another file")
    }
  }

  func run() throws {
    var talk = Talk(model.settings)
    if let derivations = try derivations(&talk) {
      talk.write(what, to: output) { _ in
        Array(derivationText(derivations, as: chosenFormat, digits: digits).utf8)
      }
    }
    try talk.end()
  }

  private var isModel: Bool { what == "-" || what.hasSuffix(".nn") || isRegularFile(what) }

  /// What `--format` says, or what the path ends in.
  private var chosenFormat: DerivationFormat {
    if let format { return format }
    let ends: [(String, DerivationFormat)] = [(".md", .markdown), (".tex", .latex), (".html", .html)]
    return ends.first { output.hasSuffix($0.0) }?.1 ?? .text
  }

  private func derivations(_ talk: inout Talk) throws -> [LayerDerivation]? {
    guard isModel else { return try sketched(&talk) }
    return compiled(what, model.settings, &talk).map { deriveLayers($0.model, hasNumbers: true) }
  }

  /// The derivation of a layer or an expression; nil if there is none, which is told.
  private func sketched(_ talk: inout Talk) throws -> [LayerDerivation]? {
    do {
      for path in imports { _ = try readModel(path) }
      let statements = imports.indices.map { "import \"\($0)\"" }
      let source = Source(name: "<derive>", text: statements.joined(separator: "\n") + "\n")
      let program = parseProgram(source, importing: read)
      guard !program.diagnostics.hasErrors else {
        talk.show(program.diagnostics, in: program.sources)
        return nil
      }
      let sketches = try sketches(layers(of: program), statements)
      return try derive(sketches, options: model.settings.compile, importing: read)
    } catch let failure as CompileFailure {
      talk.show(failure.diagnostics, in: failure.sources)
    } catch let fault as FileFault {
      talk.show(fault)
    }
    return nil
  }

  private func sketches(
    _ layers: [(layer: LayerSyntax, file: Syntax)], _ statements: [String]
  ) throws -> [Sketch] {
    if let (layer, file) = layers.first(where: { $0.layer.name.text == what }) {
      return NNC.sketches(of: layer, in: file, imports: statements)
    }
    guard what.isName else { return try NNC.sketches(ofExpression: what, imports: statements) }
    let names = layers.map(\.layer.name.text)
    let meant = suggestion(for: what, among: names).map { "; did you mean \($0)?" } ?? ""
    throw ValidationError(
      "there is no layer \(printable(what))\(meant)\nLayers: \(names.joined(separator: ", "))")
  }

  /// Reads the files of `--import`, which the sketch imports by number, and what they import.
  private func read(_ path: String, from: Source) -> Result<Source, ImportFailure> {
    guard from.name == "<derive>" else {
      return readImport(path, from: from, mayLeaveFolder: model.allowOutside)
    }
    guard let index = Int(path), imports.indices.contains(index) else {
      return .failure(ImportFailure("an expression imports nothing", hint: "say --import"))
    }
    do {
      return .success(try readModel(imports[index]))
    } catch {
      return .failure(ImportFailure(error.message))
    }
  }
}

extension String {
  /// Whether it is one name of the language, so that only a layer can be meant.
  fileprivate var isName: Bool { !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
}
