#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a file whole or not at all: into a temporary file in the same folder, which then takes its name. What is
/// no regular file, such as a device or a pipe, is written in place; a link stays one, and what it names is written.
/// It is left to the system when that reaches the disk, as compilers do: to wait for it took as long as to lay out a
/// small figure, and what is lost with the power can be made again.
package func writeFile(_ bytes: [UInt8], to path: String) throws(FileFault) {
  let target = linkTarget(of: path)
  var status = stat()
  let mask = umask(0)
  umask(mask)
  var mode = 0o666 & ~mask
  if stat(target, &status) == 0 {
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileFault(path, "can't be written: it is a folder")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return try writeInPlace(bytes, path) }
    // `rename` asks only for the folder's permission; a file that its owner made read-only stays.
    guard access(target, W_OK) == 0 else { throw .system(path, "can't be written") }
    mode = status.st_mode & 0o777
  } else if errno != ENOENT {
    throw .system(path, "can't be written")
  }
  try holdingSignals { () throws(FileFault) in try replace(target, with: bytes, mode, path) }
}

/// The name of the temporary file has a fixed length, so that the longest name that the file system takes works.
private func replace(_ target: String, with bytes: [UInt8], _ mode: mode_t, _ path: String) throws(FileFault)
{
  let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
  var template = Array("\(folder).nnc-XXXXXX".utf8CString)
  let file = mkstemp(&template)
  guard file >= 0 else { throw .system(path, "can't be written") }
  do throws(FileFault) {
    let written = Result { () throws(FileFault) in
      try writeAll(bytes, file, path)
      guard fchmod(file, mode) == 0 else { throw FileFault.system(path, "can't be written") }
    }
    // Some file systems say only here that there is no room.
    let isClosed = close(file) == 0
    try written.get()
    guard isClosed, rename(template, target) == 0 else { throw FileFault.system(path, "can't be written") }
  } catch {
    unlink(template)
    throw error
  }
}

/// Carries out a short work during which the signals that end a program wait, so that no temporary file is left.
private func holdingSignals(_ body: () throws(FileFault) -> Void) throws(FileFault) {
  var ending = sigset_t()
  var before = sigset_t()
  sigemptyset(&ending)
  for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&ending, signal) }
  pthread_sigmask(SIG_BLOCK, &ending, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  try body()
}

/// What a path names in the end, even if that does not exist yet.
package func linkTarget(of path: String) -> String {
  if let real = realPath(path) { return real }
  var path = path
  // As many links as Linux follows.
  for _ in 0..<40 {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { break }
    let target = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    path = target.hasPrefix("/") ? target : folder + target
  }
  let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  return realPath(folder).map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" } ?? path
}

private func writeInPlace(_ bytes: [UInt8], _ path: String) throws(FileFault) {
  let file = open(path, O_WRONLY | O_CLOEXEC)
  guard file >= 0 else { throw .system(path, "can't be written") }
  defer { close(file) }
  try writeAll(bytes, file, path)
}

/// Writes to standard output; a failure is an error, not silence.
package func writeStandardOutput(_ bytes: [UInt8]) throws(FileFault) {
  try writeAll(bytes, 1, "standard output")
}

/// Writes all bytes to an open file; `name` is what a failure calls it.
package func writeAll(_ bytes: [UInt8], _ file: Int32, _ name: String) throws(FileFault) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw .system(name, "can't be written") }
    rest = rest.dropFirst(count)
  }
}

/// Puts something that can't be used in the place of closed standard streams, lest a file that is opened later
/// becomes standard output; and lets a write beyond the limit of a file's size fail instead of killing the program.
/// The time zone is taken away too: PDF holds a date, and its length depends on the zone.
package func prepareProcess() {
  for stream in Int32(0)...2 where fcntl(stream, F_GETFD) < 0 {
    _ = open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY)
  }
  _ = signal(SIGXFSZ, SIG_IGN)
  setenv("TZ", "UTC0", 1)
}
