import Foundation
import NNC
import Testing

@Suite struct DiagnosticsTests {
  static let errors = "y = foo(1)\nz = bar(2)\nw = baz(3)\n"

  @Test func peopleSeeThePlaceTheLineAndTheHint() throws {
    let outcome = try Folder(["m.nn": "y = sigmod([1.0])\n"]).nnc(["m.nn"])
    outcome.expectRefusal(1, "m.nn:1:5: error: there is no layer sigmod\n  |\n1 | y = sigmod([1.0])\n")
    #expect(outcome.errors.contains("hint: did you mean sigmoid?"))
  }

  @Test func theShortFormIsALineEach() throws {
    let outcome = try Folder(["m.nn": Self.errors]).nnc(["m.nn", "--diagnostics", "short"])
    #expect(outcome.status == 1)
    #expect(outcome.complaints.count == 3)
    #expect(outcome.complaints.allSatisfy { $0.wholeMatch(of: /m\.nn:\d:5: error: .+/) != nil })
  }

  @Test func onlySoManyDiagnosticsAreWritten() throws {
    let folder = try Folder(["m.nn": Self.errors, "many.nn": String(repeating: "y = foo(1)\n", count: 3000)])
    let one = try folder.nnc(["m.nn", "--diagnostics", "short", "--max-errors", "1"])
    #expect(
      one.complaints == [
        "m.nn:1:5: error: there is no layer foo", "… and 2 more errors (--max-errors N shows more)",
      ])
    let many = try folder.nnc(["many.nn", "--diagnostics", "short"])
    #expect(many.status == 1)
    #expect(many.complaints.count == 21)
    let json = try folder.nnc(["m.nn", "--diagnostics", "json", "--max-errors", "2"])
    #expect(try objects(json.errors).count == 2)
  }

  @Test func jsonIsOneArrayOfTheWholeRunAndNothingElse() throws {
    let folder = try Folder([
      "a.nn": Self.errors, "b.nn": sigmoidModel, "i.nn": "import \"a.nn\"\nx = [1.0]\n",
      "c.nn": "x = \"\\q\u{1B}ä\n",
    ])
    let outcome = try folder.nnc(["a.nn", "missing.nn", "b.nn", "c.nn", "i.nn", "--diagnostics", "json"])
    #expect(outcome.status == 1)
    #expect(outcome.bytes.isEmpty)
    let found = try objects(outcome.errors)
    let paths = found.compactMap { $0["path"] as? String }
    #expect(paths.filter { $0 == "a.nn" }.count >= 3)
    #expect(paths.contains("missing.nn") && paths.contains("c.nn") && !paths.contains("b.nn"))
    for one in found {
      #expect(
        Set(one.keys) == [
          "severity", "id", "path", "line", "column", "endLine", "endColumn", "message", "label", "notes",
          "hint",
        ])
      #expect((one["line"] as? Int ?? 0) >= 1 && (one["column"] as? Int ?? 0) >= 1)
    }
    #expect(folder.names.contains("b.svg"))
  }

  @Test func jsonOfAGoodRunIsEmpty() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    for arguments in [["m.nn"], ["check", "m.nn"], ["m.nn", "--emit", "json", "-o", "-"]] {
      let outcome = try folder.nnc(arguments + ["--diagnostics", "json"])
      #expect(outcome.status == 0)
      #expect(outcome.errors == "[]\n")
    }
  }

  @Test func jsonTellsOfFilesThatCannotBeWritten() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.nnc(["m.nn", "-o", "none/m.svg", "--diagnostics", "json"])
    #expect(outcome.status == 2)
    let found = try objects(outcome.errors)
    #expect(found.count == 1)
    #expect(found[0]["id"] as? String == "file")
    #expect(found[0]["path"] as? String == "none/m.svg")
  }

  @Test func notesPointIntoTheRightSource() throws {
    let label = "x: [2, 2] = zeros\nt: [2] = [0, 7]\ny = x -> softmax_loss(t)\n"
    let folder = try Folder(["a.nn": Self.errors, "b.nn": label])
    let found = try objects(try folder.nnc(["a.nn", "b.nn", "--diagnostics", "json"]).errors)
    let last = try #require(found.last)
    #expect(last["path"] as? String == "b.nn")
    let notes = try #require(last["notes"] as? [[String: Any]])
    #expect(notes.first?["path"] as? String == "b.nn")
    #expect(notes.first?["line"] as? Int == 3)
  }

  @Test func aWarningDoesNotFailTheRun() throws {
    let folder = try Folder(["m.nn": "x = [9007199254740993]\ny = relu(x)\n"])
    let outcome = try folder.nnc(["m.nn"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("m.nn:1:6: warning: "))
    #expect(outcome.errors.hasSuffix("nnc: wrote m.svg\n"))
  }
}
