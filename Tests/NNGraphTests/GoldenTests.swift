import Foundation
import NNGraph
import NNRuntime
import NNSyntax
import Testing

// The text forms of the stages, for tiny models. `NNC_BLESS=1 swift test --filter goldens` writes them anew and fails;
// look at the difference before committing it.

private let models: [String: String] = [
  "neuron": """
  model neuron "One neuron"
  input  x: [N, 2] = [[1, -2]]
  target t: [N]    = [1]
  param  W: [2, 2] = [[0.5, -1], [0.25, 2]]
  group "the only one" {
    loss = x -> out: affine(W=W) -> relu -> softmax_loss(t)
  }
  expect loss ~= 0.5, 1
  """,
  "sigmoid": """
  x = [1.0, -2.0]
  y = sigmoid(x)
  upstream y = [1.0, 0.5]
  """,
]

/// The stages, each with its text form of a model.
private let stages: [(name: String, text: @Sendable (String) throws -> String)] = [
  ("syntax", { parse(Source(name: "m.nn", text: $0), index: 0).syntax.text() }),
  ("graph", { try elaborated($0).text }),
  ("gradient", { try compiled($0).definition.text }),
  (
    "plan",
    { text in
      let model = try compiled(text)
      return plan(model.simplified.graph, observing: model.namedNodes.map { model.simplified[$0] }).text
    }
  ),
]

private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

@Test func goldensAreWhatTheStagesWrite() throws {
  let isBlessing = ProcessInfo.processInfo.environment["NNC_BLESS"] == "1"
  var written: Set<String> = []
  for (model, text) in models.sorted(by: { $0.key < $1.key }) {
    for stage in stages {
      let name = "\(model).\(stage.name)"
      let file = folder.appending(path: name)
      let found = try stage.text(text)
      written.insert(name)
      if isBlessing { try Data(found.utf8).write(to: file) }
      let wanted = try? String(decoding: Data(contentsOf: file), as: UTF8.self)
      let lines = [found, wanted ?? ""].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
      let other = zip(lines[0], lines[1]).first { $0 != $1 }
      #expect(
        found.utf8.elementsEqual((wanted ?? "").utf8),
        "\(name) differs, first at \(String(describing: other))")
    }
  }
  #expect(!isBlessing, "the goldens are written anew; look at them and run again without NNC_BLESS")
  let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
  #expect(files.filter { !written.contains($0) }.sorted() == [], "goldens that no test writes")
}

@Test func textFormsAreTheSameEveryTime() throws {
  for text in models.values {
    for stage in stages { #expect(try stage.text(text) == stage.text(text)) }
  }
}
