/// A value of JSON whose objects keep the order of their keys and whose numbers are written by `NumberText`.
///
/// By hand, because Foundation's encoder sorts keys or leaves them in any order, and would be the only reason to
/// load Foundation.
indirect enum JSON {
  case null
  case string(String)
  /// A number as text, or a quoted word for what JSON has no number for.
  case number(String)
  case array([JSON])
  case object([(String, JSON)])

  /// A number; NaN and the infinities become strings.
  static func number(_ value: Double, _ dtype: DType = .f64) -> JSON {
    guard value.isFinite else { return .string(NumberText.shortest(value)) }
    return .number(dtype == .f32 ? NumberText.shortest(Float(value)) : NumberText.shortest(value))
  }

  /// Numbers in row-major order as nested arrays of a shape.
  static func nested(_ numbers: [Double], _ sizes: ArraySlice<Int>, _ dtype: DType) -> JSON {
    guard let size = sizes.first else { return number(numbers[0], dtype) }
    let stride = numbers.count / size
    return .array(
      (0..<size).map { nested(Array(numbers[$0 * stride..<($0 + 1) * stride]), sizes.dropFirst(), dtype) })
  }

  /// The text; objects of the two outer levels take a line a key, the rest stays on one line.
  func text(indent: Int = 0) -> String {
    let space = String(repeating: "  ", count: indent)
    switch self {
    case .object(let members) where indent == 0:
      let lines = members.map { "\(space)  \(JSON.quoted($0.0)): \($0.1.text(indent: indent + 1))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(space)}"
    case .array(let elements) where indent == 1 && !elements.isEmpty:
      let lines = elements.map { "\(space)  \($0.text(indent: indent + 1))" }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(space)]"
    case .null: return "null"
    case .string(let text): return JSON.quoted(text)
    case .number(let text): return text
    case .array(let elements):
      return "[" + elements.map { $0.text(indent: indent + 1) }.joined(separator: ", ") + "]"
    case .object(let members):
      let parts = members.map { "\(JSON.quoted($0.0)): \($0.1.text(indent: indent + 1))" }
      return "{ " + parts.joined(separator: ", ") + " }"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A text as a JSON string, with its quotes.
public func jsonString(_ text: String) -> String { JSON.string(text).text() }
