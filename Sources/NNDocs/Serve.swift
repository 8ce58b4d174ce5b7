internal import NNFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The work of a worker: a model comes through standard input, its files go out through standard output, until no
/// more come or the process has grown too much.
package func serve(_ options: DocsOptions, timeout: Int) {
  // Nothing but answers may come out there, whatever a library prints.
  let answers = dup(1)
  dup2(2, 1)
  _ = signal(SIGPIPE, SIG_IGN)
  var bytes: [UInt8] = []
  var count = 0
  while let fields = nextMessage(&bytes), fields.count == 2 {
    // Where the other process is gone and nobody ends this one, it ends itself.
    alarm(UInt32(clamping: timeout + 5))
    let file = ModelFile(
      root: String(decoding: fields[0], as: UTF8.self), path: String(decoding: fields[1], as: UTF8.self))
    let made = make(file, options)
    count += 1
    let goesOn = count < jobLimit && greatestMemory() < memoryLimit
    do {
      try writeAll(made.answer(goesOn: goesOn), answers, "the answer")
    } catch {
      return
    }
    alarm(0)
    if !goesOn { return }
  }
}

/// A worker ends after this many models, or when it once took this many bytes: Graphviz leaks some with each drawing.
private let jobLimit = 2000
private let memoryLimit = 512 << 20

private func nextMessage(_ bytes: inout [UInt8]) -> [[UInt8]]? {
  var buffer = [UInt8](repeating: 0, count: 1 << 12)
  while true {
    if let fields = Message.take(from: &bytes) { return fields }
    let count = read(0, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return nil }
    bytes += buffer[..<count]
  }
}

/// The most memory that the process ever had, in bytes.
private func greatestMemory() -> Int {
  var usage = rusage()
  // RUSAGE_SELF, whose type differs between systems, is 0 in all.
  getrusage(.init(0), &usage)
  #if canImport(Darwin)
    return Int(usage.ru_maxrss)
  #else
    return Int(usage.ru_maxrss) << 10
  #endif
}
