import ArgumentParser
import NNC
import NNFiles

/// The command line: arguments, files, exit codes. The only part that touches the terminal.
@main
struct Nnc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nnc",
    abstract: "Compiles a description of a neural network into annotated gradient graphs.",
    usage: usage,
    discussion: """
      nnc model.nn draws model.svg beside the file. Exit status: 0 done, 1 the model has errors or a check \
      failed, 2 a fault of nnc or of what it stands on, 64 wrong usage.
      """,
    version: nncVersion,
    subcommands: [
      CompileCommand.self, CheckCommand.self, InspectCommand.self, DeriveCommand.self, DocsCommand.self,
      DocsWorkerCommand.self, BenchCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: CompileCommand.self)

  static let usage = """
    nnc [<options>] <model.nn> …
    nnc check [<options>] <model.nn> …
    nnc inspect [<options>] <model.nn>
    nnc derive [<options>] <layer, model.nn or expression>
    nnc docs [<options>] <path> … -o <folder>
    nnc bench [<options>] <model.nn>
    nnc doctor
    """

  static func main() {
    prepareProcess()
    do {
      if let request = CompileRequest(shortForm: CommandLine.arguments.dropFirst()) {
        try request.run()
      } else {
        var command = try parseAsRoot()
        try command.run()
      }
    } catch {
      leave(error)
    }
  }

  /// Ends the program: help goes to standard output, mistakes to standard error.
  private static func leave(_ error: any Error) -> Never {
    let status = exitCode(for: error)
    if status.isSuccess {
      let text = isAskedForHelp ? helpMessage() + "\n\n" + optionsHelp : fullMessage(for: error)
      do throws(FileFault) {
        try writeStandardOutput(Array((text + "\n").utf8))
      } catch {
        say("nnc: error: \(error.message)\n")
        end(with: error.status)
      }
    } else if CommandLine.arguments.count < 2 {
      say("Error: a model is missing, such as: nnc model.nn\n  See 'nnc --help' for more information.\n")
    } else {
      let text = fullMessage(for: error)
      if !text.isEmpty { say(text + "\n") }
    }
    end(with: status.rawValue)
  }

  /// `nnc --help` tells the options of the default command too.
  private static var isAskedForHelp: Bool {
    ["-h", "--help", "-help", "help"].contains(CommandLine.arguments.dropFirst().joined(separator: " "))
  }

  private static var optionsHelp: String {
    let lines = helpMessage(for: CompileCommand.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let options = lines.drop { !$0.hasPrefix("OPTIONS:") }
    return "OPTIONS OF nnc <model.nn>:\n" + options.dropFirst().joined(separator: "\n")
  }

  /// The command that a word on the command line was likely meant to be.
  static func command(like word: String) -> String? {
    suggestion(for: word, among: configuration.subcommands.compactMap { $0.configuration.commandName })
  }
}

/// The version of nnc.
let nncVersion = "0.1.0"
