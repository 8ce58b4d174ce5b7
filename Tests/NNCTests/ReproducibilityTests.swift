import Foundation
import Testing

@Suite struct ReproducibilityTests {
  /// In the order of the names of their files.
  private let kinds = ["dot", "json", "pdf", "plan", "png", "svg", "text"]

  /// The bytes of all kinds, in one run.
  private func all(_ folder: Folder, _ environment: [String: String?] = [:]) throws -> [[UInt8]] {
    let outcome = try folder.nnc(["m.nn", "--emit", kinds.joined(separator: ",")], environment: environment)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try folder.names.filter { $0 != "m.nn" }.map { name in
      defer { try? FileManager.default.removeItem(atPath: "\(folder.path)/\(name)") }
      return try #require(folder.bytes(name))
    }
  }

  /// The kinds whose bytes differ; the bytes themselves would make a failure unreadable.
  private func differing(_ found: [[UInt8]], _ wanted: [[UInt8]]) -> [String] {
    guard found.count == kinds.count, wanted.count == kinds.count else { return ["missing"] }
    return kinds.indices.filter { found[$0] != wanted[$0] }.map { kinds[$0] }
  }

  @Test func fiveRunsGiveTheSameBytes() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    let first = try all(folder)
    for _ in 1..<5 { #expect(differing(try all(folder), first) == []) }
  }

  @Test func surroundingsMakeNoDifference() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    let wanted = try all(folder)
    for environment in [
      ["LC_ALL": "tr_TR.UTF-8"], ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"],
      ["TZ": "Pacific/Kiritimati"],
      ["HOME": nil, "TMPDIR": nil, "USER": nil], ["TERM": nil, "COLUMNS": "20"],
      ["OPENBLAS_NUM_THREADS": "1"], ["SOURCE_DATE_EPOCH": "0"], ["SERVER_NAME": "x", "GV_FILE_PATH": "/x"],
    ] as [[String: String?]] {
      let found = try all(folder, environment)
      #expect(differing(found, wanted) == [], "\(environment)")
    }
  }

  @Test func neitherFolderNorMaskMakesADifference() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    let wanted = try folder.nnc(["m.nn", "--emit", "svg", "-o", "-"]).bytes
    let away = try folder.nnc(["\(folder.path)/m.nn", "--emit", "svg", "-o", "-"], in: "/")
    #expect(away.bytes == wanted)
    #expect(try folder.nnc(["-"], input: twoLayerModel).bytes == wanted)
    #expect(try folder.shell("umask 077; $NNC m.nn; ls -l m.svg").output.hasPrefix("-rw-------"))
    #expect(folder.bytes("m.svg") == wanted)
  }

  @Test func withoutGraphvizPluginsTheFigureStaysAndBitmapsAreAnError() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    let wanted = try folder.nnc(["m.nn", "-o", "-"]).bytes
    let rubbish: [String: String?] = ["GVBINDIR": "/rubbish"]
    let found = try folder.nnc(["m.nn", "-o", "-"], environment: rubbish)
    #expect(found.status == 0)
    #expect((found.bytes == wanted) == true)
    try folder.nnc(["m.nn", "--emit", "png"], environment: rubbish).expectRefusal(2, "m.nn can't be drawn: ")
    let doctor = try folder.nnc(["doctor"], environment: rubbish)
    #expect(doctor.status == 2)
    #expect(doctor.output.contains("GVBINDIR makes Graphviz look for its plugins in /rubbish; unset it"))
    #expect(folder.names == ["m.nn"])
  }

  @Test func theSeedDecidesRandomNumbers() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    func run(_ seed: String) throws -> String {
      try folder.nnc(["m.nn", "--emit", "json", "-o", "-", "--seed", seed]).output
    }
    let zero = try run("0")
    #expect(try run("0") == zero)
    #expect(try folder.nnc(["m.nn", "--emit", "json", "-o", "-"]).output == zero)
    #expect(try run("1") != zero)
    #expect(try run("18446744073709551615") != zero)
  }

  @Test func theTypeDecidesThePrecision() throws {
    let folder = try Folder(["m.nn": "x = [0.1]\ny = x / 3\n"])
    for (type, number) in [("f64", "0.03333333333333333"), ("f32", "0.033333335")] {
      let text = try folder.nnc(["m.nn", "--emit", "json", "-o", "-", "--dtype", type]).output
      #expect(text.contains("\"dtype\": \"\(type)\""))
      #expect(text.contains("\"value\": [\(number)]"))
    }
  }
}
