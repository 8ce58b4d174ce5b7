/// The rules that turn the colours of figures for a dark page, one a paint and use, each below `scope`: for pages
/// that hold figures and let their reader choose.
public func darkRules(scope: String) -> String {
  Palette.all.map { paint in
    let color = paint.color(.dark).text
    return "\(scope) .nnc-\(paint.name)-fill{fill:\(color)}\(scope) .nnc-\(paint.name)-line{stroke:\(color)}"
  }.joined(separator: "\n")
}

/// The rules for a figure by itself.
let ownDarkRules = darkRules(scope: ".nnc")
