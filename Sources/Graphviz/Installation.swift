internal import CGraphvizShim

/// What there is of Graphviz on this machine.
public struct Installation: Sendable, Hashable {
  /// The library's version.
  public let version: String
  /// The folder of its plugins, if it could be told.
  public let pluginFolder: String?
  /// Whether graphs are laid out by the plugin that needs no fonts, so that the bytes don't depend on them.
  public let usesBuiltInPlugins: Bool
  /// Why not, where it isn't.
  public let fallbackReason: String?
  /// The formats that can be made.
  public let formats: [Format]
}

/// Looks at the installation, and tries each format on a graph of one node. Takes as long as loading every
/// plugin does.
public func inspectInstallation() throws(GraphvizError) -> Installation {
  let probe = DotGraph(name: "probe", items: [.node(.init("a"))])
  let formats = Format.allCases.filter { (try? render(probe, as: $0)) != nil }
  return try library.withLock { library throws(GraphvizError) in
    let plugins = try library.layoutPlugins()
    return Installation(
      version: takenText(graphviz_version(plugins.context)) ?? "unknown",
      pluginFolder: pluginFolder(),
      usesBuiltInPlugins: plugins.isBuiltIn,
      fallbackReason: library.fallbackReason,
      formats: formats)
  }
}

/// The version of the library, such as 2.43.0; nil if it does not work. Loads no more than a layout needs.
public func graphvizVersion() -> String? {
  library.withLock { library in
    guard let plugins = try? library.layoutPlugins() else { return nil }
    return takenText(graphviz_version(plugins.context))
  }
}
