/// The axes that a call names, counted from the end if negative; all of them if it names none.
func axes(_ call: Function.Arguments, of shape: Shape) throws(ShapeError) -> [Int] {
  guard let given = call.options["axis"] else { return Array(0..<shape.rank) }
  var axes: Set<Int> = []
  for axis in given {
    guard axis >= -shape.rank, axis < shape.rank else {
      throw ShapeError(
        "{0} has no axis \(axis)", hint: "axes are counted from 0, or from the end as -1, -2, …")
    }
    axes.insert(axis < 0 ? axis + shape.rank : axis)
  }
  return axes.sorted()
}

/// The function of a `.nn` file for a reduction. Along an axis that is named the result keeps the axis with size
/// 1, so that it broadcasts against what it came from; `keep=0` drops it. Without an axis the result is a scalar.
func reductionFunction(
  _ name: String, _ make: @escaping @Sendable (_ axes: [Int], _ keeps: Bool) -> any Primitive
) -> Function {
  Function(name, ["x"], options: [.init("axis"), .init("keep")]) { builder, call throws(ShapeError) in
    let shape = builder.graph[call.operands[0]].shape
    let axes = try axes(call, of: shape)
    let keeps = call.options["keep"].map { $0 != [0] } ?? (call.options["axis"] != nil)
    return try builder.add(make(axes, keeps), call.operands)
  }
}

/// A reduction along axes.
protocol AxisReduction: Primitive {
  /// The axes along which it works, in rising order.
  var axes: [Int] { get }
  /// Whether the axes stay, with size 1.
  var keeps: Bool { get }
}

extension AxisReduction {
  /// Its axes: `axes=[1]`.
  var parameters: String { "axes=" + bracketed(axes) + (keeps ? "" : " dropped") }
  /// The operand's shape without the axes, or with 1 in their place.
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    keeps ? operands[0].reduced(along: axes) : operands[0].dropping(axes)
  }
}

extension Backward {
  /// A result of a reduction, or its gradient, repeated along the axes that were reduced.
  mutating func repeated(_ id: NodeID, along axes: [Int], to source: Shape) -> NodeID {
    let kept = builder.reshape(id, to: source.reduced(along: axes))
    return builder.broadcast(kept, to: source)
  }
}

/// What a sum, a mean or a maximum along axes writes under its sign: nothing for all axes.
func axesText(_ axes: [Int]) -> String {
  axes.map(NumberText.subscript).joined(separator: ",")
}
