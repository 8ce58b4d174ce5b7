import Graphviz

/// The rules that turn the colours of figures for a dark page, one a paint and use, each below `scope`: for pages
/// that hold figures and let their reader choose.
public func darkRules(scope: String) -> String {
  var rules = Bytes(capacity: 8192)
  for paint in Palette.all {
    if rules.count > 0 { rules.add("\n") }
    rules.add(paint, "-fill{fill:", scope)
    rules.add(paint, "-line{stroke:", scope)
  }
  return rules.text
}

extension Bytes {
  fileprivate mutating func add(_ paint: Paint, _ use: StaticString, _ scope: String) {
    add(text: scope)
    add(" .nnc-")
    add(text: paint.name)
    add(use)
    add(paint.color(.dark))
    add("}")
  }
}

/// The rules for a figure by itself.
let ownDarkRules = darkRules(scope: ".nnc")
