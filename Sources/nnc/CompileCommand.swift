import ArgumentParser
import Graphviz
import NNC

/// `nnc MODEL.nn …`
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Compile models and write what is asked for; the default command.")

  @OptionGroup var model: ModelOptions
  @OptionGroup var drawing: FigureArguments

  @Option(
    help: ArgumentHelp(
      "What to write: \(Emission.allCases.map(\.rawValue).joined(separator: ", ")); a list, each with =PATH if it "
        + "goes elsewhere.", valueName: "kind[=path],…"))
  var emit: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write it; - for standard output.", valueName: "path"))
  var output: String?

  @Flag(help: "Write large tensors in full in JSON.")
  var full = false

  func run() throws {
    var hasErrors = false
    let options = drawing.options
    for path in model.models {
      let outputs = try outputs(of: path)
      guard let compilation = try orExit({ () throws(FileFault) in try compiled(path, model) }) else {
        hasErrors = true
        continue
      }
      try warnUnknownNames(compilation)
      for (kind, destination) in outputs { try write(kind, compilation, options, to: destination) }
    }
    if hasErrors { throw ExitCode(1) }
  }

  private func write(
    _ kind: Emission, _ compilation: Compilation, _ options: FigureOptions, to destination: String
  ) throws {
    let bytes: [UInt8]
    do {
      bytes = try NNC.emit(kind, compilation, options: options, isFull: full)
    } catch {
      say("nnc: error: \(error)\n")
      throw ExitCode(2)
    }
    if [.svg, .png, .pdf, .dot].contains(kind) {
      for note in figure(compilation, options: options).notes { say("nnc: note: \(note)\n") }
    }
    try orExit { () throws(FileFault) in try write(bytes, to: destination) }
    if destination != "-" { say("nnc: wrote \(destination)\n") }
  }

  private func write(_ bytes: [UInt8], to destination: String) throws(FileFault) {
    if destination == "-" { try writeStandardOutput(bytes) } else { try writeFile(bytes, to: destination) }
  }

  /// `--expand` and `--fold` of a name that the model does not have are mistakes worth a word.
  private func warnUnknownNames(_ compilation: Compilation) throws {
    let known = Set(
      compilation.graph.scopes.flatMap { scope -> [String] in
        switch scope.kind {
        case .layer(let kind): [scope.name, kind]
        case .group(let title): [scope.name, title ?? scope.name]
        case .file, .expectation: []
        }
      })
    for name in (drawing.expand + drawing.fold) where !known.contains(name) {
      let meant = suggestion(for: name, among: known.sorted()).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("there is no layer or group \(name) in \(compilation.graph.name)\(meant)")
    }
  }

  /// What is written where for one model.
  private func outputs(of path: String) throws -> [(Emission, String)] {
    let wanted = try kinds()
    let single = wanted.filter { $0.path == nil }
    if let output, output != "-", model.models.count > 1 {
      throw ValidationError("-o \(output) takes one model; leave it out, and each model's file is beside it")
    }
    if output != nil, single.count > 1 {
      let example = single.map { "\($0.kind.rawValue)=PATH" }.joined(separator: ",")
      throw ValidationError("-o takes one kind; write --emit \(example)")
    }
    return wanted.map { kind, destination in (kind, destination ?? output ?? beside(path, kind)) }
  }

  private func kinds() throws -> [(kind: Emission, path: String?)] {
    guard let emit else {
      guard let output, output != "-" else { return [(.svg, nil)] }
      let end = output.split(separator: ".").last.map(String.init) ?? ""
      guard output.contains("."), let kind = Emission(rawValue: end) else {
        throw ValidationError("what to write can't be read off \(output); say --emit \(names)")
      }
      return [(kind, nil)]
    }
    return try emit.split(separator: ",", omittingEmptySubsequences: false).map { item in
      let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first ?? ""
      guard let kind = Emission(rawValue: name) else {
        let meant = suggestion(for: name, among: Emission.allCases.map(\.rawValue)).map {
          "; did you mean \($0)?"
        }
        throw ValidationError("nothing is called \(name)\(meant ?? ""): --emit takes \(names)")
      }
      return (kind, parts.count > 1 ? parts[1] : nil)
    }
  }

  private var names: String { Emission.allCases.map(\.rawValue).joined(separator: ", ") }

  /// `m.nn` writes `m.svg` beside itself; standard input writes to standard output.
  private func beside(_ path: String, _ kind: Emission) -> String {
    guard path != "-" else { return "-" }
    let stem = path.hasSuffix(".nn") ? String(path.dropLast(3)) : path
    return "\(stem).\(kind.fileExtension)"
  }
}

extension Emission {
  /// The end of the name of a file of this kind.
  fileprivate var fileExtension: String {
    switch self {
    case .svg, .dot, .png, .pdf, .json: rawValue
    case .text, .tokens, .syntax, .graph, .gradient, .plan: "\(rawValue).txt"
    }
  }
}
