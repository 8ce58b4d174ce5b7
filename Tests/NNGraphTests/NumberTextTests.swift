import Foundation
import NNGraph
import Testing

/// A number as print sets it, read back exactly; nil where it is none.
private func exactly(_ text: String) -> Decimal? {
  let raised = Dictionary(uniqueKeysWithValues: zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
  let parts = text.replacing("−", with: "-").components(separatedBy: "·10")
  let exponent = parts.count == 2 ? String(parts[1].compactMap { raised[$0] }) : "0"
  return Decimal(string: "\(parts[0])e\(exponent)", locale: Locale(identifier: "en_US_POSIX"))
}

/// Foundation rounds the shortest text of a number in decimal, by its own arithmetic.
private func rounded(_ number: Double, to digits: Int) -> Decimal? {
  guard var exact = Decimal(string: number.description, locale: Locale(identifier: "en_US_POSIX")) else {
    return nil
  }
  let first = exact.exponent + "\(exact.significand)".count - 1
  var result = Decimal()
  NSDecimalRound(&result, &exact, digits - 1 - first, .plain)
  return result
}

@Test func roundedNumbersAreThoseThatDecimalArithmeticGives() throws {
  var generator = RandomNumbers(seed: 1)
  for _ in 0..<5000 {
    let size = Double.random(in: 1..<10, using: &generator)
    let number = size * pow(10, Double(Int.random(in: -60...60, using: &generator)))
    let few = Double(Int.random(in: 0...99999, using: &generator)) / 1000
    for value in [number, -number, few, -few, few.rounded()] {
      let digits = Int.random(in: 1...12, using: &generator)
      let text = NumberText.significant(value, digits: digits)
      let found = try #require(exactly(text), "\(text)")
      #expect(found == rounded(value, to: digits), "\(value) with \(digits) digits is \(text)")
    }
  }
}
