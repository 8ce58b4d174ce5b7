internal import NNC
internal import NNFiles

extension DocsOptions {
  /// The details that are drawn: the asked one alone, or both.
  var details: [Detail] { format == .figures ? [detail] : Detail.allCases }
}

extension ModelFile {
  /// Where a drawing goes, below the folder of the documentation.
  func drawingPath(_ detail: Detail, _ suffix: String, _ options: DocsOptions) -> String {
    options.format == .figures ? "\(stem)\(suffix).svg" : "\(stem)/\(detail.rawValue)\(suffix).svg"
  }

  /// Where the page goes, in the formats that have pages.
  func pagePath(_ options: DocsOptions) -> String {
    "\(stem)/index.\(options.format == .site ? "html" : "md")"
  }

  /// Every file that the model can have.
  func outputPaths(_ options: DocsOptions) -> [String] {
    let drawings = options.details.flatMap { detail in
      options.theme.files.map { drawingPath(detail, $0.suffix, options) }
    }
    return options.format == .figures ? drawings : drawings + [pagePath(options)]
  }
}

/// Refuses models whose files would take each other's places.
func refuseCollisions(_ files: [ModelFile], _ options: DocsOptions) throws(FileFault) {
  var owners: [String: String] = [:]
  for name in ["index.html", "index.md", "nnc.css", "nnc.js", "manifest.json"] { owners[name] = name }
  for file in files {
    for path in file.outputPaths(options) {
      if let other = owners.updateValue(file.path, forKey: path) { throw collision(file.path, other) }
    }
  }
  for (path, owner) in owners.sorted(by: { $0.key < $1.key }) {
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if let other = owners[String(folder)] { throw collision(owner, other) }
    }
  }
}

private func collision(_ one: String, _ other: String) -> FileFault {
  FileFault(one, "and \(other) would be written to the same place; rename one of them", status: 1)
}
