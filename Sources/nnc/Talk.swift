import ArgumentParser
import NNC
import NNFiles

/// What a run says on standard error, and the exit status that follows from it.
///
/// People read it as it comes. Programs that ask for JSON get one array at the end, of the whole run, and nothing else
/// (wrong usage, with exit status 64, stays a sentence).
struct Talk {
  private let settings: ModelSettings
  private var sources = Sources()
  private var diagnostics: [Diagnostic] = []
  private var status: Int32 = 0

  init(_ settings: ModelSettings) { self.settings = settings }

  private var isJSON: Bool { settings.diagnostics == .json }

  /// Tells what was found in one model; errors make the run fail.
  mutating func show(_ found: [Diagnostic], in sources: Sources) {
    if found.hasErrors { fail(1) }
    guard isJSON else {
      guard !found.isEmpty else { return }
      return say(
        render(
          found, in: sources, as: settings.diagnostics, color: standardErrorHasColor,
          limit: settings.maxErrors)
      )
    }
    let first = self.sources.all.count
    for source in sources.all { _ = self.sources.add(source) }
    diagnostics += found.prefix(settings.maxErrors).map { $0.moved(by: first) }
  }

  /// Tells that a file can't be read or written, and makes the run fail.
  mutating func show(_ fault: FileFault) {
    fail(fault.status)
    tell(.error, "file", of: fault.path, fault.message)
  }

  /// Tells a sentence about a file.
  mutating func tell(_ severity: Diagnostic.Severity, _ id: String, of path: String, _ sentence: String) {
    guard isJSON else { return say("nnc: \(severity.rawValue): \(printable(sentence))\n") }
    let place = Place(source: sources.add(Source(name: path, text: "")), range: 0..<0)
    diagnostics.append(Diagnostic(id, at: place, sentence, severity: severity))
  }

  /// Tells a line that begins with the path of a file, as diagnostics do.
  mutating func tellLine(_ line: String, of path: String) {
    if isJSON { tell(.error, "docs", of: path, line) } else { say(printable(line) + "\n") }
  }

  /// Writes what is made of a model to a file, or to standard output if that is meant.
  mutating func write(_ name: String, to path: String, _ make: (inout Talk) throws -> [UInt8]) {
    do {
      let bytes = try make(&self)
      if path == "-" || path == "/dev/stdout" { return try writeStandardOutput(bytes) }
      try writeFile(bytes, to: path)
      tellWritten(path)
    } catch let fault as FileFault {
      show(fault)
    } catch {
      show(FileFault(name, "can't be drawn: \(error)"))
    }
  }

  /// Tells of a file that is there now; programs know that from the exit status.
  private func tellWritten(_ path: String) {
    if !isJSON { say("nnc: wrote \(printable(path))\n") }
  }

  /// The run ends with this status, or with a graver one.
  mutating func fail(_ status: Int32) { self.status = max(self.status, status) }

  /// Writes what has waited for the end, and ends the run with its status.
  func end() throws {
    if isJSON { say(render(diagnostics, in: sources, as: .json, color: false, limit: diagnostics.count)) }
    if status != 0 { throw ExitCode(status) }
  }
}

extension Diagnostic {
  /// The diagnostic with its places in sources that stand `count` further on.
  fileprivate func moved(by count: Int) -> Diagnostic {
    var result = self
    result.place = place.moved(by: count)
    result.notes = notes.map { Note($0.message, at: $0.place?.moved(by: count)) }
    return result
  }
}

extension Place {
  /// A place in no known source, which has a negative index, stays so.
  fileprivate func moved(by count: Int) -> Place {
    source < 0 ? self : Place(source: source + count, range: range)
  }
}
