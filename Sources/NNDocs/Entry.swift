/// A file that a model was made of.
struct Input: Hashable, Sendable {
  /// Its path below the root.
  var path: String
  /// The hash of its contents.
  var hash: String

  /// The hash of what could not be read.
  static let unreadable = "-"
}

/// A file that was written.
struct Output: Hashable, Sendable {
  /// Its path below the folder of the documentation.
  var path: String
  /// How many bytes it has.
  var size: Int
}

/// What is known of one model: all that the index, the manifest and the next run need.
struct Entry: Hashable, Sendable {
  /// How it went.
  enum Status: String, Sendable {
    /// It is documented.
    case ok
    /// The model has errors; its page tells them.
    case error
    /// Its worker died or took too long; the next run tries again.
    case crashed
    /// It was to be made when a run ended early.
    case stale
  }

  /// Something found in it, as the index counts it.
  enum Gravity: String, Sendable { case error, warning, note }

  /// The path below the root.
  var path: String
  /// How it went.
  var status: Status
  /// Its title, or its name.
  var title = ""
  /// The names of the layers that it uses, sorted.
  var layers: [String] = []
  /// How its checks ended: `passed`, `failed`, `skipped`, or nothing.
  var check = ""
  /// Its findings as JSON, in the manifest's form.
  var findings: [String] = []
  /// How grave they are.
  var gravities: [Gravity] = []
  /// Its diagnostics, a line each, each beginning with a path below the root.
  var diagnostics: [String] = []
  /// What it was made of.
  var inputs: [Input] = []
  /// What was made.
  var outputs: [Output] = []

  /// The hash of what it was made of in an environment.
  func hash(in environment: String) -> String {
    contentHash(of: [environment] + inputs.flatMap { [$0.path, $0.hash] })
  }
}
