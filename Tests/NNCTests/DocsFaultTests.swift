import Foundation
import Testing

/// A library that makes the workers of `nnc docs` die or hang when they open a model that is called so: a fault of
/// the machine, or of a library, that no model can bring about by itself.
private let faultLibrary = """
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <fcntl.h>
  #include <stdarg.h>
  #include <string.h>
  #include <unistd.h>

  static int is_worker(void) {
    static int known = -1;
    char line[4096];
    if (known >= 0) return known;
    int (*open_file)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int file = open_file("/proc/self/cmdline", O_RDONLY);
    ssize_t count = read(file, line, sizeof line);
    close(file);
    known = count > 0 && memmem(line, count, "docs-worker", 11) != NULL;
    return known;
  }

  static void fault(const char *path) {
    if (!is_worker()) return;
    if (strstr(path, "crashing.nn")) *(volatile char *)8 = 0;
    if (strstr(path, "hanging.nn")) for (;;) pause();
  }

  #define WRAPPED(name)                                                        \\
    int name(const char *path, int flags, ...) {                               \\
      int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);           \\
      va_list rest;                                                            \\
      va_start(rest, flags);                                                   \\
      int mode = va_arg(rest, int);                                            \\
      va_end(rest);                                                            \\
      fault(path);                                                             \\
      return next(path, flags, mode);                                          \\
    }
  WRAPPED(open)
  WRAPPED(open64)

  """

/// Many small models, each another one.
private func models(_ count: Int) -> [String: String] {
  Dictionary(
    uniqueKeysWithValues: (0..<count).map { index in
      ("m\(index).nn", "x = [\(index).5, -1.0]\ny = x -> affine(2, seed=\(index)) -> sigmoid\n")
    })
}

/// How many runs are killed; the long test sets more.
private let killCount = Int(ProcessInfo.processInfo.environment["NNC_KILLS"] ?? "") ?? 8

@Suite struct DocsFaultTests {
  #if os(Linux)
    @Test func aModelThatCrashesAndOneThatHangsFailAlone() throws {
      let docs = try Documented(
        models(12).merging(["crashing.nn": sigmoidModel, "hanging.nn": sigmoidModel]) { $1 })
      try docs.folder.write(Array(faultLibrary.utf8), to: "faults.c")
      let built = try docs.folder.shell("${CC:-cc} -shared -fPIC -o faults.so faults.c -ldl")
      try #require(built.status == 0, "\(built.errors)")
      let preload = ["LD_PRELOAD": "\(docs.folder.path)/faults.so"]
      let outcome = try docs.docs("--timeout", "8", "-j", "2", environment: preload)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains(
          "models/crashing.nn: error: not made: the worker process that drew it was ended by signal 11"))
      #expect(
        outcome.errors.contains("models/hanging.nn: error: not made: it took longer than 8 s (--timeout)"))
      let states = try docs.manifest().compactMap { $0["status"] as? String }
      #expect(states.count { $0 == "ok" } == 12 && states.count { $0 == "crashed" } == 2)
      #expect(docs.text("crashing/index.html")?.contains("signal 11") == true)
      #expect(docs.text("index.html")?.contains("data-state=\"failed\"") == true)
      #expect(try docs.docs("--check").status == 1)
      // The next run tries both again, and no other.
      let again = try docs.docs()
      #expect(again.status == 0 && again.errors.contains("2 made"), "\(again.errors)")
    }
  #endif

  @Test func aKilledRunIsGoneOnWithAndEndsAsAnUndisturbedOne() throws {
    let undisturbed = try Documented(models(24))
    _ = try undisturbed.docs()
    let wanted = undisturbed.tree
    let docs = try Documented(models(24))
    var generator = SystemRandomNumberGenerator()
    for round in 0..<killCount {
      let delay = Double.random(in: 0...0.4, using: &generator)
      if round.isMultiple(of: 3) { _ = try docs.folder.shell("rm -rf site") }
      _ = try docs.folder.shell(
        "$NNC docs models -o site -q -j 2 & p=$!; sleep \(delay); kill -9 $p 2>/dev/null; wait $p")
      for (name, bytes) in docs.tree where !name.hasPrefix(".nnc-docs/") {
        #expect(
          bytes == wanted[name] || name == "manifest.json" || name == "index.html", "\(name) after \(delay) s"
        )
      }
      #expect(try docs.docs("-q").status == 0)
      #expect(docs.tree == wanted, "after \(delay) s")
    }
  }

  @Test func aRunKilledBetweenTwoVersionsOfAModelEndsRight() throws {
    let docs = try Documented(models(12))
    _ = try docs.docs()
    let wanted = docs.tree
    for delay in ["0.05", "0.1", "0.2"] {
      // Each model changes, the run is killed, and each is as before again.
      _ = try docs.folder.shell(
        """
        cp -r models kept; for m in models/*.nn; do echo 'z = y * 3' >>$m; done
        $NNC docs models -o site -q & p=$!; sleep \(delay); kill -9 $p 2>/dev/null; wait $p
        rm -r models; mv kept models
        """)
      #expect(try docs.docs("-q").status == 0)
      #expect(docs.tree == wanted, "after \(delay) s")
    }
  }

  @Test func anInterruptedRunSaysSoAndLeavesNoWorker() throws {
    let docs = try Documented(models(100))
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
      let outcome = try docs.folder.shell(
        """
        rm -rf site; env --default-signal=INT $NNC docs models -o site -j 2 & p=$!
        for i in $(seq 500); do test -e site/.nnc-docs/journal && break; sleep 0.01; done
        kill -\(signal) $p; wait $p; s=$?
        sleep 0.1; pgrep -f "docs-worke[r] models -o site" | xargs -r -I{} readlink /proc/{}/cwd | grep -qx "$PWD" && exit 9
        exit $s
        """)
      #expect(outcome.status == status, "\(outcome.errors)")
      #expect(outcome.errors.contains("is not finished: interrupted"))
      #expect(!docs.tree.keys.contains(".nnc-docs/writing"))
    }
    #expect(try docs.docs("-q").status == 0)
  }

  @Test func twoRunsAtOnceDoNotHarmEachOther() throws {
    let docs = try Documented(models(20))
    let undisturbed = try Documented(models(20))
    _ = try undisturbed.docs()
    let outcome = try docs.folder.shell(
      "$NNC docs models -o site & p=$!; $NNC docs models -o site; s=$?; wait $p || exit 9; exit $s")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("waiting for another nnc"))
    #expect(docs.tree == undisturbed.tree)
  }

  @Test func aFullDiskIsAnErrorWithTheNameOfTheFile() throws {
    let docs = try Documented(["m.nn": twoLayerModel])
    let outcome = try docs.folder.shell("ulimit -f 16; exec $NNC docs models -o site 2>&1 | cat >&2")
    #expect(outcome.errors.contains("site/m/layer.svg can't be written: File too large"))
    #expect(docs.tree.keys.allSatisfy { $0.hasPrefix(".nnc-docs/") && $0 != ".nnc-docs/writing" })
    #expect(try docs.docs("-q").status == 0)
  }

  @Test func aDamagedStateMakesAllAnew() throws {
    let docs = try Documented(models(4))
    _ = try docs.docs()
    let tree = docs.tree
    let state = try #require(docs.tree[".nnc-docs/state"])
    for length in stride(from: 0, to: state.count, by: 97) {
      try docs.folder.write(Array(state.prefix(length)), to: "site/.nnc-docs/state")
      if length % 5 == 0 { _ = try docs.folder.shell("head -c 300 /dev/urandom >site/.nnc-docs/journal") }
      let outcome = try docs.docs("-q", "--check")
      #expect(!outcome.isSignalled && outcome.status == 1)
    }
    _ = try docs.folder.shell("rm -r site")
    #expect(try docs.docs("-q").status == 0)
    #expect(docs.tree == tree)
  }
}
