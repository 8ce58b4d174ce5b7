/// One JSON array, an object a line.
func json(_ diagnostics: [Diagnostic], in sources: Sources) -> String {
  if diagnostics.isEmpty { return "[]\n" }
  let objects = diagnostics.map { diagnostic in
    let notes = diagnostic.notes.map { note in
      object(start(of: note.place, in: sources) + [("message", quoted(note.message))])
    }
    return object(
      [("severity", quoted(diagnostic.severity.rawValue)), ("id", quoted(diagnostic.id))]
        + start(of: diagnostic.place, in: sources) + end(of: diagnostic.place, in: sources)
        + [
          ("message", quoted(diagnostic.message)), ("label", quoted(diagnostic.label)),
          ("notes", "[\(notes.joined(separator: ","))]"), ("hint", diagnostic.hint.map(quoted) ?? "null"),
        ])
  }
  return "[\n\(objects.joined(separator: ",\n"))\n]\n"
}

private func object(_ members: [(String, String)]) -> String {
  "{\(members.map { "\"\($0)\":\($1)" }.joined(separator: ","))}"
}

private func start(of place: Place?, in sources: Sources) -> [(String, String)] {
  guard let place, sources.all.indices.contains(place.source) else {
    return [("path", "null"), ("line", "null"), ("column", "null")]
  }
  let source = sources[place.source]
  let position = source.lineColumn(at: place.range.lowerBound)
  return [("path", quoted(source.name)), ("line", "\(position.line)"), ("column", "\(position.column)")]
}

private func end(of place: Place, in sources: Sources) -> [(String, String)] {
  guard sources.all.indices.contains(place.source) else {
    return [("endLine", "null"), ("endColumn", "null")]
  }
  let position = sources[place.source].lineColumn(at: place.range.upperBound)
  return [("endLine", "\(position.line)"), ("endColumn", "\(position.column)")]
}

/// A JSON string. Characters that a terminal would obey or hide are escaped.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case _ where scalar.picture != scalar && scalar.value <= 0xFFFF:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
