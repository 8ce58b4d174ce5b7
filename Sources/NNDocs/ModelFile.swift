internal import NNC
internal import NNFiles

/// A model that is documented: a `.nn` file, or a fenced block of a Markdown file.
struct ModelFile: Hashable, Sendable {
  /// The folder that all paths are told from: empty, or with a slash at its end.
  var root: String
  /// The path below the root: `book/net.nn`, or `book/chapter.md#2` for the second block of a file.
  var path: String

  /// The file that it stands in, below the root.
  var file: String { block == nil ? path : path.split(separator: "#").dropLast().joined(separator: "#") }

  /// The number of the block, from 1; nil for a `.nn` file.
  var block: Int? {
    path.hasSuffix(".nn") ? nil : path.split(separator: "#").last.flatMap { Int($0) }
  }

  /// What its outputs are called: the path without `.nn`, or with a slash before the number of the block.
  var stem: String { block.map { "\(file)/\($0)" } ?? String(path.dropLast(3)) }

  /// Reads the model. A block stands on the lines that it has in its file, below empty ones.
  func read() throws(FileFault) -> Source {
    let name = root + file
    let bytes = try readRegularFile(name)
    guard let block else { return Source(name: name, bytes: bytes) }
    let blocks = fencedBlocks(of: bytes)
    guard blocks.indices.contains(block - 1) else {
      throw FileFault(name, "has no block number \(block) any more", status: 1)
    }
    return Source(name: name, bytes: blocks[block - 1])
  }

  /// A path as it is told in the documentation: below the root.
  func shown(_ name: String) -> String {
    name.hasPrefix(root) ? String(name.dropFirst(root.utf8.count)) : name
  }

  /// A sentence in which paths are told from the root.
  func withoutRoot(_ sentence: String) -> String {
    root.isEmpty || root == "/" ? sentence : sentence.replacing(root, with: "")
  }
}
