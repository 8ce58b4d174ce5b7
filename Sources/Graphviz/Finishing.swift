/// The file with those parts neutral that say when and by what it was made.
func finished(_ bytes: [UInt8], _ format: Format) -> [UInt8] {
  switch format {
  case .svg: trimmedSVG(bytes)
  case .pdf: undatedPDF(bytes)
  case .png, .dot: bytes
  }
}

/// The SVG from its root element on, after an XML declaration: without the document type, which points to a
/// file elsewhere, and without the comment that names the version.
private func trimmedSVG(_ bytes: [UInt8]) -> [UInt8] {
  guard let start = firstIndex(of: Array("\n<svg".utf8), in: bytes, from: 0) else { return bytes }
  return Array(#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>"#.utf8) + bytes[start...]
}

/// The PDF with the first second of the year 2000 as its date; every byte stays in its place, for the file
/// holds a table of offsets.
private func undatedPDF(_ bytes: [UInt8]) -> [UInt8] {
  let mark = Array("/CreationDate (D:".utf8)
  guard let found = firstIndex(of: mark, in: bytes, from: max(0, bytes.count - 4096)) else { return bytes }
  var result = bytes
  var index = found + mark.count
  for digit in "20000101000000".utf8 {
    guard index < result.count, isDigit(result[index]) else { return result }
    result[index] = digit
    index += 1
  }
  // After the date comes `Z` or the offset of the time zone, as in `+09'00`.
  while index < result.count, result[index] != UInt8(ascii: ")") {
    if isDigit(result[index]) { result[index] = UInt8(ascii: "0") }
    if result[index] == UInt8(ascii: "-") { result[index] = UInt8(ascii: "+") }
    index += 1
  }
  return result
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// Where `mark` first stands in `bytes` at or after `start`.
private func firstIndex(of mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
  guard bytes.count - start >= mark.count else { return nil }
  return (start...(bytes.count - mark.count)).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
}
