public import NNSyntax

/// A model with all that it imports and the prelude, parsed.
public struct Program: Sendable {
  /// The texts; the prelude is the first, the model the second.
  public var sources: Sources
  /// The parsed files, by the index of their source.
  public var files: [Syntax]
  /// What the parser had to say, in source order.
  public var diagnostics: [Diagnostic]

  /// The index of the prelude.
  public static let prelude = 0
  /// The index of the model.
  public static let model = 1

  /// The model's own syntax.
  public var model: Syntax { files[Program.model] }
}

/// Finds an imported file: given the path that is written and the source that writes it, its text or the reason
/// why there is none.
public typealias ImportReader = (_ path: String, _ from: Source) -> Result<Source, ImportFailure>

/// Why an imported file can't be read.
public struct ImportFailure: Error, Sendable {
  /// The reason, in words.
  public var reason: String
  /// How to mend it.
  public var hint: String?

  /// A reason.
  public init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}

/// Parses a model and, once each, the files that it imports.
public func parseProgram(_ model: Source, importing read: ImportReader) -> Program {
  var program = Program(sources: Sources(), files: [], diagnostics: [])
  program.take(Prelude.source, Prelude.parsed)
  program.take(model)
  var index = Program.model
  while index < program.files.count {
    for statement in program.files[index].statements {
      guard case .importFile(let path, let place) = statement.kind else { continue }
      switch read(path, program.sources[index]) {
      case .success(let source):
        if !program.sources.all.contains(where: { $0.name == source.name }) { program.take(source) }
      case .failure(let failure):
        program.diagnostics.append(
          Diagnostic(
            "import-failed", at: place, "\"\(path)\" can't be imported: \(failure.reason)", hint: failure.hint
          ))
      }
    }
    index += 1
  }
  program.diagnostics = program.diagnostics.inSourceOrder
  return program
}

extension Program {
  fileprivate mutating func take(_ source: Source) {
    take(source, parse(source, index: sources.all.count))
  }

  fileprivate mutating func take(_ source: Source, _ parsed: (syntax: Syntax, diagnostics: [Diagnostic])) {
    _ = sources.add(source)
    files.append(parsed.syntax)
    diagnostics += parsed.diagnostics
  }
}

extension Prelude {
  fileprivate static let source = Source(name: name, text: text)

  /// Parsed once for all models.
  fileprivate static let parsed = parse(source, index: Program.prelude)
}
