/// How a unit is called that has come to where its function is flat; the raw value is the identity of the finding.
public enum Flatness: String, Sendable {
  /// A unit that is cut off: the slope is 0.
  case dead = "dead-relu"
  /// A unit near 0 or 1.
  case saturatedSigmoid = "saturated-sigmoid"
  /// A unit near −1 or 1.
  case saturatedTanh = "saturated-tanh"
}

/// An operation whose result hardly moves in some range of its operands: there, little or no gradient passes.
public protocol Flattening: Primitive {
  /// What a unit in that range is called.
  static var flatness: Flatness { get }
  /// The slope at each element, relative to the greatest slope that there is.
  /// - Parameters:
  ///   - operands: the numbers of the operands.
  ///   - wanted: for each operand, whether a gradient flows on to it.
  /// - Returns: nil if some operand receives the gradient wherever the numbers lie.
  func relativeSlopes(of operands: [[Double]], wanted: [Bool]) -> [Double]?
}
