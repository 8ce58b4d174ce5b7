import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whether bytes are well-formed XML.
func isWellFormed(_ bytes: [UInt8]) -> Bool { XMLParser(data: Data(bytes)).parse() }

/// A JSON object by JSONSerialization.
func object(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

/// An array of objects by JSONSerialization.
func objects(_ text: String) throws -> [[String: Any]] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
}

/// The keys of the outermost object of a text, in the order in which they stand there.
func keys(_ text: some StringProtocol) -> [String] {
  var result: [String] = []
  var depth = 0
  var word: String?
  var last = ""
  var isEscaped = false
  for character in text {
    if word != nil {
      if character == "\"" && !isEscaped {
        last = word ?? ""
        word = nil
      } else {
        word?.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
      continue
    }
    switch character {
    case "\"": word = ""
    case "{", "[": depth += 1
    case "}", "]": depth -= 1
    case ":" where depth == 1: result.append(last)
    default: break
    }
  }
  return result
}

extension Outcome {
  /// The lines of standard error.
  var complaints: [Substring] { errors.split(separator: "\n") }

  /// Expects that nnc refused the input with a message, and neither wrote data nor trapped.
  func expectRefusal(_ status: Int32, _ message: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(self.status == status, "\(errors)", sourceLocation: sourceLocation)
    #expect(!isSignalled, sourceLocation: sourceLocation)
    #expect(bytes.isEmpty, sourceLocation: sourceLocation)
    #expect(errors.contains(message), sourceLocation: sourceLocation)
  }
}
