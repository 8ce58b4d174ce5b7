import Foundation
import NNC

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The examples of the repository, by name.
let examples: [String] = {
  let folder = repository.appending(path: "examples").path
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return files.filter { $0.hasSuffix(".nn") }.map { String($0.dropLast(3)) }.sorted()
}()

/// The root of the repository.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// An example, compiled.
func compiledExample(_ name: String) throws -> Compilation {
  let url = repository.appending(path: "examples/\(name).nn")
  return try compile(Source(name: "\(name).nn", bytes: Array(try Data(contentsOf: url))))
}

/// Options of a figure.
func figureOptions(
  _ detail: Detail = .layer, _ style: FigureOptions.Style? = nil,
  _ change: (inout FigureOptions) -> Void = { _ in }
) -> FigureOptions {
  var options = FigureOptions()
  options.detail = detail
  options.style = style
  change(&options)
  return options
}

/// A rectangle of a drawing.
struct Rectangle {
  var left = Double.infinity
  var top = Double.infinity
  var right = -Double.infinity
  var bottom = -Double.infinity

  mutating func take(_ x: Double, _ y: Double) {
    (left, right) = (min(left, x), max(right, x))
    (top, bottom) = (min(top, y), max(bottom, y))
  }

  /// Whether both have the same edges, but for so many points.
  func equals(_ other: Rectangle, within tolerance: Double) -> Bool {
    zip([left, top, right, bottom], [other.left, other.top, other.right, other.bottom])
      .allSatisfy { $0 == $1 || abs($0 - $1) <= tolerance }
  }

  func overlaps(_ other: Rectangle) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}

/// What an SVG shows, read back.
final class Drawing: NSObject, XMLParserDelegate {
  struct Text {
    var content: String
    var middle: Double
    var baseline: Double
    var size: Double
    var isBold: Bool
    var isItalic: Bool
    var isAnchoredInTheMiddle: Bool
    var node: Int?
  }

  private(set) var texts: [Text] = []
  private(set) var ids: [String] = []
  private(set) var elements: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var classes: Set<String> = []
  private(set) var titles: [String] = []
  private(set) var words = ""
  private(set) var nodes: [Rectangle] = []
  private(set) var nodeNames: [String] = []
  /// Boxes, frames and arrows by their identities.
  private(set) var parts: [String: Rectangle] = [:]
  private var open: [String] = []
  private var current = ""
  private var node: Int?
  private var nodeDepth = 0
  private var part = ""
  private var partDepth = 0
  /// How texts are anchored that don't say it themselves.
  private var anchor: String?
  /// Where the coordinates begin.
  private var origin = (x: 0.0, y: 0.0)

  /// The identity of the node that a text stands in.
  func nameOfNode(_ text: Text) -> String? { text.node.map { nodeNames[$0] } }

  /// Parses an SVG; nil if it is not well-formed.
  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes found: [String: String]
  ) {
    open.append(element)
    current = ""
    elements.insert(element)
    attributes.formUnion(found.keys)
    if let id = found["id"] { ids.append(id) }
    classes.formUnion((found["class"] ?? "").split(separator: " ").map(String.init))
    let kinds = element == "g" ? (found["class"] ?? "").split(separator: " ") : []
    if kinds.contains("node") {
      nodes.append(Rectangle())
      nodeNames.append(found["id"] ?? "")
      node = nodes.count - 1
      nodeDepth = open.count
    }
    if kinds.contains(where: { ["node", "cluster", "edge"].contains($0) }) {
      part = found["id"] ?? ""
      partDepth = open.count
    }
    if kinds.contains("graph"), let place = found["transform"]?.components(separatedBy: "translate(").last {
      let numbers = place.split { " ,)".contains($0) }.compactMap { Double($0) }
      (origin.x, origin.y) = (numbers[0], numbers[1])
      anchor = found["text-anchor"]
    }
    if let node { take(element, found, into: &nodes[node]) }
    if partDepth > 0 { take(element, found, into: &parts[part, default: Rectangle()]) }
    guard element == "text" else { return }
    texts.append(
      Text(
        content: "", middle: origin.x + (Double(found["x"] ?? "") ?? .nan),
        baseline: origin.y + (Double(found["y"] ?? "") ?? .nan),
        size: Double(found["font-size"] ?? "") ?? .nan, isBold: found["font-weight"] == "bold",
        isItalic: found["font-style"] == "italic",
        isAnchoredInTheMiddle: found["text-anchor"] ?? anchor == "middle", node: node))
  }

  private func take(_ element: String, _ found: [String: String], into box: inout Rectangle) {
    switch element {
    case "ellipse":
      let values = ["cx", "cy", "rx", "ry"].compactMap { Double(found[$0] ?? "") }
      guard values.count == 4 else { return }
      box.take(origin.x + values[0] - values[2], origin.y + values[1] - values[3])
      box.take(origin.x + values[0] + values[2], origin.y + values[1] + values[3])
    case "polygon", "path", "polyline":
      let numbers = (found["points"] ?? found["d"] ?? "").split { !"0123456789.-".contains($0) }.compactMap {
        Double($0)
      }
      for pair in stride(from: 0, to: numbers.count - 1, by: 2) {
        box.take(origin.x + numbers[pair], origin.y + numbers[pair + 1])
      }
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { current += string }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    switch element {
    case "text": texts[texts.count - 1].content = current
    case "title": titles.append(current)
    case "desc": words = current
    default: break
    }
    if open.count == nodeDepth { node = nil }
    if open.count == partDepth { partDepth = 0 }
    open.removeLast()
    current = ""
  }
}
