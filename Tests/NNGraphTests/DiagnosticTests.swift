import Foundation
import NNGraph
import NNRuntime
import NNSyntax
import Testing

private let allCases =
  nameCases + shapeCases + sizeCases + argumentCases + generatorCases + valueCases + lineCases + labelCases

@Test(arguments: nameCases) func refusesName(_ program: Case) { check(program) }

@Test(arguments: shapeCases) func refusesShape(_ program: Case) { check(program) }

@Test(arguments: sizeCases) func refusesSize(_ program: Case) { check(program) }

@Test(arguments: argumentCases) func refusesArgument(_ program: Case) { check(program) }

@Test(arguments: generatorCases) func refusesGenerator(_ program: Case) { check(program) }

@Test(arguments: valueCases) func refusesValue(_ program: Case) { check(program) }

@Test(arguments: lineCases) func refusesLine(_ program: Case) { check(program) }

@Test(arguments: labelCases) func refusesLabel(_ program: Case) { check(program) }

/// All unknown names are told, but what was meant is looked for a number of times alone, however many there are.
@Test func manyUnknownNamesAreAllTold() {
  let known = (0..<20).map { "value\($0) = [1.0]" }
  let unknown = (0..<70).map { "y\($0) = valu0 + value0" }
  let source = Source(name: "m.nn", text: (known + unknown).joined(separator: "\n") + "\n")
  let (graph, diagnostics) = elaborate(parseProgram(source, importing: nothing))
  #expect(graph == nil)
  #expect(diagnostics.map(\.id) == [String](repeating: "unknown-name", count: 70))
  let limit = ElaborationLimits().suggestions
  #expect(diagnostics.prefix(limit).allSatisfy { $0.hint == "did you mean value0?" })
  #expect(diagnostics.dropFirst(limit).allSatisfy { $0.hint == nil })
}

/// Labels that are none of the classes: what a run finds, not elaboration.
let labelCases: [Case] = [
  Case(
    "negative label",
    """
    x = [[1.0, 2.0], [3.0, 4.0]]
    target t = [0, -1]
    #~     ^ error label-out-of-range: t: label -1 at row 1 is none of the 2 classes 0 … 1
    loss = softmax_loss(x, t)
    #~     ^^^^^^^^^^^^^^^^^^ note: used here
    """),
  Case(
    "label beyond the classes",
    """
    x = [[1.0, 2.0], [3.0, 4.0]]
    target t = [2, 0]
    #~     ^ error label-out-of-range: t: label 2 at row 0 is none of the 2 classes 0 … 1
    loss = x -> softmax_loss(t)
    #~          ^^^^^^^^^^^^^^^ note: used here
    """),
  Case(
    "label that is no whole number",
    """
    x = [[1.0, 2.0], [3.0, 4.0]]
    target t = [0, 0.5]
    #~     ^ error label-out-of-range: label 0.5 at row 1
    loss = softmax_loss(x, t)
    #~     ^^^^^^^^^^^^^^^^^^ note: used here
    """),
  Case(
    "labels that count from one",
    """
    x = [[1.0, 2.0], [3.0, 4.0]]
    target t = [1, 2]
    #~     ^ error label-out-of-range: labels count from 0, these look as if they counted from 1
    loss = softmax_loss(x, t)
    #~     ^^^^^^^^^^^^^^^^^^ note: used here
    """),
]

/// Diagnostics that have no place in the model's own text, or whose model is too long to be written here.
private let casesElsewhere: Set<String> = ["empty-model", "import-holds-values"]

@Test func everyDiagnosticIsHit() throws {
  let hit = Set(allCases.flatMap { split($0.text).marks.map(\.head) }).union(
    casesElsewhere.map { "error \($0)" })
  #expect(try emittedIDs().filter { !hit.contains("error \($0)") } == [])
  #expect(try emittedIDs().count > 30)
}

/// The identities of diagnostics that the sources of NNGraph and NNRuntime hold.
private func emittedIDs() throws -> [String] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")
  var ids: Set<String> = []
  for target in ["NNGraph", "NNRuntime"] {
    let files = FileManager.default.enumerator(atPath: root.appending(path: target).path)
    for case let file as String in files ?? .init() where file.hasSuffix(".swift") {
      let url = root.appending(path: target).appending(path: file)
      let text = try String(contentsOf: url, encoding: .utf8)
      for call in text.split(separator: "Diagnostic(").dropFirst() {
        let head = call.prefix { $0 != "," }
        for match in head.matches(of: /"([a-z-]+)"/) { ids.insert(String(match.1)) }
      }
    }
  }
  return ids.sorted()
}

@Test(arguments: ["", "# nothing", "layer f(x) = x", "model m \"nothing\"", "group { }"])
func aModelWithoutValuesIsEmpty(_ text: String) throws {
  let diagnostic = try #require(diagnose(text).first)
  #expect(diagnostic.id == "empty-model")
  #expect(diagnostic.hint?.contains("bind one") == true)
}

@Test func diagnosticsStandInSourceOrder() {
  let found = diagnose("upstream q = 1\na = relu(b)\nc = relu(d)\nexpect e ~= 1\n")
  #expect(found.map(\.place.range.lowerBound) == found.map(\.place.range.lowerBound).sorted())
  #expect(found.count == 3)
}

@Test func layersCallEachOtherDeeplyButNotEndlessly() {
  func chain(_ depth: Int) -> String {
    let layers = (0..<depth).map { "layer f\($0)(x) = \($0 + 1 < depth ? "f\($0 + 1)(x)" : "x + 1")" }
    return layers.joined(separator: "\n") + "\ny = f0([1.0])"
  }
  #expect(diagnose(chain(64)) == [])
  let found = diagnose(chain(65))
  #expect(found.map(\.id) == ["endless-layer"])
  #expect(found.first?.message == "layers use each other more than 64 deep")
}

@Test func limitsCountNodesAndBytes() {
  func ids(_ text: String, _ limits: ElaborationLimits) -> [String] {
    elaborate(parseProgram(Source(name: "m.nn", text: text), importing: nothing), limits: limits)
      .diagnostics.map(\.id)
  }
  var limits = ElaborationLimits()
  limits.bytes = 80
  #expect(ids("x: [5] = zeros\ny = -x", limits) == [])
  #expect(ids("x: [5] = zeros\ny = -x\nz = -y\nw = -z", limits) == ["too-large"])
  limits = ElaborationLimits()
  limits.nodes = 3
  #expect(ids("x: [5] = zeros\ny = -x\nz = -y", limits) == [])
  #expect(ids("x: [5] = zeros\ny = -x\nz = -y\nw = -z\nv = -w", limits) == ["too-large"])
}

@Test func longModelsAreElaboratedWithoutRecursion() throws {
  let lines = (1...2000).map { "x\($0) = x\($0 - 1) -> relu" }
  let graph = try elaborated("x0 = [1.0]\n" + lines.joined(separator: "\n"))
  #expect(graph.nodes.count > 2000)
  let pipeline = try elaborated("y = [1.0]" + String(repeating: "\n  -> relu", count: 2000))
  #expect(Model(pipeline).definition.graph.nodes.count > 4000)
}

/// Files by name, for models that import.
private func reader(_ files: [String: String]) -> ImportReader {
  { path, _ in
    files[path].map { .success(Source(name: path, text: $0)) }
      ?? .failure(ImportFailure("there is no file \(path)", hint: "it is looked for beside the model"))
  }
}

@Test func importedFilesHoldLayersAlone() throws {
  let files = [
    "a.nn": "import \"b.nn\"\nlayer twice(x) = once(x) * 2\n", "b.nn": "layer once(x) = x\nw = 3\n",
  ]
  let program = parseProgram(
    Source(name: "m.nn", text: "import \"a.nn\"\ny = twice([1.0])"), importing: reader(files))
  let found = elaborate(program).diagnostics
  #expect(found.map(\.id) == ["import-holds-values"])
  let place = try #require(found.first).place
  #expect(program.sources[place.source].name == "b.nn")
  #expect(program.sources[place.source].text(place.range) == "w = 3")
}

@Test func importedLayersAreUsedAndFilesAreReadOnce() throws {
  let files = [
    "a.nn": "import \"b.nn\"\nimport \"a.nn\"\nlayer twice(x) = once(x) * 2\n", "b.nn": "layer once(x) = x\n",
  ]
  let text = "import \"a.nn\"\nimport \"b.nn\"\nx = [1.5]\ny = twice(x)"
  let program = parseProgram(Source(name: "m.nn", text: text), importing: reader(files))
  #expect(program.sources.all.map(\.name) == ["prelude", "m.nn", "a.nn", "b.nn"])
  let (graph, diagnostics) = elaborate(program)
  #expect(diagnostics == [])
  #expect(try Computed(Model(try #require(graph))).output() == [3])
}

@Test func failedImportsSayWhy() throws {
  let program = parseProgram(
    Source(name: "m.nn", text: "import \"a.nn\"\nimport \"c.nn\"\ny = 1"),
    importing: reader(["a.nn": "import \"b.nn\""]))
  #expect(program.diagnostics.map(\.id) == ["import-failed", "import-failed"])
  #expect(program.diagnostics.map(\.place.source) == [1, 2])
  #expect(program.diagnostics.first?.message.contains("there is no file c.nn") == true)
  #expect(program.diagnostics.first?.hint == "it is looked for beside the model")
}
