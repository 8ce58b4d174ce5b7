import Foundation
import NNC
import Testing

/// A model whose work is large enough to be shared: 256 × 300 × 400, with a loss.
private let wideModel = """
  input x: [256, 300] = normal(seed=1)
  target t: [256] = [\((0..<256).map { "\($0 % 10)" }.joined(separator: ", "))]
  loss = x -> affine(400) -> gelu -> affine(10) -> softmax_loss(t)
  """

@Suite struct BenchTests {
  @Test func benchTellsAStepAndEachStage() throws {
    let folder = try Folder(["m.nn": wideModel])
    let outcome = try folder.nnc(["bench", "m.nn", "--dtype", "f32", "--threads", "2", "--format", "json"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(
      keys(outcome.output) == [
        "schema", "dtype", "threads", "secondsPerStep", "spread", "flopsPerStep", "arenaBytes",
        "arenaBoundBytes",
        "stages",
      ])
    let run = try object(outcome.output)
    #expect(run["schema"] as? String == "nnc.bench/1")
    #expect(run["dtype"] as? String == "f32")
    #expect(run["threads"] as? Int == 2)
    let seconds = try #require(run["secondsPerStep"] as? Double)
    let spread = try #require(run["spread"] as? [Double])
    #expect(spread.count == 2 && 0 < spread[0] && spread[0] <= seconds && seconds <= spread[1])
    // The products forward and back, without the gradient of the input, which nobody wants.
    let products = 2 * 256 * (300 * 400 * 2 + 400 * 10 * 3)
    let flops = try #require(run["flopsPerStep"] as? Int)
    #expect(flops > products && flops < products * 3 / 2)
    let (arena, bound) = (run["arenaBytes"] as? Int ?? 0, run["arenaBoundBytes"] as? Int ?? 1)
    #expect(arena >= bound && Double(arena) <= 1.15 * Double(bound))
    let stages = try #require(run["stages"] as? [String: Double])
    #expect(stages.keys.sorted() == ["differentiate", "elaborate", "parse", "plan", "simplify"])
    #expect(stages.values.allSatisfy { $0 > 0 })
  }

  @Test func benchTellsPeopleTheSame() throws {
    let outcome = try Folder(["m.nn": twoLayerModel]).nnc(["bench", "m.nn"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "m.nn: f64, 1 thread")
    #expect(
      lines.dropFirst().map { $0.split(separator: " ")[0] } == [
        "step", "operations", "arena", "parse", "elaborate", "differentiate", "simplify", "plan",
      ])
  }

  @Test func aModelWithErrorsIsNotTimed() throws {
    let folder = try Folder(["m.nn": "y = sigmiod([1.0])\n"])
    try folder.nnc(["bench", "m.nn"]).expectRefusal(1, "there is no layer sigmiod")
    try folder.nnc(["bench", "m.nn", "--threads", "0"]).expectRefusal(64, "--threads")
    try folder.nnc(["bench", "m.nn", "--threads", "17"]).expectRefusal(64, "--threads")
    try folder.nnc(["bench", "m.nn", "--format", "csv"]).expectRefusal(64, "--format")
    try folder.nnc(["bench", "gone.nn"]).expectRefusal(1, "gone.nn")
  }

  @Test func numbersDoNotDependOnThreads() throws {
    let folder = try Folder(["m.nn": wideModel.replacing("affine(400)", with: "affine(60)")])
    for (dtype, threads) in [("f64", ["3"]), ("f32", ["2", "16"])] {
      let arguments = ["m.nn", "--dtype", dtype, "--full", "--emit", "json", "-o", "-"]
      let wanted = try folder.nnc(arguments + ["--threads", "1"]).bytes
      #expect(wanted.count > 100_000)
      for count in threads {
        #expect(
          (try folder.nnc(arguments + ["--threads", count]).bytes == wanted) == true, "\(count), \(dtype)")
      }
    }
  }
}
