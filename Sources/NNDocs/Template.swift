import CMustache

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a template is filled with.
enum TemplateValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral {
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  case object([(String, TemplateValue)])

  init(stringLiteral text: String) { self = .text(text) }
  init(booleanLiteral flag: Bool) { self = .flag(flag) }
  init(dictionaryLiteral members: (String, TemplateValue)...) { self = .object(members) }

  /// A text, or nothing: a section of it is left out where it is empty.
  static func optional(_ text: String) -> TemplateValue { text.isEmpty ? .flag(false) : .text(text) }

  /// A list, and nothing where it is empty, so that its heading can be left out too.
  static func rows(_ rows: [TemplateValue]) -> TemplateValue {
    rows.isEmpty ? .flag(false) : .object([("rows", .list(rows))])
  }

  /// The same for C; the caller frees it.
  fileprivate func native() -> OpaquePointer {
    switch self {
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { chars in
          var none: CChar = 0
          return withUnsafePointer(to: &none) { mustache_text(chars.baseAddress ?? $0, chars.count) }
        }
      }
    case .flag(let flag): return mustache_flag(flag)
    case .list(let items):
      let list = mustache_list()
      for item in items { mustache_append(list, item.native()) }
      return list
    case .object(let members):
      let object = mustache_object()
      for (name, value) in members { mustache_set(object, name, value.native()) }
      return object
    }
  }
}

/// A template of the site is wrong: a fault of nnc itself.
struct TemplateFault: Error { let message: String }

/// Fills a Mustache template.
func fill(_ template: [UInt8], with values: TemplateValue) throws(TemplateFault) -> [UInt8] {
  let native = values.native()
  defer { mustache_free(native) }
  var length = 0
  var error: UnsafeMutablePointer<CChar>?
  let result = template.withUnsafeBytes { bytes in
    bytes.withMemoryRebound(to: CChar.self) { chars in
      chars.baseAddress.flatMap { mustache_render($0, chars.count, native, &length, &error) }
    }
  }
  defer {
    free(result)
    free(error)
  }
  guard let result else {
    throw TemplateFault(message: error.map { String(cString: $0) } ?? "there is no memory for it")
  }
  return UnsafeRawBufferPointer(start: result, count: length).map { $0 }
}
