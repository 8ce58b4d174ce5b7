/// Text as it is written piece by piece. A `String` takes several times as long for each piece, and `[UInt8]` twice.
package struct Bytes: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes have been written.
  package private(set) var count = 0

  /// Nothing, with room for so many bytes before it moves.
  package init(capacity: Int) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// What has been written.
  package var array: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  /// What has been written.
  package var text: String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Adds what stands at a place already.
  package mutating func `repeat`(_ place: Range<Int>) {
    precondition(place.lowerBound >= 0 && place.upperBound <= count, "only what has been written is repeated")
    makeRoom(place.count)
    (start + count).update(from: start + place.lowerBound, count: place.count)
    count += place.count
  }

  /// Adds a text that the program holds.
  package mutating func add(_ text: StaticString) {
    if text.hasPointerRepresentation {
      add(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    } else {
      text.withUTF8Buffer { add($0) }
    }
  }

  /// Adds any text.
  package mutating func add(text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  /// Adds any text as XML has it.
  package mutating func add(escaping text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while let place = rest.firstIndex(where: { Bytes.entity($0) != nil }),
        let entity = Bytes.entity(bytes[place])
      {
        add(UnsafeBufferPointer(rebasing: rest[..<place]))
        add(entity)
        rest = rest[(place + 1)...]
      }
      add(UnsafeBufferPointer(rebasing: rest))
    }
  }

  private static func entity(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    default: nil
    }
  }

  /// Adds so many hexadecimal digits of a number.
  package mutating func add(hexadecimal number: UInt32, digits: Int) {
    makeRoom(digits)
    for place in 0..<digits {
      let digit = UInt8(truncatingIfNeeded: number >> (4 * UInt32(digits - 1 - place))) & 0xF
      start[count + place] = digit &+ (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
    count += digits
  }

  /// Adds a whole number.
  package mutating func add(number: Int) {
    guard (0..<10_000).contains(number) else { return add(text: String(number)) }
    makeRoom(4)
    count += number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4
    var (place, rest) = (count, UInt32(truncatingIfNeeded: number))
    repeat {
      place -= 1
      start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
  }

  private mutating func add(_ piece: UnsafeBufferPointer<UInt8>) {
    guard let first = piece.baseAddress else { return }
    makeRoom(piece.count)
    (start + count).update(from: first, count: piece.count)
    count += piece.count
  }

  private mutating func makeRoom(_ missing: Int) {
    if count + missing > capacity { grow(to: count + missing) }
  }

  private mutating func grow(to least: Int) {
    let wider = max(least, 2 * capacity)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
    moved.update(from: start, count: count)
    start.deallocate()
    (start, capacity) = (moved, wider)
  }
}
