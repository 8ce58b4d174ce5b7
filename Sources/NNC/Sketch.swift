/// A model just large enough to derive a layer or an expression from.
public struct Sketch: Sendable {
  /// What is derived.
  public var title: String
  /// The statements that import layers.
  public var imports: [String] = []
  /// The statements that bind what goes in.
  public var inputs: [String] = []
  /// The names that are bound.
  public var taken: Set<String> = []
  /// What is computed.
  public var expression: String
  /// Numbers that stand for sizes.
  public var sizes: [Double: String] = [:]
  /// Whether the expression is the use of one layer, by whose name the derivation goes.
  public var isLayer = false

  /// The model with its result called so, and with a gradient of a shape flowing into it.
  func text(result: String, upstream: Shape? = nil) -> String {
    var lines = imports + inputs + ["\(result) = \(expression)"]
    if let upstream { lines.append("upstream \(result) = \(Sketch.numbers(of: upstream))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first of some names that is free.
  func free(_ names: String...) -> String { names.first { !taken.contains($0) } ?? "nnc_result" }

  /// Numbers of which no two neighbours are equal, as a tensor is written.
  private static func numbers(of shape: Shape) -> String {
    let numbers = (0..<shape.count).map { "\(1 + Double($0 * 37 % 101) / 128)" }
    return nested(numbers[...], shape.dimensions[...])
  }
}

/// Derives the first sketch that compiles; without the numbers, which mean nothing.
/// - Throws: the failure of the first one if none does.
public func derive(
  _ sketches: [Sketch], options: CompileOptions = CompileOptions(), importing read: ImportReader = noImports
) throws(CompileFailure) -> [LayerDerivation] {
  var failure: CompileFailure?
  for sketch in sketches {
    do throws(CompileFailure) {
      return try derive(sketch, options, read)
    } catch {
      failure = failure ?? error
    }
  }
  if let failure { throw failure }
  return []
}

/// A scalar result is the loss itself; into another one a gradient flows, which has a name in the formulas.
private func derive(
  _ sketch: Sketch, _ options: CompileOptions, _ read: ImportReader
) throws(CompileFailure) -> [LayerDerivation] {
  let name = sketch.free("y", "z")
  let trial = try compile(source(sketch.text(result: name)), options: options, importing: read)
  let shape = trial.graph.values.first { $0.name == name }.map { trial.graph[$0.node].shape } ?? .scalar
  let text =
    shape.rank == 0 ? sketch.text(result: sketch.free("L", "y")) : sketch.text(result: name, upstream: shape)
  let compilation = try compile(source(text), options: options, importing: read)
  var derivations = deriveLayers(
    compilation.model, hasNumbers: false, sizes: sketch.sizes, isWhole: !sketch.isLayer)
  if let last = derivations.indices.last { derivations[last].title = sketch.title }
  return derivations
}

private func source(_ text: String) -> Source { Source(name: "<derive>", text: text) }
