import Foundation
import Testing

@Suite struct LimitTests {
  private func brackets(_ count: Int) -> String {
    "x = " + String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count) + "\n"
  }

  @Test func nestingHasALimit() throws {
    let folder = try Folder([
      "64.nn": brackets(64), "65.nn": brackets(65), "million.nn": brackets(1_000_000),
      "open.nn": "x = " + String(repeating: "[", count: 1_000_000),
      "minus.nn": "x = " + String(repeating: "-", count: 100_000) + "1",
      "groups.nn": String(repeating: "group {\n", count: 100_000),
    ])
    #expect(try folder.nnc(["64.nn", "--emit", "json", "-o", "-"]).status == 0)
    for name in ["65.nn", "million.nn", "open.nn", "minus.nn", "groups.nn"] {
      let outcome = try folder.nnc([name])
      outcome.expectRefusal(1, "error: this is nested more than 64 deep")
      #expect(outcome.errors.hasPrefix("\(name):"))
      #expect(outcome.errors.utf8.count < 10_000)
    }
    #expect(try folder.shell("ulimit -s 256; exec $NNC 64.nn --emit json -o -").status == 0)
  }

  @Test(arguments: [
    ("x: [3000000000, 3000000000, 3000000000] = zeros\ny = relu(x)\n", "m.nn:1:4: error: "),
    ("x: [4611686018427387905, 4] = zeros\ny = relu(x)\n", "m.nn:1:4: error: "),
    ("x: [2147483648] = zeros\ny = relu(x)\n", "--max-memory"),
    ("x: [9223372036854775808] = zeros\n", "m.nn:1:5: error: "),
    ("x: [0] = zeros\n", "x has a size of 0"), ("x: [-1] = zeros\n", "m.nn:1:5: error: "),
    ("x = \(String(repeating: "9", count: 10_000))\n", "the number has 10000 characters"),
    ("x = 0.\(String(repeating: "1", count: 10_000))\n", "characters; at most 400 are read"),
    ("x = 1e999\n", "1e999 is too large"),
    ("x = [[1.0, 2.0]]\ny = x -> affine(1000000000)\n", "m.nn:2:10: error: affine: "),
    ("x = [[1.0, 2.0]]\ny = x -> affine(10000000) -> affine(100000000)\n", "m.nn:2:30: error: affine: "),
    ("x = [[1.0, 2.0]]\ny = affine(x, 9223372036854775807)\n", "m.nn:2:15: "),
    ("x = [1.0]\ny = x[5]\n", "m.nn:2:5: error: "),
    ("x = [1.0, 2.0]\ny = x[-9223372036854775808..1]\n", "m.nn:2:5: error: "),
    ("x = [1.0]\nlayer f(a) = g(a)\nlayer g(a) = f(a)\ny = f(x)\n", "uses itself"),
  ])
  func sizesBeyondMeasureAreRefused(_ text: String, _ message: String) throws {
    let outcome = try Folder(["m.nn": text]).nnc(["m.nn"])
    outcome.expectRefusal(1, message)
    #expect(outcome.errors.hasPrefix("m.nn:"))
  }

  @Test func theMemoryLimitCanBeSet() throws {
    let folder = try Folder(["m.nn": "x: [200000] = zeros\ny = relu(x)\n"])
    try folder.nnc(["m.nn", "--max-memory", "1", "--emit", "plan"]).expectRefusal(1, "1048576 bytes")
    #expect(try folder.nnc(["m.nn", "--emit", "plan", "-o", "-"]).status == 0)
  }

  @Test func aLayerBombIsRefused() throws {
    var text = "layer f0(x) = x * x\n"
    for index in 1..<64 { text += "layer f\(index)(x) = f\(index - 1)(x) + f\(index - 1)(x)\n" }
    text += "x: [100, 100] = ones\ny = f63(x)\n"
    let outcome = try Folder(["m.nn": text]).nnc(["m.nn"])
    outcome.expectRefusal(1, "m.nn:66:5: error: f63: ")
  }

  @Test func tenThousandLayersCompile() throws {
    let layers = String(repeating: "\n  -> relu", count: 10_000)
    let folder = try Folder(["m.nn": "x = [0.1]\ny = x\(layers)\n"])
    let outcome = try folder.nnc(["m.nn", "--emit", "plan", "-o", "-"])
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").count > 10_000)
  }

  @Test func aLongPipelineIsDrawnFoldedAndSaysSo() throws {
    let layers = String(repeating: "\n  -> sigmoid", count: 200)
    let folder = try Folder(["m.nn": "x = [0.1]\ny = x\(layers)\n"])
    let outcome = try folder.nnc(["m.nn", "-o", "-"])
    #expect(outcome.status == 0)
    #expect(isWellFormed(outcome.bytes))
    #expect(outcome.errors.contains(/nnc: note: m\.nn: .*200 are more than 120/))
    let json = try folder.nnc(["m.nn", "-o", "-", "--diagnostics", "json"])
    #expect(try objects(json.errors).first?["severity"] as? String == "note")
    let values = try object(try folder.nnc(["m.nn", "--emit", "json", "-o", "-"]).output)["values"] as? [Any]
    #expect(values?.count == 201)
  }

  @Test func manyModelsNeedFewFiles() throws {
    let names = (0..<60).map { "m\($0).nn" }
    let folder = try Folder(Dictionary(uniqueKeysWithValues: names.map { ($0, sigmoidModel) }))
    #expect(try folder.shell("ulimit -n 16; exec $NNC m*.nn --emit svg,json").status == 0)
    #expect(folder.names.count == 180)
  }
}
