import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes talk to standard error.
func say(_ text: String) {
  let bytes = Array(text.utf8)
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

/// Whether standard error is a terminal that wants colour.
var standardErrorHasColor: Bool {
  isatty(2) == 1 && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
}

/// Carries out what may fail on files; a failure is told and ends the program with its status.
func orExit<T>(_ body: () throws(FileFault) -> T) throws -> T {
  do {
    return try body()
  } catch {
    say("nnc: error: \(error.message)\n")
    throw ExitCode(error.status)
  }
}
