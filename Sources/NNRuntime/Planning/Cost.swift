import CKernels
import NNGraph

extension Plan {
  /// The arithmetic operations of a run; a function such as exp counts as one.
  public var operationCount: Int { kernels.reduce(0) { $0 + $1.operationCount } }

  /// The loops among the kernels.
  var loops: [LoopProgram] {
    kernels.compactMap { if case .loop(let loop) = $0.work { loop } else { nil } }
  }

  /// Whether several workers are faster than one by more than what their meetings cost.
  func isWorthSharing(_ dtype: DType) -> Bool {
    kernels.reduce(0) { $0 + ($1.canBeSplit ? $1.seconds(dtype) : 0) } > 5e-4
  }
}

extension PlannedKernel {
  /// About how long it takes on one worker.
  func seconds(_ dtype: DType) -> Double {
    let width = dtype == .f32 ? 1.0 : 2.0
    switch work {
    case .product: return Double(operationCount) * width / 1e11
    case .loop(let loop): return Double(loop.body.count * loop.space.count) * width / 1e10
    case .move, .call: return 0
    }
  }

  /// Whether workers can share its rows.
  var canBeSplit: Bool {
    switch work {
    case .loop(let loop): loop.space.rows >= Int(NNC_QUANTA) && (loop.sums.isEmpty || loop.parts > 1)
    case .product(let product): product.rows >= 2 * Int(NNC_QUANTA) && product.columns > 1
    case .move, .call: false
    }
  }
}
