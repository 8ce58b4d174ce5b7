internal import NNC

/// The list of models for other programs: a JSON array, an object a line, in bytewise order of their paths.
func manifest(_ entries: [Entry], _ environment: String) -> [UInt8] {
  let lines = entries.map { entry in
    let outputs = entry.outputs.map { jsonString($0.path) }.joined(separator: ", ")
    let members = [
      ("path", jsonString(entry.path)),
      ("hash", jsonString(entry.hash(in: environment))),
      ("status", jsonString(entry.status.rawValue)),
      ("findings", "[\(entry.findings.joined(separator: ", "))]"),
      ("outputs", "[\(outputs)]"),
    ]
    return "  { " + members.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + " }"
  }
  return Array((lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n").utf8)
}
