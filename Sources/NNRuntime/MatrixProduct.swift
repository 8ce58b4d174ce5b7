internal import COpenBLAS
public import NNGraph

/// A type of number that OpenBLAS multiplies matrices of.
public protocol ProductElement: Element {
  /// C = A · B for row-major A of `rows` × `inner` and B of `inner` × `columns`.
  static func multiply(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, into c: UnsafeMutablePointer<Self>,
    rows: Int32, inner: Int32, columns: Int32)
  /// Runs an element-wise loop in this precision.
  static func apply(
    _ loop: ElementLoop, _ operands: [UnsafePointer<Self>], into result: UnsafeMutablePointer<Self>,
    count: Int)
}

extension Double: ProductElement {
  /// `cblas_dgemm`
  public static func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>,
    rows: Int32, inner: Int32, columns: Int32
  ) {
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, b, columns, 0, c, columns)
  }

  /// The loop in f64.
  public static func apply(
    _ loop: ElementLoop, _ operands: [UnsafePointer<Double>], into result: UnsafeMutablePointer<Double>,
    count: Int
  ) { loop.f64(operands, result, count) }
}

extension Float: ProductElement {
  /// `cblas_sgemm`
  public static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    rows: Int32, inner: Int32, columns: Int32
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, b, columns, 0, c, columns)
  }

  /// The loop in f32.
  public static func apply(
    _ loop: ElementLoop, _ operands: [UnsafePointer<Float>], into result: UnsafeMutablePointer<Float>,
    count: Int
  ) { loop.f32(operands, result, count) }
}

/// OpenBLAS on one thread: its last digits depend on the number of threads.
let useOneThread: Void = openblas_set_num_threads(1)

/// The version and the processor kernel of OpenBLAS, as it states them.
public func openBLASDescription() -> String { String(cString: openblas_get_config()) }
