/// How derivations are written.
public enum DerivationFormat: String, CaseIterable, Sendable {
  /// Aligned columns for a terminal.
  case text
  /// Tables and formulas between dollar signs.
  case markdown
  /// A document that compiles as it stands.
  case latex
  /// A page with MathML.
  case html
}

/// The derivations as a text in a format.
/// - Parameter digits: how many significant digits numbers have.
public func derivationText(
  _ derivations: [LayerDerivation], as format: DerivationFormat, digits: Int
) -> String {
  switch format {
  case .text: derivations.map { terminalText($0, digits) }.joined(separator: "\n")
  case .markdown: derivations.map { markdown($0, digits) }.joined(separator: "\n")
  case .latex: latexDocument(derivations, digits)
  case .html: htmlPage(derivations, digits)
  }
}

/// The parts of a derivation that all formats share.
enum DerivationWords {
  static let forward = "forward"
  static let backward = "backward"
  static let rule = "rule"
  static let chainRule = "chain rule"
  static let numbers = "With the numbers of the model"
  static let computed = "Computed in a form that stays finite"
  static let nothing = "No gradient flows into it."
}

extension LayerDerivation.NodeRow {
  /// `exp: the gradient times the output`
  var sentence: String {
    let words = rule.split(separator: " ", maxSplits: 1).map(String.init)
    return words.count == 2 ? "\(words[0]): \(words[1])" : rule
  }
}

extension DerivationStep {
  /// The rule that made the line.
  var reason: String { rule.isEmpty ? DerivationWords.chainRule : rule }
}

/// Numbers as rows and columns, if they are few.
enum NumberGrid {
  /// The most rows and columns that are written.
  static let limit = 6

  /// The rows, or nil if there are too many numbers or axes.
  static func rows(_ numbers: [Double], _ shape: Shape, _ digits: Int) -> [[String]]? {
    guard shape.rank <= 2, shape.dimensions.allSatisfy({ $0 <= limit }), numbers.count == shape.count else {
      return nil
    }
    let width = shape.dimensions.last ?? 1
    let texts = numbers.map { NumberText.significant($0, digits: digits) }
    return stride(from: 0, to: texts.count, by: width).map { Array(texts[$0..<$0 + width]) }
  }

  /// What stands for numbers that are too many.
  static func summary(_ shape: Shape) -> String {
    shape.dimensions.map(String.init).joined(separator: " × ") + " numbers"
  }
}
