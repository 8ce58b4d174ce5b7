import CKernels
import Foundation
import NNGraph
import Testing

@testable import NNRuntime

/// Functions of vectors, each with the function in f64 that its f32 form is held against.
private struct Accuracy: Sendable {
  let name: String
  let code: nnc_code
  /// Units in the last place by which a result may be off.
  let limit: Double
  let reference: @Sendable (Double) -> Double
}

private let accuracies = [
  Accuracy(name: "exp", code: NNC_EXP, limit: 1.5, reference: { exp($0) }),
  Accuracy(name: "log", code: NNC_LOG, limit: 1.5, reference: { log($0) }),
  Accuracy(name: "log1p", code: NNC_LOG1P, limit: 1.5, reference: { log1p($0) }),
  Accuracy(name: "tanh", code: NNC_TANH, limit: 2, reference: { tanh($0) }),
  Accuracy(name: "erf", code: NNC_ERF, limit: 2, reference: { erf($0) }),
  Accuracy(
    name: "logistic", code: NNC_LOGISTIC, limit: 3, reference: { $0 < -40 ? exp($0) : 1 / (1 + exp(-$0)) }),
  Accuracy(
    name: "softplus", code: NNC_SOFTPLUS, limit: 2.5, reference: { max($0, 0) + log1p(exp(-abs($0))) }),
]

private let pairs: [(code: nnc_code, first: String, second: @Sendable (Double) -> Double)] = [
  (NNC_LOGISTIC_PAIR, "logistic", { $0 > 40 ? exp(-$0) : 1 / (1 + exp($0)) }),
  (NNC_ERROR_PAIR, "erf", { exp(-$0 * $0) }),
]

extension RuntimeTests {
  /// A function of vectors, applied. What short blocks are computed by gives the same.
  private func apply<T: Precision>(_ code: nnc_code, _ numbers: [T]) -> (first: [T], second: [T]) {
    let (long, short) = (apply(code, numbers, block: 4096), apply(code, numbers, block: 1))
    let isSame = { (a: T, b: T) in a == b || a.isNaN && b.isNaN }
    #expect(zip(long.first, short.first).allSatisfy(isSame))
    #expect(zip(long.second, short.second).allSatisfy(isSame))
    return long
  }

  private func apply<T: Precision>(
    _ code: nnc_code, _ numbers: [T], block: Int64
  ) -> (first: [T], second: [T]) {
    var (first, second) = (numbers, numbers)
    let function = nnc_function_for(T.dtype.kernelType, code, NNC_BOTH_VARY, block)
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        numbers.withUnsafeBufferPointer { numbers in
          function?(first.baseAddress, numbers.baseAddress, second.baseAddress, nil, 1, Int64(numbers.count))
        }
      }
    }
    return (first, second)
  }

  private func error<T: Precision>(_ got: T, _ wanted: Double) -> Double {
    let got = Double(got)
    if wanted.isNaN || got.isNaN { return wanted.isNaN == got.isNaN ? 0 : .infinity }
    let rounded = T(wanted)
    if !rounded.isFinite || !got.isFinite { return Double(rounded) == got ? 0 : .infinity }
    return abs(got - wanted) / Double(max(rounded.ulp, T.leastNonzeroMagnitude))
  }

  @Test func functionsOfVectorsAreAsExactAsTheySay() throws {
    let text = try String(
      contentsOfFile: #filePath.replacing("AccuracyTests.swift", with: "Goldens/points.txt"), encoding: .utf8)
    let points = text.split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
    #expect(points.count > 250)
    onEachInstructionSet { set in
      for accuracy in accuracies {
        let own = points.filter { $0[0] == accuracy.name }
        let (x, wanted) = (own.compactMap { Double($0[1]) }, own.compactMap { Double($0[2]) })
        #expect(x.count == own.count && wanted.count == own.count && x.count > 20)
        let got = apply(accuracy.code, x).first
        for i in x.indices {
          #expect(error(got[i], wanted[i]) <= accuracy.limit, "\(accuracy.name)(\(x[i])) = \(got[i]), \(set)")
        }
      }
    }
  }

  /// Floats of all sizes and both signs, subnormal ones and infinities among them.
  private var floats: [Float] {
    stride(from: UInt32(0), to: UInt32.max - 9973, by: 9973).map { Float(bitPattern: $0) }
  }

  @Test func functionsOfFloatsAgreeWithThoseOfDoubles() {
    let x = floats
    onEachInstructionSet { set in
      for accuracy in accuracies {
        let got = apply(accuracy.code, x).first
        let worst = x.indices.map { (error(got[$0], accuracy.reference(Double(x[$0]))), x[$0]) }.max {
          $0.0 < $1.0
        }
        #expect(
          (worst?.0 ?? .infinity) <= accuracy.limit,
          "\(accuracy.name) at \(String(describing: worst)), \(set)")
      }
    }
  }

  @Test func pairsOfFunctionsAgreeWithEachByItself() {
    let x = floats.filter { abs($0) < 1e4 }
    let limit = 3.0
    onEachInstructionSet { _ in
      for pair in pairs {
        guard let one = accuracies.first(where: { $0.name == pair.first }) else { continue }
        let doubles = x.map(Double.init)
        let (wide, narrow) = (apply(pair.code, doubles), apply(pair.code, x))
        for i in x.indices {
          let wanted = (one.reference(doubles[i]), pair.second(doubles[i]))
          // A rounded square makes the power less certain, the greater it is.
          let slack = pair.code == NNC_ERROR_PAIR ? doubles[i] * doubles[i] : 0
          guard error(narrow.first[i], wanted.0) <= limit, error(narrow.second[i], wanted.1) <= limit + slack,
            error(wide.first[i], wanted.0) <= limit + 1, error(wide.second[i], wanted.1) <= limit + 1 + slack
          else {
            Issue.record("\(pair.first) at \(x[i]): \(narrow.first[i]) \(narrow.second[i]) \(wide.first[i])")
            break
          }
        }
      }
    }
  }
}
