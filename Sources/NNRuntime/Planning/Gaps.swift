import HeapModule

/// The unused parts of an arena that grows at its end.
struct Gaps {
  /// How much the arena takes.
  private(set) var end = 0
  /// The size of each gap, by where it begins, and where it begins, by where it ends.
  private var sizes: [Int: Int] = [:]
  private var starts: [Int: Int] = [:]
  /// Where gaps of a size begin, or did.
  private var offsets: [Int: Heap<Int>] = [:]
  /// The sizes that gaps have, or had, in rising order.
  private var known: [Int] = []

  /// Where so many numbers find room: in the smallest gap that holds them, of several the first; else at the end.
  mutating func take(_ size: Int) -> Int {
    if let gap = smallest(atLeast: size) {
      remove(gap.offset, gap.size)
      if gap.size > size { insert(gap.offset + size, gap.size - size) }
      return gap.offset
    }
    // A gap that reaches the end grows.
    let offset = starts[end] ?? end
    if offset < end { remove(offset, end - offset) }
    end = offset + size
    return offset
  }

  /// Gives room back.
  mutating func release(_ offset: Int, _ size: Int) {
    var (offset, size) = (offset, size)
    if let next = sizes[offset + size] {
      remove(offset + size, next)
      size += next
    }
    if let before = starts[offset] {
      remove(before, offset - before)
      (offset, size) = (before, size + offset - before)
    }
    insert(offset, size)
  }

  private mutating func insert(_ offset: Int, _ size: Int) {
    sizes[offset] = size
    starts[offset + size] = offset
    if offsets[size, default: Heap()].isEmpty {
      let index = known.partitioningIndex { $0 >= size }
      if index == known.count || known[index] != size { known.insert(size, at: index) }
    }
    offsets[size, default: Heap()].insert(offset)
  }

  private mutating func remove(_ offset: Int, _ size: Int) {
    sizes[offset] = nil
    starts[offset + size] = nil
  }

  private mutating func smallest(atLeast size: Int) -> (offset: Int, size: Int)? {
    let index = known.partitioningIndex { $0 >= size }
    while index < known.count {
      while let offset = offsets[known[index]]?.min {
        if sizes[offset] == known[index] { return (offset, known[index]) }
        offsets[known[index]]?.removeMin()
      }
      known.remove(at: index)
    }
    return nil
  }
}

extension [Int] {
  /// The first index whose element, and all after it, satisfy a condition.
  fileprivate func partitioningIndex(_ condition: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
