public import RealModule

/// A type of number that tensors are made of: `Double` or `Float`.
public protocol Element: Real, BinaryFloatingPoint, Sendable {}
extension Double: Element {}
extension Float: Element {}

/// A function of one number.
public protocol UnaryFunction: Sendable {
  /// Its value at `x`.
  func callAsFunction<T: Element>(_ x: T) -> T
}

/// A function of two numbers.
public protocol BinaryFunction: Sendable {
  /// Its value at `x` and `y`.
  func callAsFunction<T: Element>(_ x: T, _ y: T) -> T
}

/// A loop that applies a function element by element, in both precisions.
///
/// The loop stands where the function's type is known, so that the compiler specialises it.
public struct ElementLoop: Sendable {
  /// A loop over `count` elements: operands, result, count.
  public typealias Loop<T> = @Sendable ([UnsafePointer<T>], UnsafeMutablePointer<T>, Int) -> Void
  /// The loop in f64.
  public let f64: Loop<Double>
  /// The loop in f32.
  public let f32: Loop<Float>

  @inline(__always)
  init<F: UnaryFunction>(unary function: F) {
    f64 = { operands, result, count in
      let x = operands[0]
      for i in 0..<count { result[i] = function(x[i]) }
    }
    f32 = { operands, result, count in
      let x = operands[0]
      for i in 0..<count { result[i] = function(x[i]) }
    }
  }

  @inline(__always)
  init<F: BinaryFunction>(binary function: F) {
    f64 = { operands, result, count in
      let (x, y) = (operands[0], operands[1])
      for i in 0..<count { result[i] = function(x[i], y[i]) }
    }
    f32 = { operands, result, count in
      let (x, y) = (operands[0], operands[1])
      for i in 0..<count { result[i] = function(x[i], y[i]) }
    }
  }
}
