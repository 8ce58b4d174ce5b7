import ArgumentParser
import Graphviz
import NNC
import NNFiles

/// `nnc doctor`
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Tell what nnc found on this machine, and what to install.")

  func run() throws {
    var lines = ["nnc \(nncVersion)", "vector instructions: \(instructionSetDescription())"]
    var isComplete = false
    do {
      let found = try inspectInstallation()
      lines += sentences(found)
      isComplete = Format.allCases.allSatisfy(found.formats.contains)
    } catch {
      lines.append("Graphviz does not work: \(error)")
    }
    if !isComplete {
      lines.append(
        variable("GVBINDIR").map {
          "GVBINDIR makes Graphviz look for its plugins in \(printable($0)); unset it"
        }
          ?? "install it anew: apt-get install libgraphviz-dev, or brew install graphviz")
    }
    try orExit { () throws(FileFault) in
      try writeStandardOutput(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    if !isComplete { throw ExitCode(2) }
  }

  private func sentences(_ found: Installation) -> [String] {
    var lines = ["Graphviz \(found.version), plugins in \(found.pluginFolder ?? "an unknown folder")"]
    if found.usesBuiltInPlugins {
      lines.append(
        "SVG is laid out by a plugin that needs no fonts: the same bytes whatever fonts there are")
    } else {
      lines.append(
        "SVG is laid out with all plugins, slower and depending on fonts: \(found.fallbackReason ?? "")")
    }
    for format in Format.allCases {
      lines.append("\(format.rawValue): \(found.formats.contains(format) ? "works" : "does not work")")
    }
    return lines
  }
}
