/// Text as bytes, for what is written piece by piece: adding to a `String` takes several times as long.
extension [UInt8] {
  /// Adds a text that the program holds.
  package mutating func add(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Adds any text.
  package mutating func add(text: String) {
    append(contentsOf: text.utf8)
  }

  /// Adds a whole number.
  package mutating func add(number: Int) {
    guard (0..<10_000).contains(number) else { return add(text: String(number)) }
    var place = number < 10 ? 1 : number < 100 ? 10 : number < 1000 ? 100 : 1000
    while place > 0 {
      append(UInt8(ascii: "0") + UInt8(number / place % 10))
      place /= 10
    }
  }
}
