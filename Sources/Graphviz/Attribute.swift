/// One attribute with its value, such as `Attribute(.fontSize, 12)`.
///
/// Only the names in `AttributeName` can be set. Missing from them on purpose, because Graphviz writes their
/// text into an SVG unescaped, fetches a file, or is known to crash or hang on them: `URL`, `href`,
/// `stylesheet`, `image`, `shapefile`, `fontpath`, `layout`, free font names, `newrank`, `ordering`,
/// `concentrate`, `splines=curved` and `splines=ortho`.
public struct Attribute: Sendable, Hashable {
  /// The name as Graphviz knows it.
  public let name: String
  let value: EscapedText

  /// The attribute `name` with `value`.
  public init<Value>(_ name: AttributeName<Value>, _ value: Value) {
    self.name = name.name
    self.value = name.escape(value)
  }
}

/// The name of an attribute, which says what its value may be.
public struct AttributeName<Value>: Sendable {
  let name: String
  let escape: @Sendable (Value) -> EscapedText

  init(_ name: String, _ escape: @escaping @Sendable (Value) -> EscapedText) {
    self.name = name
    self.escape = escape
  }
}

extension AttributeName where Value: RawRepresentable & SendableMetatype, Value.RawValue == String {
  init(_ name: String) {
    self.init(name) { .plain($0.rawValue) }
  }
}

extension AttributeName where Value == Bool {
  init(_ name: String) {
    self.init(name) { .plain($0 ? "true" : "false") }
  }
}

extension AttributeName where Value == Int {
  init(_ name: String) {
    self.init(name) { .plain(String($0)) }
  }
}

extension AttributeName where Value == Double {
  init(_ name: String) {
    self.init(name) { .plain(number($0)) }
  }
}

extension AttributeName where Value == Color {
  init(_ name: String) {
    self.init(name) { .plain($0.text) }
  }
}

extension AttributeName where Value == Text {
  init(_ name: String) {
    self.init(name) { text in
      switch text {
      case .plain(let string): .plain(escapedLabel(string))
      case .html(let html): .html(html)
      }
    }
  }
}

/// Text that may stand in an attribute as it is. Only the escaping functions and the names above make it.
enum EscapedText: Sendable, Hashable {
  case plain(String)
  case html(HTML)
}

/// A number as Graphviz reads it; one that isn't finite counts as 0.
func number(_ value: Double) -> String {
  value.isFinite ? value.description : "0"
}
