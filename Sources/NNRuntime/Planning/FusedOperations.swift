import NNGraph

extension [LoopProgram.Operation] {
  /// The same with operations that do the work of two: each of them saves writing a block and reading it again.
  func fused(slotCount: Int) -> [LoopProgram.Operation] {
    merging(into: .function(.add), slotCount, multiplyAdd)
      .merging(into: .function(.multiply), slotCount, tripleProduct)
      .merging(into: .function(.divide), slotCount, dividedProduct)
      .joiningNumbers(slotCount)
      .merging(into: .function(.multiply), slotCount, tripleProduct)
      .merging(into: .stream, slotCount, streamed)
      .merging(into: .function(.maximum), slotCount, boundedSum)
      .merging(into: .function(.multiply), slotCount, stepProduct)
  }

  /// The same where no product of three with a number reads another product with a number, which may be left with one
  /// reader, or none.
  private func joiningNumbers(_ slotCount: Int) -> [LoopProgram.Operation] {
    guard contains(where: { $0.code == .tripleProduct }) else { return self }
    let (writers, readers) = slots(slotCount)
    var result = map(Optional.some)
    for (index, operation) in enumerated() {
      for factor in [\LoopProgram.Operation.first, \.third] {
        guard let slot = operation[keyPath: factor].slot, let writer = writers.only[slot],
          self[writer].isOfRows == operation.isOfRows, !operation.secondIsRow,
          let joined = joinedProduct(self[writer], operation, at: factor)
        else { continue }
        result[index] = joined
        if readers.only[slot] == index { result[writer] = nil }
        break
      }
    }
    return result.compactMap(\.self)
  }

  /// For each slot the one operation that writes it, and the one that reads it.
  private func slots(_ count: Int) -> (writers: Slots, readers: Slots) {
    var (writers, readers) = (Slots(count), Slots(count))
    for (index, operation) in enumerated() {
      for slot in operation.results.compactMap(\.slot) { writers.note(index, at: slot) }
      for slot in operation.operands.compactMap(\.slot) { readers.note(index, at: slot) }
    }
    return (writers, readers)
  }

  /// Merges a result that one operation alone reads into this operation, where it has a code and the two can be one.
  private func merging(
    into code: LoopProgram.Code, _ slotCount: Int,
    _ merge: (LoopProgram.Operation, LoopProgram.Operation) -> LoopProgram.Operation?
  ) -> [LoopProgram.Operation] {
    guard contains(where: { $0.code == code }) else { return self }
    let (writers, readers) = slots(slotCount)
    var result = map(Optional.some)
    for (index, operation) in enumerated() where operation.code == code {
      for slot in operation.operands.compactMap(\.slot) {
        guard readers.only[slot] == index, let writer = writers.only[slot], let source = result[writer],
          source.isOfRows == operation.isOfRows, !source.secondIsRow, !operation.secondIsRow,
          let merged = merge(source, operation)
        else { continue }
        (result[writer], result[index]) = (nil, merged)
        break
      }
    }
    return result.compactMap(\.self)
  }
}

/// For each slot the one operation that does something with it.
private struct Slots {
  /// Nil where none or several do.
  private(set) var only: [Int?]
  private var counts: [Int]

  init(_ count: Int) {
    only = Array(repeating: nil, count: count)
    counts = Array(repeating: 0, count: count)
  }

  mutating func note(_ operation: Int, at slot: Int) {
    counts[slot] += 1
    only[slot] = counts[slot] == 1 ? operation : nil
  }
}

/// A product that is only added to something: one operation, and one rounding less where the processor can.
private func multiplyAdd(
  _ source: LoopProgram.Operation, _ sum: LoopProgram.Operation
) -> LoopProgram.Operation? {
  source.product(in: sum, as: .multiplyAdd)
}

/// A product that is only a factor of another.
private func tripleProduct(
  _ source: LoopProgram.Operation, _ product: LoopProgram.Operation
) -> LoopProgram.Operation? {
  source.product(in: product, as: .tripleProduct)
}

extension LoopProgram.Operation {
  /// A product and what is done with it and a third operand, as one operation; a number comes second.
  fileprivate func product(in next: Self, as code: LoopProgram.Code) -> Self? {
    let other = next.first == destination ? next.second : next.first
    guard self.code == .function(.multiply), !other.isOne, other != destination else { return nil }
    var result = self
    result.code = code
    if first.isOne { (result.first, result.second) = (second, first) }
    result.destination = next.destination
    result.third = other
    return result
  }
}

/// A sum of which nothing is left below a number.
private func boundedSum(
  _ source: LoopProgram.Operation, _ greater: LoopProgram.Operation
) -> LoopProgram.Operation? {
  guard source.code == .function(.add), greater.first == source.destination, greater.second.isOne
  else { return nil }
  var result = source
  result.code = .boundedSum
  if source.first.isOne { (result.first, result.second) = (source.second, source.first) }
  result.destination = greater.destination
  result.third = greater.second
  return result
}

/// A step that only decides what is left of something.
private func stepProduct(
  _ source: LoopProgram.Operation, _ product: LoopProgram.Operation
) -> LoopProgram.Operation? {
  let other = product.first == source.destination ? product.second : product.first
  guard source.code == .function(.step), !source.first.isOne, !other.isOne, other != source.destination
  else { return nil }
  var result = source
  result.code = .stepProduct
  result.second = other
  result.destination = product.destination
  return result
}

/// A product with a number that is divided by another number is one with their quotient. The product so far becomes
/// less, so it can't overflow where it did not, but not much less, so it hardly ever loses digits where it did not.
private func dividedProduct(
  _ source: LoopProgram.Operation, _ quotient: LoopProgram.Operation
) -> LoopProgram.Operation? {
  guard source.code == .tripleProduct, quotient.first == source.destination,
    case .number(let factor) = source.second, case .number(let divisor) = quotient.second,
    (1...16).contains(abs(divisor)), (1e-6...1e6).contains(abs(factor))
  else { return nil }
  var result = source
  result.second = .number(factor / divisor)
  result.destination = quotient.destination
  return result
}

/// A product with a number one of whose factors is a product with a number, too: it takes that one's other factor, and
/// both numbers as one. As above, the product so far becomes less, but not much less.
private func joinedProduct(
  _ source: LoopProgram.Operation, _ product: LoopProgram.Operation,
  at factor: WritableKeyPath<LoopProgram.Operation, LoopProgram.Location>
) -> LoopProgram.Operation? {
  guard product.code == .tripleProduct, source.code == .function(.multiply), !source.secondIsRow,
    case .number(let number) = product.second, (1e-6...1e6).contains(abs(number))
  else { return nil }
  for (one, other) in [(source.first, source.second), (source.second, source.first)] {
    guard case .number(let inner) = one, (1 / 16...1).contains(abs(inner)), !other.isOne else { continue }
    var result = product
    result.second = .number(number * inner)
    result[keyPath: factor] = other
    return result
  }
  return nil
}

/// A result that is only copied around the caches is stored around them at once.
private func streamed(
  _ source: LoopProgram.Operation, _ copy: LoopProgram.Operation
) -> LoopProgram.Operation? {
  guard let code = source.code.streamed else { return nil }
  var result = source
  result.code = code
  if source.first.isOne { (result.first, result.second) = (source.second, source.first) }
  result.destination = copy.destination
  return result
}

extension LoopProgram.Code {
  /// The same with a result that goes around the caches. All of them take their first two operands in either order.
  fileprivate var streamed: LoopProgram.Code? {
    switch self {
    case .function(.add): .streamedSum
    case .function(.multiply): .streamedProduct
    case .multiplyAdd: .streamedMultiplyAdd
    case .tripleProduct: .streamedTripleProduct
    default: nil
    }
  }
}
