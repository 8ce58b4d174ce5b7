/// What goes through the pipe between the process that writes and a worker: fields of bytes, each after its length,
/// all after their common length.
enum Message {
  /// The bytes of a message.
  static func bytes(_ fields: [[UInt8]]) -> [UInt8] {
    let count = fields.reduce(0) { $0 + 8 + $1.count }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    append(count, to: &bytes)
    for field in fields {
      append(field.count, to: &bytes)
      bytes += field
    }
    return bytes
  }

  /// Takes the first message off the bytes if it is whole.
  static func take(from bytes: inout [UInt8]) -> [[UInt8]]? {
    guard let count = number(bytes, at: 0), bytes.count - 8 >= count else { return nil }
    var fields: [[UInt8]] = []
    var position = 8
    while position < 8 + count, let size = number(bytes, at: position), size <= 8 + count - position - 8 {
      fields.append(Array(bytes[position + 8..<position + 8 + size]))
      position += 8 + size
    }
    bytes.removeFirst(8 + count)
    return fields
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  private static func number(_ bytes: [UInt8], at position: Int) -> Int? {
    guard bytes.count >= position + 8 else { return nil }
    return (0..<8).reduce(0) { $0 | Int(bytes[position + $1]) << ($1 * 8) }
  }
}

extension Made {
  /// The files with their entry, as a worker answers; the first field tells whether the worker goes on.
  func answer(goesOn: Bool) -> [UInt8] {
    let files = files.flatMap { [Array($0.path.utf8), $0.bytes] }
    return Message.bytes([[goesOn ? 1 : 0], Array(Record.text(entry).utf8)] + files)
  }

  /// What a worker answered; nil if that can't be read.
  init?(_ fields: [[UInt8]]) {
    guard fields.count >= 2, fields.count.isMultiple(of: 2),
      let entry = Record.entries(String(decoding: fields[1], as: UTF8.self)[...]).first
    else { return nil }
    self.entry = entry
    files = stride(from: 2, to: fields.count, by: 2).map { index in
      PageFile(path: String(decoding: fields[index], as: UTF8.self), bytes: fields[index + 1])
    }
  }
}
