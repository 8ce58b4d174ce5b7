internal import NNFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a folder of documentation holds, as far as it is certain.
///
/// Before a run changes anything, it says in `state` what it is going to change. What is made is then noted in
/// `journal`. So whenever a run ends, the next one knows which files are nnc's and which of them are right. A journal
/// counts for the state that its first line names, and no other.
struct State {
  /// All but the models that the files were made of.
  var environment = ""
  /// The models, by their paths.
  var entries: [String: Entry] = [:]

  /// The entry of the files that a documentation has once has this path, which no model can have.
  static let site = "/"

  private static let opening = "nnc-docs 1 "

  /// Reads what the last run left; nothing at all if that can't be read.
  init(_ folder: OutputFolder) {
    guard let bytes = try? readRegularFile(State.path(folder)) else { return }
    let (head, records) = State.halves(bytes)
    guard head.hasPrefix(State.opening) else { return }
    environment = String(head.dropFirst(State.opening.utf8.count))
    take(records)
    guard let journal = try? readRegularFile(Journal.path(folder)) else { return }
    let (journalHead, journalRecords) = State.halves(journal)
    if journalHead == Journal.opening + contentHash(bytes) { take(journalRecords) }
  }

  private mutating func take(_ records: Substring) {
    for entry in Record.entries(records) { entries[entry.path] = entry }
  }

  /// The first line of a file, and what follows.
  private static func halves(_ bytes: [UInt8]) -> (head: Substring, rest: Substring) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.utf8.firstIndex(of: 0x0A) else { return ("", "") }
    return (text[..<end], text[text.utf8.index(after: end)...])
  }

  /// Writes the state, in order of paths.
  /// - Returns: what a journal that goes on from it is to name.
  @discardableResult
  func write(_ folder: OutputFolder) throws(FileFault) -> String {
    let records = entries.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let text = State.opening + environment + "\n" + records.map(Record.text).joined()
    let bytes = Array(text.utf8)
    try folder.write(bytes, to: ".nnc-docs/state")
    return contentHash(bytes)
  }

  private static func path(_ folder: OutputFolder) -> String { "\(folder.ownFolder)/state" }
}

/// What has been made since the state was written.
struct Journal: ~Copyable {
  static let opening = "nnc-docs journal "

  private let file: Int32
  private let name: String

  /// Begins a journal that goes on from a state.
  init(_ folder: OutputFolder, after state: String) throws(FileFault) {
    name = Journal.path(folder)
    file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .system(name, "can't be written") }
    try writeAll(Array("\(Journal.opening)\(state)\n".utf8), file, name)
  }

  /// Notes that the files of an entry are there.
  func note(_ entry: Entry) throws(FileFault) { try writeAll(Array(Record.text(entry).utf8), file, name) }

  /// Removes the journal, when the state holds all of it.
  static func remove(_ folder: OutputFolder) { unlink(path(folder)) }

  static func path(_ folder: OutputFolder) -> String { "\(folder.ownFolder)/journal" }

  deinit { close(file) }
}
