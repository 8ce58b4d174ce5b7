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
    while !waiting.isEmpty || workers.contains(where: { $0.job != nil }) {
      try refuseInterruption()
      try fill()
      for index in readyWorkers().reversed() { try attend(index, take) }
      for index in workers.indices.reversed() where workers[index].isLate {
        let job = workers.remove(at: index).endedJob()
        if let job { try take(crashed(job, "it took longer than \(timeout) s (--timeout)")) }
      }
    }
  }

  /// Starts workers, and gives models to those that have none.
  private mutating func fill() throws(FileFault) {
    while workers.count < min(size, waiting.count + workers.count { $0.job != nil }) {
      workers.append(try WorkerProcess(command))
    }
    for index in workers.indices where workers[index].job == nil {
      guard let job = waiting.popLast() else { return }
      // A worker that is gone already shows that by the end of its output.
      _ = workers[index].start(files[job], job: job, deadline: .now + .seconds(timeout))
    }
  }

  /// The workers that something came from; waits for it, but not long.
  private func readyWorkers() -> [Int] {
    var polls = workers.map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
    guard poll(&polls, nfds_t(polls.count), 100) > 0 else { return [] }
    return polls.indices.filter { polls[$0].revents != 0 }
  }

  /// Takes what came from a worker: part of an answer, a whole one, or its end.
  private mutating func attend(_ index: Int, _ take: (Made) throws(FileFault) -> Void) throws(FileFault) {
    guard workers[index].receive() else { return try bury(index, take) }
    guard let fields = Message.take(from: &workers[index].bytes) else { return }
    guard let made = Made(fields), workers[index].job != nil else { return try bury(index, take) }
    workers[index].job = nil
    if fields[0] == [0] { workers.remove(at: index).end(byForce: false) }
    // The worker has its next model before the files of this one are written.
    try fill()
    try take(made)
  }

  /// A worker is gone: its model is tried again, or given up.
  private mutating func bury(_ index: Int, _ take: (Made) throws(FileFault) -> Void) throws(FileFault) {
    let worker = workers.remove(at: index)
    let signal = worker.end(byForce: false)
    try refuseInterruption()
    guard let job = worker.job else { return }
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
  fileprivate var isLate: Bool { job != nil && deadline < .now }

  /// Ends it by force; what it worked on.
  fileprivate func endedJob() -> Int? {
    end(byForce: true)
    return job
  }
}
