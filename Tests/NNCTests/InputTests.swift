import Foundation
import Testing

@Suite struct InputTests {
  @Test func whatIsNoFileIsRefusedAtOnce() throws {
    let folder = try Folder()
    #expect(try folder.shell("mkdir d; mkfifo p; ln -s loop loop").status == 0)
    for (path, message) in [
      ("missing.nn", "missing.nn can't be read: No such file or directory"), ("", "No such file"),
      ("d", "d is a folder, not a model"), ("p", "p is no regular file"),
      ("/dev/zero", "/dev/zero is no regular file"), ("loop", "Too many levels of symbolic links"),
    ] {
      try folder.nnc([path, "-o", "-"]).expectRefusal(1, message)
      try folder.nnc(["check", path]).expectRefusal(1, message)
    }
  }

  @Test(arguments: [
    "", " \n\t\n", "# a comment", "# a comment\n", "\u{FEFF}", "model m\n", "layer f(x) = x\n",
  ])
  func aFileWithoutAValueIsRefused(_ text: String) throws {
    let outcome = try Folder(["m.nn": text]).nnc(["m.nn", "-o", "-"])
    outcome.expectRefusal(1, "error: the model holds no value")
    #expect(outcome.errors.hasPrefix("m.nn:1:"))
  }

  @Test func byteOrderMarkAndLineEndsMakeNoDifference() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let wanted = try folder.nnc(["m.nn", "-o", "-", "--emit", "json"]).bytes
    let windows = sigmoidModel.replacing("\n", with: "\r\n")
    for text in [
      "\u{FEFF}\(sigmoidModel)", windows, "\u{FEFF}\(windows)", sigmoidModel.replacing("\n", with: "\r"),
    ] {
      try folder.write(Array(text.utf8), to: "m.nn")
      let outcome = try folder.nnc(["m.nn", "-o", "-", "--emit", "json"])
      #expect(outcome.status == 0)
      #expect(outcome.bytes == wanted)
    }
    try folder.write(Array("x = [1.0]\r\ny = foo(x)\r\n".utf8), to: "m.nn")
    try folder.nnc(["m.nn"]).expectRefusal(1, "m.nn:2:5: error: ")
  }

  @Test(
    arguments: [
      (Array("x = [1.0]\ny\u{0} = x\n".utf8), "m.nn:2:2: error: there is a NUL character"),
      (Array("x = [1.0] # ".utf8) + [0xFF], "m.nn:1:13: error: byte 12"),
      (Array("x = ".utf8) + [0xE2, 0x82], "m.nn:1:5: error: byte 4"),
      (Array("x = ".utf8) + [0xC0, 0xAF], "is not UTF-8"),
      (Array("x = ".utf8) + [0xED, 0xA0, 0x80], "is not UTF-8"),
      (Array("x = ".utf8) + [0xF4, 0x90, 0x80, 0x80], "is not UTF-8"),
      ([0xFF, 0xFE] + Array("x = 1".utf8).flatMap { [$0, 0] }, "the file is UTF-16"),
      (Array("x = 1.0".utf8).flatMap { [$0, 0] }, "m.nn:1:1: error: "),
      ([0x1F, 0x8B, 8, 0], "binary file (gzip)"), ([0x7F, 0x45, 0x4C, 0x46], "binary file (ELF)"),
      ([0x89, 0x50, 0x4E, 0x47], "binary file (PNG)"), (Array("x = \u{202E}1".utf8), "m.nn:1:5: error: "),
      (Array("import numpy as np\n".utf8), "Python"), (Array("x = 1;;;)".utf8), "m.nn:1:"),
    ] as [([UInt8], String)])
  func bytesThatAreNoModelAreRefused(_ bytes: [UInt8], _ message: String) throws {
    let folder = try Folder()
    try folder.write(bytes, to: "m.nn")
    let outcome = try folder.nnc(["m.nn"])
    outcome.expectRefusal(1, message)
    #expect(outcome.errors.hasPrefix("m.nn:"))
    #expect(!outcome.errors.contains("\u{1B}"))
    #expect(folder.names == ["m.nn"])
  }

  @Test func everyPrefixOfAModelIsSurvived() throws {
    let folder = try Folder()
    let bytes = Array(twoLayerModel.utf8)
    let prefixes = stride(from: 0, to: bytes.count, by: 5).map { Array(bytes[..<$0]) }
    var names: [String] = []
    for (index, prefix) in prefixes.enumerated() {
      names.append("p\(index).nn")
      try folder.write(prefix, to: "p\(index).nn")
    }
    let outcome = try folder.nnc(names + ["--emit", "plan", "-o", "-", "--diagnostics", "short"])
    #expect(outcome.status == 1 && !outcome.isSignalled)
    let places = /(p\d+\.nn:\d+:\d+: (error|warning|note): .+|… and \d+ more .+)/
    #expect(outcome.complaints.allSatisfy { $0.wholeMatch(of: places) != nil })
  }

  @Test func tooMuchIsRefusedBeforeItIsRead() throws {
    let folder = try Folder(["big.nn": ""])
    let spaces = "head -c 104857600 /dev/zero | tr '\\0' ' '"
    let outcome = try folder.shell("truncate -s 100M big.nn; exec $NNC big.nn -o -")
    outcome.expectRefusal(1, "big.nn has 104857600 bytes, the limit is 67108864")
    try folder.shell("\(spaces) | $NNC -").expectRefusal(1, "standard input has more than 67108864 bytes")
  }

  @Test func importsStayInTheFolder() throws {
    let folder = try Folder(["layers.nn": "layer twice(x) = x + x\n"])
    try FileManager.default.createDirectory(atPath: "\(folder.path)/sub", withIntermediateDirectories: false)
    try folder.write(Array("import \"../layers.nn\"\ny = twice([1.0])\n".utf8), to: "sub/m.nn")
    try folder.nnc(["sub/m.nn"]).expectRefusal(1, "sub/m.nn:1:8: error: ")
    #expect(try folder.nnc(["sub/m.nn", "--allow-outside", "-o", "-"]).status == 0)
    try folder.nnc(["-"], input: "import \"layers.nn\"\n").expectRefusal(1, "<stdin>:1:8: error: ")
  }
}
