internal import NNFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that a documentation is written to. One process at a time writes, under its lock, so that one name
/// does for the file that is being written.
struct OutputFolder {
  /// Its path, as the user gave it.
  let path: String

  /// What nnc keeps for itself there.
  var ownFolder: String { "\(path)/.nnc-docs" }

  /// Whether nnc has written there before.
  var isKnown: Bool { access(ownFolder, F_OK) == 0 }

  /// Makes the folder where it is missing.
  func make() throws(FileFault) {
    try makeFolders(path)
    try makeFolders(ownFolder)
  }

  /// Takes the lock, which the system gives back when the process ends, however it ends. `wait` is called while
  /// another process has it.
  func lock(wait: () throws(FileFault) -> Void) throws(FileFault) {
    let name = "\(ownFolder)/lock"
    let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .system(name, "can't be written") }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .system(name, "can't be locked") }
      try wait()
      usleep(50_000)
    }
  }

  /// Writes a file whole: under another name, which then becomes its own.
  func write(_ bytes: [UInt8], to name: String) throws(FileFault) {
    let target = "\(path)/\(name)"
    let temporary = "\(ownFolder)/writing"
    var file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .system(target, "can't be written") }
    do throws(FileFault) {
      defer { if file >= 0 { close(file) } }
      try writeAll(bytes, file, target)
      let closed = close(file)
      file = -1
      guard closed == 0 else { throw FileFault.system(target, "can't be written") }
      if rename(temporary, target) == 0 { return }
      guard errno == ENOENT else { throw FileFault.system(target, "can't be written") }
      try makeFolders(String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)]))
      guard rename(temporary, target) == 0 else { throw FileFault.system(target, "can't be written") }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Removes a file that nnc wrote, and the folders that are empty without it.
  func remove(_ name: String) {
    guard unlink("\(path)/\(name)") == 0 || errno == ENOENT else { return }
    var folder = name[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      guard rmdir("\(path)/\(folder)") == 0 || errno == ENOENT else { return }
    }
  }

  /// The size of a file; nil if there is none.
  func size(of name: String) -> Int? {
    var status = stat()
    guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Whether a file has these contents already.
  func holds(_ bytes: [UInt8], as name: String) -> Bool {
    size(of: name) == bytes.count && (try? readRegularFile("\(path)/\(name)")) == bytes
  }

  /// Whether something has the name already.
  func has(_ name: String) -> Bool {
    var status = stat()
    return lstat("\(path)/\(name)", &status) == 0
  }
}

private func makeFolders(_ path: String) throws(FileFault) {
  if path.isEmpty || mkdir(path, 0o777) == 0 { return }
  if errno == ENOENT, let slash = path.lastIndex(of: "/") {
    try makeFolders(String(path[..<slash]))
    if mkdir(path, 0o777) == 0 { return }
  }
  let reason = errno
  var status = stat()
  guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
    errno = reason == EEXIST ? ENOTDIR : reason
    throw .system(path, "can't be made a folder")
  }
}
