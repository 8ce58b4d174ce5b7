/// A tensor set into zeros of a greater shape: what a slice does, backward. Its gradient is the slice.
struct Embed: Primitive {
  static let keyword = "embed"
  static let chainRule = "cuts the gradient out"
  static let samples = [
    Sample(Embed([1..<3], in: [4]), [2]), Sample(Embed([0..<1, 1..<3], in: [2, 3]), [1, 2]),
  ]

  /// Where the operand lies in the result.
  let ranges: [Range<Int>]
  /// The shape of the result.
  let target: Shape

  init(_ ranges: [Range<Int>], in target: Shape) {
    self.ranges = ranges
    self.target = target
  }

  private init(_ ranges: [Range<Int>], in sizes: [Int]) { self.init(ranges, in: Shape(sizes) ?? .scalar) }

  var parameters: String { "ranges=\(rangesText(ranges)) in=\(target)" }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    guard operands[0].dimensions == ranges.map(\.count) else {
      throw ShapeError("{0} does not fill \(rangesText(ranges))")
    }
    return target
  }

  func kernel(of operands: [Shape]) -> Kernel { .scatter(window(ranges, of: target)) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    [backward.forOperand(0) { $0(Slice(ranges), $0.upstream) }]
  }

  func formula(_ operands: [Formula]) -> Formula { .function("embed", operands) }
}
