import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A network whose first layer of ReLU units is dead.
private let deadModel = """
  model ill "A dead <layer>"
  input x: [8, 4] = normal(seed=1)
  target t: [8] = [0, 1, 1, 0, 1, 0, 1, 0]
  param down: [6] = normal(mean=-50)
  loss = x -> affine(6, b=down) -> relu -> out: affine(2) -> softmax_loss(t)

  """
private let deadMessage = "6 of 6 units of relu1 are dead for all 8 samples of the batch: 0, 1, 2, 3, 4, 5"

@Suite struct InspectTests {
  private func inspect(_ arguments: String..., text: String = deadModel) throws -> Outcome {
    try Folder(["m.nn": text]).nnc(["inspect", "m.nn"] + arguments)
  }

  /// The fields of each line; some are quoted, none holds a quote.
  private func csv(_ outcome: Outcome) -> [[String]] {
    outcome.output.replacing("\r\n", with: "\n").split(separator: "\n").map { line in
      var fields = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: fields.append("")
        default: fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
  }

  private func names(_ outcome: Outcome) -> [String] { csv(outcome).dropFirst().map { $0[0] } }

  @Test func theTableIsAlignedAndInTopologicalOrder() throws {
    let outcome = try inspect()
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0] == "m.nn: 1 warning")
    #expect(lines[2] == "m.nn:5:34: warning[dead-relu]: \(deadMessage)")
    #expect(lines[3].hasPrefix("  help: start with a bias of 0"))
    let head = try #require(lines.firstIndex { $0.hasPrefix("  value ") })
    let table = lines[(head + 1)...].filter { !$0.isEmpty }
    let rows = stride(from: 0, to: table.count, by: 2).map { table[$0] }
    let order = ["x", "t", "down", "affine1.W", "affine1", "relu1", "out.W", "out.b", "out", "loss"]
    #expect(rows.map { $0.dropFirst(2).prefix { $0 != " " } } == order.map { $0[...] })
    // A column of numbers ends where its head does, whatever stands in it.
    let characters = Array(lines[head])
    for name in ["mean", "deviation", "min", "max", "zeros", "norm"] {
      let range = try #require(lines[head].firstRange(of: name))
      let end = lines[head].distance(from: lines[head].startIndex, to: range.upperBound)
      #expect(characters.count >= end)
      for row in rows { #expect(Array(row)[end - 1] != " ", "\(name) in \(row)") }
    }
    // Every gradient that flows has its line, and none is told of where none does.
    #expect(table[1].contains("gradient") && table[3].contains("no gradient"))
    // Sparklines, and the mark of what is ill.
    #expect(rows.allSatisfy { $0.contains { "▁▂▃▄▅▆▇█".contains($0) } })
    #expect(rows.filter { $0.hasPrefix("! ") }.count == 1)
    #expect(rows.contains { $0.hasPrefix("! relu1") })
  }

  @Test func colourIsForTerminalsAlone() throws {
    let folder = try Folder(["m.nn": deadModel])
    #expect(!(try folder.nnc(["inspect", "m.nn"])).output.contains("\u{1B}"))
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
    let terminal = "script -qec \"$NNC inspect m.nn\" /dev/null"
    let colored = try folder.shell(terminal, environment: ["TERM": "xterm", "NO_COLOR": nil])
    #expect(colored.output.contains("\u{1B}[1;33mwarning[dead-relu]\u{1B}[0m"))
    #expect(
      !(try folder.shell(terminal, environment: ["TERM": "xterm", "NO_COLOR": "1"])).output.contains("\u{1B}")
    )
    #expect(
      !(try folder.shell(terminal, environment: ["TERM": "dumb", "NO_COLOR": nil])).output.contains("\u{1B}"))
  }

  @Test func jsonIsTheRunWithItsFindings() throws {
    let outcome = try inspect("--format", "json")
    let run = try #require(try JSONSerialization.jsonObject(with: Data(outcome.bytes)) as? [String: Any])
    #expect(run["schema"] as? String == "nnc.run/1")
    let values = try #require(run["values"] as? [[String: Any]])
    let order = ["x", "t", "down", "affine1.W", "affine1", "relu1", "out.W", "out.b", "out", "loss"]
    #expect(values.map { $0["name"] as? String } == order)
    let relu = try #require(values[5]["statistics"] as? [String: Any])
    #expect(relu["gain"] as? Double == 0)
    #expect(try #require(relu["cumulative"] as? Double) > 0)
    #expect(try #require(values[6]["statistics"] as? [String: Any])["ratio"] as? Double == 0)
    let findings = try #require(run["findings"] as? [[String: Any]])
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    #expect(finding["id"] as? String == "dead-relu" && finding["severity"] as? String == "warning")
    #expect(finding["value"] as? String == "relu1" && finding["message"] as? String == deadMessage)
    #expect(
      finding["evidence"] as? [String: Double]
        == ["units": 6, "dead": 6, "samples": 8, "firstUnit": 0, "slope": 0])
    #expect(finding["location"] as? [String: Int] == ["line": 5, "column": 34])
  }

  @Test func jsonOfAHealthyModelIsThatOfARun() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    let inspected = try folder.nnc(["inspect", "m.nn", "--format", "json"])
    let run = try folder.nnc(["m.nn", "--emit", "json", "-o", "-"])
    let object = { (outcome: Outcome) in
      try #require(try JSONSerialization.jsonObject(with: Data(outcome.bytes)) as? [String: Any])
    }
    let (one, other) = (try object(inspected), try object(run))
    #expect(Set(one.keys) == Set(other.keys))
    let listed = { (run: [String: Any]) in
      (run["values"] as? [[String: Any]])?.map {
        "\($0["name"] ?? "") \($0["value"] ?? "") \($0["gradient"] ?? "")"
      }
    }
    #expect(listed(one) == listed(other))
  }

  @Test func csvHasAHeadAndARowAValue() throws {
    let outcome = try inspect("--format", "csv")
    let rows = csv(outcome)
    #expect(outcome.output.contains("\r\n"))
    #expect(rows[0].prefix(6) == ["name", "role", "layer", "shape", "value_mean", "value_deviation"])
    #expect(rows[0].suffix(4) == ["gradient_zeros", "gain", "cumulative", "ratio"])
    #expect(rows.count == 11)
    let target = try #require(rows.first { $0[0] == "t" })
    #expect(target.suffix(9).allSatisfy { $0 == "" })
    // The data holds no findings, so they are told.
    #expect(outcome.errors.contains("m.nn:5:34: warning: \(deadMessage)"))
  }

  @Test func htmlTellsWhatWasFoundFirst() throws {
    let page = try inspect("--format", "html").output
    let parts = ["<h1>A dead &lt;layer&gt;</h1>", "warning: dead-relu", "<table>", "<svg class=\"nnc\""]
    let places = parts.map { page.firstRange(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    // From the finding to its row, and from there to its place in the figure.
    #expect(page.contains("<a href=\"#row.relu1\">relu1</a>"))
    #expect(page.contains("<tbody id=\"row.relu1\" class=\"warning\">"))
    #expect(page.contains("<a href=\"#ill.relu1\">relu1</a>") && page.contains("id=\"ill.relu1\""))
    #expect(page.contains("! 6 of 6 units dead"))
    #expect(!page.contains("<script"))
    let parser = XMLParser(data: Data(page.dropFirst("<!DOCTYPE html>\n".count).utf8))
    #expect(parser.parse(), "line \(parser.lineNumber)")
  }

  @Test func theFigureIsMarked() throws {
    let svg = try inspect("--format", "svg").output
    #expect(svg.contains("! 6 of 6 units dead"))
    let healthy = try inspect("--format", "svg", text: twoLayerModel).output
    #expect(healthy.hasPrefix("<?xml") && !healthy.contains("!  "))
  }

  @Test func theFormatIsReadOffThePath() throws {
    let folder = try Folder(["m.nn": deadModel])
    for (name, start) in [
      ("a.json", "{"), ("a.csv", "name,"), ("a.html", "<!DOCTYPE"), ("a.svg", "<?xml"), ("a.txt", "m.nn:"),
    ] {
      let outcome = try folder.nnc(["inspect", "m.nn", "-o", name])
      #expect(outcome.status == 0 && outcome.bytes.isEmpty)
      #expect(try #require(folder.text(name)).hasPrefix(start), "\(name)")
      #expect(outcome.errors.contains("wrote \(name)"))
    }
    #expect(try folder.nnc(["inspect", "-", "--format", "csv"], input: deadModel).output.hasPrefix("name,"))
  }

  @Test func rowsAreSortedByWhatIsAsked() throws {
    let sorted = { (order: String) in try inspect("--format", "csv", "--sort", order, text: twoLayerModel) }
    #expect(
      names(try sorted("topological")) == [
        "x", "t", "affine1.W", "affine1.b", "affine1", "sigmoid1", "out.W", "out.b", "out", "loss",
      ])
    #expect(
      names(try sorted("name")) == [
        "affine1", "affine1.W", "affine1.b", "loss", "out", "out.W", "out.b", "sigmoid1", "t", "x",
      ])
    for (order, column, isDescending) in [
      ("gradient", "gradient_norm", true), ("gain", "gain", false), ("cumulative", "cumulative", false),
      ("ratio", "ratio", true), ("zeros", "gradient_zeros", true),
    ] {
      let rows = csv(try sorted(order))
      let index = try #require(rows[0].firstIndex(of: column))
      let fields = rows.dropFirst().map { $0[index] }
      let numbers = fields.compactMap(Double.init)
      #expect(numbers == numbers.sorted { isDescending ? $0 > $1 : $0 < $1 }, "\(order)")
      // What has no such number comes last.
      #expect(fields.prefix(numbers.count).allSatisfy { !$0.isEmpty })
    }
  }

  @Test func onlyListsValuesLayersAndRoles() throws {
    #expect(names(try inspect("--format", "csv", "--only", "relu1")) == ["relu1"])
    #expect(names(try inspect("--format", "csv", "--only", "affine,loss")) == ["affine1", "out", "loss"])
    #expect(
      names(try inspect("--format", "csv", "--only", "param")) == ["down", "affine1.W", "out.W", "out.b"])
    // What is found is told all the same.
    #expect(try inspect("--only", "x").output.contains("warning[dead-relu]"))
  }

  @Test func warningsFailIfTheyAreToAndErrorsAlways() throws {
    #expect(try inspect().status == 0)
    #expect(try inspect("--strict").status == 1)
    #expect(try inspect("--strict", text: twoLayerModel).status == 0)
    let log = try inspect(text: "x = [1.0, 0.0]\ny = sum(log(x))\n")
    #expect(log.status == 1)
    #expect(
      log.output.contains("m.nn:2:9: error[infinity]: log1 is infinite, first at element 1: log of x = 0"))
    let label = try inspect(text: deadModel.replacing("[0, 1, 1,", with: "[0, 2, 1,"))
    #expect(label.status == 1)
    #expect(
      label.output.contains(
        "m.nn:3:8: error[label-out-of-range]: t: label 2 at row 1 is none of the 2 classes"))
    #expect(!label.output.contains("dead-relu"))
  }

  @Test func thresholdsAreSet() throws {
    let ids = { (outcome: Outcome) in outcome.output.matches(of: /warning\[([a-z-]+)\]/).map { String($0.1) }
    }
    #expect(ids(try inspect()) == ["dead-relu"])
    #expect(ids(try inspect("--dead-share", "1", "--vanishing", "0")) == [])
    #expect(ids(try inspect("--vanishing", "0.9", text: twoLayerModel)) == ["vanishing-gradient"])
    #expect(ids(try inspect("--exploding", "1", text: twoLayerModel)) == [])
    let saturated = twoLayerModel.replacing("affine(4)", with: "affine(4, init=normal(std=100))")
    #expect(ids(try inspect(text: saturated)) == ["saturated-sigmoid"])
    #expect(ids(try inspect("--saturated-share", "1", "--vanishing", "0", text: saturated)) == [])
    #expect(ids(try inspect("--saturation", "0", "--vanishing", "0", text: saturated)) == [])
  }

  @Test func overflowIsFoundInThePrecisionThatHasIt() throws {
    let text = "x = [1.0, 89.0]\ns = sum(exp(x))\ny = log(s) * 2\n"
    #expect(try inspect(text: text).output.hasPrefix("m.nn: nothing found\n"))
    let single = try inspect("--dtype", "f32", text: text)
    #expect(single.status == 1)
    #expect(
      single.output.contains("exp1 is infinite, first at element 1: exp of x = 89; in f64 it is 4.49·10³⁸"))
  }

  @Test func theSameBytesEveryTime() throws {
    for format in ["text", "json", "csv", "html"] {
      #expect(try inspect("--format", format).bytes == (try inspect("--format", format)).bytes)
    }
  }
}
