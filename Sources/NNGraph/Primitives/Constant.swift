/// A number that an expression writes, as a scalar.
struct Constant: Primitive {
  static let keyword = "constant"
  static let chainRule = "needs no gradient"
  static let samples: [Sample] = []

  /// The number.
  let value: Double

  init(_ value: Double) { self.value = value }

  var parameters: String { NumberText.shortest(value) }
  var symbol: String { NumberText.shortest(value) }
  var isDrawn: Bool { false }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { .scalar }
  func kernel(of operands: [Shape]) -> Kernel { .leaf(.splat(value)) }
  func pullback(_ backward: inout Backward) -> [NodeID?] { [] }
  func formula(_ operands: [Formula]) -> Formula { .number(value) }
}
