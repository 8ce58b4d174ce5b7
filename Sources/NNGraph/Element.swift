public import RealModule

/// A type of number that tensors are made of: `Double` or `Float`.
public protocol Element: Real, BinaryFloatingPoint, LosslessStringConvertible, Sendable {}
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

/// A function that the run time knows for whole vectors of numbers, so that it fuses with its neighbours. What is
/// none of these is computed by its own loop, one number at a time.
public enum VectorFunction: String, Sendable {
  case add, subtract, multiply, divide, maximum, power
  case negate, exp, log, log1p, squareRoot, tanh, erf, step, logistic, softplus

  /// Whether it takes little more time than reading its operands.
  public var isCheap: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .maximum, .negate, .step: true
    case .power, .exp, .log, .log1p, .squareRoot, .tanh, .erf, .logistic, .softplus: false
    }
  }
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
  /// The same function for vectors, if the run time has it.
  public let vectorFunction: VectorFunction?

  @inline(__always)
  init<F: UnaryFunction>(unary function: F, as vectorFunction: VectorFunction? = nil) {
    self.vectorFunction = vectorFunction
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
  init<F: BinaryFunction>(binary function: F, as vectorFunction: VectorFunction? = nil) {
    self.vectorFunction = vectorFunction
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
