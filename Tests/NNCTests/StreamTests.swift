import Foundation
import Testing

@Suite struct StreamTests {
  @Test func aFullStandardOutputIsAnError() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    for command in ["m.nn -o -", "check m.nn", "doctor", "--help", "--version"] {
      try folder.shell("$NNC \(command) >/dev/full").expectRefusal(
        2, "standard output can't be written: No space left on device")
    }
  }

  @Test func aClosedStandardOutputIsAnErrorIfItIsNeeded() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    for command in ["m.nn -o -", "check m.nn", "--help"] {
      try folder.shell("$NNC \(command) >&-").expectRefusal(2, "standard output can't be written")
    }
    #expect(try folder.shell("$NNC m.nn >&-").status == 0)
    #expect(isWellFormed(folder.bytes("m.svg") ?? []))
  }

  @Test func closedStreamsNeverMixWithFiles() throws {
    let folder = try Folder(["m.nn": sigmoidModel, "bad.nn": "y = foo(1)\n"])
    #expect(try folder.shell("$NNC bad.nn m.nn <&- >&- 2>&-").status == 1)
    #expect(isWellFormed(folder.bytes("m.svg") ?? []))
    #expect(folder.text("bad.nn") == "y = foo(1)\n")
    #expect(try folder.shell("$NNC - <&-").status == 1)
  }

  @Test func aBrokenPipeEndsTheRunQuietly() throws {
    let folder = try Folder(["m.nn": "x: [200, 200] = normal\ny = sigmoid(x)\n"])
    let outcome = try folder.shell("{ $NNC m.nn --emit json --full -o -; echo $? >status; } | head -1")
    #expect(outcome.output == "{\n")
    let status = folder.text("status") ?? ""
    #expect(["141\n", "2\n"].contains(status))
    #expect(!outcome.errors.contains("Fatal") && !outcome.errors.contains("stack"))
  }

  @Test func theDeviceOfStandardOutputIsStandardOutput() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let outcome = try folder.shell("(echo before; $NNC m.nn -o /dev/stdout; echo after) >all")
    #expect(outcome.errors.isEmpty)
    let text = folder.text("all") ?? ""
    #expect(text.hasPrefix("before\n<?xml") && text.hasSuffix("</svg>\nafter\n"))
    let parts = try folder.nnc(["m.nn", "--emit", "json=/dev/stdout"])
    #expect(parts.output.hasPrefix("{"))
  }

  @Test func colourIsForTerminalsThatWantIt() throws {
    let folder = try Folder(["bad.nn": "y = foo(1)\n"])
    let colourful = try onTerminal(folder, ["TERM": "xterm", "NO_COLOR": nil])
    #expect(colourful.contains("\u{1B}[1;31merror:\u{1B}[0m"))
    #expect(try onTerminal(folder, ["TERM": "xterm", "NO_COLOR": ""]) == colourful)
    for environment in [
      ["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb", "NO_COLOR": nil], ["TERM": nil, "NO_COLOR": nil],
    ] {
      let plain = try onTerminal(folder, environment)
      #expect(plain.contains("bad.nn:1:5: error: there is no layer foo") && !plain.contains("\u{1B}"))
    }
    let away = try folder.nnc(["bad.nn"], environment: ["TERM": "xterm", "NO_COLOR": nil])
    #expect(away.errors.hasPrefix("bad.nn:1:5: error: ") && !away.errors.contains("\u{1B}"))
  }

  @Test func aTerminalObeysNothingInAPath() throws {
    let name = "\u{1B}[31m\u{07}\n\u{9B}1m.nn"
    let folder = try Folder([name: sigmoidModel, "bad\u{1B}[1m.nn": "y = foo(1)\n"])
    for outcome in [
      try folder.nnc([name]), try folder.nnc(["\(name)x"]), try folder.nnc(["bad\u{1B}[1m.nn"]),
      try folder.nnc(["check", name]),
    ] {
      let text = outcome.output + outcome.errors
      #expect(!text.contains("\u{1B}") && !text.contains("\u{07}") && !text.contains("\u{9B}"))
    }
  }

  /// What nnc says on a terminal.
  private func onTerminal(_ folder: Folder, _ environment: [String: String?]) throws -> String {
    #if os(Linux)
      let line = "script -qec '$NNC bad.nn' /dev/null"
    #else
      let line = "script -q /dev/null $NNC bad.nn"
    #endif
    return try folder.shell(line, environment: environment).output
  }
}
