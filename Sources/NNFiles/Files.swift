package import NNGraph
package import NNSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file can't be read or written.
package struct FileFault: Error {
  /// The file, as the user named it.
  package let path: String
  /// The sentence, with the path in it.
  package let message: String
  /// 1 if the user's input is at fault, 2 if the machine is.
  package let status: Int32

  package init(_ path: String, _ what: String, status: Int32 = 2) {
    self.path = path
    message = "\(path) \(what)"
    self.status = status
  }

  /// A fault with the system's reason.
  package static func system(_ path: String, _ what: String, status: Int32 = 2) -> FileFault {
    FileFault(path, "\(what): \(String(cString: strerror(errno)))", status: status)
  }
}

/// Reads a model from the path that the user gave.
package func readModel(_ path: String) throws(FileFault) -> Source {
  Source(name: path, bytes: try readRegularFile(path))
}

/// Reads a regular file of at most `sourceSizeLimit` bytes; anything else, such as a pipe or a folder, is refused
/// without waiting.
package func readRegularFile(_ path: String) throws(FileFault) -> [UInt8] {
  let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else { throw .system(path, "can't be read", status: 1) }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0 else { throw .system(path, "can't be read", status: 1) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let what = isFolder ? "is a folder, not a model" : "is no regular file"
    throw FileFault(path, what, status: 1)
  }
  guard Int(status.st_size) <= sourceSizeLimit else {
    throw FileFault(path, "has \(status.st_size) bytes, the limit is \(sourceSizeLimit)", status: 1)
  }
  return try readAll(file, path)
}

/// Reads a model from standard input.
package func readStandardInput() throws(FileFault) -> Source {
  Source(name: "<stdin>", bytes: try readAll(0, "standard input"))
}

private func readAll(_ file: Int32, _ name: String) throws(FileFault) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw .system(name, "can't be read", status: 1) }
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
    guard bytes.count <= sourceSizeLimit else {
      throw FileFault(name, "has more than \(sourceSizeLimit) bytes", status: 1)
    }
  }
}

/// Finds an imported file beside the one that imports it, and never outside its folder unless that is allowed.
package func readImport(_ path: String, from: Source, mayLeaveFolder: Bool) -> Result<Source, ImportFailure> {
  guard from.name != "<stdin>" || mayLeaveFolder else {
    return .failure(
      ImportFailure("a model on standard input has no folder", hint: "put the model into a file"))
  }
  let folder = from.name.lastIndex(of: "/").map { String(from.name[...$0]) } ?? ""
  let full = path.hasPrefix("/") ? path : folder + path
  if !mayLeaveFolder, let reason = outsideReason(full, folder: folder, written: path) {
    return .failure(ImportFailure(reason, hint: "move it there, or say --allow-outside"))
  }
  do {
    return .success(Source(name: full, bytes: try readRegularFile(full)))
  } catch {
    return .failure(ImportFailure(error.message))
  }
}

/// Why a path leads out of a folder, by what it really names after links; nil if it does not.
private func outsideReason(_ full: String, folder: String, written: String) -> String? {
  if written.hasPrefix("/") { return "it is not beside the model" }
  guard let inside = realPath(folder.isEmpty ? "." : folder) else { return nil }
  guard let target = realPath(full) else { return nil }
  return target.hasPrefix(inside == "/" ? "/" : inside + "/") ? nil : "it lies outside the model's folder"
}

/// The path of a file without links, or nil if there is none.
package func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Whether a path names a regular file.
package func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
