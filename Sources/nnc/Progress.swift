import NNDocs
import NNFiles

/// What is seen of a long run: a bar on a terminal, a line a model elsewhere, or nothing.
struct Progress {
  private let isQuiet: Bool
  private let isTerminal = standardErrorIsTerminal
  private var hasBar = false

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  mutating func show(_ event: DocsEvent) {
    guard !isQuiet else { return }
    switch event {
    case .waiting: say("nnc: note: waiting for another nnc that writes to the same folder\n")
    case .made(let path, let count, let total):
      guard isTerminal else { return say("nnc: [\(count)/\(total)] \(printable(path))\n") }
      let width = 30
      let done = width * count / max(total, 1)
      let bar = String(repeating: "━", count: done) + String(repeating: "╌", count: width - done)
      // A long name is cut, so that the line stays one; the rest of an older one is erased.
      say("\r\(bar) \(count)/\(total) \(printable(String(path.suffix(40))))\u{1B}[K")
      hasBar = true
    }
  }

  /// Takes the bar away.
  mutating func end() {
    if hasBar { say("\r\u{1B}[K") }
    hasBar = false
  }
}
