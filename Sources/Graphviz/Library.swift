internal import CGraphvizShim
import Synchronization

/// The library of this process. It keeps static state, so everything that touches it happens under this lock.
let library = Mutex(Library())

/// The sets of plugins that have been loaded up to now; they are kept, for loading takes longer than drawing.
struct Library: ~Copyable {
  private var layout: PluginSet?
  private var builtIn: PluginSet?
  private var stock: PluginSet?
  /// What was laid out last, if it is small, given back when the next graph comes: a program that draws one figure leaves that to the
  /// system, which takes all of its memory at once.
  var lastLayout: NativeLayout?
  /// Why the built-in plugins could not be loaded.
  private(set) var fallbackReason: String?

  /// The plugins for a format: for an SVG the two it needs, whose output doesn't depend on the system's
  /// fonts; for bitmaps and PDF all there are, among them those that draw with cairo.
  mutating func plugins(for format: Format) throws(GraphvizError) -> PluginSet {
    format == .svg ? try svgPlugins(in: pluginFolder()) : try stockPlugins()
  }

  /// The plugins for a layout that is not drawn: the one that places nodes.
  mutating func layoutPlugins() throws(GraphvizError) -> PluginSet {
    if let layout { return layout }
    let plugins = try builtInPlugins(in: pluginFolder(), drawing: false)
    layout = plugins
    return plugins
  }

  /// The built-in plugins of `folder`, or all of the installation where they can't be loaded.
  mutating func svgPlugins(in folder: String?) throws(GraphvizError) -> PluginSet {
    if let builtIn { return builtIn }
    let plugins = try builtInPlugins(in: folder, drawing: true)
    builtIn = plugins
    return plugins
  }

  private mutating func builtInPlugins(
    in folder: String?, drawing: Bool
  ) throws(GraphvizError) -> PluginSet {
    if fallbackReason != nil { return try stockPlugins() }
    do {
      return try PluginSet(folder: folder, drawing: drawing)
    } catch {
      fallbackReason = error.description
      return try stockPlugins()
    }
  }

  /// All plugins of the installation.
  mutating func stockPlugins() throws(GraphvizError) -> PluginSet {
    if let stock { return stock }
    let plugins = try PluginSet()
    stock = plugins
    return plugins
  }
}

/// A set of plugins that are loaded; unloaded when nobody holds it any more.
final class PluginSet {
  let context: OpaquePointer
  let isBuiltIn: Bool

  /// The plugin that places nodes, and the one that draws SVG if it is wanted, from `folder`.
  init(folder: String?, drawing: Bool) throws(GraphvizError) {
    guard let folder else {
      throw .cannotLoad(what: "its plugins, whose folder is unknown", remedy: installRemedy)
    }
    var reason: UnsafeMutablePointer<CChar>?
    let context = graphviz_built_in_context(folder, drawing, &reason)
    let said = takenText(reason)
    guard let context else {
      throw .cannotLoad(what: "its plugins (\(said ?? folder))", remedy: installRemedy)
    }
    self.context = context
    isBuiltIn = true
  }

  /// Every plugin of the installation.
  init() throws(GraphvizError) {
    guard let context = graphviz_stock_context() else {
      throw .cannotLoad(what: "its plugins", remedy: installRemedy)
    }
    self.context = context
    isBuiltIn = false
  }

  deinit {
    graphviz_free_context(context)
  }
}

private let installRemedy = "Install the package graphviz again."

/// The folder where the library's plugins lie, if it can be told.
func pluginFolder() -> String? {
  takenText(graphviz_plugin_folder())
}

/// A copy of a text that C allocated, which is freed.
func takenText(_ text: UnsafeMutablePointer<CChar>?) -> String? {
  guard let text else { return nil }
  defer { graphviz_free(text) }
  return String(cString: text)
}

/// Runs `body` on a large stack of its own, and waits for it.
func onLargeStack<Value>(
  _ body: () throws(GraphvizError) -> Value
) throws(GraphvizError) -> Value {
  var outcome: Result<Value, GraphvizError> = .failure(.layoutFailed)
  withoutActuallyEscaping(body) { body in
    var step: () -> Void = {
      do throws(GraphvizError) {
        outcome = .success(try body())
      } catch {
        outcome = .failure(error)
      }
    }
    withUnsafeMutablePointer(to: &step) { pointer in
      graphviz_on_large_stack({ $0.assumingMemoryBound(to: (() -> Void).self).pointee() }, pointer)
    }
  }
  return try outcome.get()
}
