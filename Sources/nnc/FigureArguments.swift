import ArgumentParser
import NNC

/// The options of a figure.
struct FigureArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Whole layers, or the nodes within them.", valueName: "detail"))
  var detail: Detail = .layer

  @Option(
    help: ArgumentHelp(
      "Show a layer in its nodes; by the name of the use or of the layer.", valueName: "name"))
  var expand: [String] = []

  @Option(help: ArgumentHelp("Show a layer or a group as one box.", valueName: "name"))
  var fold: [String] = []

  @Option(help: "The colours; auto follows the reader's system.")
  var theme: FigureOptions.Theme = .auto

  @OptionGroup var look: LookArguments

  var options: FigureOptions {
    var options = look.options
    options.detail = detail
    options.expanded = Set(expand)
    options.folded = Set(fold)
    options.theme = theme
    return options
  }
}

/// What a figure tells, and its manner.
struct LookArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is told of values: \(FigureOptions.Part.allCases.map(\.rawValue).joined(separator: ", ")); a list.",
      valueName: "part,…"))
  var show = "values,gradients,formulas,shapes"

  @Option(help: "The textbook's graph, or cards; card for layers and book for nodes unless said.")
  var style: FigureOptions.Style?

  @Option(help: "Where the forward pass runs to.")
  var direction: FigureOptions.Direction = .leftToRight

  @Option(help: ArgumentHelp("How many significant digits numbers have, 1 to 17.", valueName: "count"))
  var digits = 3

  func validate() throws {
    guard (1...17).contains(digits) else { throw ValidationError("--digits takes 1 to 17") }
    _ = try parts()
  }

  private func parts() throws -> [FigureOptions.Part] {
    let names = FigureOptions.Part.allCases.map(\.rawValue)
    let wanted = try show.split(separator: ",").map { name in
      guard let part = FigureOptions.Part(rawValue: String(name)) else {
        let meant = suggestion(for: String(name), among: names).map { "; did you mean \($0)?" } ?? ""
        throw ValidationError(
          "there is no part '\(name)' to show\(meant)\nParts: \(names.joined(separator: ", "))")
      }
      return part
    }
    return FigureOptions.Part.allCases.filter(wanted.contains)
  }

  var options: FigureOptions {
    var options = FigureOptions()
    options.style = style
    options.parts = (try? parts()) ?? options.parts
    options.direction = direction
    options.digits = digits
    return options
  }
}
