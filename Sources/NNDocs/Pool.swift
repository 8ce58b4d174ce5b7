internal import NNC
internal import NNFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Workers and the models that they work on. A worker that dies or hangs takes its own model with it and no other;
/// a model whose worker died is tried once more in a new one, in case it was not the model's fault.
struct Pool {
  let command: [String]
  let size: Int
  let timeout: Int
  let options: DocsOptions
  private let files: [ModelFile]
  private var waiting: [Int]
  private var hasDied: Set<Int> = []
  private var workers: [WorkerProcess] = []

  /// A pool for models, with none started yet.
  init(_ files: [ModelFile], command: [String], size: Int, timeout: Int, options: DocsOptions) {
    self.files = files
    self.command = command
    self.size = min(size, files.count)
    self.timeout = timeout
    self.options = options
    waiting = files.indices.reversed()
  }

  /// Works on all models; `take` gets each as it is made.
  mutating func run(_ take: (Made) throws(FileFault) -> Void) throws(FileFault) {
    defer { for worker in workers { worker.end(byForce: true) } }
    while !waiting.isEmpty || workers.contains(where: { !$0.jobs.isEmpty }) {
      try refuseInterruption()
      try fill()
      for index in readyWorkers().reversed() { try attend(index, take) }
      for index in workers.indices.reversed() where workers[index].isLate {
        let worker = workers.remove(at: index)
        worker.end(byForce: true)
        waiting += worker.jobs.dropFirst()
        if let job = worker.jobs.first {
          try take(crashed(job, "it took longer than \(timeout) s (--timeout)"))
        }
      }
    }
  }

  /// Starts workers, and gives models to those that have none; then each another one, so that no worker waits while
  /// the files of a model are written. The last models are for who is free first.
  private mutating func fill() throws(FileFault) {
    while workers.count < min(size, waiting.count + workers.count { !$0.jobs.isEmpty }) {
      workers.append(try WorkerProcess(command))
    }
    for index in workers.indices where workers[index].jobs.isEmpty { give(index) }
    for index in workers.indices where workers[index].jobs.count == 1 && waiting.count >= workers.count {
      give(index)
    }
  }

  private mutating func give(_ index: Int) {
    guard let job = waiting.popLast() else { return }
    // A worker that is gone already shows that by the end of its output.
    _ = workers[index].give(files[job], job: job, timeout: timeout)
  }

  /// The workers that something came from; waits for it, but not long.
  private func readyWorkers() -> [Int] {
    var polls = workers.map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
    guard poll(&polls, nfds_t(polls.count), 100) > 0 else { return [] }
    return polls.indices.filter { polls[$0].revents != 0 }
  }

  /// Takes what came from a worker: parts of answers, whole ones, or its end.
  private mutating func attend(_ index: Int, _ take: (Made) throws(FileFault) -> Void) throws(FileFault) {
    guard workers[index].receive() else { return try bury(index, take) }
    var finished: [Made] = []
    while let fields = Message.take(from: &workers[index].bytes) {
      guard let made = Made(fields), !workers[index].jobs.isEmpty else {
        try bury(index, take)
        break
      }
      workers[index].finish(timeout: timeout)
      finished.append(made)
      guard fields[0] == [1] else {
        let worker = workers.remove(at: index)
        worker.end(byForce: false)
        waiting += worker.jobs
        break
      }
    }
    // The worker has its next models before the files of these are written.
    if !finished.isEmpty { try fill() }
    for made in finished { try take(made) }
  }

  /// A worker is gone: the model that it worked on is tried again, or given up.
  private mutating func bury(_ index: Int, _ take: (Made) throws(FileFault) -> Void) throws(FileFault) {
    let worker = workers.remove(at: index)
    let signal = worker.end(byForce: false)
    try refuseInterruption()
    waiting += worker.jobs.dropFirst()
    guard let job = worker.jobs.first else { return }
    if hasDied.insert(job).inserted { return waiting.append(job) }
    let how = signal == 0 ? "ended" : "was ended by signal \(signal), \(String(cString: strsignal(signal)))"
    try take(crashed(job, "the worker process that drew it \(how)"))
  }

  /// A model that can't be made.
  private func crashed(_ job: Int, _ reason: String) -> Made {
    let file = files[job]
    let line = "\(file.file): error: not made: \(reason)"
    var entry = Entry(path: file.path, status: .crashed, title: file.name, diagnostics: [line])
    let pages = failurePage(entry, line, nil, file, options)
    entry.outputs = pages.map { Output(path: $0.path, size: $0.bytes.count) }
    return Made(entry: entry, files: pages)
  }
}

extension WorkerProcess {
  /// Whether its time is over.
  fileprivate var isLate: Bool { !jobs.isEmpty && deadline < .now }
}
