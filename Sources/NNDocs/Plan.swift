internal import NNC
internal import NNFiles

/// What has to be done so that a folder holds the documentation of the models that there are now.
struct Plan {
  /// The models, in order of their paths.
  let files: [ModelFile]
  /// Those that are to be made.
  let stale: [ModelFile]
  /// The paths of models that are gone.
  let goneModels: [String]
  /// Their files.
  let unwanted: [String]
  /// What is certain, under the environment of this run.
  let state: State
  private let root: String
  private let isSiteStale: Bool
  private let options: DocsOptions
  private let owned: Set<String>

  /// Compares the models with what the folder holds.
  init(_ request: DocsRequest, _ folder: OutputFolder) throws(FileFault) {
    let found = try findModels(request.paths, excluding: request.output)
    guard !found.isEmpty else {
      throw FileFault(
        request.paths.joined(separator: ", "),
        "holds no models: no .nn files, and no blocks of Markdown fenced as nn",
        status: 1)
    }
    files = found.map(\.0)
    try refuseCollisions(files, request.options)
    options = request.options
    root = files[0].root
    var state = State(folder)
    let environment = options.environment()
    let isForeign = state.environment != environment
    state.environment = environment
    var contents = Contents(root: root, known: found)
    stale = files.filter { file in
      isForeign || !(state.entries[file.path]?.isFresh(&contents, folder) ?? false)
    }
    let paths = Set(files.map(\.path))
    goneModels = state.entries.keys.filter { $0 != State.site && !paths.contains($0) }.sorted()
    owned = Set(state.entries.values.flatMap { $0.outputs.map(\.path) })
    let wanted = Set(files.flatMap { $0.outputPaths(request.options) })
    unwanted = goneModels.flatMap { state.entries[$0]?.outputs.map(\.path) ?? [] }.filter {
      !wanted.contains($0)
    }
    let site = state.entries[State.site]
    isSiteStale = isForeign || site?.status != .ok || !(site?.isThere(folder) ?? false)
    self.state = state
  }

  /// Whether nothing is to be done.
  var isUpToDate: Bool { stale.isEmpty && goneModels.isEmpty && !isSiteStale }

  /// The state with all that is going to change marked, and with the files that it is going to have.
  var announced: State {
    var announced = state
    for file in stale {
      var entry = Entry(path: file.path, status: .stale)
      let old = state.entries[file.path]?.outputs ?? []
      let new = file.outputPaths(options).map { Output(path: $0, size: -1) }
      entry.outputs = old + new.filter { output in !old.contains { $0.path == output.path } }
      announced.entries[file.path] = entry
    }
    for path in goneModels { announced.entries[path]?.status = .stale }
    var site = Entry(path: State.site, status: .stale)
    site.outputs = state.entries[State.site]?.outputs ?? []
    for name in sitePaths where !site.outputs.contains(where: { $0.path == name }) {
      site.outputs.append(Output(path: name, size: -1))
    }
    announced.entries[State.site] = site
    return announced
  }

  /// Refuses to write over files that nnc did not write.
  func refuseStrangers(_ folder: OutputFolder) throws(FileFault) {
    let paths = stale.flatMap { $0.outputPaths(options) } + (isUpToDate ? [] : sitePaths)
    for path in paths where !owned.contains(path) && folder.has(path) {
      throw FileFault(
        "\(folder.path)/\(path)", "is there and is not nnc's; move it, or write to another folder", status: 1)
    }
  }

  private var sitePaths: [String] {
    switch options.format {
    case .site: ["index.html", "nnc.css", "nnc.js", "manifest.json"]
    case .markdown: ["index.md", "manifest.json"]
    case .figures: ["manifest.json"]
    }
  }

  /// How things stand before anything is done.
  func summary() -> DocsSummary {
    var summary = summary(state)
    summary.made = 0
    summary.stale = stale.map(\.path) + goneModels
    if summary.stale.isEmpty, isSiteStale { summary.stale = ["the index"] }
    return summary
  }

  /// How things stand when all is done.
  func summary(_ state: State) -> DocsSummary {
    var summary = DocsSummary()
    summary.count = files.count
    summary.made = stale.count
    summary.removed = goneModels.count
    for file in files {
      guard let entry = state.entries[file.path] else { continue }
      switch entry.status {
      case .error, .crashed:
        summary.failures.append((root + file.path, entry.diagnostics.map { root + $0 }))
      case .ok where entry.check == "failed": summary.failedChecks.append(root + file.path)
      case .ok, .stale: break
      }
    }
    return summary
  }
}

/// The hashes of the files that models are made of, each read once.
private struct Contents {
  let root: String
  private var hashes: [String: String] = [:]

  init(root: String, known: [(ModelFile, hash: String)]) {
    self.root = root
    for (file, hash) in known { hashes[file.path] = hash }
  }

  mutating func hash(of path: String) -> String {
    if let hash = hashes[path] { return hash }
    let name = path.hasPrefix("/") ? path : root + path
    let hash = (try? readRegularFile(name)).map(contentHash) ?? Input.unreadable
    hashes[path] = hash
    return hash
  }
}

extension Entry {
  /// Whether its files were made of what there is now, and are there.
  fileprivate func isFresh(_ contents: inout Contents, _ folder: OutputFolder) -> Bool {
    guard status == .ok || status == .error, !inputs.isEmpty else { return false }
    for input in inputs where contents.hash(of: input.path) != input.hash { return false }
    return isThere(folder)
  }

  /// Whether its files are there, as large as they were written.
  fileprivate func isThere(_ folder: OutputFolder) -> Bool {
    outputs.allSatisfy { folder.size(of: $0.path) == $0.size }
  }
}
