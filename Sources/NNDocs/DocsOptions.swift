internal import Graphviz
package import NNC

/// What `nnc docs` makes.
package enum DocsFormat: String, CaseIterable, Sendable {
  /// Pages for a browser, with an index.
  case site
  /// Figures alone.
  case figures
  /// Pages for other generators, with figures beside them.
  case markdown
}

/// The colours of the figures.
package enum DocsTheme: String, CaseIterable, Sendable {
  /// One file for light and dark pages.
  case auto
  /// For light pages.
  case light
  /// For dark pages.
  case dark
  /// A pair of files: `name.svg` for light pages and `name~dark.svg` for dark ones.
  case both

  /// Each file's theme, with what its name has before the dot.
  var files: [(suffix: String, theme: FigureOptions.Theme)] {
    switch self {
    case .auto: [("", .auto)]
    case .light: [("", .light)]
    case .dark: [("", .dark)]
    case .both: [("", .light), ("~dark", .dark)]
    }
  }
}

/// What decides over the contents of a documentation.
package struct DocsOptions: Sendable {
  /// What is made.
  package var format: DocsFormat = .site
  /// The colours of the figures.
  package var theme: DocsTheme = .auto
  /// The detail of figures alone; a page shows it first.
  package var detail: Detail = .layer
  /// How figures look; their detail and their theme are said above.
  package var figure = FigureOptions()
  /// How models are compiled.
  package var compile = CompileOptions()
  /// Whether imports may lead out of a model's folder.
  package var mayLeaveFolder = false
  /// The version of nnc.
  package var version: String

  /// The defaults of a version of nnc.
  package init(version: String) { self.version = version }

  /// Everything but the models that the contents depend on, as one hash.
  func environment() -> String {
    let parts = figure.parts.map(\.rawValue).sorted().joined(separator: ",")
    let texts = [
      version, graphvizVersion() ?? "none", format.rawValue, theme.rawValue, detail.rawValue,
      figure.style?.rawValue ?? "", parts, figure.direction.rawValue, "\(figure.digits)",
      "\(compile.seed)", compile.dtype.rawValue, "\(compile.limits.nodes)",
      "\(compile.limits.bytes)", "\(compile.limits.depth)", "\(mayLeaveFolder)",
    ]
    return contentHash(of: texts + Templates.all.map(contentHash))
  }
}
