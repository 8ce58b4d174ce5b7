import NNSyntax
import Testing

/// Bytes with the identities of the diagnostics that they must give.
struct ByteCase: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let ids: [String]

  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8], _ ids: String...) {
    self.name = name
    self.bytes = bytes
    self.ids = ids
  }

  init(_ name: String, _ text: String, _ ids: String...) {
    self.name = name
    self.bytes = Array(text.utf8)
    self.ids = ids
  }
}

let byteCases: [ByteCase] = [
  ByteCase("empty", ""),
  ByteCase("spaces and newlines", "  \n\t\n \r\n\r"),
  ByteCase("comment", "# nothing"),
  ByteCase("mark at the start", [0xEF, 0xBB, 0xBF] + Array("x = 1".utf8)),
  ByteCase("CRLF", "x = 1\r\ny = [1,\r\n 2]\r\n"),
  ByteCase("lone CR", "x = 1\ry = 2\r"),
  ByteCase("mixed line ends", "x = 1\ry = 2\r\nz = 3\nw = 4"),
  ByteCase("UTF-16 with a mark", [0xFF, 0xFE] + "x = 1".utf8.flatMap { [$0, 0] }, "utf-16"),
  ByteCase("UTF-16 big endian", [0xFE, 0xFF] + "x = 1".utf8.flatMap { [0, $0] }, "utf-16"),
  ByteCase("UTF-16 without a mark", "x = 1".utf8.flatMap { [$0, 0] }, "utf-16"),
  ByteCase("lone FF", Array("x = ".utf8) + [0xFF], "invalid-utf-8"),
  ByteCase("cut off", Array("x = ".utf8) + [0xE2, 0x82], "invalid-utf-8"),
  ByteCase("overlong", Array("x = ".utf8) + [0xC0, 0xAF], "invalid-utf-8"),
  ByteCase("surrogate", Array("x = ".utf8) + [0xED, 0xA0, 0x80], "invalid-utf-8"),
  ByteCase("beyond Unicode", Array("x = ".utf8) + [0xF4, 0x90, 0x80, 0x80], "invalid-utf-8"),
  ByteCase("gzip", [0x1F, 0x8B, 8, 0], "binary-file"),
  ByteCase("PNG", [0x89, 0x50, 0x4E, 0x47, 13, 10], "binary-file"),
  ByteCase("ELF", [0x7F, 0x45, 0x4C, 0x46, 2], "binary-file"),
  ByteCase("conflict", "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n", "conflict-marker"),
  ByteCase("two conflicts", "<<<<<<<\n=======\n>>>>>>> a\n<<<<<<<\n", "conflict-marker", "conflict-marker"),
  ByteCase("Python", "import numpy as np\nx = np.array([1])\n", "other-language"),
  ByteCase("Python function", "# net\ndef relu(x):\n  return x\n", "other-language"),
  ByteCase("JSON", "{\n  \"layers\": []\n}\n", "other-language"),
  ByteCase("JSON array", "[{\"a\": 1}]\n", "other-language"),
  ByteCase("YAML", "---\nlayers: 3\n", "other-language"),
  ByteCase("YAML map", "layers:\n  - relu\n", "other-language"),
  ByteCase("DOT", "digraph g {\n a -> b\n}\n", "other-language"),
  ByteCase("HTML", "<!DOCTYPE html>\n", "other-language"),
  ByteCase("name of 255 bytes", "x = " + String(repeating: "n", count: 255)),
  ByteCase("number of 400 characters", "x = 0." + String(repeating: "1", count: 398)),
  ByteCase("eight marks", "x = a" + String(repeating: "\u{301}", count: 8)),
  ByteCase("nesting of 64", "x = " + String(repeating: "[", count: 64) + String(repeating: "]", count: 64)),
  ByteCase(
    "nesting of 65", "x = " + String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
    "nesting-too-deep"),
  ByteCase("64 signs", "x = " + String(repeating: "-", count: 64) + "1"),
  ByteCase("65 signs", "x = " + String(repeating: "-", count: 65) + "1", "nesting-too-deep"),
  ByteCase("64 powers", "x = 1" + String(repeating: "^1", count: 64)),
  ByteCase("65 powers", "x = 1" + String(repeating: "^1", count: 65), "nesting-too-deep"),
  ByteCase("64 blocks", String(repeating: "group {", count: 64) + String(repeating: "}", count: 64)),
  ByteCase(
    "65 blocks", String(repeating: "group {", count: 65) + String(repeating: "}", count: 65),
    "nesting-too-deep"),
  ByteCase(
    "rows 64 deep", "x = " + String(repeating: "[", count: 64) + "1" + String(repeating: "]", count: 64)),
  ByteCase(
    "rows 65 deep", "x = " + String(repeating: "[", count: 65) + "1" + String(repeating: "]", count: 65),
    "nesting-too-deep"),
]
