/// What compilation may be told.
public struct CompileOptions: Sendable {
  /// The seed of the run; mixed with each tensor's name where a file gives none.
  public var seed: UInt64 = 0
  /// The precision of the numbers.
  public var dtype: DType = .f64
  /// What elaboration may use.
  public var limits = ElaborationLimits()
  /// Whether a model compiles whose numbers its operations can't take, such as labels out of range. An inspection
  /// tells of them.
  public var takesAnyNumbers = false

  /// The documented defaults.
  public init() {}
}

/// A model that has been through every stage up to its numbers.
public struct Compilation: Sendable {
  /// The parsed files.
  public let program: Program
  /// The typed graph.
  public let graph: Graph
  /// The graph with its backward pass, as defined and simplified.
  public let model: Model
  /// Warnings.
  public let diagnostics: [Diagnostic]
  /// The options that it was compiled with.
  public let options: CompileOptions
}

/// Why a model could not be compiled.
public struct CompileFailure: Error, CustomStringConvertible {
  /// What is wrong, in source order.
  public let diagnostics: [Diagnostic]
  /// The texts that the diagnostics point into.
  public let sources: Sources

  /// The diagnostics as a terminal shows them.
  public var description: String { render(diagnostics, in: sources, as: .human, color: false, limit: 20) }
}

/// Compiles a model: parse, elaborate, differentiate, simplify.
/// - Parameter read: finds imported files; without it a model can import none.
/// - Throws: `CompileFailure` with every error of the first stage that has one.
public func compile(
  _ source: Source, options: CompileOptions = CompileOptions(), importing read: ImportReader = noImports
) throws(CompileFailure) -> Compilation {
  let program = parseProgram(source, importing: read)
  guard !program.diagnostics.hasErrors else {
    throw CompileFailure(diagnostics: program.diagnostics, sources: program.sources)
  }
  let (elaborated, found) = elaborate(program, seed: options.seed, limits: options.limits)
  let diagnostics = (program.diagnostics + found).inSourceOrder
  guard let graph = elaborated else {
    throw CompileFailure(diagnostics: diagnostics, sources: program.sources)
  }
  let model = Model(graph)
  let complaints = complaints(model, evaluate(model, observing: model.inspectedNodes))
  guard complaints.isEmpty || options.takesAnyNumbers else {
    throw CompileFailure(diagnostics: (diagnostics + complaints).inSourceOrder, sources: program.sources)
  }
  return Compilation(
    program: program, graph: graph, model: model, diagnostics: diagnostics, options: options)
}

/// Refuses every import.
public func noImports(_ path: String, _ from: Source) -> Result<Source, ImportFailure> {
  .failure(ImportFailure("no files can be read here"))
}
