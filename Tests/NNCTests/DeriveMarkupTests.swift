import Foundation
import NNC
import Testing

private let examples =
  ((try? FileManager.default.contentsOfDirectory(atPath: exampleFolder)) ?? []).filter { $0.hasSuffix(".nn") }
  .sorted()

private let exampleFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "examples").path

/// The derivations of an example with its numbers.
private func derivations(_ example: String) throws -> [LayerDerivation] {
  let text = try String(contentsOfFile: "\(exampleFolder)/\(example)", encoding: .utf8)
  return deriveLayers(try compile(Source(name: example, text: text)).model, hasNumbers: true)
}

@Suite struct DeriveMarkupTests {
  @Test(arguments: examples) func pagesAreWellFormed(_ example: String) throws {
    let page = derivationText(try derivations(example), as: .html, digits: 3)
    #expect(isWellFormed(Array(page.utf8)))
    #expect(!page.contains("<script"))
    #expect(page.components(separatedBy: "<style").count == 2)
  }

  @Test(arguments: examples) func latexIsBalanced(_ example: String) throws {
    let text = derivationText(try derivations(example), as: .latex, digits: 3)
    var depth = 0
    var isEscaped = false
    for character in text {
      if !isEscaped, character == "{" { depth += 1 }
      if !isEscaped, character == "}" { depth -= 1 }
      isEscaped = character == "\\" && !isEscaped
      #expect(depth >= 0)
    }
    #expect(depth == 0)
    for (open, close) in [("\\begin{", "\\end{"), ("\\left(", "\\right)"), ("\\left[", "\\right]")] {
      #expect(text.components(separatedBy: open).count == text.components(separatedBy: close).count)
    }
    #expect(!text.contains { "−⊙·∂Σᵀ²".contains($0) })
  }

  @Test(arguments: examples) func markdownTablesHaveThreeColumns(_ example: String) throws {
    let text = derivationText(try derivations(example), as: .markdown, digits: 3)
    for line in text.split(separator: "\n") where line.hasPrefix("|") {
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect([3, 4].contains(bars), "\(line)")
    }
  }

  @Test func markupInATitleIsNotObeyed() throws {
    let model = try compile(Source(name: "m.nn", text: sigmoidModel)).model
    var derivation = try #require(deriveLayers(model, hasNumbers: false).first)
    derivation.title = "a < b & $c$ | _d_"
    #expect(derivationText([derivation], as: .html, digits: 3).contains("<h2>a &lt; b &amp; $c$ | _d_</h2>"))
    #expect(derivationText([derivation], as: .markdown, digits: 3).contains("a \\< b & \\$c\\$ \\| \\_d\\_"))
    #expect(
      derivationText([derivation], as: .latex, digits: 3).contains("a $<$ b \\& \\$c\\$ $|$ \\_d\\_"))
  }
}
