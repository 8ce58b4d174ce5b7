/// What a tensor's numbers are like.
public struct Statistics: Hashable, Sendable {
  /// The mean.
  public let mean: Double
  /// The standard deviation, of the numbers themselves (divided by their count).
  public let deviation: Double
  /// The least of those that are numbers; NaN if none is.
  public let minimum: Double
  /// The greatest of those that are numbers; NaN if none is.
  public let maximum: Double
  /// The Euclidean norm.
  public let norm: Double
  /// The share of zeros, 0 … 1.
  public let zeros: Double

  /// The statistics of numbers, of which there is at least one.
  public init(_ numbers: [Double]) {
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    self.mean = mean
    deviation = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    minimum = numbers.reduce(.nan) { Double.minimum($0, $1) }
    maximum = numbers.reduce(.nan) { Double.maximum($0, $1) }
    let scale = numbers.reduce(0) { Double.maximum($0, abs($1)) }
    let isScaled = scale > 0 && scale.isFinite
    norm =
      isScaled
      ? scale * numbers.reduce(0) { $0 + ($1 / scale) * ($1 / scale) }.squareRoot()
      : numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    zeros = Double(numbers.count { $0 == 0 }) / count
  }
}
