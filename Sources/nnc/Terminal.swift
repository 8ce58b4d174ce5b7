import ArgumentParser
import NNC
import NNFiles

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
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

/// Ends the program.
func end(with status: Int32) -> Never { exit(status) }

/// A sentence with a path in it, of which a terminal obeys nothing.
func printable(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isControl = scalar.properties.generalCategory == .control
    result.append(isControl ? Unicode.Scalar(0x2400 + scalar.value % 0x80) ?? "\u{FFFD}" : scalar)
  }
  return String(result)
}

/// Whether standard error is a terminal that wants colour.
var standardErrorHasColor: Bool { hasColor(2) }

/// Whether standard output is a terminal that wants colour.
var standardOutputHasColor: Bool { hasColor(1) }

private func hasColor(_ file: Int32) -> Bool {
  let (refusal, terminal) = (variable("NO_COLOR") ?? "", variable("TERM"))
  return isatty(file) == 1 && refusal.isEmpty && terminal != nil && terminal != "dumb"
}

/// A variable of the environment.
func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// Carries out what may fail on files; a failure is told and ends the program with its status.
func orExit<T>(_ body: () throws(FileFault) -> T) throws -> T {
  do {
    return try body()
  } catch {
    say("nnc: error: \(printable(error.message))\n")
    throw ExitCode(error.status)
  }
}

/// Whether standard error is a terminal that can move its cursor.
var standardErrorIsTerminal: Bool {
  let terminal = variable("TERM")
  return isatty(2) == 1 && terminal != nil && terminal != "dumb"
}

/// The program that is running, for starting it once more.
func ownProgram() -> String {
  #if canImport(Darwin)
    return realPath(CommandLine.arguments[0]) ?? CommandLine.arguments[0]
  #else
    return "/proc/self/exe"
  #endif
}
