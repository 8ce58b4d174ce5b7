import Foundation
import NNC
import Testing

/// One picture of the README: a name, a model and the options that make it.
struct ReadmePicture: CustomStringConvertible, Sendable {
  var name: String
  var example: String
  var options: [String]

  static let all: [ReadmePicture] = {
    let list = repository.appending(path: "docs/figures/list.txt")
    let text = (try? String(contentsOf: list, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let words = line.split(separator: " ").map(String.init)
      let example = words[1].replacing("examples/", with: "").replacing(".nn", with: "")
      return ReadmePicture(name: words[0], example: example, options: Array(words.dropFirst(2)))
    }
  }()

  var description: String { name }

  var figureOptions: FigureOptions? {
    switch options {
    case []: FigureOptions()
    case ["--detail", "node"]: NNFigureTests.figureOptions(.node)
    default: nil
    }
  }
}

@Suite struct ReadmeTests {
  /// Another Graphviz may place boxes otherwise; what the picture says stays the same.
  @Test(arguments: ReadmePicture.all) func picturesOfTheReadmeAreCurrent(_ picture: ReadmePicture) throws {
    let url = repository.appending(path: "docs/figures/\(picture.name).svg")
    let committed = try #require(Drawing(String(contentsOf: url, encoding: .utf8)))
    let options = try #require(picture.figureOptions)
    let svg = try emit(.svg, compiledExample(picture.example), options: options)
    let drawn = try #require(Drawing(String(decoding: svg, as: UTF8.self)))
    #expect(drawn.texts.map(\.content).sorted() == committed.texts.map(\.content).sorted())
    #expect(drawn.ids.sorted() == committed.ids.sorted())
    #expect(drawn.titles == committed.titles)
    #expect(drawn.words == committed.words)
  }

  @Test func readmeShowsEachPicture() throws {
    let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
    for picture in ReadmePicture.all { #expect(readme.contains("docs/figures/\(picture.name).svg")) }
  }

  /// The program that the README shows.
  @Test func libraryDrawsAModelInAFewLines() throws {
    let drawing = try svg(
      of: """
        x = [1.0, -2.0]
        y = sigmoid(x)
        """)
    let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains("let drawing = try svg("))
    #expect(Drawing(drawing)?.texts.contains { $0.content == "0.731" } == true)
  }
}
