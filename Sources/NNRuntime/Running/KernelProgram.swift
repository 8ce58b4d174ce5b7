import CKernels
import NNGraph

/// A plan as the kernels take it: addresses in place of nodes, functions in place of operations.
final class KernelProgram<T: Precision> {
  private var kernels: [nnc_kernel] = []
  private var step = nnc_step()
  private var owned: [UnsafeMutableRawPointer] = []
  private var calls: [LoopCall<T>] = []
  let memory: ExecutionMemory<T>
  private let kernelMemory: UnsafeMutablePointer<nnc_kernel>
  let parts: UnsafeMutablePointer<Double>

  init(_ plan: Plan, _ memory: ExecutionMemory<T>, workers: Int) {
    self.memory = memory
    parts = allocate(plan.loops.map { $0.parts * $0.partBytes / 8 }.max() ?? 0)
    kernelMemory = .allocate(capacity: max(1, plan.kernels.count * 2))
    var waits = Waits(workers: workers)
    for kernel in plan.kernels { take(kernel, plan, &waits) }
    let slots = plan.loops.map { $0.slots * $0.slotCount }.max() ?? 0
    let products = kernels.filter { $0.kind == UInt8(NNC_PRODUCT.rawValue) }.map(\.product)
    let packedBytes = Int(products.map(\.scratch_bytes).max() ?? 0)
    let stride = (max(slots * MemoryLayout<T>.size, packedBytes) / 64 + 1) * 64
    let scratch: UnsafeMutablePointer<T> = allocate(stride * workers / MemoryLayout<T>.size)
    kernelMemory.initialize(from: kernels, count: kernels.count)
    nnc_join_products(kernelMemory, Int64(kernels.count))
    step = nnc_step(
      type: T.dtype.kernelType, kernels: kernelMemory, count: Int64(kernels.count), workers: Int64(workers),
      scratch: UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: CChar.self),
      scratch_bytes: Int64(stride))
  }

  func run(times: Int) { nnc_run(&step, Int64(times)) }

  deinit {
    nnc_release(step.scratch)
    nnc_release(parts)
    kernelMemory.deallocate()
    for pointer in owned { pointer.deallocate() }
  }

  private func take(_ planned: PlannedKernel, _ plan: Plan, _ waits: inout Waits) {
    var kernel = nnc_kernel()
    let isSplit = waits.workers > 1 && planned.canBeSplit && planned.seconds(T.dtype) > 1.5e-5
    kernel.is_split = isSplit ? 1 : 0
    switch planned.work {
    case .loop(let loop):
      kernel.kind = UInt8(NNC_LOOP.rawValue)
      kernel.loop = lower(loop)
      kernel.waits = waits.pass(touched(planned, plan, isSplit: isSplit))
      kernels.append(kernel)
      guard loop.parts > 1 else { return }
      kernel.kind = UInt8(NNC_FINISH.rawValue)
      kernel.is_split = 0
      kernel.waits = waits.pass(finishing(loop, plan))
      kernels.append(kernel)
      return
    case .product(let product):
      kernel.kind = UInt8(NNC_PRODUCT.rawValue)
      kernel.product = lower(product, planned)
    case .move(let move):
      kernel.kind = UInt8(NNC_MOVE.rawValue)
      kernel.move = lower(move, planned, plan)
    case .call(let loop, let id):
      kernel.kind = UInt8(NNC_CALL.rawValue)
      let call = LoopCall(
        loop: loop,
        operands: planned.operands.compactMap { memory.address(of: $0).map { UnsafePointer($0) } },
        result: memory.address(of: id), count: plan.graph[id].shape.count)
      calls.append(call)
      kernel.call.argument = Unmanaged.passUnretained(call).toOpaque()
      kernel.call.function = { argument in
        guard let argument else { return }
        Unmanaged<AnyCall>.fromOpaque(argument).takeUnretainedValue().run()
      }
    }
    kernel.waits = waits.pass(touched(planned, plan, isSplit: isSplit))
    kernels.append(kernel)
  }

  private func address(_ id: NodeID) -> UInt {
    guard let address = memory.address(of: id) else { preconditionFailure("what kernels share has memory") }
    return UInt(bitPattern: address)
  }

  /// Memory of the program's own, with elements in it.
  private func own<Value>(_ values: [Value]) -> UnsafePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
    memory.initialize(from: values, count: values.count)
    owned.append(UnsafeMutableRawPointer(memory))
    return UnsafePointer(memory)
  }
}

// MARK: - Loops

extension KernelProgram {
  private func lower(_ loop: LoopProgram) -> nnc_loop {
    let sums = loop.sums.enumerated().map { index, sum in
      let result = address(sum.node)
      let isDirect = loop.isDirect(sum)
      return nnc_sum(
        parts: isDirect ? result : UInt(bitPattern: parts) + UInt(loop.partOffset(of: index)), result: result,
        count: Int64(sum.count), divisor: Double(sum.divisor), is_total: sum.isTotal ? 1 : 0)
    }
    // Asking takes a virtual machine some microseconds, so only a long loop does.
    let read = loop.fetched
    let fetched = !read.isEmpty && nnc_fetches_ahead() != 0 ? read.map(address) : []
    return nnc_loop(
      rows: Int64(loop.space.rows), columns: Int64(loop.space.columns), block_rows: Int64(loop.block.rows),
      block_columns: Int64(loop.block.columns), parts: Int64(loop.parts), part_bytes: Int64(loop.partBytes),
      preparation: own(loop.preparation.map { lower($0, loop, sums) }),
      body: own(loop.body.map { lower($0, loop, sums) }),
      preparation_count: Int64(loop.preparation.count), body_count: Int64(loop.body.count), sums: own(sums),
      sum_count: Int64(sums.count), fetched: own(fetched), fetched_count: Int64(fetched.count))
  }

  private func lower(_ operation: LoopProgram.Operation, _ loop: LoopProgram, _ sums: [nnc_sum])
    -> nnc_operation
  {
    let destination = lower(operation.destination, loop, sums)
    let first = lower(operation.first, loop, sums)
    let second = lower(operation.second, loop, sums)
    let third = lower(operation.third, loop, sums)
    let form =
      operation.secondIsRow
      ? NNC_SECOND_IS_ROW
      : operation.second.isOne ? NNC_SECOND_IS_ONE : operation.first.isOne ? NNC_FIRST_IS_ONE : NNC_BOTH_VARY
    let isBeside = operation.results.allSatisfy { if case .slot = $0 { true } else { false } }
    let isWhole = isBeside && operation.code.isElementwise && !operation.secondIsRow
    let isAlongRows = operation.code.isAlongRows || operation.secondIsRow
    let count = (isAlongRows ? 1 : loop.block.rows) * (operation.isOfRows ? 1 : loop.block.columns)
    return nnc_operation(
      function: nnc_function_for(T.dtype.kernelType, operation.code.kernelCode, form, Int64(count)),
      destination: destination.address,
      first: first.address, second: second.address, third: third.address,
      destination_motion: destination.motion, first_motion: first.motion, second_motion: second.motion,
      third_motion: third.motion, is_of_rows: operation.isOfRows ? 1 : 0, is_whole: isWhole ? 1 : 0)
  }

  /// Where an operand of the first block lies, and how it moves from block to block.
  private func lower(
    _ location: LoopProgram.Location, _ loop: LoopProgram, _ sums: [nnc_sum]
  ) -> (address: UInt, motion: UInt8) {
    func moving(_ address: UInt, _ motion: nnc_motion) -> (UInt, UInt8) { (address, UInt8(motion.rawValue)) }
    switch location {
    case .none: return moving(0, NNC_STAYS)
    case .number(let number): return moving(UInt(bitPattern: own([T(number)])), NNC_STAYS)
    case .slot(let slot): return moving(UInt(slot * loop.slotCount * MemoryLayout<T>.size), NNC_SCRATCH)
    case .value(let id, .one): return moving(address(id), NNC_STAYS)
    case .value(let id, .byElement): return moving(address(id), NNC_BY_ELEMENT)
    case .value(let id, .byRow): return moving(address(id), NNC_BY_ROW)
    case .value(let id, .byColumn): return moving(address(id), NNC_BY_COLUMN)
    case .sum(let index):
      let sum = loop.sums[index]
      if sum.isTotal { return moving(sums[index].parts, NNC_BY_PART) }
      return moving(sums[index].parts, NNC_BY_PART_AND_COLUMN)
    }
  }
}

extension LoopProgram {
  /// How many numbers a slot has room for: a block, and a vector beyond it.
  var slotCount: Int { (block.rows * block.columns + 31) / 16 * 16 }

  /// In how many parts the rows are summed: a number that does not depend on the workers, so that sums don't either.
  var parts: Int { !sums.isEmpty && space.count >= 1 << 15 && space.rows >= 64 ? Int(NNC_QUANTA) : 1 }

  /// Whether a sum is gathered where its result lies.
  func isDirect(_ sum: PlannedSum) -> Bool { parts == 1 && sum.divisor == 1 && !sum.isTotal }

  /// Where a sum lies within the memory of a part.
  func partOffset(of index: Int) -> Int { sums[..<index].reduce(0) { $0 + ($1.count * 8 + 63) / 64 * 64 } }

  /// The bytes of a part.
  var partBytes: Int { partOffset(of: sums.count) }
}

extension LoopProgram.Code {
  fileprivate var kernelCode: nnc_code {
    switch self {
    case .copy: NNC_COPY
    case .fill: NNC_FILL
    case .multiplyAdd: NNC_MULTIPLY_ADD
    case .tripleProduct: NNC_TRIPLE_PRODUCT
    case .boundedSum: NNC_BOUNDED_SUM
    case .stepProduct: NNC_STEP_PRODUCT
    case .stream: NNC_STREAM
    case .streamedSum: NNC_STREAM_SUM
    case .streamedProduct: NNC_STREAM_PRODUCT
    case .streamedMultiplyAdd: NNC_STREAM_MULTIPLY_ADD
    case .streamedTripleProduct: NNC_STREAM_TRIPLE_PRODUCT
    case .pair(.logistic): NNC_LOGISTIC_PAIR
    case .pair(.errorFunction): NNC_ERROR_PAIR
    case .oneHot: NNC_ONE_HOT
    case .rowSum: NNC_ROW_SUM
    case .rowMaximum: NNC_ROW_MAXIMUM
    case .rowOthers: NNC_ROW_OTHERS
    case .repeatAlongRow: NNC_REPEAT_ALONG_ROW
    case .repeatRow: NNC_REPEAT_ROW
    case .columnSum: NNC_COLUMN_SUM
    case .totalSum: NNC_TOTAL_SUM
    case .function(let function): function.kernelCode
    }
  }
}

extension VectorFunction {
  fileprivate var kernelCode: nnc_code {
    switch self {
    case .add: NNC_ADD
    case .subtract: NNC_SUBTRACT
    case .multiply: NNC_MULTIPLY
    case .divide: NNC_DIVIDE
    case .maximum: NNC_MAXIMUM
    case .power: NNC_POWER
    case .negate: NNC_NEGATE
    case .exp: NNC_EXP
    case .log: NNC_LOG
    case .log1p: NNC_LOG1P
    case .squareRoot: NNC_SQUARE_ROOT
    case .tanh: NNC_TANH
    case .erf: NNC_ERF
    case .step: NNC_STEP
    case .logistic: NNC_LOGISTIC
    case .softplus: NNC_SOFTPLUS
    }
  }
}

// MARK: - Products, moves and calls

extension MatrixProduct {
  /// Fewer multiplications than this take less time than packing.
  private static let smallWork = 1 << 13

  /// How it is computed fastest, as measured (`make bench`).
  var method: nnc_method {
    let (work, overflow) = (rows * columns).multipliedReportingOverflow(by: inner)
    return rows == 1 || inner == 1 || !overflow && work < MatrixProduct.smallWork ? NNC_DIRECT : NNC_PACKED
  }
}

extension KernelProgram {
  private func lower(_ product: MatrixProduct, _ planned: PlannedKernel) -> nnc_product {
    var result = nnc_product(
      a: address(planned.operands[0]), b: address(planned.operands[1]), c: address(planned.results[0]),
      rows: Int64(product.rows), inner: Int64(product.inner), columns: Int64(product.columns),
      stack: Int64(product.stack), a_is_transposed: product.isTransposed.first ? 1 : 0,
      b_is_transposed: product.isTransposed.second ? 1 : 0, method: UInt8(product.method.rawValue),
      next: nil, multiply: nil, scratch_bytes: 0)
    // A column that is multiplied from the right lies in memory as a row, or is multiplied from the left as one.
    if product.columns == 1, product.rows > 1 {
      result.method = UInt8(NNC_DIRECT.rawValue)
      result.b_is_transposed = 1
      if product.isTransposed.first {
        swap(&result.a, &result.b)
        swap(&result.rows, &result.columns)
        (result.a_is_transposed, result.b_is_transposed) = (0, 0)
      }
    }
    nnc_prepare_product(T.dtype.kernelType, &result)
    return result
  }

  private func lower(_ move: Move, _ planned: PlannedKernel, _ plan: Plan) -> nnc_move {
    var result = nnc_move()
    result.source = address(planned.operands[0])
    result.destination = address(planned.results[0])
    result.destination_count = Int64(plan.graph[planned.results[0]].shape.count)
    result.offset = Int64(move.view.offset)
    precondition(move.sizes.count <= Int(NNC_MOST_AXES), "a tensor has at most \(NNC_MOST_AXES) axes")
    result.rank = Int64(move.sizes.count)
    result.setAxes(move.sizes, move.view.strides)
    switch move.kind {
    case .gather: result.kind = UInt8(NNC_GATHER.rawValue)
    case .scatter: result.kind = UInt8(NNC_SCATTER.rawValue)
    case .reduce(let reducer, let kept):
      result.kept = Int64(kept)
      result.kind = UInt8(reducer.moveKind.rawValue)
    }
    return result
  }
}

extension nnc_move {
  fileprivate mutating func setAxes(_ sizes: [Int], _ strides: [Int]) {
    withUnsafeMutableBytes(of: &self.sizes) { $0.copyBytes(from: sizes.map(Int64.init).bytes) }
    withUnsafeMutableBytes(of: &self.strides) { $0.copyBytes(from: strides.map(Int64.init).bytes) }
  }
}

extension [Int64] {
  fileprivate var bytes: [UInt8] { withUnsafeBytes { Array<UInt8>($0) } }
}

extension Reducer {
  fileprivate var moveKind: nnc_move_kind {
    switch self {
    case .sum: NNC_SUM
    case .mean: NNC_MEAN
    case .maximum: NNC_MAXIMUM_OF
    case .sumOfOthers: NNC_OTHERS_OF
    }
  }
}

/// What the kernels call back: the loop of an operation that they have no function for.
private class AnyCall {
  func run() {}
}

private final class LoopCall<T: Precision>: AnyCall {
  let loop: ElementLoop
  let operands: [UnsafePointer<T>]
  let result: UnsafeMutablePointer<T>?
  let count: Int

  init(loop: ElementLoop, operands: [UnsafePointer<T>], result: UnsafeMutablePointer<T>?, count: Int) {
    self.loop = loop
    self.operands = operands
    self.result = result
    self.count = count
  }

  override func run() {
    if let result { T.apply(loop, operands, into: result, count: count) }
  }
}
