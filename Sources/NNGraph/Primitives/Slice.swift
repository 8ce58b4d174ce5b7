/// A range of each axis. Its gradient is the upstream one with zeros around it.
struct Slice: Primitive {
  static let keyword = "slice"
  static let chainRule = "sets the gradient among zeros"
  static let samples = [Sample(Slice([1..<3, 0..<2]), [3, 2]), Sample(Slice([0..<1]), [3])]

  /// The range of each axis.
  let ranges: [Range<Int>]

  init(_ ranges: [Range<Int>]) { self.ranges = ranges }

  var parameters: String { "ranges=\(rangesText(ranges))" }
  var symbol: String { "[…]" }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    guard operands[0].rank == ranges.count else { throw ShapeError("{0} does not have \(ranges.count) axes") }
    for (axis, range) in ranges.enumerated()
    where range.upperBound > operands[0][axis] || range.lowerBound < 0 {
      throw ShapeError("axis \(axis) of {0} has no elements \(range.lowerBound)..\(range.upperBound)")
    }
    guard let shape = Shape(ranges.map(\.count)) else { throw ShapeError("a slice of {0} is empty") }
    return shape
  }

  func kernel(of operands: [Shape]) -> Kernel { .gather(window(ranges, of: operands[0])) }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let source = backward.shape(backward.operands[0])
    return [backward.forOperand(0) { $0(Embed(ranges, in: source), $0.upstream) }]
  }

  func formula(_ operands: [Formula]) -> Formula {
    .function("slice", operands + [.symbol(rangesText(ranges), rank: 0)])
  }
}

/// Where the elements of a range of each axis lie in a tensor of `shape`.
func window(_ ranges: [Range<Int>], of shape: Shape) -> View {
  let strides = shape.strides
  let offset = zip(ranges, strides).reduce(0) { $0 + $1.0.lowerBound * $1.1 }
  return View(offset: offset, strides: strides)
}

/// Ranges as a file writes them: `[1..3, 0..2]`.
func rangesText(_ ranges: [Range<Int>]) -> String {
  "[" + ranges.map { "\($0.lowerBound)..\($0.upperBound)" }.joined(separator: ", ") + "]"
}
