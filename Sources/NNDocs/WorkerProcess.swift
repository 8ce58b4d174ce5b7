internal import NNFiles

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Darwin
#endif

/// A worker, seen from the process that gives it work.
struct WorkerProcess {
  /// Its process.
  let process: pid_t
  /// Where it reads.
  let input: Int32
  /// Where its answers come out.
  let output: Int32
  /// What has come out and is no whole answer yet.
  var bytes: [UInt8] = []
  /// The models that it has, as indices: the one that it works on, and the next.
  private(set) var jobs: [Int] = []
  /// When its time for the first of them is over.
  private(set) var deadline = ContinuousClock.now

  /// Starts a worker: a program with its arguments. It belongs to no terminal's foreground, so that the keys that
  /// interrupt a run reach the writing process alone, which then ends it.
  init(_ command: [String]) throws(FileFault) {
    let (inputRead, inputWrite) = try makePipe()
    let (outputRead, outputWrite) = try makePipe()
    #if os(Linux)
      // Room for all files of most models, so that a worker goes on while they are read; less is no harm.
      _ = fcntl(outputWrite, setPipeSize, Int32(pipeSize))
    #endif
    defer {
      close(inputRead)
      close(outputWrite)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputRead, 0)
    posix_spawn_file_actions_adddup2(&actions, outputWrite, 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK))
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let failure = posix_spawn(&process, command[0], &actions, &attributes, &arguments, environ)
    guard failure == 0 else {
      close(inputWrite)
      close(outputRead)
      errno = failure
      throw .system(command[0], "can't be started as a worker")
    }
    self.process = process
    input = inputWrite
    output = outputRead
  }

  /// Gives it a model to work on; false if it is no longer there.
  mutating func give(_ file: ModelFile, job: Int, timeout: Int) -> Bool {
    if jobs.isEmpty { deadline = .now + .seconds(timeout) }
    jobs.append(job)
    let message = Message.bytes([Array(file.root.utf8), Array(file.path.utf8)])
    return (try? writeAll(message, input, "a worker")) != nil
  }

  /// Its first model is made, and it goes on with the next.
  mutating func finish(timeout: Int) {
    jobs.removeFirst()
    deadline = .now + .seconds(timeout)
  }

  /// Takes what has come out; false if nothing comes any more.
  mutating func receive() -> Bool {
    withUnsafeTemporaryAllocation(byteCount: pipeSize, alignment: 1) { buffer in
      let count = read(output, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { return true }
      guard count > 0 else { return false }
      bytes += buffer[..<count]
      return true
    }
  }

  /// Ends it, and waits until it is gone.
  /// - Returns: the signal that ended it, or 0.
  @discardableResult
  func end(byForce: Bool) -> Int32 {
    close(input)
    if byForce { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    close(output)
    return status & 0x7F
  }
}

/// How many bytes a pipe holds, where the system leaves the choice.
private let pipeSize = 1 << 20
/// Linux's `F_SETPIPE_SZ`, which the C library shows to GNU sources alone.
private let setPipeSize: Int32 = 1031

private func makePipe() throws(FileFault) -> (read: Int32, write: Int32) {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw .system("a pipe", "can't be made") }
  // Held by one process alone, or a worker would not learn that the other is gone.
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}
