import NNC
import Testing

@Suite struct LibraryTests {
  @Test func oneCallDrawsAModel() throws {
    let svg = try svg(of: "y = sigmoid([1.0, -2.0])")
    #expect(isWellFormed(Array(svg.utf8)))
    for number in [">1<", ">−2<", ">0.731<", ">0.119<"] { #expect(svg.contains(number), "\(number)") }
  }

  @Test func optionsOfTheFigureAreTaken() throws {
    var options = FigureOptions()
    options.digits = 5
    options.detail = .node
    let svg = try svg(of: "x = [1.0, -2.0]\ny = sigmoid(x)", options: options)
    #expect(svg.contains(">0.73106<"))
    #expect(isWellFormed(Array(svg.utf8)))
  }

  @Test func errorsSayWhereAndWhat() {
    #expect {
      try svg(of: "y = sigmod([1.0])", name: "mine.nn")
    } throws: { error in
      "\(error)".hasPrefix("mine.nn:1:5: error: there is no layer sigmod")
    }
  }

  @Test func importsAreRefusedUnlessAReaderIsGiven() throws {
    let text = "import \"layers.nn\"\nx = [1.0]\ny = twice(x)\n"
    #expect(throws: CompileFailure.self) { try compile(Source(name: "m.nn", text: text)) }
    let compilation = try compile(Source(name: "m.nn", text: text)) { path, _ in
      .success(Source(name: path, text: "layer twice(x) = x + x\n"))
    }
    #expect(runText(compilation, detail: .layer, digits: 3).contains("value     2") == false)
    #expect(runText(compilation, detail: .layer, digits: 3).contains("[2]"))
  }

  @Test func manyTasksCompileAtOnce() async throws {
    let text = "x = [1.0, -2.0]\ny = sigmoid(x)"
    let alone = try svg(of: text)
    let drawn = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<40 { group.addTask { try? svg(of: text) } }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(drawn.count == 40 && drawn.allSatisfy { $0 == alone })
  }
}
