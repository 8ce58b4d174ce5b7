import Foundation
import Testing

@Suite struct WritingTests {
  @Test func anOldFileIsReplacedAndKeepsItsPermissions() throws {
    let folder = try Folder(["m.nn": sigmoidModel, "m.svg": "old"])
    #expect(try folder.shell("chmod 640 m.svg; $NNC m.nn").status == 0)
    #expect(isWellFormed(folder.bytes("m.svg") ?? []))
    #expect(try folder.shell("ls -l m.svg").output.hasPrefix("-rw-r-----"))
    #expect(folder.names == ["m.nn", "m.svg"])
  }

  @Test func theMaskDecidesWhoReadsANewFile() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    #expect(try folder.shell("umask 027; $NNC m.nn; ls -l m.svg").output.hasPrefix("-rw-r-----"))
  }

  @Test func aFolderIsNotWritten() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    try folder.shell("mkdir out; $NNC m.nn --emit svg -o out").expectRefusal(
      2, "nnc: error: out can't be written: it is a folder")
  }

  @Test func aMissingFolderIsNamed() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    try folder.nnc(["m.nn", "-o", "none/x.svg"]).expectRefusal(
      2, "nnc: error: none/x.svg can't be written: No such file or directory")
  }

  @Test func aFullDiskLeavesTheOldFile() throws {
    let folder = try Folder(["m.nn": sigmoidModel, "m.svg": "old"])
    try folder.shell("(ulimit -f 1; exec $NNC m.nn) 2>&1 | cat >&2; exit 2").expectRefusal(
      2, "nnc: error: m.svg can't be written: File too large")
    #expect(folder.text("m.svg") == "old")
    #expect(folder.names == ["m.nn", "m.svg"])
  }

  @Test func aFullDeviceIsAnErrorAndStaysADevice() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.nnc(["m.nn", "--emit", "svg", "-o", "/dev/full"])
    outcome.expectRefusal(2, "/dev/full can't be written: No space left on device")
    #expect(try folder.shell("test -c /dev/full").status == 0)
  }

  @Test func aLinkStaysALink() throws {
    let folder = try Folder(["m.nn": sigmoidModel, "target.svg": "old"])
    let line = "ln -s target.svg m.svg; mkdir d; ln -s d/../new.svg n.svg; $NNC m.nn && $NNC m.nn -o n.svg"
    #expect(try folder.shell("\(line); test -h m.svg && test -h n.svg").status == 0)
    #expect(isWellFormed(folder.bytes("target.svg") ?? []))
    #expect(folder.names == ["d", "m.nn", "m.svg", "n.svg", "new.svg", "target.svg"])
    #expect(folder.bytes("new.svg") == folder.bytes("target.svg"))
  }

  @Test func aLinkToItselfIsAnError() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    try folder.shell("ln -s m.svg m.svg; $NNC m.nn; s=$?; test -h m.svg && exit $s").expectRefusal(
      2, "m.svg can't be written: Too many levels of symbolic links")
    #expect(folder.names == ["m.nn", "m.svg"])
  }

  @Test func aPipeIsWrittenInPlace() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.shell(
      "mkfifo p; cat p & $NNC m.nn --emit svg -o p; s=$?; wait; test -p p && exit $s")
    #expect(outcome.status == 0)
    #expect(isWellFormed(outcome.bytes))
  }

  @Test func aReadOnlyFolderOrFileIsAnError() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    guard let user = ordinaryUser else { return }
    let line =
      "mkdir -m 555 ro; mkdir -m 777 rw; echo old >rw/f.svg; chmod 444 rw/f.svg; chmod 755 .; chmod 644 m.nn"
    #expect(try folder.shell(line).status == 0)
    try folder.shell("exec \(user) $NNC m.nn -o ro/m.svg").expectRefusal(
      2, "ro/m.svg can't be written: Permission denied")
    try folder.shell("exec \(user) $NNC m.nn -o rw/f.svg").expectRefusal(
      2, "rw/f.svg can't be written: Permission denied")
    #expect(folder.text("rw/f.svg") == "old\n")
    #expect(try folder.shell("ls -A ro rw").output == "ro:\n\nrw:\nf.svg\n")
    try folder.shell("chmod 000 m.nn; exec \(user) $NNC m.nn -o -").expectRefusal(
      1, "m.nn can't be read: Permission denied")
  }

  @Test func aFailedOutputDoesNotStopTheOthers() throws {
    let folder = try Folder(["a.nn": sigmoidModel, "b.nn": sigmoidModel, "c.nn": "y = foo(1)\n"])
    let outcome = try folder.shell("mkdir a.svg; $NNC a.nn c.nn b.nn")
    #expect(outcome.status == 2)
    #expect(folder.names == ["a.nn", "a.svg", "b.nn", "b.svg", "c.nn"])
  }

  @Test func aModelWithErrorsLeavesTheOldFigure() throws {
    let folder = try Folder(["m.nn": "y = foo(1)\n", "m.svg": "old"])
    #expect(try folder.nnc(["m.nn"]).status == 1)
    #expect(folder.text("m.svg") == "old")
  }

  @Test func anEndedRunLeavesNothingHalfWritten() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    for signal in ["TERM", "INT", "HUP"] {
      for delay in ["0.005", "0.02", "0.03", "0.04"] {
        _ = try folder.shell("$NNC m.nn & p=$!; sleep \(delay); kill -\(signal) $p; wait $p")
        #expect(!folder.names.contains { $0.hasPrefix(".nnc") })
        if let bytes = folder.bytes("m.svg") { #expect(isWellFormed(bytes)) }
      }
    }
  }
}

/// What makes a command run by an ordinary user; nil if the tests are run by root and that can't be done.
private var ordinaryUser: String? {
  guard getuid() == 0 else { return "" }
  let path = "/usr/bin/setpriv"
  return FileManager.default.isExecutableFile(atPath: path)
    ? "\(path) --reuid=65534 --regid=65534 --clear-groups" : nil
}
