import Graphviz

/// The rules that turn the colours of figures for a dark page, one a paint and use, each below `scope`: for pages
/// that hold figures and let their reader choose.
public func darkRules(scope: String) -> String {
  var rules = Bytes(capacity: 8192)
  for paint in Palette.all {
    if rules.count > 0 { rules.add("\n") }
    rules.add(text: scope)
    rules.add(" .nnc-")
    rules.add(text: paint.name)
    rules.add("-fill{fill:")
    rules.add(paint.color(.dark))
    rules.add("}")
    rules.add(text: scope)
    rules.add(" .nnc-")
    rules.add(text: paint.name)
    rules.add("-line{stroke:")
    rules.add(paint.color(.dark))
    rules.add("}")
  }
  return rules.text
}

/// The rules for a figure by itself.
let ownDarkRules = darkRules(scope: ".nnc")
