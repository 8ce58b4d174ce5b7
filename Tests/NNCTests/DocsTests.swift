import Foundation
import Testing

/// A folder with models, and a documentation of it beside it.
struct Documented {
  let folder: Folder

  init(_ models: [String: String]) throws {
    folder = try Folder()
    for (name, text) in models { try write(text, to: name) }
  }

  func write(_ text: String, to name: String) throws {
    let path = "\(folder.path)/models/\(name)"
    let parent = URL(filePath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  func docs(_ options: String..., environment: [String: String?] = [:]) throws -> Outcome {
    try folder.nnc(["docs", "models", "-o", "site"] + options, environment: environment)
  }

  func text(_ name: String) -> String? { folder.text("site/\(name)") }

  /// Every file of the documentation with its contents, what nnc keeps for itself too; the lock is empty.
  var tree: [String: [UInt8]] { files(below: "\(folder.path)/site") }

  /// Takes the time of each file, in nanoseconds.
  func times() throws -> [String: String] {
    let lines = try folder.shell("cd site && find . -type f -printf '%P %T@ %i\\n'").output.split(
      separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      })
  }

  /// The models of the manifest.
  func manifest() throws -> [[String: Any]] { try objects(text("manifest.json") ?? "") }
}

/// All files below a folder with their contents.
func files(below path: String) -> [String: [UInt8]] {
  var result: [String: [UInt8]] = [:]
  guard let names = FileManager.default.enumerator(atPath: path) else { return result }
  for case let name as String in names {
    var isFolder: ObjCBool = false
    let full = "\(path)/\(name)"
    guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
      continue
    }
    result[name] = FileManager.default.contents(atPath: full).map(Array.init)
  }
  return result
}

private let two = ["a.nn": sigmoidModel, "sub/b.nn": twoLayerModel]

@Suite struct DocsTests {
  @Test func aSiteHasAnIndexAndAPageAModelWithItsFigures() throws {
    let docs = try Documented(two)
    let outcome = try docs.docs()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.bytes.isEmpty)
    #expect(
      docs.tree.keys.sorted() == [
        ".nnc-docs/lock", ".nnc-docs/state", "a/index.html", "a/layer.svg", "a/node.svg", "index.html",
        "manifest.json", "nnc.css", "nnc.js", "sub/b/index.html", "sub/b/layer.svg", "sub/b/node.svg",
      ])
    let page = try #require(docs.text("sub/b/index.html"))
    for part in ["Two-layer net", "<h2 id=\"tensors\"", "<h2 id=\"checks\"", "<math", "data-detail=\"node\""]
    {
      #expect(page.contains(part), "\(part)")
    }
    #expect(page.contains("<span class=\"keyword\">model</span>"))
    #expect(try #require(docs.text("index.html")).contains("sub/b/index.html"))
    #expect(isWellFormed(docs.tree["a/layer.svg"] ?? []))
  }

  @Test func figuresAreThoseOfTheCompiler() throws {
    let docs = try Documented(two)
    _ = try docs.docs()
    for detail in ["layer", "node"] {
      let alone = try docs.folder.nnc(["models/sub/b.nn", "--detail", detail, "-o", "-", "--emit", "svg"])
      #expect(docs.tree["sub/b/\(detail).svg"] == alone.bytes)
    }
  }

  @Test func theManifestListsModelsInOrder() throws {
    let docs = try Documented(two.merging(["Z.nn": "y = foo(1)\n"]) { $1 })
    #expect(try docs.docs().status == 1)
    let manifest = try docs.manifest()
    #expect(manifest.compactMap { $0["path"] as? String } == ["Z.nn", "a.nn", "sub/b.nn"])
    #expect(manifest.compactMap { $0["status"] as? String } == ["error", "ok", "ok"])
    #expect(manifest[1]["outputs"] as? [String] == ["a/layer.svg", "a/node.svg", "a/index.html"])
    let line = try #require(docs.text("manifest.json")?.split(separator: "\n").dropFirst().first)
    #expect(keys(line.drop { $0 != "{" }) == ["path", "hash", "status", "findings", "outputs"])
  }

  @Test func pagesUseNoNetworkAndRunNoScriptOfTheirOwn() throws {
    let docs = try Documented([
      "x.nn": "model x \"<script>alert(1)</script>\"\na = exp([1.0]) # </pre><script>\n"
    ])
    #expect(try docs.docs().status == 0)
    for name in ["index.html", "x/index.html"] {
      let page = try #require(docs.text(name))
      #expect(page.contains("default-src 'none'"))
      #expect(page.components(separatedBy: "<script").count == 2, "\(name)")
      let addresses = page.replacing("http://www.w3.org/", with: "")
      #expect(!addresses.contains("http:") && !addresses.contains("https:"))
    }
  }

  @Test func anIdentityIsOnAPageOnce() throws {
    let docs = try Documented(two)
    _ = try docs.docs()
    let page = try #require(docs.text("sub/b/index.html"))
    let identities = page.matches(of: /\ id="([^"]*)"/).map { String($0.1) }
    #expect(Set(identities).count == identities.count)
    for name in page.matches(of: /aria-labelledby="([^"]*)"/).flatMap({ $0.1.split(separator: " ") }) {
      #expect(identities.contains(String(name)))
    }
  }

  @Test func nothingIsTouchedWhereNothingChanged() throws {
    let docs = try Documented(two)
    _ = try docs.docs()
    let times = try docs.times()
    #expect(try docs.docs().errors.contains("0 made"))
    #expect(try docs.times() == times)
  }

  @Test func aChangedModelTouchesItsPageAndTheIndex() throws {
    let docs = try Documented(two)
    _ = try docs.docs()
    let times = try docs.times()
    try docs.write(sigmoidModel + "z = y * 2\n", to: "a.nn")
    #expect(try docs.docs().errors.contains("1 made"))
    let changed = try docs.times().filter { times[$0.key] != $0.value }.keys.sorted()
    #expect(changed.filter { $0.hasPrefix("sub/") }.isEmpty)
    #expect(changed.contains("a/index.html") && changed.contains("index.html"))
  }

  @Test func aChangedImportMakesItsModelsAnew() throws {
    let docs = try Documented([
      "lib.nn": "layer twice(x) = x * 2\n", "a.nn": "import \"lib.nn\"\ny = twice([1.0])\n",
      "b.nn": sigmoidModel,
    ])
    _ = try docs.docs()
    let before = docs.tree
    try docs.write("layer twice(x) = x * 4\n", to: "lib.nn")
    #expect(try docs.docs().errors.contains("2 made"))
    #expect(docs.tree["a/layer.svg"] != before["a/layer.svg"])
    #expect(docs.tree["b/index.html"] == before["b/index.html"])
  }

  @Test func aModelIsMadeWhenItsMissingImportIsThere() throws {
    let docs = try Documented(["a.nn": "import \"lib/l.nn\"\ny = twice([1.0])\n"])
    let outcome = try docs.docs()
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("models/a.nn:1:8: error: \"lib/l.nn\" can't be imported"))
    try docs.write("layer twice(x) = x * 2\n", to: "lib/l.nn")
    _ = try docs.docs()
    #expect(try docs.manifest().first?["status"] as? String == "ok")
  }

  @Test func aModelThatIsGoneDisappears() throws {
    let docs = try Documented(two)
    _ = try docs.docs()
    _ = try docs.folder.shell("touch site/mine.txt site/sub/mine.txt; rm -r models/sub")
    #expect(try docs.docs().errors.contains("1 removed"))
    #expect(docs.tree.keys.filter { $0.hasPrefix("sub") } == ["sub/mine.txt"])
    #expect(docs.tree["mine.txt"] != nil)
    #expect(try docs.manifest().count == 1)
  }

  @Test func aDamagedOrRemovedFileIsMadeAnew() throws {
    let docs = try Documented(two)
    _ = try docs.docs()
    let tree = docs.tree
    _ = try docs.folder.shell("rm site/a/layer.svg site/manifest.json; truncate -s 10 site/sub/b/index.html")
    #expect(try docs.docs().status == 0)
    #expect(docs.tree == tree)
  }

  @Test func otherOptionsMakeAllAnew() throws {
    let docs = try Documented(two)
    _ = try docs.docs()
    #expect(try docs.docs("--digits", "5").errors.contains("2 made"))
    #expect(try docs.docs("--format", "figures").status == 0)
    #expect(
      docs.tree.keys.sorted() == [".nnc-docs/lock", ".nnc-docs/state", "a.svg", "manifest.json", "sub/b.svg"])
  }

  @Test func checkTellsWhatIsNotUpToDateAndWritesNothing() throws {
    let docs = try Documented(two)
    let first = try docs.docs("--check")
    #expect(first.status == 1)
    #expect(first.errors.contains("a.nn is not up to date"))
    #expect(docs.tree.isEmpty)
    _ = try docs.docs()
    let times = try docs.times()
    #expect(try docs.docs("--check").status == 0)
    _ = try docs.folder.shell("rm models/a.nn")
    #expect(try docs.docs("--check").status == 1)
    #expect(try docs.times() == times)
  }

  @Test func progressIsABarOnATerminalAndLinesElsewhere() throws {
    let docs = try Documented(two)
    let lines = try docs.docs("-j", "1")
    #expect(lines.errors == "nnc: [1/2] a.nn\nnnc: [2/2] sub/b.nn\nnnc: note: 2 models in site: 2 made\n")
    #expect(try docs.docs("-q", "--digits", "4").errors.isEmpty)
    #if os(Linux)
      let seen = try docs.folder.shell("script -qec \"$NNC docs models -o other\" /dev/null").output
      #expect(seen.contains("╌ 1/2 ") && seen.contains("━ 2/2 "))
      #expect(seen.contains("2 models in other: 2 made"))
      #expect(!seen.contains("[1/2]"))
      #expect(try docs.folder.shell("script -qec \"$NNC docs models -o third -q\" /dev/null").output.isEmpty)
    #endif
  }

  @Test func aPageTellsWhatAnInspectionFinds() throws {
    let dead = """
      input x: [64, 4] = uniform(0, 1, seed=1)
      param W: [4, 8] = normal(0, 1, seed=2)
      param b: [8] = [-9, -9, -9, -9, -9, -9, -9, -9]
      h = relu(x @ W + b)
      y = sum(h)
      """
    let docs = try Documented(["dead.nn": dead])
    _ = try docs.docs()
    let inspection = try docs.folder.nnc(["inspect", "models/dead.nn", "--format", "json"]).output
    #expect(inspection.contains("dead-relu"))
    #expect(docs.text("manifest.json")?.contains("\"id\": \"dead-relu\"") == true)
    let page = try #require(docs.text("dead/index.html"))
    #expect(page.contains("dead-relu, line") && page.contains("<br>Remedy: start with a bias of 0"))
    #expect(page.contains("against central differences of that layer alone. 6 steps back: 6 right."))
    #expect(docs.text("index.html")?.contains("data-state=\"findings\"") == true)
  }

  @Test func anExpectationThatFailsIsToldAndTheModelIsThere() throws {
    let docs = try Documented(["a.nn": "y = exp([0.0])\nexpect y ~= [2.0]\n", "b.nn": sigmoidModel])
    for _ in 0..<2 {
      let outcome = try docs.docs("-q")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "nnc: warning: a check of models/a.nn failed: see its page, or nnc check\n")
    }
    let index = try #require(docs.text("index.html"))
    #expect(index.contains("1 with a failed check") && index.contains("data-state=\"findings check\""))
    #expect(docs.text("a/index.html")?.contains("0 of 1 expectations hold.") == true)
    #expect(docs.text("manifest.json")?.contains("expectation-failed") == true)
  }

  @Test func theIndexTellsWhatIsWrong() throws {
    let docs = try Documented(["sub/a.nn": "y = foo(1)\nz = bar(2)\nu = baz(3)\n"])
    #expect(try docs.docs().status == 1)
    let index = try #require(docs.text("index.html"))
    #expect(
      index.contains("<code>1:5: error: there is no layer foo</code>")
        && index.contains("<code>and 1 more</code>"))
    #expect(try docs.docs("--format", "markdown").status == 1)
    #expect(docs.text("index.md")?.contains("  - `1:5: error: there is no layer foo`\n") == true)
  }

  @Test func aSmallMatrixStandsInColumns() throws {
    let docs = try Documented(["a.nn": "x = [[1, -20], [300, 4]]\ny = sum(x * 2)\n"])
    #expect(try docs.docs().status == 0)
    #expect(docs.text("a/index.html")?.contains("value aligned\">  1  −20\n300    4</td>") == true)
  }

  @Test func markdownBlocksAreModelsOnTheLinesOfTheirFile() throws {
    let chapter =
      "# C\n\n```nn\ny = exp([1.0])\n```\n\n- x\n\n  ~~~ nn\n  y = foo(1)\n  ~~~\n\n```swift\nlet x = 1\n```\n"
    let docs = try Documented(["ch.md": chapter])
    let outcome = try docs.docs()
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("models/ch.md:10:5: error: there is no layer foo"))
    #expect(try docs.manifest().compactMap { $0["path"] as? String } == ["ch.md#1", "ch.md#2"])
    #expect(docs.text("ch.md/1/index.html")?.contains("exp") == true)
    try docs.write(chapter + "\nMore.\n", to: "ch.md")
    #expect(try docs.docs().errors.contains("0 made"))
  }

  @Test func figuresComeInPairsForLightAndDark() throws {
    let docs = try Documented(two)
    #expect(try docs.docs("--format", "figures", "--theme", "both", "--detail", "node").status == 0)
    #expect(
      docs.tree.keys.filter { $0.hasSuffix("svg") }.sorted() == [
        "a.svg", "a~dark.svg", "sub/b.svg", "sub/b~dark.svg",
      ])
    let alone = try docs.folder.nnc([
      "models/a.nn", "--detail", "node", "--theme", "dark", "--emit", "svg", "-o", "-",
    ])
    #expect(docs.tree["a~dark.svg"] == alone.bytes)
  }

  @Test func markdownPagesHaveTheirFiguresBesideThem() throws {
    let docs = try Documented(two)
    #expect(try docs.docs("--format", "markdown").status == 0)
    let page = try #require(docs.text("sub/b/index.md"))
    #expect(
      page.hasPrefix("# Two-layer net\n") && page.contains("(layer.svg)") && page.contains("```nn\nmodel two")
    )
    #expect(docs.text("index.md")?.contains("[Two-layer net](sub/b/index.md)") == true)
  }

  @Test func theNumberOfWorkersChangesNothing() throws {
    var models = two
    for index in 0..<6 { models["m\(index).nn"] = "y = exp([\(index).5]) -> sigmoid\n" }
    let (one, three) = (try Documented(models), try Documented(models))
    _ = try one.docs("-j", "1")
    _ = try three.docs("-j", "3")
    #expect(one.tree == three.tree)
  }

  @Test func theFolderOfTheModelsLeavesNoTrace() throws {
    let (one, other) = (try Documented(two), try Documented(two))
    _ = try one.docs()
    _ = try other.folder.nnc(["docs", "\(other.folder.path)/models", "-o", "site"])
    #expect(one.tree == other.tree)
  }

  @Test func theOutputIsNotItsOwnInput() throws {
    let docs = try Documented(two)
    let arguments = ["docs", "models", "-o", "models/site", "--format", "markdown"]
    #expect(try docs.folder.nnc(arguments).status == 0)
    #expect(try docs.folder.nnc(arguments).errors.contains("2 models in models/site: 0 made"))
  }

  @Test func aFileThatIsNotOursIsNotWrittenOver() throws {
    let docs = try Documented(two)
    _ = try docs.folder.shell("mkdir -p site/a; echo mine >site/a/index.html")
    try docs.docs().expectRefusal(1, "site/a/index.html is there and is not nnc's")
    #expect(docs.text("a/index.html") == "mine\n")
  }

  @Test func namesThatWouldMeetAreRefused() throws {
    let docs = try Documented(["a.nn": sigmoidModel, "a/layer.svg.nn": sigmoidModel])
    try docs.docs().expectRefusal(1, "would be written to the same place")
    try Documented(["index.html.nn": sigmoidModel]).docs().expectRefusal(
      1, "would be written to the same place")
  }

  @Test func unusualNamesWork() throws {
    let docs = try Documented(["100% of #1?.nn": sigmoidModel, "한글/신경망.nn": sigmoidModel])
    #expect(try docs.docs().status == 0)
    #expect(docs.text("index.html")?.contains("100%25%20of%20%231%3F/index.html") == true)
    #expect(docs.text("한글/신경망/index.html")?.contains("href=\"../../nnc.css\"") == true)
    #expect(try docs.docs().errors.contains("0 made"))
  }

  @Test func wrongUseIsTold() throws {
    let folder = try Folder(["a.txt": "", "m.nn": sigmoidModel])
    try folder.nnc(["docs", "none", "-o", "x"]).expectRefusal(1, "none can't be read")
    try folder.nnc(["docs", "a.txt", "-o", "x"]).expectRefusal(1, "a.txt is no model")
    try folder.nnc(["docs", "m.nn"]).expectRefusal(64, "--output")
    _ = try folder.shell("mkdir empty")
    try folder.nnc(["docs", "empty", "-o", "x"]).expectRefusal(1, "empty holds no models")
    try folder.nnc(["docs", "m.nn", "-o", "a.txt"]).expectRefusal(
      2, "a.txt can't be made a folder: Not a directory")
  }
}
