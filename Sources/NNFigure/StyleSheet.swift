import Graphviz

/// The rules that turn the colours of figures for a dark page, one a paint and use, each below `scope`: for pages
/// that hold figures and let their reader choose.
public func darkRules(scope: String) -> String {
  var rules = Bytes(capacity: 8192)
  for paint in Palette.all {
    if rules.count > 0 { rules.add("\n") }
    for (use, property) in [("-fill", "fill"), ("-line", "stroke")] {
      rules.add(text: scope)
      rules.add(" .nnc-")
      rules.add(text: paint.name)
      rules.add(text: use)
      rules.add("{")
      rules.add(text: property)
      rules.add(":")
      rules.add(paint.color(.dark))
      rules.add("}")
    }
  }
  return rules.text
}

/// The rules for a figure by itself.
let ownDarkRules = darkRules(scope: ".nnc")
