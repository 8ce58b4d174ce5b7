public import NNGraph

/// Numbers with a shape, in row-major order.
public struct Tensor<T: Element>: Sendable {
  /// The shape.
  public let shape: Shape
  /// The numbers.
  public var elements: [T]

  /// A tensor; there are as many elements as the shape says.
  public init(shape: Shape, elements: [T]) {
    precondition(shape.count == elements.count, "a tensor of \(shape) has \(shape.count) elements")
    self.shape = shape
    self.elements = elements
  }
}

/// The precision of a run.
public enum DType: String, CaseIterable, Sendable {
  /// IEEE binary64.
  case f64
  /// IEEE binary32.
  case f32
}
