import Foundation
import NNC
import Testing

@Suite struct JSONTests {
  private func json(
    _ text: String, detail: Detail = .layer, dtype: DType = .f64, isFull: Bool = false
  ) throws -> String {
    var options = CompileOptions()
    options.dtype = dtype
    var figure = FigureOptions()
    figure.detail = detail
    let compilation = try compile(Source(name: "m.nn", text: text), options: options)
    return String(decoding: try emit(.json, compilation, options: figure, isFull: isFull), as: UTF8.self)
  }

  private func values(_ json: String) throws -> [[String: Any]] {
    try #require(try object(json)["values"] as? [[String: Any]])
  }

  /// The lines that hold a value each.
  private func valueLines(_ json: String) -> [Substring] {
    json.split(separator: "\n").filter { $0.hasPrefix("    { \"name\"") }
  }

  @Test func keysStandInTheOrderOfTheContract() throws {
    let text = try json(twoLayerModel, detail: .node)
    #expect(keys(text) == ["schema", "model", "dtype", "output", "values", "findings"])
    let plain = ["name", "role", "shape", "value", "gradient", "formula", "statistics"]
    let made = ["name", "role", "layer", "inputs", "shape", "value", "gradient", "formula", "statistics"]
    let lines = valueLines(text)
    #expect(lines.count == (try values(text)).count)
    for line in lines { #expect(keys(line) == (line.contains("\"layer\":") ? made : plain), "\(line)") }
    let failing = try json("x = [1.0]\ny = sigmoid(x)\nexpect y ~= [0.5], 1e-6\n")
    let finding = try #require(failing.split(separator: "\n").first { $0.hasPrefix("    { \"id\"") })
    #expect(keys(finding) == ["id", "severity", "value", "message", "evidence", "location"])
  }

  @Test func theObjectTellsTheRun() throws {
    let run = try object(try json(twoLayerModel))
    #expect(run["schema"] as? String == "nnc.run/1")
    #expect(run["model"] as? String == "two_layer_net")
    #expect(run["dtype"] as? String == "f64")
    #expect(run["output"] as? String == "loss")
    #expect((run["findings"] as? [Any])?.isEmpty == true)
  }

  @Test func theOutputIsNamedWhateverItsRole() throws {
    #expect(try object(try json("x = [1.0]\n"))["output"] as? String == "x")
    #expect(try object(try json("x = [1.0]\ny = x\n"))["output"] as? String == "y")
  }

  @Test func everyRoleIsNamed() throws {
    let text = """
      input x: [1, 2] = [[1.0, 2.0]]
      target t = [1]
      const c = [[1.0, 1.0]]
      param w: [1, 2] = ones
      a = x * c + w
      b = a -> affine(2) -> softmax_loss(t)
      """
    let roles = try values(try json(text)).map { ($0["name"] as? String ?? "", $0["role"] as? String ?? "") }
    let wanted = [
      "x": "input", "t": "target", "c": "const", "w": "param", "a": "value", "affine1.W": "param",
      "affine1": "layer", "b": "output",
    ]
    for (name, role) in roles { if let role_ = wanted[name] { #expect(role == role_, "\(name)") } }
    #expect(Set(wanted.keys).isSubset(of: Set(roles.map(\.0))))
    #expect(
      Set(roles.map(\.1)).isSubset(of: ["input", "target", "param", "const", "layer", "value", "output"]))
  }

  @Test func valuesStandAfterWhatTheyAreMadeFrom() throws {
    var seen: Set<String> = []
    for value in try values(try json(twoLayerModel)) {
      for input in value["inputs"] as? [String] ?? [] { #expect(seen.contains(input), "\(input)") }
      seen.insert(try #require(value["name"] as? String))
    }
  }

  @Test func nodesWithinLayersAreNamedByTheLayer() throws {
    let text = "x = [1.0]\ny = x -> sigmoid -> relu\n"
    let names = try values(try json(text, detail: .node)).compactMap { $0["name"] as? String }
    #expect(names.contains("sigmoid1/exp"))
    #expect(names.allSatisfy { !$0.isEmpty })
    #expect(Set(names).count == names.count)
    let outer = try values(try json(text)).compactMap { $0["name"] as? String }
    #expect(outer == ["x", "sigmoid1", "y"])
  }

  @Test func whereNoGradientFlowsItIsNull() throws {
    for value in try values(try json(twoLayerModel)) {
      let isNull = value["gradient"] is NSNull
      #expect(isNull == (value["name"] as? String == "t"))
    }
  }

  @Test func numbersWithoutANumberAreStrings() throws {
    let text = try json("x = [1.0, 0.0, -1.0, 2.0]\na = log(x)\ny = -a\n")
    #expect(text.contains("\"value\": [0, \"-Infinity\", \"NaN\", 0.6931471805599453]"))
    #expect(text.contains("\"Infinity\""))
    let run = try object(text)
    let findings = try #require(run["findings"] as? [[String: Any]])
    #expect(findings.first?["id"] as? String == "infinity")
    #expect(findings.first?["value"] as? String == "a")
    #expect((findings.first?["location"] as? [String: Int]) == ["line": 2, "column": 1])
  }

  @Test(arguments: [
    (DType.f64, "[0.1, 5e-324, 1.7976931348623157e308, 123456789.123, 1e21, 0.3, 1, -2.5]"),
    (.f32, "[0.1, 1e-45, 3.4028235e38, 1.2345679e08, 1e21, 0.3, 1, -2.5]"),
  ])
  func numbersReadBackToTheSame(_ dtype: DType, _ written: String) throws {
    let text = try json("x = \(written.replacing("e08", with: "e8"))\ny = relu(x)\n", dtype: dtype)
    let value = try #require(try values(text).first?["value"] as? [Double])
    let wanted = written.dropFirst().dropLast().split(separator: ", ").map { String($0) }
    #expect(value.count == wanted.count)
    let line = try #require(valueLines(text).first)
    for (found, number) in zip(value, wanted) {
      if dtype == .f64 { #expect(found == Double(number)) } else { #expect(Float(found) == Float(number)) }
    }
    #expect(line.contains("\"value\": [0.1, "))
    #expect(!line.contains("0.10000000149") || line.contains("statistics"))
  }

  @Test func largeTensorsAreToldByTheirStatistics() throws {
    let text = "x: [101, 100] = normal\nw: [100, 100] = normal\ny = sum(x @ w)\n"
    let (short, full) = (try values(try json(text)), try values(try json(text, isFull: true)))
    #expect(short[0]["value"] == nil && short[0]["gradient"] == nil)
    #expect((short[1]["value"] as? [Any])?.count == 100)
    #expect((full[0]["value"] as? [Any])?.count == 101)
    for value in short + full {
      let statistics = try #require(value["statistics"] as? [String: [String: Any]])
      for part in ["value", "gradient"] {
        let keys = try #require(statistics[part]).keys
        #expect(Set(keys) == ["mean", "deviation", "min", "max", "norm", "zeros"])
      }
    }
  }

  @Test func strangeNamesAreEscaped() throws {
    let text = try json("model m \"a \\\"b\\\" \\\\ ü\"\nö₁ = [1.0]\ny = relu(ö₁)\n")
    #expect(try values(text).first?["name"] as? String == "ö₁")
  }
}
