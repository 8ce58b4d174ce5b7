import Foundation
import NNC
import Testing

@Suite struct OutputTests {
  static let openings: [(Emission, String)] = [
    (.svg, "<?xml"), (.dot, "digraph"), (.png, "\u{FFFD}PNG"), (.pdf, "%PDF-"), (.json, "{\n  \"schema\""),
    (.text, "model\n"), (.tokens, "1:1 name x"), (.syntax, "(bind x"), (.graph, "model model"),
    (.gradient, "model model"), (.plan, "%0 = leaf"),
  ]

  @Test(arguments: openings) func everyKindIsWrittenToStandardOutput(_ kind: Emission, _ opening: String)
    throws
  {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.nnc(["m.nn", "--emit", kind.rawValue, "-o", "-"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix(opening))
    #expect(outcome.errors.isEmpty)
    #expect(folder.names == ["m.nn"])
  }

  @Test func everyKindHasATest() { #expect(Set(OutputTests.openings.map(\.0)) == Set(Emission.allCases)) }

  @Test func withoutOptionsTheFigureIsBesideTheModel() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(atPath: "\(folder.path)/sub", withIntermediateDirectories: false)
    try folder.write(Array(sigmoidModel.utf8), to: "sub/m.nn")
    let outcome = try folder.nnc(["sub/m.nn"])
    #expect(outcome.status == 0)
    #expect(outcome.bytes.isEmpty)
    #expect(outcome.errors == "nnc: wrote sub/m.svg\n")
    #expect(isWellFormed(folder.bytes("sub/m.svg") ?? []))
  }

  @Test func eachKindHasItsNameBesideTheModel() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.nnc(["m.nn", "--emit", Emission.allCases.map(\.rawValue).joined(separator: ",")])
    #expect(outcome.status == 0)
    #expect(
      folder.names == [
        "m.dot", "m.gradient.txt", "m.graph.txt", "m.json", "m.nn", "m.pdf", "m.plan.txt", "m.png", "m.svg",
        "m.syntax.txt", "m.text.txt", "m.tokens.txt",
      ])
  }

  @Test(arguments: ["svg", "png", "json", "dot", "pdf"]) func theKindIsReadOffTheName(_ end: String) throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    #expect(try folder.nnc(["m.nn", "-o", "a.b.\(end)"]).status == 0)
    let same = try folder.nnc(["m.nn", "--emit", end, "-o", "-"])
    #expect(folder.bytes("a.b.\(end)") == same.bytes)
  }

  @Test func theKindOutweighsTheName() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    #expect(try folder.nnc(["m.nn", "--emit", "json", "-o", "figure.svg"]).status == 0)
    #expect(folder.text("figure.svg")?.hasPrefix("{") == true)
  }

  @Test func kindsGoToPathsOfTheirOwn() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.nnc(["m.nn", "--emit", "svg=a=b.svg,json=-,plan"])
    #expect(outcome.status == 0)
    #expect(folder.names == ["a=b.svg", "m.nn", "m.plan.txt"])
    #expect(try object(outcome.output)["schema"] as? String == "nnc.run/1")
    #expect(outcome.errors == "nnc: wrote a=b.svg\nnnc: wrote m.plan.txt\n")
  }

  /// Both ways in which arguments are read.
  @Test(arguments: [[], ["--digits", "4"]]) func listsOfKindsAddUp(_ more: [String]) throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    #expect(try folder.nnc(["m.nn", "--emit", "svg", "--emit", "json=n.json,plan"] + more).status == 0)
    #expect(folder.names == ["m.nn", "m.plan.txt", "m.svg", "n.json"])
  }

  @Test func oneKindMayTakeThePathOfTheOption() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    #expect(try folder.nnc(["m.nn", "--emit", "json,svg=f.svg", "-o", "n.json"]).status == 0)
    #expect(folder.names == ["f.svg", "m.nn", "n.json"])
  }

  @Test func standardInputIsWrittenToStandardOutput() throws {
    let folder = try Folder()
    let outcome = try folder.nnc(["-"], input: sigmoidModel)
    #expect(outcome.status == 0)
    #expect(isWellFormed(outcome.bytes))
    #expect(outcome.errors.isEmpty)
    #expect(folder.names.isEmpty)
    #expect(try folder.nnc(["-", "-o", "a.json"], input: sigmoidModel).status == 0)
    #expect(folder.names == ["a.json"])
  }

  @Test func diagnosticsOfStandardInputNameIt() throws {
    let outcome = try Folder().nnc(["-"], input: "x = ")
    outcome.expectRefusal(1, "<stdin>:1:")
  }

  @Test func severalModelsHaveAFileEach() throws {
    let folder = try Folder(["a.nn": sigmoidModel, "b.nn": twoLayerModel])
    let outcome = try folder.nnc(["a.nn", "b.nn", "--emit", "json"])
    #expect(outcome.status == 0)
    #expect(folder.names == ["a.json", "a.nn", "b.json", "b.nn"])
    let both = try folder.nnc(["a.nn", "b.nn", "--emit", "json", "-o", "-"])
    #expect(both.output == (folder.text("a.json") ?? "") + (folder.text("b.json") ?? ""))
  }

  @Test func oneBadModelDoesNotStopTheOthers() throws {
    let folder = try Folder(["a.nn": sigmoidModel, "bad.nn": "y = foo(1)\n", "c.nn": sigmoidModel])
    let outcome = try folder.nnc(["bad.nn", "a.nn", "missing.nn", "c.nn"])
    #expect(outcome.status == 1)
    #expect(folder.names == ["a.nn", "a.svg", "bad.nn", "c.nn", "c.svg"])
    #expect(outcome.errors.contains("bad.nn:1:5: error: there is no layer foo"))
    #expect(outcome.errors.contains("missing.nn can't be read: No such file"))
  }

  @Test func oneModelNamedTwiceIsCompiledOnce() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.nnc(["m.nn", "./m.nn", "m.nn"])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "nnc: wrote m.svg\n")
  }

  @Test(arguments: ["layer", "node"]) func slicesTransposesAndProductsAreDrawn(_ detail: String) throws {
    let text = """
      x: [2, 3] = normal(std=2)
      group g "t" {
        a = (x * [1, 2, 3])[0..1, 1]
        b = x.T @ x
      }
      c = softmax(b + sum(a)) -> cross_entropy([0, 1, 2])
      """
    let outcome = try Folder(["m.nn": text]).nnc(["m.nn", "-o", "-", "--detail", detail])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(isWellFormed(outcome.bytes))
  }

  @Test func namesMayBeStrange() throws {
    for name in ["-x.nn", "a b.nn", "?*\".nn", "ä.nn", String(repeating: "n", count: 251) + ".nn"] {
      let folder = try Folder([name: sigmoidModel])
      let outcome = try folder.nnc(["--", name])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(isWellFormed(folder.bytes(String(name.dropLast(3)) + ".svg") ?? []))
    }
  }

  @Test func aPictureOfDoubtfulNumbersIsDrawnWithAWarning() throws {
    let folder = try Folder(["m.nn": "x = [1.0, 0.0]\ny = log(x)\nexpect y ~= [0, 1]\n"])
    let outcome = try folder.nnc(["m.nn", "-o", "-"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("m.nn:2:1: warning: y is infinite"))
    #expect(outcome.errors.contains("m.nn:3:1: warning: y is -Infinity at element 1, 1 is expected"))
    #expect(try folder.nnc(["m.nn", "--emit", "plan", "-o", "-"]).errors.isEmpty)
  }
}
