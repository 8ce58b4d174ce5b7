internal import NNFiles
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signal that asks the run to end; 0 as long as none has come.
private let interruption = Atomic<Int32>(0)

/// Lets the signals that end a program end a run in order: workers gone, and nothing half-written.
func prepareRun() {
  _ = signal(SIGPIPE, SIG_IGN)
  // A worker that crashes is to be gone at once, not to be looked at for long; unless somebody wants that.
  setenv("SWIFT_BACKTRACE", "enable=no", 0)
  var wanted = sigset_t()
  sigemptyset(&wanted)
  for number in [SIGINT, SIGTERM, SIGHUP] {
    sigaddset(&wanted, number)
    let before = signal(number) { interruption.store($0, ordering: .relaxed) }
    // What is ignored, such as the interruption of a shell's background job, stays so.
    if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      _ = signal(number, SIG_IGN)
    }
  }
  // Whoever started this process from a thread that takes no signals can still end it.
  pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
}

/// Ends the run if a signal has asked for it.
func refuseInterruption() throws(FileFault) {
  let number = interruption.load(ordering: .relaxed)
  guard number == 0 else {
    throw FileFault(
      "the documentation", "is not finished: interrupted; the next run goes on", status: 128 + number)
  }
}
