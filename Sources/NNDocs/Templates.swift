/// The files of `Templates`, which are part of the program.
enum Templates {
  /// The page of a model.
  static let page = PackageResources.page_mustache
  /// The index of the site.
  static let index = PackageResources.index_mustache
  /// The page of a model for other generators.
  static let markdown = PackageResources.markdown_mustache
  /// The index for other generators.
  static let markdownIndex = PackageResources.markdown_index_mustache
  /// The style of all pages.
  static let style = PackageResources.style_css
  /// The behaviour of all pages.
  static let script = PackageResources.script_js

  /// All of them, in a fixed order.
  static let all = [page, index, markdown, markdownIndex, style, script]
}
