internal import NNFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The models below the paths, in bytewise order of their own paths, each once, with the contents' hashes.
///
/// Their paths are told from the deepest folder that holds all that is named. Hidden folders, links to folders and
/// the folder that is written to are not looked into.
func findModels(_ paths: [String], excluding output: String) throws(FileFault) -> [(ModelFile, hash: String)]
{
  let root = commonFolder(paths)
  var walk = Walk(output: identity(of: output))
  for path in paths { try walk.visit(trimmed(path), isNamed: true) }
  var seen: Set<String> = []
  var found: [(ModelFile, hash: String)] = []
  for file in walk.files where seen.insert(file).inserted {
    let path = root.isEmpty ? file : String(file.dropFirst(root.utf8.count))
    guard !file.hasSuffix(".nn") else {
      let hash = (try? readRegularFile(file)).map(contentHash)
      found.append((ModelFile(root: root, path: path), hash ?? Input.unreadable))
      continue
    }
    for (index, block) in fencedBlocks(of: try readRegularFile(file)).enumerated() {
      found.append((ModelFile(root: root, path: "\(path)#\(index + 1)"), contentHash(block)))
    }
  }
  return found.sorted { $0.0.path.utf8.lexicographicallyPrecedes($1.0.path.utf8) }
}

/// The deepest folder above all the paths, with a slash at its end; empty for the current folder.
private func commonFolder(_ paths: [String]) -> String {
  let folders = paths.map { path -> [Substring] in
    let path = trimmed(path)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if path == "." { return [] }
    return isFolder(path) ? parts : parts.dropLast()
  }
  guard var common = folders.first else { return "" }
  for folder in folders.dropFirst() {
    common = Array(zip(common, folder).prefix { $0 == $1 }.map(\.0))
  }
  return common.isEmpty ? "" : common.joined(separator: "/") + "/"
}

/// A path without `./` at its start, empty parts, and slashes at its end.
private func trimmed(_ path: String) -> String {
  let parts = path.split(separator: "/").filter { $0 != "." }
  let text = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  return text.isEmpty ? "." : text
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

private struct FileIdentity: Hashable {
  let device: UInt64
  let number: UInt64
}

private func identity(of path: String) -> FileIdentity? {
  var status = stat()
  guard stat(path, &status) == 0 else { return nil }
  return FileIdentity(
    device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
}

/// Files that can hold models, as they are come upon.
private struct Walk {
  let output: FileIdentity?
  var files: [String] = []

  /// Looks at a path; one that the user named must be there and be of use.
  mutating func visit(_ path: String, isNamed: Bool = false) throws(FileFault) {
    var status = stat()
    guard (isNamed ? stat(path, &status) : lstat(path, &status)) == 0 else {
      guard isNamed else { return }
      throw .system(path, "can't be read", status: 1)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      if let output, identity(of: path) == output { return }
      try visitFolder(path)
    default:
      let holdsModels = path.hasSuffix(".nn") || path.hasSuffix(".md") || path.hasSuffix(".markdown")
      if holdsModels && (isNamed || isRegularFile(path)) { return files.append(path) }
      guard !isNamed else {
        throw FileFault(path, "is no model: name folders, .nn files and Markdown files", status: 1)
      }
    }
  }

  private mutating func visitFolder(_ path: String) throws(FileFault) {
    guard let folder = opendir(path) else { throw .system(path, "can't be read", status: 1) }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { try visit(path == "." ? name : "\(path)/\(name)") }
    }
  }
}
