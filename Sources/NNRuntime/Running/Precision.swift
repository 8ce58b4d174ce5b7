import CKernels
public import NNGraph

/// A type of number that plans are carried out in: `Double` or `Float`.
public protocol Precision: Element {
  /// Which of the two it is.
  static var dtype: DType { get }
  /// Runs an element-wise loop in this precision.
  static func apply(
    _ loop: ElementLoop, _ operands: [UnsafePointer<Self>], into result: UnsafeMutablePointer<Self>,
    count: Int)
}

extension Double: Precision {
  /// IEEE binary64.
  public static var dtype: DType { .f64 }

  /// The loop in f64.
  public static func apply(
    _ loop: ElementLoop, _ operands: [UnsafePointer<Double>], into result: UnsafeMutablePointer<Double>,
    count: Int
  ) { loop.f64(operands, result, count) }
}

extension Float: Precision {
  /// IEEE binary32.
  public static var dtype: DType { .f32 }

  /// The loop in f32.
  public static func apply(
    _ loop: ElementLoop, _ operands: [UnsafePointer<Float>], into result: UnsafeMutablePointer<Float>,
    count: Int
  ) { loop.f32(operands, result, count) }
}

extension DType {
  /// The type as the kernels call it.
  var kernelType: nnc_type { self == .f32 ? NNC_F32 : NNC_F64 }
}

/// The vector instructions that runs use on this processor.
public func instructionSetDescription() -> String {
  switch nnc_instructions() {
  case NNC_AVX512: "AVX-512"
  case NNC_AVX2: "AVX2"
  default: "the baseline"
  }
}

/// How many processors this process may use.
public func processorCount() -> Int { Int(nnc_processors()) }

/// Shares work among no more than `most` threads from now on, where a call does not say how many.
public func limitThreads(to most: Int) { nnc_limit_workers(Int64(most)) }
