import Foundation
import Testing

/// The program `nnc`, built beside the test bundle.
let nnc: String = {
  final class Marker {}
  for start in [
    Bundle(for: Marker.self).bundleURL, Bundle.main.bundleURL, URL(filePath: CommandLine.arguments[0]),
  ] {
    var folder = start
    for _ in 0..<5 {
      let candidate = folder.appending(path: "nnc").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
  }
  return "nnc-was-not-built"
}()

/// What a process left behind.
struct Outcome {
  var status: Int32
  var isSignalled: Bool
  var bytes: [UInt8]
  var errors: String

  var output: String { String(decoding: bytes, as: UTF8.self) }
}

/// A new folder with files in it, gone with its last use.
final class Folder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let name = "nnc-tests-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appending(path: name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
  }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map(Array.init)
  }

  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// The names of all files, hidden ones too.
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  /// Runs nnc in this folder.
  func nnc(
    _ arguments: [String], input: String? = nil, environment: [String: String?] = [:],
    in folder: String? = nil
  ) throws -> Outcome {
    try start(NNCTests.nnc, arguments, input: input.map { Array($0.utf8) }, environment, in: folder ?? path)
  }

  /// Runs a line of shell in this folder, with nnc in `$NNC`.
  func shell(_ line: String, environment: [String: String?] = [:]) throws -> Outcome {
    try start(
      "/bin/sh", ["-c", line], input: nil, environment.merging(["NNC": NNCTests.nnc]) { $1 }, in: path)
  }
}

/// Outputs go to files, so that no amount of them blocks the process.
private func start(
  _ program: String, _ arguments: [String], input: [UInt8]?, _ environment: [String: String?],
  in folder: String
) throws -> Outcome {
  let streams = try Folder(["out": "", "err": ""])
  try streams.write(input ?? [], to: "in")
  let process = Process()
  process.executableURL = URL(filePath: program)
  process.arguments = arguments
  process.currentDirectoryURL = URL(filePath: folder)
  var variables = ProcessInfo.processInfo.environment
  for (name, value) in environment { variables[name] = value }
  process.environment = variables
  process.standardInput = FileHandle(forReadingAtPath: "\(streams.path)/in")
  process.standardOutput = FileHandle(forWritingAtPath: "\(streams.path)/out")
  process.standardError = FileHandle(forWritingAtPath: "\(streams.path)/err")
  // Threads of a pool take no signals, and a process takes after the thread that starts it: a shell would wait for
  // ever for the end of what it started.
  var none = sigset_t()
  var before = sigset_t()
  sigemptyset(&none)
  pthread_sigmask(SIG_SETMASK, &none, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  try process.run()
  let alarm = DispatchWorkItem { process.terminate() }
  DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: alarm)
  process.waitUntilExit()
  alarm.cancel()
  return Outcome(
    status: process.terminationStatus, isSignalled: process.terminationReason == .uncaughtSignal,
    bytes: streams.bytes("out") ?? [], errors: streams.text("err") ?? "")
}

let sigmoidModel = """
  x = [1.0, -2.0]
  y = sigmoid(x)
  upstream y = [1.0, 0.5]

  """

let twoLayerModel = """
  model two_layer_net "Two-layer net"
  input  x: [N, 3] = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]
  target t: [N]    = [0, 1]
  loss = x -> affine(4) -> sigmoid -> out: affine(2) -> softmax_loss(t)

  """
