/// The greater of two numbers, element by element. The gradient goes to the greater; where both are equal it goes
/// to the second, so that max(x, 0) has the derivative 0 at x = 0. NaN stays NaN.
struct Maximum: Primitive, BinaryFunction, Flattening {
  static let keyword = "max"
  static let chainRule = "passes the gradient on to the greater operand"
  static let functions = [
    Function("max", ["a", "b"]) { builder, call throws(ShapeError) in
      try builder.elementwise(Maximum(), call.operands[0], call.operands[1])
    }
  ]
  static let samples = [Sample(Maximum(), [2, 3], [2, 3])]

  func symbol(with constants: [Double?]) -> String {
    guard let number = constants[1] ?? constants[0] else { return symbol }
    return "\(symbol)(·, \(NumberText.significant(number, digits: 6)))"
  }
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape { try equalShapes(operands) }
  func kernel(of operands: [Shape]) -> Kernel { .elementwise(ElementLoop(binary: self, as: .maximum)) }
  func callAsFunction<T: Element>(_ x: T, _ y: T) -> T { x > y || x.isNaN ? x : y }

  func pullback(_ backward: inout Backward) -> [NodeID?] {
    let difference = backward(Subtract(), backward.operands[0], backward.operands[1])
    let first = backward(Step(), difference)
    return [
      backward.forOperand(0) { $0(Multiply(), $0.upstream, first) },
      backward.forOperand(1) { backward in
        let one = backward.number(1, like: first)
        return backward(Multiply(), backward.upstream, backward(Subtract(), one, first))
      },
    ]
  }

  static let flatness = Flatness.dead
  /// Where one operand is a bound without a gradient, as in max(x, 0), nothing passes while it is the greater.
  func relativeSlopes(of operands: [[Double]], wanted: [Bool]) -> [Double]? {
    guard wanted[0] != wanted[1] else { return nil }
    return zip(operands[0], operands[1]).map {
      $0 > $1 || $0.isNaN ? (wanted[0] ? 1 : 0) : (wanted[0] ? 0 : 1)
    }
  }

  func formula(_ operands: [Formula]) -> Formula { .function("max", operands) }
}
