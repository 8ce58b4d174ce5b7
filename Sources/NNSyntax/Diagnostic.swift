/// Something that a user can mend, with the place where it stands.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How grave a diagnostic is.
  public enum Severity: String, Sendable {
    /// The model can't be compiled.
    case error
    /// The model compiles, but hardly means what its author thinks.
    case warning
    /// Something worth knowing.
    case note
  }

  /// Another place that matters, with what is to be seen there.
  public struct Note: Hashable, Sendable {
    /// The place, or nil for a sentence without one.
    public var place: Place?
    /// What is to be seen there, such as "its shape [3, 4] comes from here".
    public var message: String

    /// A note at `place`.
    public init(_ message: String, at place: Place? = nil) {
      self.place = place
      self.message = message
    }
  }

  /// How grave it is.
  public var severity: Severity
  /// A stable name of this kind of diagnostic, in kebab case, such as `unknown-name`.
  public var id: String
  /// Where it is.
  public var place: Place
  /// What is wrong, in the user's words, in one line without a full stop at its end.
  public var message: String
  /// What is written beside the carets; may be empty.
  public var label: String
  /// Other places that matter.
  public var notes: [Note]
  /// How to mend it.
  public var hint: String?

  /// An error, unless `severity` says otherwise.
  public init(
    _ id: String, at place: Place, _ message: String, label: String = "", notes: [Note] = [],
    hint: String? = nil, severity: Severity = .error
  ) {
    self.id = id
    self.place = place
    self.message = message
    self.label = label
    self.notes = notes
    self.hint = hint
    self.severity = severity
  }
}

extension [Diagnostic] {
  /// Whether one of them is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// The diagnostics in source order; those of one place stay in the order in which they were found.
  public var inSourceOrder: [Diagnostic] {
    guard count > 1 else { return self }
    return enumerated().sorted { one, other in
      let (a, b) = (one.element.place, other.element.place)
      return (a.source, a.range.lowerBound, one.offset) < (b.source, b.range.lowerBound, other.offset)
    }.map(\.element)
  }
}
