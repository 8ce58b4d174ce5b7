import CXXHash

/// 128 bits of XXH3 over contents, as 32 hexadecimal digits: equal for equal contents, and different for different
/// ones but for a chance that nobody will meet.
func contentHash(_ bytes: [UInt8]) -> String {
  let hash = bytes.withUnsafeBytes { xxhash_128($0.baseAddress, $0.count) }
  return hexadecimal(hash.high) + hexadecimal(hash.low)
}

/// The hash of texts; where one ends and the next begins matters.
func contentHash(of texts: [String]) -> String {
  contentHash(texts.flatMap { Array("\($0.utf8.count) \($0)".utf8) })
}

private func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}
