/// A tensor that the file gives: its numbers are its own.
struct Leaf: Primitive {
  static let keyword = "leaf"
  static let chainRule = "receives the gradient"
  static let samples: [Sample] = []

  /// Its name in the file.
  let name: String
  /// What it is for.
  let role: ValueRole
  /// Its shape.
  let tensorShape: Shape
  /// Its numbers.
  let data: TensorData

  var parameters: String { "\(role.rawValue) \(name)" }
  var symbol: String { name }
  var wantsGradient: Bool { role == .input || role == .param }

  /// A file has one tensor of a name.
  static func == (one: Leaf, other: Leaf) -> Bool { one.name == other.name && one.role == other.role }

  func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(role)
  }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { tensorShape }
  func kernel(of operands: [Shape]) -> Kernel { .leaf(data) }
  func pullback(_ backward: inout Backward) -> [NodeID?] { [] }
  func formula(_ operands: [Formula]) -> Formula { .symbol(name, rank: tensorShape.rank) }
}
