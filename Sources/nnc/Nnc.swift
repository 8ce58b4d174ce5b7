import ArgumentParser

/// The command line: arguments, files, exit codes. The only part that touches the terminal.
@main
struct Nnc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nnc",
    abstract: "Compiles a description of a neural network into annotated gradient graphs.",
    discussion: """
      nnc model.nn draws model.svg beside the file. Exit status: 0 done, 1 the model has errors or a check \
      failed, 2 a fault of nnc or of what it stands on, 64 wrong usage.
      """,
    version: nncVersion,
    subcommands: [CompileCommand.self, CheckCommand.self, DoctorCommand.self],
    defaultSubcommand: CompileCommand.self)
}

/// The version of nnc.
let nncVersion = "0.1.0"
