/// The rules that turn the colours of figures for a dark page, one a paint and use, each below `scope`: for pages
/// that hold figures and let their reader choose.
public func darkRules(scope: String) -> String {
  Palette.all.map { paint in
    let digits = String(paint.dark, radix: 16)
    let color = "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    return "\(scope) .nnc-\(paint.name)-fill{fill:\(color)}\(scope) .nnc-\(paint.name)-line{stroke:\(color)}"
  }.joined(separator: "\n")
}
