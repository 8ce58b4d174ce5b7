/// Why a graph could not be drawn, in sentences.
public enum GraphvizError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The library, or a part of it, is not there.
  case cannotLoad(what: String, remedy: String)
  /// The graph has no name.
  case emptyName
  /// A node or cluster has no name.
  case emptyItemName(in: String)
  /// An edge or a rank names a node that the graph doesn't have.
  case unknownNode(String)
  /// Two clusters have one name.
  case repeatedCluster(String)
  /// The name of a port is no word.
  case invalidPort(String)
  /// An HTML-like label is built in a way that Graphviz refuses.
  case invalidLabel(String)
  /// More than the layout can bear in time or memory.
  case tooLarge(what: String, count: Int, limit: Int)
  /// Graphviz is known to corrupt memory on this.
  case unsafe(reason: String, remedy: String)
  /// Graphviz found an error, in its own words.
  case message(String)
  /// The layout failed without a word.
  case layoutFailed
  /// The layout was made, but not the file.
  case renderFailed(Format)

  /// One or two sentences.
  public var description: String {
    switch self {
    case .cannotLoad(let what, let remedy): "Graphviz can't load \(what). \(remedy)"
    case .emptyName: "A graph must have a name."
    case .emptyItemName(let graph): "A node or cluster in graph \"\(graph)\" has no name."
    case .unknownNode(let name): "The graph has no node \"\(name)\", which an edge or a rank refers to."
    case .repeatedCluster(let name): "The graph has two clusters of the name \"\(name)\"."
    case .invalidPort(let name):
      "The port \"\(name)\" is not made of ASCII letters, digits, `_`, `.` and `-`."
    case .invalidLabel(let reason): "An HTML-like label can't be drawn: \(reason)."
    case .tooLarge(let what, let count, let limit):
      "The graph has \(count) \(what); Graphviz is given at most \(limit)."
    case .unsafe(let reason, let remedy): "Graphviz may crash: \(reason). \(remedy)"
    case .message(let text): "Graphviz reports: \(text)"
    case .layoutFailed: "Graphviz could not lay out the graph and gave no reason."
    case .renderFailed(let format):
      "Graphviz could not write \(format.rawValue.uppercased()) and gave no reason."
    }
  }
}
