package import NNFiles

/// What is to be documented, where and how.
package struct DocsRequest: Sendable {
  /// Folders, `.nn` files and Markdown files.
  package var paths: [String]
  /// The folder that is written to.
  package var output: String
  /// What decides over the contents.
  package var options: DocsOptions
  /// The program that is a worker, with its arguments.
  package var worker: [String]
  /// How many workers there are.
  package var jobs: Int
  /// How many seconds a model may take.
  package var timeout: Int

  /// A request.
  package init(
    paths: [String], output: String, options: DocsOptions, worker: [String], jobs: Int, timeout: Int
  ) {
    self.paths = paths
    self.output = output
    self.options = options
    self.worker = worker
    self.jobs = jobs
    self.timeout = timeout
  }
}

/// What a run says while it goes on.
package enum DocsEvent: Sendable {
  /// Another process writes to the folder; told once.
  case waiting
  /// A model is made, as so many of so many.
  case made(path: String, count: Int, total: Int)
}

/// How a run went.
package struct DocsSummary: Sendable {
  /// How many models there are.
  package var count = 0
  /// How many of them were made anew.
  package var made = 0
  /// How many are gone.
  package var removed = 0
  /// What is not up to date, if that was the question.
  package var stale: [String] = []
  /// The models that failed: what is wrong, a line a diagnostic, each beginning with the path of a file.
  package var failures: [(path: String, diagnostics: [String])] = []
  /// The models that are documented and of which a check failed.
  package var failedChecks: [String] = []
}

/// Makes what is not up to date and removes what is no longer wanted.
package func document(
  _ request: DocsRequest, tell: (DocsEvent) -> Void
) throws(FileFault) -> DocsSummary {
  let folder = OutputFolder(path: request.output)
  prepareRun()
  try folder.make()
  var hasTold = false
  try folder.lock { () throws(FileFault) in
    try refuseInterruption()
    if !hasTold { tell(.waiting) }
    hasTold = true
  }
  let plan = try Plan(request, folder)
  try plan.refuseStrangers(folder)
  return try plan.isUpToDate ? plan.summary() : carryOut(plan, request, folder, tell)
}

/// Tells what `document` would make or remove, and touches nothing.
package func findStale(_ request: DocsRequest) throws(FileFault) -> DocsSummary {
  try Plan(request, OutputFolder(path: request.output)).summary()
}

private func carryOut(
  _ plan: Plan, _ request: DocsRequest, _ folder: OutputFolder, _ tell: (DocsEvent) -> Void
) throws(FileFault) -> DocsSummary {
  var state = plan.announced
  let journal = try Journal(folder, after: try state.write(folder))
  for path in plan.unwanted { folder.remove(path) }
  var pool = Pool(
    plan.stale, command: request.worker, size: request.jobs, timeout: request.timeout,
    options: request.options)
  var count = 0
  try pool.run { made throws(FileFault) in
    let path = made.entry.path
    try replace(state.entries[path]?.outputs ?? [], with: made, folder)
    try journal.note(made.entry)
    state.entries[path] = made.entry
    count += 1
    tell(.made(path: path, count: count, total: plan.stale.count))
  }
  for path in plan.goneModels { state.entries[path] = nil }
  let site = try madeSite(
    plan.files.compactMap { state.entries[$0.path] }, plan.files, plan.state.environment, request.options)
  try replace(state.entries[State.site]?.outputs ?? [], with: site, folder, isPartlySame: true)
  state.entries[State.site] = site.entry
  try state.write(folder)
  Journal.remove(folder)
  return plan.summary(state)
}

/// Writes files, and removes those that were there instead of them.
/// - Parameter isPartlySame: whether it pays to look which of them are as they shall be already.
private func replace(
  _ old: [Output], with made: Made, _ folder: OutputFolder, isPartlySame: Bool = false
) throws(FileFault) {
  for file in made.files where !isPartlySame || !folder.holds(file.bytes, as: file.path) {
    try folder.write(file.bytes, to: file.path)
  }
  let kept = Set(made.files.map(\.path))
  for output in old where !kept.contains(output.path) { folder.remove(output.path) }
}

/// The files that a documentation has once, the manifest last.
private func madeSite(
  _ entries: [Entry], _ files: [ModelFile], _ environment: String, _ options: DocsOptions
) throws(FileFault) -> Made {
  var made = Made(entry: Entry(path: State.site, status: .ok), files: [])
  do {
    made.files = try siteFiles(entries, files, options)
  } catch {
    throw FileFault("the index", "can't be made: \(error.message)")
  }
  made.files.append(PageFile(path: "manifest.json", bytes: manifest(entries, environment)))
  made.entry.outputs = made.files.map { Output(path: $0.path, size: $0.bytes.count) }
  return made
}
