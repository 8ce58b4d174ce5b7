/// Finds what keeps a source from being read as a model at all: too large, binary, not UTF-8, another
/// language.
func checkBytes(of source: Source, index: Int) -> Diagnostic? {
  let bytes = source.bytes
  func refuse(_ fault: Fault, _ range: Range<Int>, _ message: String, _ hint: String) -> Diagnostic {
    Diagnostic(fault.rawValue, at: Place(source: index, range: range), message, hint: hint)
  }
  if bytes.count > sourceSizeLimit {
    let message = "the file has \(bytes.count) bytes; at most \(sourceSizeLimit) (64 MiB) are read"
    return refuse(.sourceTooLarge, 0..<0, message, "keep large tensors in a file and use load(\"x.npy\")")
  }
  if let kind = binaryKind(of: bytes) {
    return refuse(.binaryFile, 0..<0, "this is a binary file (\(kind)), not a model", "a model is UTF-8 text")
  }
  if looksLikeUTF16(bytes) {
    return refuse(.utf16, 0..<0, "the file is UTF-16; a model is UTF-8", "save it again as UTF-8")
  }
  if let offset = firstInvalidByte(of: bytes) {
    let byte = String(bytes[offset], radix: 16, uppercase: true)
    let line = source.lineColumn(at: offset).line
    let message = "byte \(offset) of the file, in line \(line), is not UTF-8 (0x\(byte))"
    return refuse(.invalidUTF8, offset..<offset + 1, message, "save the file again as UTF-8")
  }
  if let found = otherLanguage(in: source) {
    let message = "this looks like \(found.language), not like a model"
    let hint = "a model begins with a line such as: model my_net, or x = [1, 2]"
    return refuse(.otherLanguage, found.range, message, hint)
  }
  return nil
}

/// The name of a binary format by its first bytes.
private func binaryKind(of bytes: [UInt8]) -> String? {
  let magics: [(String, [UInt8])] = [
    ("gzip", [0x1F, 0x8B]), ("PNG", [0x89, 0x50, 0x4E, 0x47]), ("ELF", [0x7F, 0x45, 0x4C, 0x46]),
    ("zip", [0x50, 0x4B, 3, 4]), ("PDF", Array("%PDF-".utf8)), ("JPEG", [0xFF, 0xD8, 0xFF]),
    ("NumPy .npy", [0x93] + Array("NUMPY".utf8)), ("Mach-O", [0xCF, 0xFA, 0xED, 0xFE]),
    ("HDF5", [0x89, 0x48, 0x44, 0x46]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
  ]
  return magics.first { bytes.starts(with: $0.1) }?.0
}

/// A byte order mark of UTF-16, or a NUL in every second byte of the beginning.
private func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
  let head = bytes.prefix(64)
  guard head.count >= 4 else { return false }
  let even = head.indices.filter { $0 % 2 == 0 && head[$0] == 0 }.count
  let odd = head.indices.filter { $0 % 2 == 1 && head[$0] == 0 }.count
  return max(even, odd) * 4 >= head.count && min(even, odd) == 0
}

/// The offset of the first byte that is no part of valid UTF-8.
private func firstInvalidByte(of bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBufferPointer { buffer in
    var offset = 0
    while offset < buffer.count {
      if buffer[offset] < 0x80 {
        offset += 1
      } else if let length = sequenceLength(buffer, offset) {
        offset += length
      } else {
        return offset
      }
    }
    return nil
  }
}

/// The length of the valid sequence of more than one byte at `offset`, after Unicode's table 3-7.
private func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int? {
  let second: ClosedRange<UInt8>
  let length: Int
  switch bytes[offset] {
  case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
  case 0xE0: (second, length) = (0xA0...0xBF, 3)
  case 0xED: (second, length) = (0x80...0x9F, 3)
  case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
  case 0xF0: (second, length) = (0x90...0xBF, 4)
  case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
  case 0xF4: (second, length) = (0x80...0x8F, 4)
  default: return nil
  }
  guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
  for next in offset + 2..<max(offset + 2, offset + length) where bytes[next] & 0xC0 != 0x80 { return nil }
  return length
}

/// Recognises the first line of a file in another language; only lines that no model can begin with count.
private func otherLanguage(in source: Source) -> (language: String, range: Range<Int>)? {
  guard let range = firstLine(of: source.bytes) else { return nil }
  let line = source.text(range.lowerBound..<min(range.upperBound, range.lowerBound + 400))
  let words = line.split { $0 == " " || $0 == "\t" }
  guard let first = words.first else { return nil }
  let second = words.dropFirst().first.map(String.init) ?? ""
  let language: String?
  switch first {
  case _ where first.hasPrefix("{") || first.hasPrefix("[{"): language = "JSON"
  case _ where first.hasPrefix("<") && !first.hasPrefix("<<"): language = "XML or HTML"
  case "import": language = second.utf8.first?.startsName == true ? "Python" : nil
  case "from": language = words.contains("import") ? "Python" : nil
  case "def", "class": language = line.hasSuffix(":") ? "Python" : nil
  case "digraph", "graph", "strict": language = line.hasSuffix("{") ? "Graphviz DOT" : nil
  case "---", "%YAML": language = "YAML"
  default: language = words.count == 1 && first.hasSuffix(":") ? "YAML" : nil
  }
  return language.map { ($0, range) }
}

/// The first line that is neither empty nor a comment, without the white space around it.
private func firstLine(of bytes: [UInt8]) -> Range<Int>? {
  var offset = 0
  while offset < bytes.count {
    var end = offset
    while end < bytes.count && bytes[end] != 0x0A && bytes[end] != 0x0D { end += 1 }
    var start = offset
    while start < end && (bytes[start] == 0x20 || bytes[start] == 0x09) { start += 1 }
    if start < end && bytes[start] != 0x23 {
      while bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
      return start..<end
    }
    offset = end + 1
  }
  return nil
}
