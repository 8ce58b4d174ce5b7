/// The same elements in row-major order under another shape. Its gradient is reshaped back.
struct Reshape: Primitive {
  static let keyword = "reshape"
  static let chainRule = "regroups the gradient"
  static let samples = [Sample(Reshape(to: [3, 2]), [2, 3]), Sample(Reshape(to: [1]), [])]

  /// The shape of the result.
  let target: Shape

  init(to target: Shape) { self.target = target }

  private init(to sizes: [Int]) { self.init(to: Shape(sizes) ?? .scalar) }

  var parameters: String { "to=" + bracketed(target.dimensions) }
  var isDrawn: Bool { false }
  func kernel(of operands: [Shape]) -> Kernel { .gather(View(strides: target.strides)) }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    guard operands[0].count == target.count else {
      throw ShapeError("{0} can't be given the shape \(target)")
    }
    return target
  }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let source = backward.shape(backward.operands[0])
    return [backward.forOperand(0) { $0(Reshape(to: source), $0.upstream) }]
  }

  func formula(_ operands: [Formula]) -> Formula { operands[0] }
}
