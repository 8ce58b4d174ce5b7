import NNGraph
import NNRuntime

/// Something that a figure points at.
public struct Mark: Hashable, Sendable {
  /// How it is to be looked at.
  public enum Kind: String, Sendable {
    /// A gradient that was checked and is right.
    case right
    /// Worth knowing.
    case note
    /// A warning.
    case warning
    /// An error.
    case error
  }

  /// How it is to be looked at.
  public var kind: Kind
  /// What is to be seen, in a few words.
  public var text: String

  /// The sign before the text, which tells the kinds apart without colour.
  var sign: String {
    switch kind {
    case .right: "✓"
    case .note: "·"
    case .warning: "!"
    case .error: "✗"
    }
  }
}

/// What is marked in a figure: findings where they are, and how each step of the backward pass was checked.
struct Marking {
  /// What was found.
  var findings: [Finding] = []
  /// How gradients are checked; nil if they are not.
  var checking: CheckOptions?
  /// How what a unit passes back to a value was found.
  var verdicts: [Use: GradientCheck] = [:]
}

extension Drawing {
  /// Checks what each unit passes back to each value. A unit of several results is left out: what one of them
  /// receives from another within the unit can't be told apart.
  mutating func checkSteps() {
    guard let options = marking.checking else { return }
    for use in uses {
      guard let passed = contributions[use], !passed.isEmpty, let results = made[use.unit], results.count == 1
      else { continue }
      let edge = BackwardEdge(
        value: use.value, inputs: (usesOfUnit[use.unit] ?? []).map(\.value), result: results[0],
        contributions: passed)
      marking.verdicts[use] = check(edge, of: model, valuation, options: options)
    }
  }

  /// What is marked at a value: findings about it, and what it receives from its uses.
  func marks(_ value: NodeID) -> [Mark] {
    let name = names.full(value)
    let found = marking.findings.filter { $0.value == name }.map(\.mark)
    let checked = (usesOfValue[value] ?? []).compactMap { use in
      marking.verdicts[use].map { mark($0, from: use.unit) }
    }
    let notRight = checked.filter { $0.kind != .right }
    if !notRight.isEmpty || checked.isEmpty { return found + notRight }
    return found + [Mark(kind: .right, text: "checked")]
  }

  /// What is marked at a unit: findings about what lies within it.
  func marks(_ unit: Unit) -> [Mark] {
    guard case .scope(let scope) = unit else { return [] }
    let prefix = model.graph[scope].name + "/"
    return marking.findings.filter { $0.value.hasPrefix(prefix) }.map { finding in
      var mark = finding.mark
      mark.text = finding.value.dropFirst(prefix.count) + ": " + mark.text
      return mark
    }
  }

  private func mark(_ found: GradientCheck, from unit: Unit) -> Mark {
    let source = label(unit)
    guard let worst = found.worst, found.verdict != .right else {
      return Mark(
        kind: found.verdict == .right ? .right : .note, text: "\(found.verdict.rawValue) from \(source)")
    }
    let place = worst.index.isEmpty ? "" : " at \(worst.index)"
    guard found.verdict == .wrong else { return Mark(kind: .note, text: "kink in \(source)\(place)") }
    let texts = (options.digits...17).map { digits in
      [worst.analytic, worst.numeric].map { NumberText.significant($0, digits: digits) }
    }
    // As many digits as it takes to tell the two apart.
    let shown = texts.first { $0[0] != $0[1] } ?? texts[0]
    return Mark(
      kind: .error, text: "wrong from \(source)\(place): \(shown[0]), differences say \(shown[1])")
  }

  /// What the marks say, over the drawing: the first findings, and how many steps were found right.
  var markNotes: [String] {
    let found = marking.findings.filter { $0.severity != .note }
    var notes = found.prefix(3).map { "\($0.mark.sign) \($0.value): \($0.mark.text)" }
    if found.count > 3 { notes.append("and \(found.count - 3) more") }
    guard marking.checking != nil else { return notes }
    let verdicts = uses.compactMap { marking.verdicts[$0]?.verdict }
    let parts = [GradientCheck.Verdict.wrong, .kink, .undecided].compactMap { verdict -> String? in
      let count = verdicts.count { $0 == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue) (\(verdict.line))"
    }
    let right = verdicts.count { $0 == .right }
    notes.append(
      "Checked against central differences: \(right) of \(verdicts.count) steps back are right (thin)"
        + (parts.isEmpty ? "." : ", " + parts.joined(separator: ", ") + "."))
    return notes
  }
}

extension GradientCheck.Verdict {
  /// How its arrow is drawn.
  fileprivate var line: String {
    switch self {
    case .right: "thin"
    case .wrong: "thick, dashed"
    case .kink: "dotted, a diamond at its end"
    case .undecided: "dotted, a ring at its end"
    }
  }
}

extension Finding {
  /// The finding in a few words.
  fileprivate var mark: Mark {
    let gravity: Mark.Kind = severity == .error ? .error : severity == .warning ? .warning : .note
    return Mark(kind: gravity, text: brief ?? kind.rawValue.replacing("-", with: " "))
  }
}
