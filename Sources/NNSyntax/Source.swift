/// One text that a run reads: a model, an imported file, or the prelude.
public struct Source: Sendable {
  /// The name that diagnostics print: the path as the user gave it, or `prelude`.
  public let name: String
  /// The UTF-8 text, without a byte order mark at its start.
  public let bytes: [UInt8]
  /// The offset at which each line starts; the first is 0.
  public let lineStarts: [Int]
  /// How many scalars start before each `stretch`-th byte: columns are counted from there, for a line may be as long as
  /// the text.
  private let scalarsBefore: [Int]
  private static let stretch = 256

  /// Keeps `bytes` under `name`; a byte order mark at the start is dropped.
  public init(name: String, bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    self.name = name
    self.bytes = text
    self.lineStarts = Source.lineStarts(of: text)
    self.scalarsBefore = Source.scalarsBefore(text)
  }

  /// Keeps `text` under `name`.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// A line ends with `\n`, `\r\n`, or a `\r` that stands alone.
  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      var starts = [0]
      var offset = 0
      while offset < bytes.count {
        let byte = bytes[offset]
        offset += 1
        let isReturn = byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A)
        if byte == 0x0A || isReturn { starts.append(offset) }
      }
      return starts
    }
  }

  private static func scalarsBefore(_ bytes: [UInt8]) -> [Int] {
    var sums = [0]
    for start in stride(from: 0, to: bytes.count - bytes.count % stretch, by: stretch) {
      sums.append(sums[sums.count - 1] + scalarStarts(bytes[start..<start + stretch]))
    }
    return sums
  }

  /// How many scalars start in these bytes: all bytes do but those that continue one.
  private static func scalarStarts(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + (($1 & 0xC0) == 0x80 ? 0 : 1) }
  }

  /// How many scalars start before a byte.
  private func scalars(before offset: Int) -> Int {
    let known = offset / Source.stretch
    return scalarsBefore[known] + Source.scalarStarts(bytes[known * Source.stretch..<offset])
  }

  /// The text of a range of bytes; what is no UTF-8 is replaced by U+FFFD.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The line and the column of a byte offset.
  public func lineColumn(at offset: Int) -> LineColumn {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return LineColumn(line: low + 1, column: scalars(before: offset) - scalars(before: lineStarts[low]) + 1)
  }
}

/// The sources of a run. A `Place` names one by its index.
public struct Sources: Sendable {
  /// All sources, in the order in which they were read.
  public private(set) var all: [Source] = []

  /// No sources.
  public init() {}

  /// Adds a source and returns its index.
  public mutating func add(_ source: Source) -> Int {
    all.append(source)
    return all.count - 1
  }

  /// The source at an index.
  public subscript(index: Int) -> Source { all[index] }
}

/// A range of bytes in one source.
public struct Place: Hashable, Sendable {
  // Every word, expression and node has one: small numbers are enough, for a source is limited to some megabytes.
  private var index: UInt32
  private var lower: UInt32
  private var upper: UInt32

  /// The bytes `range` of the source with index `source`.
  public init(source: Int, range: Range<Int>) {
    index = UInt32(clamping: source)
    lower = UInt32(clamping: range.lowerBound)
    upper = UInt32(clamping: range.upperBound)
  }

  /// The index of the source in `Sources`.
  public var source: Int {
    get { Int(index) }
    set { index = UInt32(clamping: newValue) }
  }

  /// The bytes, as offsets into the source.
  public var range: Range<Int> {
    get { Int(lower)..<Int(upper) }
    set { self = Place(source: source, range: newValue) }
  }

  /// The smallest place that covers both; both lie in the same source.
  public func joined(_ other: Place) -> Place {
    let lower = min(range.lowerBound, other.range.lowerBound)
    return Place(source: source, range: lower..<max(range.upperBound, other.range.upperBound))
  }
}

/// A line and a column, both counted from 1; the column counts Unicode scalars.
public struct LineColumn: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in Unicode scalars.
  public let column: Int
}
