import NNSyntax

/// Numbers that a file writes, not yet a node.
struct Literal: Sendable {
  var sizes: [Int]
  var elements: [Double]
  var isInteger: Bool

  /// The number, if it is one.
  var scalar: Double? { sizes.isEmpty ? elements[0] : nil }

  /// The whole number, if it is one.
  var integer: Int? { isInteger ? scalar.flatMap { Int(exactly: $0) } : nil }

  /// The whole numbers of a scalar or a row.
  var integers: [Int]? {
    guard sizes.count <= 1 else { return nil }
    let whole = elements.compactMap { Int(exactly: $0) }
    return whole.count == elements.count ? whole : nil
  }

  static func number(_ value: Double, isInteger: Bool = false) -> Literal {
    Literal(sizes: [], elements: [value], isInteger: isInteger)
  }
}

/// A generator with the seed that its call gave.
struct SeededGenerator: Sendable {
  var generator: Generator
  var seed: UInt64?
}

/// What an expression stands for.
enum Meaning: Sendable {
  /// A node; `value` is the index of the named value that a layer's use has just made of it.
  case node(NodeID, value: Int?)
  /// Numbers.
  case literal(Literal)
  /// Numbers to be made once the shape is known.
  case generator(SeededGenerator)
  /// A text.
  case string(String)
  /// Nothing: a diagnostic has said why.
  case failed
}

/// An argument of a call with its meaning.
struct BoundArgument {
  var name: Name?
  var meaning: Meaning
  var place: Place
}

/// What a name stands for, and where it was defined.
struct Definition {
  var meaning: Meaning
  var place: Place
}

/// The names that an expression sees.
struct Frame {
  /// The file whose expressions are evaluated.
  var file: Int
  /// The layer whose body it is; nil for the model itself.
  var layer: String?
  /// Values by name.
  var names: [String: Definition] = [:]
  /// Names that the statements define somewhere: for "used before it is defined", and left out by counting.
  var written: [String: Place] = [:]
  /// Dimension variables, with the place that fixed them.
  var dimensions: [String: (size: Int, from: Place)] = [:]
  /// What `...` stands for.
  var leading: [Int]?
  /// The seed that the call of the layer gives.
  var seed: UInt64?
  /// What the layer returns.
  var result: Meaning?
}

/// A layer's definition and the file where it stands.
struct LayerDefinition {
  var syntax: LayerSyntax
  var file: Int
}
