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
func watchInterruptions() {
  _ = signal(SIGPIPE, SIG_IGN)
  for number in [SIGINT, SIGTERM, SIGHUP] {
    _ = signal(number) { interruption.store($0, ordering: .relaxed) }
  }
}

/// Ends the run if a signal has asked for it.
func refuseInterruption() throws(FileFault) {
  let number = interruption.load(ordering: .relaxed)
  guard number == 0 else {
    throw FileFault(
      "the documentation", "is not finished: interrupted; the next run goes on", status: 128 + number)
  }
}
