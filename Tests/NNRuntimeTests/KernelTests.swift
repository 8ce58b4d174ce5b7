import CKernels
import NNGraph
import Testing

@testable import NNRuntime

/// The instruction sets of this processor.
private let instructionSets = [NNC_BASELINE, NNC_AVX2, NNC_AVX512].filter { nnc_has($0) != 0 }

/// Does something with each instruction set that this processor has.
func onEachInstructionSet(_ work: (nnc_instruction_set) throws -> Void) rethrows {
  defer { nnc_limit_instructions(NNC_AVX512) }
  for set in instructionSets {
    nnc_limit_instructions(set)
    try work(set)
  }
}

extension RuntimeTests {
  /// Numbers of which products are exact, so that all ways to add them give the same.
  private func numbers<T: Precision>(_ count: Int, _ seed: Int) -> [T] {
    (0..<count).map { T(($0 &* 7919 &+ seed) % 17 - 8) }
  }

  private func products<T: Precision>(_ type: T.Type) throws {
    let sizes = [
      (1, 5, 7), (7, 1, 9), (8, 16, 1), (3, 20, 50), (9, 259, 17), (66, 9, 49), (9, 5, 485), (60, 272, 9),
      (70, 300, 2), (1030, 5, 18), (137, 33, 34), (70, 280, 19), (9, 5, 1170),
    ]
    for (rows, inner, columns) in sizes {
      for method in [NNC_DIRECT, NNC_PACKED] {
        for (first, second) in [(false, false), (true, false), (false, true), (true, true)] {
          let stack = 2
          let a: [T] = numbers(stack * rows * inner, 1)
          let b: [T] = numbers(stack * inner * columns, 2)
          var c = [T](repeating: -1, count: stack * rows * columns + 1)
          multiply(a, b, into: &c, (rows, inner, columns, stack), (first, second), method)
          #expect(c[stack * rows * columns] == -1, "nothing is written beyond the result")
          for s in 0..<stack {
            for i in 0..<rows {
              for j in 0..<columns {
                let wanted = (0..<inner).reduce(T(0)) { sum, k in
                  let x = first ? a[s * rows * inner + k * rows + i] : a[s * rows * inner + i * inner + k]
                  let y =
                    second ? b[s * inner * columns + j * inner + k] : b[s * inner * columns + k * columns + j]
                  return sum + x * y
                }
                guard c[(s * rows + i) * columns + j] == wanted else {
                  Issue.record(
                    "\(rows) \(inner) \(columns) \(first) \(second) \(method) \(nnc_instructions())")
                  return
                }
              }
            }
          }
        }
      }
    }
  }

  /// Large products, with rows of memory some pages apart, or more than a block holds: too many sums to be written out here.
  private func largeProducts<T: Precision>(_ type: T.Type) {
    for (rows, inner, columns) in [
      (133, 300, 1024), (9, 2048, 250), (40, 140, 100), (20, 1100, 60), (1041, 140, 60),
    ] {
      for transposed in [false, true] {
        let (a, b): ([T], [T]) = (numbers(rows * inner, 1), numbers(inner * columns, 2))
        let results = [NNC_PACKED, NNC_DIRECT].map { method in
          var c = [T](repeating: -1, count: rows * columns)
          multiply(a, b, into: &c, (rows, inner, columns, 1), (transposed, false), method)
          return c
        }
        let isSame = results[0] == results[1]
        #expect(isSame, "\(rows) \(inner) \(columns) \(transposed) \(nnc_instructions())")
      }
    }
  }

  private func multiply<T: Precision>(
    _ a: [T], _ b: [T], into c: inout [T], _ sizes: (Int, Int, Int, Int), _ transposed: (Bool, Bool),
    _ method: nnc_method
  ) {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          var kernel = nnc_kernel()
          kernel.kind = UInt8(NNC_PRODUCT.rawValue)
          kernel.product = nnc_product(
            a: UInt(bitPattern: a.baseAddress), b: UInt(bitPattern: b.baseAddress),
            c: UInt(bitPattern: c.baseAddress),
            rows: Int64(sizes.0), inner: Int64(sizes.1), columns: Int64(sizes.2), stack: Int64(sizes.3),
            a_is_transposed: transposed.0 ? 1 : 0, b_is_transposed: transposed.1 ? 1 : 0,
            method: UInt8(method.rawValue), next: nil, multiply: nil, scratch_bytes: 0)
          nnc_prepare_product(T.dtype.kernelType, &kernel.product)
          let bytes = Int(kernel.product.scratch_bytes)
          let scratch: UnsafeMutablePointer<T> = allocate(bytes / MemoryLayout<T>.size)
          defer { nnc_release(scratch) }
          withUnsafePointer(to: kernel) { kernel in
            var step = nnc_step(
              type: T.dtype.kernelType, kernels: kernel, count: 1, workers: 1,
              scratch: UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: CChar.self), scratch_bytes: 0)
            nnc_run(&step, 1)
          }
        }
      }
    }
  }

  /// Or vectors that reach beyond a value would compute with subnormal numbers, which takes long.
  @Test func smallMemoryStartsAsZerosWhateverWasThere() {
    let count = 500
    let used = (0..<8).map { _ in allocate(count, of: UInt64.self) }
    for memory in used {
      memory.update(repeating: 0x5555_5555_5555, count: count)
      nnc_release(memory)
    }
    for _ in 0..<8 {
      let memory = allocate(count, of: UInt64.self)
      defer { nnc_release(memory) }
      #expect((0..<count).allSatisfy { memory[$0] == 0 })
    }
  }

  @Test func productsAreExactWhereTheirNumbersAre() throws {
    try onEachInstructionSet { _ in
      try products(Double.self)
      try products(Float.self)
    }
  }

  @Test func largeProductsAreThoseOfTheDirectMethod() {
    onEachInstructionSet { _ in
      largeProducts(Double.self)
      largeProducts(Float.self)
    }
  }

  @Test func everyInstructionSetComputesWhatTheGraphSays() throws {
    let model = try compiled(
      """
      input x: [33, 21] = normal(seed=1)
      target t: [33] = [\((0..<33).map { "\($0 % 5)" }.joined(separator: ", "))]
      h = tanh(x) + gelu(x) + softplus(x) + sigmoid(x) + sqrt(x^2 + 1) + log(x^2 + 1) + elu(x) + leaky_relu(x)
      loss = h -> layer_norm -> affine(5) -> softmax_loss(t)
      """)
    let wanted = interpret(model.simplified.graph)
    onEachInstructionSet { set in
      let plan = planStep(model)
      let (f64, f32) = (run(plan, as: Double.self), run(plan, as: Float.self))
      for id in plan.observed {
        #expect(distance(f64[id]?.elements ?? [], wanted[id.index].elements) < 1e-13, "\(set) \(id)")
        #expect(distance(f32[id]?.elements ?? [], wanted[id.index].elements) < 1e-4, "\(set) \(id)")
      }
    }
  }

  /// Applies a function to numbers; the result begins `shift` numbers into aligned memory.
  private func apply<T: Precision>(
    _ code: nnc_code, _ form: nnc_form, _ operands: [[T]], shift: Int = 0
  ) -> [T] {
    let count = operands[0].count
    let result: UnsafeMutablePointer<T> = allocate(count + shift + 1)
    defer { nnc_release(result) }
    result[count + shift] = -1
    let function = nnc_function_for(T.dtype.kernelType, code, form, Int64(count * 4))
    operands[0].withUnsafeBufferPointer { a in
      operands[1].withUnsafeBufferPointer { b in
        operands[operands.count - 1].withUnsafeBufferPointer { c in
          function?(result + shift, a.baseAddress, b.baseAddress, c.baseAddress, 1, Int64(count))
        }
      }
    }
    #expect(result[count + shift] == -1, "nothing is written beyond the result")
    return (0..<count).map { result[$0 + shift] }
  }

  private func fusedFunctions<T: Precision>(_ type: T.Type) {
    for (count, shift) in [(1, 0), (31, 0), (77, 0), (77, 1), (128, 3)] {
      let (a, c): ([T], [T]) = (numbers(count, 1), numbers(count, 5))
      for (form, b): (nnc_form, [T]) in [(NNC_BOTH_VARY, numbers(count, 3)), (NNC_SECOND_IS_ONE, [3])] {
        let (sum, product) = (apply(NNC_ADD, form, [a, b]), apply(NNC_MULTIPLY, form, [a, b]))
        let both = apply(NNC_ADD, NNC_BOTH_VARY, [product, c])
        #expect(apply(NNC_MULTIPLY_ADD, form, [a, b, c], shift: shift) == both)
        let twice = apply(NNC_MULTIPLY, NNC_BOTH_VARY, [product, c])
        #expect(apply(NNC_TRIPLE_PRODUCT, form, [a, b, c], shift: shift) == twice)
        #expect(apply(NNC_STREAM_MULTIPLY_ADD, form, [a, b, c], shift: shift) == both)
        #expect(apply(NNC_STREAM_TRIPLE_PRODUCT, form, [a, b, c], shift: shift) == twice)
        #expect(apply(NNC_STREAM_SUM, form, [a, b], shift: shift) == sum)
        #expect(apply(NNC_STREAM_PRODUCT, form, [a, b], shift: shift) == product)
        #expect(apply(NNC_STREAM, NNC_BOTH_VARY, [a, a], shift: shift) == a)
        let bound: [T] = [1.5]
        let bounded = apply(NNC_MAXIMUM, NNC_SECOND_IS_ONE, [sum, bound])
        #expect(apply(NNC_BOUNDED_SUM, form, [a, b, bound], shift: shift) == bounded)
      }
      let steps = apply(NNC_STEP, NNC_BOTH_VARY, [a, a])
      let passed = apply(NNC_MULTIPLY, NNC_BOTH_VARY, [steps, c])
      #expect(apply(NNC_STEP_PRODUCT, NNC_BOTH_VARY, [a, c], shift: shift) == passed)
    }
    // What a step or a bound makes of numbers that are none, and of zeros with signs.
    let odd: [T] = [.nan, .infinity, -.infinity, 0, -0.0, 1, -1]
    for other in odd {
      let others = odd.map { _ in other }
      let steps = apply(NNC_STEP, NNC_BOTH_VARY, [odd, odd])
      let passed = apply(NNC_MULTIPLY, NNC_BOTH_VARY, [steps, others])
      let found = apply(NNC_STEP_PRODUCT, NNC_BOTH_VARY, [odd, others])
      #expect(found.map(\.description) == passed.map(\.description))
      let sum = apply(NNC_ADD, NNC_BOTH_VARY, [odd, others])
      for bound: [T] in [[0], [-0.0], [.nan]] {
        let bounded = apply(NNC_MAXIMUM, NNC_SECOND_IS_ONE, [sum, bound])
        let found = apply(NNC_BOUNDED_SUM, NNC_BOTH_VARY, [odd, others, bound])
        #expect(found.map(\.description) == bounded.map(\.description))
      }
    }
  }

  @Test func whatIsFusedIsWhatItsPartsAre() {
    onEachInstructionSet { _ in
      fusedFunctions(Double.self)
      fusedFunctions(Float.self)
    }
  }

  private func quotients<T: Precision>(_ type: T.Type) {
    let sizes: [Double] = [-1, 1, 3, 1e-30, 7e20, 1 / 3.0, 1e38, 0, -0.0, .infinity, .nan]
    let numbers = (1...99).flatMap { i in sizes.map { T($0) * T(i) / 64 } }
    let divisors: [Double] = [1.4142135623730951, -3, 3, 10, -49, 0.1, 1e-7, 1.9999998, 1e30, 0, .infinity]
    for divisor in divisors.map({ T($0) }) {
      for (x, found) in zip(numbers, apply(NNC_DIVIDE, NNC_SECOND_IS_ONE, [numbers, [divisor]])) {
        let wanted = x / divisor
        let isSame = found == wanted && found.sign == wanted.sign
        #expect(isSame || found.isNaN && wanted.isNaN, "\(x) / \(divisor), \(nnc_instructions())")
      }
    }
  }

  @Test func dividingByOneNumberIsDividing() {
    onEachInstructionSet { _ in
      quotients(Double.self)
      quotients(Float.self)
    }
  }
}
