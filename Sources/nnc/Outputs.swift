import ArgumentParser
import NNC
import NNFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is written where for one model.
struct Job {
  let model: String
  let outputs: [(kind: Emission, path: String)]
}

/// The jobs of a command line, in its order; a model that is named twice is compiled once.
/// - Throws: `ValidationError` if a file would be written twice, or a model written over.
func jobs(_ models: [String], _ wanted: [(kind: Emission, path: String?)], output: String?) throws -> [Job] {
  var seen: Set<String> = []
  let models = models.filter { seen.insert(identity($0)).inserted }
  if let output, output != "-", models.count > 1 {
    throw ValidationError("-o \(output) takes one model; leave it out, and each model's file is beside it")
  }
  let loose = wanted.filter { $0.path == nil }
  if loose.count > 1, output != nil || models.contains("-") {
    let example = loose.map { "\($0.kind.rawValue)=PATH" }.joined(separator: ",")
    let place = output == nil ? "standard output" : "-o"
    throw ValidationError("\(place) takes one kind; write --emit \(example)")
  }
  let jobs = models.map { model in
    Job(model: model, outputs: wanted.map { ($0.kind, $0.path ?? output ?? beside(model, $0.kind)) })
  }
  try refuseCollisions(jobs)
  return jobs
}

private func refuseCollisions(_ jobs: [Job]) throws {
  let models = Set(jobs.map(\.model).filter { $0 != "-" }.map(identity))
  var writers: [String: (model: String, kind: Emission)] = [:]
  for job in jobs {
    for (kind, path) in job.outputs where !isStream(path) {
      let file = identity(path)
      guard !models.contains(file) else {
        throw ValidationError("\(path) is a model; write the \(kind.rawValue) to another file")
      }
      if let other = writers.updateValue((job.model, kind), forKey: file) {
        let (one, two) =
          other.model == job.model
          ? (other.kind.rawValue, kind.rawValue)
          : ("\(other.kind.rawValue) of \(other.model)", "\(kind.rawValue) of \(job.model)")
        throw ValidationError("\(path) would be written twice: with the \(one) and with the \(two)")
      }
    }
  }
}

/// Refuses to write over a file that a model imports.
func refuseToReplace(importsOf compilation: Compilation, _ job: Job) throws {
  let imports = Set(compilation.program.sources.all.map(\.name).compactMap(realPath))
  for (kind, path) in job.outputs where !isStream(path) && imports.contains(identity(path)) {
    throw ValidationError("\(path) is imported by \(job.model); write the \(kind.rawValue) to another file")
  }
}

/// The same for two paths of one file.
private func identity(_ path: String) -> String { path == "-" ? path : linkTarget(of: path) }

/// Whether a path is no file that could be replaced: standard output, a device, a pipe.
private func isStream(_ path: String) -> Bool {
  var status = stat()
  return path == "-" || stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
}

/// `m.nn` writes `m.svg` beside itself; standard input writes to standard output.
private func beside(_ path: String, _ kind: Emission) -> String {
  guard path != "-" else { return "-" }
  let stem = path.hasSuffix(".nn") ? String(path.dropLast(3)) : path
  return "\(stem).\(kind.fileExtension)"
}

extension Emission {
  /// The end of the name of a file of this kind.
  fileprivate var fileExtension: String {
    switch self {
    case .svg, .dot, .png, .pdf, .json: rawValue
    case .text, .tokens, .syntax, .graph, .gradient, .plan: "\(rawValue).txt"
    }
  }

  /// The names of all kinds, as a sentence lists them.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The kinds of all `--emit`, each with the path that it is given; without any, what the path of `-o` ends in.
  static func parse(_ emit: [String], output: String?) throws -> [(kind: Emission, path: String?)] {
    guard !emit.isEmpty else {
      guard let output, output != "-" else { return [(.svg, nil)] }
      let end = output.split(separator: ".").last.map(String.init) ?? ""
      guard output.contains("."), let kind = Emission(rawValue: end) else {
        throw ValidationError("what to write can't be read off \(output); say --emit with one of \(list)")
      }
      return [(kind, nil)]
    }
    let items = emit.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return try items.map { item in
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let kind = Emission(rawValue: parts[0]) else {
        let meant = suggestion(for: parts[0], among: allCases.map(\.rawValue))
        throw ValidationError(
          "there is no kind '\(parts[0])'\(meant.map { "; did you mean \($0)?" } ?? "")\nKinds: \(list)")
      }
      guard parts.count > 1 else { return (kind, nil) }
      guard !parts[1].isEmpty else { throw ValidationError("a path is missing after \(parts[0])=") }
      return (kind, parts[1] == "/dev/stdout" ? "-" : parts[1])
    }
  }
}
