import NNGraph
import NNRuntime
import NNSyntax
import Testing

/// Refuses every import.
func nothing(_ path: String, _ from: Source) -> Result<Source, ImportFailure> {
  .failure(ImportFailure("there is no such file"))
}

/// The graph of a text that must be free of errors.
func elaborated(
  _ text: String, seed: UInt64 = 0, location: SourceLocation = #_sourceLocation
) throws -> Graph {
  let program = parseProgram(Source(name: "m.nn", text: text), importing: nothing)
  #expect(program.diagnostics == [], "\(text)", sourceLocation: location)
  let (graph, diagnostics) = elaborate(program, seed: seed)
  #expect(diagnostics == [], "\(text)", sourceLocation: location)
  return try #require(graph, "\(text)", sourceLocation: location)
}

/// The model of a text that must be free of errors.
func compiled(
  _ text: String, seed: UInt64 = 0, location: SourceLocation = #_sourceLocation
) throws -> Model {
  Model(try elaborated(text, seed: seed, location: location))
}

/// The numbers of a model's named values and of their gradients.
struct Computed {
  let model: Model
  let valuation: Valuation

  init(_ model: Model, dtype: DType = .f64) {
    self.model = model
    valuation = evaluate(model, observing: model.namedNodes, dtype: dtype)
  }

  /// Compiles and computes a text.
  init(_ text: String, dtype: DType = .f64, location: SourceLocation = #_sourceLocation) throws {
    self.init(try compiled(text, location: location), dtype: dtype)
  }

  /// The value with a name.
  func named(_ name: String, location: SourceLocation = #_sourceLocation) throws -> NamedValue {
    let names = model.graph.values.map(\.name)
    return try #require(
      model.graph.values.first { $0.name == name }, "\(name) is none of \(names)", sourceLocation: location)
  }

  /// The numbers of a value.
  func value(_ name: String, location: SourceLocation = #_sourceLocation) throws -> [Double] {
    let node = try named(name, location: location).node
    return try #require(valuation[node], sourceLocation: location)
  }

  /// The only number of a value.
  func number(_ name: String, location: SourceLocation = #_sourceLocation) throws -> Double {
    let numbers = try value(name, location: location)
    #expect(numbers.count == 1, sourceLocation: location)
    return numbers[0]
  }

  /// The numbers of a gradient.
  func gradient(_ name: String, location: SourceLocation = #_sourceLocation) throws -> [Double] {
    let node = try named(name, location: location).node
    let gradient = try #require(model.definition.gradient(of: node), sourceLocation: location)
    return try #require(valuation[gradient], sourceLocation: location)
  }

  /// Whether a gradient flows to a value.
  func hasGradient(_ name: String) throws -> Bool {
    model.definition.gradient(of: try named(name).node) != nil
  }

  /// The sizes of a value.
  func sizes(_ name: String, location: SourceLocation = #_sourceLocation) throws -> [Int] {
    model.graph[try named(name, location: location).node].shape.dimensions
  }

  /// The numbers of the output.
  func output(location: SourceLocation = #_sourceLocation) throws -> [Double] {
    let node = try #require(model.graph.output, sourceLocation: location)
    return try #require(valuation[node], sourceLocation: location)
  }
}

/// The greatest distance between numbers, relative to the greatest of `wanted` or to `floor`; infinite where one of
/// them is not finite and the other differs.
func distance(_ found: [Double], _ wanted: [Double], floor: Double = 1) -> Double {
  guard found.count == wanted.count else { return .infinity }
  let scale = wanted.reduce(floor) { $1.isFinite ? max($0, abs($1)) : $0 }
  return zip(found, wanted).reduce(0) { worst, pair in
    if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return worst }
    let error = abs(pair.0 - pair.1) / scale
    return error.isNaN ? .infinity : max(worst, error)
  }
}

/// Numbers as a file writes them, in rows of a shape.
func literal(_ numbers: [Double], _ sizes: [Int]) -> String {
  guard let size = sizes.first else { return "\(numbers[0])" }
  let step = numbers.count / size
  let rows = (0..<size).map {
    literal(Array(numbers[$0 * step..<($0 + 1) * step]), Array(sizes.dropFirst()))
  }
  return "[\(rows.joined(separator: ", "))]"
}

extension RandomNumbers {
  /// The next number in `low ..< high`.
  mutating func next(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  /// The next whole number in a range.
  mutating func next(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Some element.
  mutating func pick<T>(_ elements: [T]) -> T { elements[next(0..<elements.count)] }

  /// Numbers in `low ..< high`.
  mutating func numbers(_ count: Int, _ low: Double = -1, _ high: Double = 1) -> [Double] {
    (0..<count).map { _ in next(low, high) }
  }
}
