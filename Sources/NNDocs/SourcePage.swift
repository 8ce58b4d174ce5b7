internal import NNC

/// A model's source as markup: each word in a `span` of its kind. The empty lines that stand for the text above a
/// block of a Markdown file are left out.
func highlightedSource(_ source: Source) -> String {
  var result = ""
  for stretch in highlights(of: source) {
    let text = MathMLText.escaped(source.text(stretch.range))
    result +=
      stretch.kind == .space || stretch.kind == .name
      ? text : "<span class=\"\(stretch.kind.rawValue)\">\(text)</span>"
  }
  return String(result.drop { $0 == "\n" })
}
