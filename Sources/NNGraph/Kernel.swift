/// How elements of a result come from elements of the operand: element `i₀,i₁,…` of the larger side is element
/// `offset + Σ iₖ·strides[k]` of the other.
public struct View: Hashable, Sendable {
  /// Where the first element lies.
  public var offset: Int
  /// The step along each axis.
  public var strides: [Int]

  /// A view.
  public init(offset: Int = 0, strides: [Int]) {
    self.offset = offset
    self.strides = strides
  }
}

/// What a reduction does with the elements that fall together.
public enum Reducer: String, Sendable {
  /// Their sum.
  case sum
  /// Their mean.
  case mean
  /// The greatest of them; NaN if one of them is.
  case maximum
  /// The sum of all but the greatest of them, which is left out once; NaN if one of them is.
  case sumOfOthers = "sum-of-others"
}

/// How an operation is computed: a closed set of forms of computing, each known to the interpreter and to the
/// planner, so that neither needs to know an operation.
public enum Kernel: Sendable {
  /// The numbers are in the leaf.
  case leaf(TensorData)
  /// Element by element; every operand has the shape of the result.
  case elementwise(ElementLoop)
  /// A matrix product over the last two axes, for each index of the axes before.
  case product
  /// A reduction along axes, which stay with size 1.
  case reduction(Reducer, axes: [Int])
  /// Elements moved, repeated or left out: the result reads the operand through the view.
  case gather(View)
  /// The inverse of a gather that repeats nothing: the operand is written through the view, the rest is 0.
  case scatter(View)
  /// Row `k` of the identity for each label `k`; zeros for a label out of range.
  case oneHot(classes: Int)
}

/// Where the numbers of a leaf come from.
public enum TensorData: Sendable {
  /// Written in the file, in row-major order.
  case literal([Double])
  /// One number for all elements.
  case splat(Double)
  /// Made by a generator.
  case generated(Generator, seed: UInt64)

  /// The numbers for a tensor of `shape`, in row-major order.
  public func elements(shape: Shape) -> [Double] {
    switch self {
    case .literal(let numbers): numbers
    case .splat(let number): [Double](repeating: number, count: shape.count)
    case .generated(let generator, let seed): generator.elements(shape: shape, seed: seed)
    }
  }
}
