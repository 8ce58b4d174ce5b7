/// The sizes of a tensor's axes. Every size is at least 1 and the number of elements fits an `Int`, so there is
/// no invalid shape.
public struct Shape: Hashable, Sendable {
  /// The size of each axis; empty for a scalar.
  public let dimensions: [Int]
  /// The number of elements.
  public let count: Int

  /// The shape of a scalar.
  public static let scalar = Shape(unchecked: [], count: 1)

  /// The shape with these sizes, or nil if one of them is below 1 or their product overflows.
  public init?(_ dimensions: [Int]) {
    var count = 1
    for size in dimensions {
      guard size >= 1 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      count = product
    }
    self.init(unchecked: dimensions, count: count)
  }

  private init(unchecked dimensions: [Int], count: Int) {
    self.dimensions = dimensions
    self.count = count
  }

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The size of an axis.
  public subscript(axis: Int) -> Int { dimensions[axis] }

  /// How many elements lie between two neighbours along each axis, in row-major order.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * self[axis + 1]
    }
    return strides
  }

  /// The shape with `axes` of size 1. A part of a valid shape is valid.
  public func reduced(along axes: [Int]) -> Shape {
    replacing { axes.contains($0) ? 1 : $1 }
  }

  /// The shape with the axes in another order.
  public func permuted(_ order: [Int]) -> Shape {
    Shape(unchecked: order.map { dimensions[$0] }, count: count)
  }

  /// The shape without `axes`.
  public func dropping(_ axes: [Int]) -> Shape {
    let kept = dimensions.indices.filter { !axes.contains($0) }.map { dimensions[$0] }
    return Shape(unchecked: kept, count: kept.reduce(1, *))
  }

  private func replacing(_ size: (Int, Int) -> Int) -> Shape {
    let sizes = dimensions.enumerated().map(size)
    return Shape(unchecked: sizes, count: sizes.reduce(1, *))
  }

  /// The shape of NumPy's broadcasting of two shapes, or nil if they don't fit each other.
  public func broadcast(with other: Shape) -> Shape? {
    var sizes: [Int] = []
    for back in 1...max(rank, other.rank, 1) where back <= max(rank, other.rank) {
      let mine = back <= rank ? dimensions[rank - back] : 1
      let theirs = back <= other.rank ? other.dimensions[other.rank - back] : 1
      guard mine == theirs || mine == 1 || theirs == 1 else { return nil }
      sizes.append(max(mine, theirs))
    }
    return Shape(sizes.reversed())
  }

  /// Whether a tensor of this shape can be broadcast to `target` by NumPy's rule.
  public func broadcasts(to target: Shape) -> Bool { broadcast(with: target) == target }
}

extension Shape: CustomStringConvertible {
  /// `[2, 3]`, and `[]` for a scalar.
  public var description: String { bracketed(dimensions) }
}

/// `[2, 3]`: what an array prints, without the detour through a description of any value.
func bracketed(_ numbers: [Int]) -> String {
  var text = "["
  for (index, number) in numbers.enumerated() {
    if index > 0 { text += ", " }
    text += String(number)
  }
  return text + "]"
}

/// Why operands don't fit an operation, in words that name the operands by position.
///
/// `message` holds `{0}`, `{1}` where an operand is to be named with its shape; whoever knows the operands' names
/// fills them in.
public struct ShapeError: Error, Hashable, Sendable {
  /// What does not fit.
  public var message: String
  /// How to mend it.
  public var hint: String?

  /// An error.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The sentence, with each `{k}` replaced by the description of operand k.
  public func sentence(_ operands: [String]) -> String {
    operands.enumerated().reduce(message) { $0.replacingAll("{\($1.offset)}", with: $1.element) }
  }
}

extension String {
  /// The string with every occurrence of `part` replaced.
  func replacingAll(_ part: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      result.append(contentsOf: rest[..<range.lowerBound])
      result += other
      rest = rest[range.upperBound...]
    }
    result.append(contentsOf: rest)
    return result
  }
}
