import CKernels
import NNGraph

/// Memory that a kernel reads or writes, and which worker which part of it.
struct Touch: Sendable {
  /// The first and the last byte but one.
  let range: Range<UInt>
  /// Whether it is written.
  let isWritten: Bool
  /// How it is divided among workers.
  let division: Division

  /// How memory is divided among workers.
  enum Division: Hashable, Sendable {
    /// The first worker has it all.
    case first
    /// Each worker has its share of so many rows of so many bytes.
    case rows(Int, bytes: Int)
    /// Each may touch all of it.
    case all
  }

  /// Whether two kernels may not touch this memory without waiting for each other.
  func conflicts(with other: Touch) -> Bool {
    guard isWritten || other.isWritten, range.overlaps(other.range) else { return false }
    switch (division, other.division) {
    case (.first, .first): return false
    case (.rows, .rows): return division != other.division || range.lowerBound != other.range.lowerBound
    default: return true
    }
  }
}

/// Finds out where workers have to wait for each other: where a kernel touches what another worker may still use.
struct Waits: Sendable {
  let workers: Int
  private var shared: [Touch] = []
  private var ofFirst: [Touch] = []

  init(workers: Int) { self.workers = workers }

  /// Above this many touches a wait costs less than looking through them for each kernel.
  private static let mostTouches = 64

  /// Takes the next kernel: 1 if all workers have to be done with what came before.
  mutating func pass(_ touches: [Touch]) -> UInt8 {
    guard workers > 1 else { return 0 }
    let isOfFirst = touches.allSatisfy { $0.division == .first }
    let others = isOfFirst ? shared : shared + ofFirst
    let waits =
      shared.count + ofFirst.count > Waits.mostTouches && !(isOfFirst && shared.isEmpty)
      || touches.contains { touch in others.contains { $0.conflicts(with: touch) } }
    if waits { (shared, ofFirst) = ([], []) }
    if isOfFirst { ofFirst += touches } else { shared += touches }
    return waits ? 1 : 0
  }
}

extension KernelProgram {
  /// What a kernel touches.
  func touched(_ planned: PlannedKernel, _ plan: Plan, isSplit: Bool) -> [Touch] {
    func touch(_ id: NodeID, isWritten: Bool, rows: Int?) -> Touch? {
      guard let start = memory.address(of: id) else { return nil }
      let bytes = plan.graph[id].shape.count * MemoryLayout<T>.size
      let division: Touch.Division =
        !isSplit ? .first : rows.map { .rows($0, bytes: bytes / $0) } ?? .all
      let address = UInt(bitPattern: start)
      return Touch(range: address..<address + UInt(bytes), isWritten: isWritten, division: division)
    }
    switch planned.work {
    case .loop(let loop):
      let rows = loop.rowsOfValues(plan.graph)
      let reads = planned.operands.compactMap { touch($0, isWritten: false, rows: rows[$0]) }
      let sums = Set(loop.sums.map(\.node))
      let writes = planned.results.filter { loop.parts == 1 || !sums.contains($0) }
        .compactMap { touch($0, isWritten: true, rows: rows[$0]) }
      return reads + writes + (loop.parts > 1 ? [partsTouch(loop, isSplit: isSplit)] : [])
    case .product(let product):
      let first = product.isTransposed.first || product.stack > 1 ? nil : product.rows
      return [
        touch(planned.operands[0], isWritten: false, rows: first),
        touch(planned.operands[1], isWritten: false, rows: nil),
        touch(planned.results[0], isWritten: true, rows: product.stack > 1 ? nil : product.rows),
      ].compactMap(\.self)
    case .move, .call:
      return planned.operands.compactMap { touch($0, isWritten: false, rows: nil) }
        + planned.results.compactMap { touch($0, isWritten: true, rows: nil) }
    }
  }

  /// What the end of a loop touches that sums in parts.
  func finishing(_ loop: LoopProgram, _ plan: Plan) -> [Touch] {
    let sums = loop.sums.compactMap { sum -> Touch? in
      guard let start = memory.address(of: sum.node) else { return nil }
      let address = UInt(bitPattern: start)
      let bytes = UInt(sum.count * MemoryLayout<T>.size)
      return Touch(range: address..<address + bytes, isWritten: true, division: .first)
    }
    return sums + [partsTouch(loop, isSplit: false)]
  }

  private func partsTouch(_ loop: LoopProgram, isSplit: Bool) -> Touch {
    let address = UInt(bitPattern: parts)
    return Touch(
      range: address..<address + UInt(loop.parts * loop.partBytes), isWritten: true,
      division: isSplit ? .rows(loop.parts, bytes: loop.partBytes) : .first)
  }
}

extension LoopProgram {
  /// How many rows each value has that is divided as the loop's space is; none for what every block needs.
  fileprivate func rowsOfValues(_ graph: Graph) -> [NodeID: Int] {
    var rows: [NodeID: Int] = [:]
    var whole: Set<NodeID> = []
    for operation in preparation + body {
      for case .value(let id, let motion) in [operation.destination, operation.first, operation.second] {
        switch motion {
        case .byElement, .byRow: rows[id] = space.rows
        case .one, .byColumn: whole.insert(id)
        }
      }
    }
    for id in whole { rows[id] = nil }
    return rows
  }
}
