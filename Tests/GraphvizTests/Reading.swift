import Foundation
import Testing

@testable import Graphviz

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a test reads from an SVG: the groups with their titles, texts and attributes.
struct Drawing {
  struct Part {
    var attributes: [String: String] = [:]
    var title = ""
    var lines: [String] = []
    var anchors: [String] = []
    var polygons: [String] = []
    var tooltip: String?
    var text: String { lines.joined(separator: "\n") }
  }

  var parts: [Part] = []

  /// Reads a well-formed SVG; nil for any other.
  init?(_ bytes: [UInt8]) {
    let reader = DrawingReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    guard parser.parse() else { return nil }
    parts = reader.parts
  }

  func part(titled title: String) throws -> Part {
    try #require(parts.first { $0.title == title })
  }
}

private final class DrawingReader: NSObject, XMLParserDelegate {
  var parts: [Drawing.Part] = []
  private var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    text = ""
    if name == "g", attributes["class"] != nil { parts.append(.init(attributes: attributes)) }
    guard !parts.isEmpty else { return }
    if name == "text" { parts[parts.count - 1].anchors.append(attributes["text-anchor"] ?? "") }
    if name == "polygon" { parts[parts.count - 1].polygons.append(attributes["points"] ?? "") }
    if name == "a" { parts[parts.count - 1].tooltip = attributes["xlink:title"] }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard !parts.isEmpty else { return }
    if name == "title" { parts[parts.count - 1].title = text }
    if name == "text" { parts[parts.count - 1].lines.append(text) }
  }
}

/// Draws an SVG and reads it.
func drawing(of graph: DotGraph) throws -> Drawing {
  try #require(Drawing(render(graph, as: .svg)))
}

/// A graph of one node with the given label.
func graph(label: Text) -> DotGraph {
  DotGraph(name: "g", items: [.node(.init("a", [Attribute(.label, label)]))])
}

/// A table of one row.
func table(_ cells: [Cell]) -> Text {
  .html(.table(Table.Attributes(border: 0, cellBorder: 1, cellSpacing: 0), [.row(cells)]))
}

/// What a reader of the SVG is to see of `text`.
func legibleText(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars {
    switch scalar.value {
    case 0x0A, 0x0D: result.append("\n")
    case 0x09, 0xA0: result.append(" ")
    case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// Graphviz writes the second of two spaces as one that doesn't break.
func plainSpaces(_ text: String) -> String {
  text.replacingOccurrences(of: "\u{A0}", with: " ")
}

/// Whether two texts have the same scalars; `==` takes different ones for equal where they look the same.
func sameScalars(_ left: String, _ right: String) -> Bool {
  Array(left.unicodeScalars) == Array(right.unicodeScalars)
}

/// A generator that gives the same numbers in every run.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
