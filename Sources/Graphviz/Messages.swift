internal import CGraphvizShim

/// What Graphviz said since its messages were last emptied. Only to be used under the lock.
struct Messages {
  /// The errors and the warnings, in order, each in one line.
  private(set) var errors: [String] = []
  private(set) var warnings: [String] = []

  /// Reads the messages collected up to now.
  init() {
    self.init(text: String(cString: graphviz_messages()))
    if errors.isEmpty && graphviz_had_errors() { errors = ["an error without a message"] }
  }

  /// Sorts the text of some messages. One starts with its level; lines without continue the message before.
  init(text: String) {
    var isError = true
    for line in text.split(separator: "\n") {
      if let rest = rest(of: line, after: "Error: ") {
        isError = true
        errors.append(rest)
      } else if let rest = rest(of: line, after: "Warning: ") {
        isError = false
        warnings.append(rest)
      } else if isError {
        errors = continued(errors, line)
      } else {
        warnings = continued(warnings, line)
      }
    }
  }

  /// The errors as one, where there is one.
  var firstError: GraphvizError? {
    errors.isEmpty ? nil : .message(errors.joined(separator: "; "))
  }
}

private func rest(of line: Substring, after mark: String) -> String? {
  line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : nil
}

private func continued(_ messages: [String], _ line: Substring) -> [String] {
  guard let last = messages.last else { return [String(line)] }
  return messages.dropLast() + [last + " " + line]
}
