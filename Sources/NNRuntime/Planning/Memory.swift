import NNGraph

/// How long the memory of each value is used: from the kernel that writes it to the last one that reads it.
struct Lifetimes: Sendable {
  /// How many numbers each buffer holds.
  private(set) var counts: [Int] = []
  /// The kernel that writes a buffer first.
  private(set) var first: [Int] = []
  /// The last kernel that reads or writes it.
  private(set) var last: [Int] = []
  /// The buffer of each node that has one.
  private(set) var bufferOf: [Int?]
  private let kernelCount: Int

  /// One buffer for each result of each kernel; those of observed nodes live to the end.
  init(_ kernels: [PlannedKernel], _ forms: Forms) {
    bufferOf = [Int?](repeating: nil, count: forms.forms.count)
    kernelCount = kernels.count
    for (index, kernel) in kernels.enumerated() {
      for id in kernel.results {
        bufferOf[id.index] = counts.count
        counts.append(forms.space(id).count)
        first.append(index)
        last.append(index)
      }
      for id in kernel.operands { if let buffer = bufferOf[id.index] { last[buffer] = index } }
    }
    for id in forms.observed {
      if let buffer = bufferOf[forms.base[id.index].index] { last[buffer] = kernels.count }
    }
  }

  /// Lets a loop write a result over an operand that nothing reads any more.
  mutating func shareMemory(_ kernels: [PlannedKernel]) {
    for (index, kernel) in kernels.enumerated() {
      guard case .loop(let program) = kernel.work else { continue }
      let uses = program.uses
      var free = kernel.operands.filter { id in
        bufferOf[id.index].map { last[$0] == index && first[$0] < index } ?? false
      }
      for id in kernel.results {
        guard let buffer = bufferOf[id.index], let written = uses.written[id],
          let taken = free.firstIndex(where: { operand in
            guard let other = bufferOf[operand.index], let read = uses.read[operand] else { return false }
            return counts[other] == counts[buffer] && read <= written
          }), let other = bufferOf[free[taken].index]
        else { continue }
        free.remove(at: taken)
        bufferOf[id.index] = other
        last[other] = last[buffer]
        counts[buffer] = 0
      }
    }
  }

  /// The most numbers that are alive during one kernel.
  var bound: Int { bound(of: counts) }

  /// The most that buffers of these sizes take during one kernel.
  func bound(of sizes: [Int]) -> Int {
    var change = [Int](repeating: 0, count: kernelCount + 2)
    for buffer in sizes.indices {
      change[first[buffer]] += sizes[buffer]
      change[last[buffer] + 1] -= sizes[buffer]
    }
    var alive = 0
    return change.reduce(0) { most, change in
      alive += change
      return max(most, alive)
    }
  }
}

extension LoopProgram {
  /// For each node that is written element by element, the first operation that writes it; for each that is read only
  /// so, the last that reads it.
  fileprivate var uses: (written: [NodeID: Int], read: [NodeID: Int]) {
    var written: [NodeID: Int] = [:]
    var read: [NodeID: Int] = [:]
    var other: Set<NodeID> = []
    for (index, operation) in body.enumerated() {
      for case .value(let id, .byElement) in operation.results where operation.code.isElementwise {
        written[id] = written[id] ?? index
      }
      for case .value(let id, let motion) in operation.operands {
        if motion == .byElement { read[id] = index } else { other.insert(id) }
      }
    }
    for case .value(let id, _) in preparation.map(\.first) { other.insert(id) }
    for id in other { read[id] = nil }
    return (written, read)
  }
}

/// Where buffers lie in one arena.
struct Arena: Sendable {
  /// The start of each buffer.
  var offsets: [Int]
  /// The size of the whole.
  var count: Int
}

/// Large buffers start at multiples of this many numbers, so that each starts a cache line in both precisions.
private let alignment = 16

/// Buffers of fewer numbers are small: they lie side by side behind the large ones.
private let smallCount = 128

/// For this many buffers the better of two arrangements is looked for.
private let fewBuffers = 2000

/// Arranges buffers so that no two that are alive at once overlap.
func arrange(_ lifetimes: Lifetimes) -> Arena {
  let large = lifetimes.counts.map { $0 < smallCount ? 0 : ($0 + alignment - 1) / alignment * alignment }
  let small = lifetimes.counts.map { $0 < smallCount ? $0 : 0 }
  var arena = arrange(lifetimes, sizes: large)
  let rest = arrange(lifetimes, sizes: small)
  for buffer in small.indices where small[buffer] > 0 {
    arena.offsets[buffer] = arena.count + rest.offsets[buffer]
  }
  arena.count += rest.count
  return arena
}

private func arrange(_ lifetimes: Lifetimes, sizes: [Int]) -> Arena {
  let bound = lifetimes.bound(of: sizes)
  var swept = sweep(lifetimes, sizes, isReversed: false)
  if swept.count > bound {
    let reversed = sweep(lifetimes, sizes, isReversed: true)
    if reversed.count < swept.count { swept = reversed }
  }
  guard sizes.count <= fewBuffers, swept.count > bound else { return swept }
  let buffers = sizes.indices.filter { sizes[$0] > 0 }
  let length = { (buffer: Int) in lifetimes.last[buffer] - lifetimes.first[buffer] }
  let orders = [
    buffers.sorted { (sizes[$1], $0) < (sizes[$0], $1) },
    buffers.sorted { (length($1), sizes[$1], $0) < (length($0), sizes[$0], $1) },
    buffers.sorted { (length($1) * sizes[$1], $0) < (length($0) * sizes[$0], $1) },
  ]
  return orders.reduce(swept) { best, order in
    guard best.count > bound else { return best }
    let stacked = stack(lifetimes, sizes, order)
    return stacked.count < best.count ? stacked : best
  }
}

/// Kernel by kernel, each buffer takes the smallest gap that holds it.
/// - Parameter isReversed: whether from the last kernel to the first: so buffers that are kept to the end lie side by
///   side, and what is needed before them lies where they will be.
private func sweep(_ lifetimes: Lifetimes, _ sizes: [Int], isReversed: Bool) -> Arena {
  let first = isReversed ? lifetimes.last.map { -$0 } : lifetimes.first
  let last = isReversed ? lifetimes.first.map { -$0 } : lifetimes.last
  let buffers = sizes.indices.filter { sizes[$0] > 0 }
  let ending = buffers.sorted { (last[$0], $0) < (last[$1], $1) }
  var ended = ending.startIndex
  var gaps = Gaps()
  var offsets = [Int](repeating: 0, count: sizes.count)
  for buffer in buffers.sorted(by: { (first[$0], last[$0], $0) < (first[$1], last[$1], $1) }) {
    while ended < ending.endIndex, last[ending[ended]] < first[buffer] {
      gaps.release(offsets[ending[ended]], sizes[ending[ended]])
      ended += 1
    }
    offsets[buffer] = gaps.take(sizes[buffer])
  }
  return Arena(offsets: offsets, count: gaps.end)
}

/// In a given order, each buffer at the lowest place where nothing alive at the same time lies.
private func stack(_ lifetimes: Lifetimes, _ sizes: [Int], _ order: [Int]) -> Arena {
  var arena = Arena(offsets: [Int](repeating: 0, count: sizes.count), count: 0)
  var placed: [Int] = []
  for buffer in order {
    let others = placed.filter {
      lifetimes.first[$0] <= lifetimes.last[buffer] && lifetimes.first[buffer] <= lifetimes.last[$0]
    }.sorted { arena.offsets[$0] < arena.offsets[$1] }
    var offset = 0
    for other in others {
      if arena.offsets[other] >= offset + sizes[buffer] { break }
      offset = max(offset, arena.offsets[other] + sizes[other])
    }
    arena.offsets[buffer] = offset
    arena.count = max(arena.count, offset + sizes[buffer])
    placed.append(buffer)
  }
  return arena
}
