import NNGraph

/// A loop over a space, block by block: what is done with each block stays in the first-level cache.
public struct LoopProgram: Sendable {
  /// The space; a loop that needs to know no rows has rows of one element.
  public let space: Space
  /// How many rows and columns a block has at most.
  let block: (rows: Int, columns: Int)
  /// How many blocks' worth of numbers it needs beside memory.
  let slots: Int
  /// What is done once, before the first block.
  let preparation: [Operation]
  /// What is done with each block.
  let body: [Operation]
  /// Sums over rows.
  let sums: [PlannedSum]

  /// One operation on a block.
  struct Operation: Sendable {
    var code: Code
    var destination: Location
    var first: Location
    var second = Location.none
    var third = Location.none
    /// Whether it works on one number a row.
    var isOfRows = false
    /// Whether the second operand has one number a row where the first has one for each element.
    var secondIsRow = false

    /// What it writes. A pair of results takes the place of the second operand.
    var results: [Location] { code.isPair ? [destination, second] : [destination] }

    /// What it reads.
    var operands: [Location] { code.isPair ? [first] : [first, second, third] }
  }

  /// What an operation does.
  enum Code: Hashable, Sendable {
    case function(VectorFunction)
    case pair(FunctionPair)
    /// The sum of the third operand and the product of the others.
    case multiplyAdd
    /// The product of all three operands, of the first two first.
    case tripleProduct
    /// The greater of the sum of the first two operands and the third, which is one number.
    case boundedSum
    /// The step of the first operand, times the second.
    case stepProduct
    /// A copy around the caches, and what is stored around them as it is computed.
    case stream, streamedSum, streamedProduct, streamedMultiplyAdd, streamedTripleProduct
    case copy, fill, oneHot, rowSum, rowMaximum, rowOthers, repeatAlongRow, repeatRow,
      columnSum,
      totalSum
  }

  /// Where an operand or a result of an operation is.
  enum Location: Hashable, Sendable {
    case none
    /// A number that stands in the program.
    case number(Double)
    /// A block beside memory.
    case slot(Int)
    /// The numbers of a node in memory.
    case value(NodeID, Motion)
    /// A sum over rows.
    case sum(Int)

    /// The number of a block beside memory.
    var slot: Int? { if case .slot(let slot) = self { slot } else { nil } }
  }

  /// Which numbers of a node belong to a block.
  enum Motion: Hashable, Sendable {
    case one, byElement, byRow, byColumn
  }
}

/// A sum over the rows of a loop.
struct PlannedSum: Sendable {
  /// The node that it is.
  let node: NodeID
  /// How many numbers it has.
  let count: Int
  /// What it is divided by: 1, or the count of a mean.
  let divisor: Int
  /// Whether it is the sum of all elements.
  let isTotal: Bool
}

/// How many numbers the blocks beside memory hold together: in f64 they fit a first-level cache of 32 KiB with what is
/// read and written.
private let blockBudget = 3072

/// The most that one block holds: a loop with one or none reads and writes memory the more.
private let largestBlock = 1024

/// Results of this many numbers are written around the caches.
private let streamedCount = 1 << 22

/// The same where such results don't come in rows: a processor fetches ahead what follows in a page of memory, so most
/// of what the next block reads comes while this one is computed if a page has several.
private let streamedBlockBudget = 768

extension LoopProgram {
  /// The nodes whose numbers the next block reads from far away, which are fetched while one is computed: of long loops,
  /// where a block is all in one piece.
  var fetched: [NodeID] {
    guard space.count >= streamedCount, block.columns == space.columns else { return [] }
    let read = body.flatMap(\.operands).compactMap { operand -> NodeID? in
      if case .value(let id, .byElement) = operand { id } else { nil }
    }
    return Set(read).sorted()
  }
}

/// Builds the program of a group. `isStored` says which nodes have memory.
func program(_ group: Group, _ space: Space, _ forms: Forms, _ levels: Levels, isStored: (NodeID) -> Bool)
  -> LoopProgram
{
  var writer = ProgramWriter(group, space, forms, levels)
  for id in group.nodes { writer.write(id, isStored) }
  return writer.finish()
}

/// Writes a program with as many slots as it likes; `finish` shares them.
private struct ProgramWriter {
  let forms: Forms
  let levels: Levels
  var space: Space
  let hasRows: Bool
  private let hasColumns: Bool
  private let members: Set<NodeID>
  private var preparation: [LoopProgram.Operation] = []
  private var body: [LoopProgram.Operation] = []
  private var sums: [PlannedSum] = []
  private var slotCount = 0
  private var places: [NodeID: LoopProgram.Location] = [:]
  /// Where a node is repeated, for each manner of reading it.
  private var repeated: [NodeID: [(access: Access, place: LoopProgram.Location)]] = [:]
  /// The pairs of functions to which nodes of the group belong.
  private let pairs: [NodeID: PlannedPair]

  init(_ group: Group, _ space: Space, _ forms: Forms, _ levels: Levels) {
    self.forms = forms
    self.levels = levels
    members = Set(group.nodes)
    pairs = functionPairs(group, forms, levels)
    let reads = group.nodes.flatMap { forms.reads($0) }.filter { forms.number($0.node) == nil }
    let extents = group.nodes.compactMap { levels.home[$0.index]?.extent }
    hasRows =
      extents.contains(.row) || reads.contains { $0.access == .row }
      || group.nodes.contains { levels.site[$0.index]?.extent == .row }
    hasColumns = extents.contains(.column) || reads.contains { $0.access == .column }
    let isFlat = !hasRows && !hasColumns && space.rows < 64
    self.space = isFlat ? Space(rows: space.count, columns: 1) : space
  }

  private mutating func slot() -> LoopProgram.Location {
    slotCount += 1
    return .slot(slotCount - 1)
  }

  mutating func write(_ id: NodeID, _ isStoredNode: (NodeID) -> Bool) {
    let isStored = isStoredNode(id)
    guard places[id] == nil, let site = levels.site[id.index], let home = levels.home[id.index] else {
      return
    }
    let isOfRows = site.extent == .row
    let reads = forms.reads(id)
    switch (forms[id], home.extent) {
    case (.columnSum(let divisor), _):
      add(
        sum: PlannedSum(node: id, count: space.columns, divisor: divisor, isTotal: false),
        operand(reads[0], isOfRows), isOfRows)
    case (.totalSum(let divisor), .one):
      add(
        sum: PlannedSum(node: id, count: 1, divisor: divisor, isTotal: true), operand(reads[0], isOfRows),
        isOfRows)
    case (.totalSum(let divisor), _):
      writeRow(id, .rowSum, divisor: divisor, operand(reads[0], false), isStored)
    case (.rowReduction(let reducer), _):
      let code: LoopProgram.Code =
        switch reducer {
        case .sum, .mean: .rowSum
        case .maximum: .rowMaximum
        case .sumOfOthers: .rowOthers
        }
      let divisor = reducer == .mean ? site.space.columns : 1
      writeRow(id, code, divisor: divisor, operand(reads[0], false), isStored)
    case (.oneHot, _):
      place(id, isStored, isOfRows) {
        .init(code: .oneHot, destination: $0, first: $1[0])
      } from: { writer in
        let labels = writer.behind(reads[0])
        return [labels.isOne ? writer.filled(labels, true) : labels]
      }
    case (.repeat(let access), _):
      place(id, isStored, isOfRows) {
        let isOne = access == .one || $1[0].isOne
        let code: LoopProgram.Code = isOne ? .fill : access == .row ? .repeatAlongRow : .copy
        return .init(code: code, destination: $0, first: $1[0], isOfRows: isOfRows)
      } from: {
        [access == .column ? $0.operand(reads[0], false) : $0.behind(reads[0])]
      }
    case (.element(let function), _):
      if let pair = pairs[id] { return write(pair, isOfRows, isStoredNode) }
      writeElement(id, function, reads, isStored, isOfRows)
    default: preconditionFailure("only nodes of loops are written")
    }
  }

  private mutating func write(_ pair: PlannedPair, _ isOfRows: Bool, _ isStored: (NodeID) -> Bool) {
    let operand = operand(forms.reads(pair.first)[0], isOfRows)
    let results = [pair.first, pair.second].map { result($0, isStored($0), isOfRows) }
    body.append(
      .init(
        code: .pair(pair.function), destination: results[0].place, first: operand, second: results[1].place,
        isOfRows: isOfRows))
    for result in results {
      if let memory = result.memory {
        body.append(.init(code: .stream, destination: memory, first: result.place))
      }
    }
    (places[pair.first], places[pair.second]) = (results[0].place, results[1].place)
  }

  /// Where a result is written, and the memory to which it goes from there if it goes around the caches.
  private mutating func result(
    _ id: NodeID, _ isStored: Bool, _ isOfRows: Bool
  ) -> (place: LoopProgram.Location, memory: LoopProgram.Location?) {
    let memory = LoopProgram.Location.value(id, isOfRows ? .byRow : .byElement)
    guard isStored else { return (slot(), nil) }
    return !isOfRows && space.count >= streamedCount ? (slot(), memory) : (memory, nil)
  }

  private mutating func writeElement(
    _ id: NodeID, _ function: VectorFunction, _ reads: [Read], _ isStored: Bool, _ isOfRows: Bool
  ) {
    let rowIsSecond = reads.count == 2 && reads[0].access == .full && isRow(reads[1])
    place(id, isStored, isOfRows) {
      .init(
        code: .function(function), destination: $0, first: $1[0], second: $1.count > 1 ? $1[1] : .none,
        isOfRows: isOfRows, secondIsRow: rowIsSecond && !$1[1].isOne)
    } from: { writer in
      var operands = [writer.operand(reads[0], isOfRows)]
      operands += reads.dropFirst().map { rowIsSecond ? writer.behind($0) : writer.operand($0, isOfRows) }
      let isFirstAlone = rowIsSecond && !operands[1].isOne
      if operands[0].isOne, isFirstAlone || operands.allSatisfy(\.isOne) {
        operands[0] = writer.filled(operands[0], isOfRows)
      }
      return operands
    }
  }

  /// Whether an operand has one number a row; in a loop of one row that is one number.
  private func isRow(_ read: Read) -> Bool {
    read.access == .row || read.access == .one && members.contains(read.node) && places[read.node] != nil
  }

  private mutating func add(sum: PlannedSum, _ operand: LoopProgram.Location, _ isOfRows: Bool) {
    let varying = operand.isOne ? filled(operand, isOfRows) : operand
    body.append(
      .init(
        code: sum.isTotal ? .totalSum : .columnSum, destination: .sum(sums.count), first: varying,
        isOfRows: isOfRows))
    sums.append(sum)
  }

  private mutating func writeRow(
    _ id: NodeID, _ code: LoopProgram.Code, divisor: Int, _ operand: LoopProgram.Location, _ isStored: Bool
  ) {
    let varying = operand.isOne ? filled(operand, false) : operand
    let destination = isStored ? LoopProgram.Location.value(id, .byRow) : slot()
    body.append(.init(code: code, destination: destination, first: varying))
    if divisor != 1 {
      body.append(
        .init(
          code: .function(.divide), destination: destination, first: destination,
          second: .number(Double(divisor)),
          isOfRows: true))
    }
    places[id] = destination
  }

  /// Writes the operation that makes a node, to memory or beside it.
  private mutating func place(
    _ id: NodeID, _ isStored: Bool, _ isOfRows: Bool,
    _ make: (LoopProgram.Location, [LoopProgram.Location]) -> LoopProgram.Operation,
    from operands: (inout ProgramWriter) -> [LoopProgram.Location]
  ) {
    let operands = operands(&self)
    let result = result(id, isStored, isOfRows)
    body.append(make(result.place, operands))
    if let memory = result.memory {
      body.append(.init(code: .stream, destination: memory, first: result.place))
    }
    places[id] = result.place
  }

  /// An operand that is one number for all, repeated.
  private mutating func filled(_ location: LoopProgram.Location, _ isOfRows: Bool) -> LoopProgram.Location {
    let result = slot()
    body.append(.init(code: .fill, destination: result, first: location, isOfRows: isOfRows))
    return result
  }

  /// The numbers behind a repetition, as they are.
  private func behind(_ read: Read) -> LoopProgram.Location {
    if let number = forms.number(read.node) { return .number(number) }
    if members.contains(read.node), let place = places[read.node] { return place }
    switch read.access {
    case .full: return .value(read.node, .byElement)
    case .row: return .value(read.node, .byRow)
    case .column: return .value(read.node, .byColumn)
    case .one: return .value(read.node, .one)
    }
  }

  /// An operand as the operations of a site can take it: element by element, or one number.
  private mutating func operand(_ read: Read, _ isOfRows: Bool) -> LoopProgram.Location {
    let source = behind(read)
    if case .number = source { return source }
    switch read.access {
    case .full: return isOfRows && !members.contains(read.node) ? .value(read.node, .byRow) : source
    case .one where !isRow(read): return source
    case .one, .row, .column:
      if read.access == .column && space.columns > blockBudget { return source }
      if let known = repeated[read.node]?.first(where: { $0.access == read.access }) { return known.place }
      let place = slot()
      repeated[read.node, default: []].append((read.access, place))
      if read.access == .column {
        preparation.append(.init(code: .repeatRow, destination: place, first: .value(read.node, .one)))
      } else {
        body.append(.init(code: .repeatAlongRow, destination: place, first: source))
      }
      return place
    }
  }
}

extension ProgramWriter {
  /// The program, with as few slots as are alive at once.
  consuming func finish() -> LoopProgram {
    removeUnread()
    body = body.fused(slotCount: slotCount)
    var lastUse = [Int](repeating: -1, count: slotCount)
    for (index, operation) in body.enumerated() {
      for case .slot(let slot) in [
        operation.destination, operation.first, operation.second, operation.third,
      ] { lastUse[slot] = index }
    }
    var slots = SlotNames(count: slotCount)
    for index in preparation.indices {
      // What is prepared is read in every block.
      if let slot = preparation[index].destination.slot { lastUse[slot] = .max }
      slots.name(&preparation[index].destination)
    }
    for index in body.indices {
      let before = body[index]
      let isPair = before.code.isPair
      let release = { (location: LoopProgram.Location, slots: inout SlotNames) in
        if let slot = location.slot, lastUse[slot] == index { slots.release(slot) }
      }
      slots.name(&body[index].first)
      if !isPair { slots.name(&body[index].second) }
      slots.name(&body[index].third)
      // An element-wise operation may write over what it reads last; those along rows may not.
      let isInPlace = before.code.isElementwise && !before.secondIsRow && !isPair
      if !isInPlace { slots.name(&body[index].destination) }
      if isPair { slots.name(&body[index].second) }
      release(before.first, &slots)
      if !isPair { release(before.second, &slots) }
      release(before.third, &slots)
      if isInPlace { slots.name(&body[index].destination) }
      release(before.destination, &slots)
      if isPair { release(before.second, &slots) }
    }
    return LoopProgram(
      space: space, block: block(slots: slots.count), slots: slots.count, preparation: preparation,
      body: body,
      sums: sums)
  }

  /// Leaves out the operations whose results nothing reads.
  private mutating func removeUnread() {
    var isRead = [Bool](repeating: false, count: slotCount)
    let kept = body.reversed().filter { operation in
      let isKept = operation.results.contains { $0.slot.map { isRead[$0] } ?? true }
      if isKept { for slot in operation.operands.compactMap(\.slot) { isRead[slot] = true } }
      return isKept
    }
    body = kept.reversed()
  }

  private func block(slots: Int) -> (rows: Int, columns: Int) {
    let isStreamed = space.count >= streamedCount && space.columns == 1
    let budget = isStreamed ? streamedBlockBudget : blockBudget
    let count = min(largestBlock, max(256, budget / max(1, slots) / 64 * 64))
    if space.columns > count { return (1, hasRows ? space.columns : min(space.columns, blockBudget)) }
    return (min(space.rows, max(1, count / space.columns)), space.columns)
  }
}

/// Gives slots new names: as few as are in use at once.
private struct SlotNames {
  private var names: [Int?]
  private var free: [Int] = []
  private(set) var count = 0

  init(count: Int) { names = [Int?](repeating: nil, count: count) }

  mutating func name(_ location: inout LoopProgram.Location) {
    guard let old = location.slot else { return }
    let slot = names[old] ?? free.popLast() ?? count
    count = Swift.max(count, slot + 1)
    names[old] = slot
    location = .slot(slot)
  }

  /// A slot by its old name, whose numbers are read no more.
  mutating func release(_ old: Int) {
    if let slot = names[old], !free.contains(slot) { free.append(slot) }
  }
}

extension LoopProgram.Location {
  /// Whether it is one number for all elements.
  var isOne: Bool {
    switch self {
    case .number, .value(_, .one): true
    default: false
    }
  }
}

extension LoopProgram.Code {
  /// Whether each element of the result depends on the same element of the operands alone.
  var isElementwise: Bool {
    switch self {
    case .function, .copy, .pair, .multiplyAdd, .tripleProduct, .boundedSum, .stepProduct: true
    default: false
    }
  }

  /// Whether it begins anew with each row.
  var isAlongRows: Bool {
    switch self {
    case .oneHot, .rowSum, .rowMaximum, .rowOthers, .repeatAlongRow, .repeatRow, .columnSum: true
    default: false
    }
  }

  /// Whether it has two results.
  var isPair: Bool { if case .pair = self { true } else { false } }
}

extension Forms {
  /// The number that all elements of a node are and stay.
  func number(_ id: NodeID) -> Double? {
    if case .leaf(let number) = self[id] { number } else { nil }
  }
}
