import Foundation
import Testing

@Suite struct CheckTests {
  @Test func aRightModelPasses() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    let outcome = try folder.nnc(["check", "m.nn"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("m.nn: passed\n"))
    #expect(outcome.output.contains(/affine1\.W  right, 12 elements, worst error .+ at \[\d, \d\]/))
    #expect(folder.names == ["m.nn"])
  }

  @Test func expectationsAreCountedAndAFailedOneIsAnError() throws {
    let folder = try Folder(["m.nn": sigmoidModel + "expect y ~= [0.7310586, 0.1192029], 1e-6\n"])
    let good = try folder.nnc(["check", "m.nn"])
    #expect(good.status == 0)
    #expect(good.output.contains("1 of 1 expectations hold"))
    try folder.write(Array((sigmoidModel + "expect y ~= [0.7310586, 0.5], 1e-6\n").utf8), to: "m.nn")
    let bad = try folder.nnc(["check", "m.nn"])
    #expect(bad.status == 1)
    #expect(bad.output.hasPrefix("m.nn: failed\n"))
    #expect(bad.output.contains("0 of 1 expectations hold"))
    #expect(bad.errors.contains(/m\.nn:4:1: error: y is 0\.119202922022\d* at element 1, 0\.5 is expected/))
  }

  @Test func aKinkIsANoteThatNamesTheElement() throws {
    let outcome = try Folder(["m.nn": "x = [1.0, 0.0]\ny = relu(x)\n"]).nnc(["check", "m.nn"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("x  kink, 2 elements"))
    #expect(outcome.output.contains("at [1]"))
    #expect(outcome.errors.contains("m.nn:1:1: note: the function has a kink at x[1]"))
  }

  @Test func aGradientBeyondTheToleranceIsAnErrorThatNamesTheWorstElement() throws {
    let outcome = try Folder(["m.nn": sigmoidModel]).nnc([
      "check", "m.nn", "--dtype", "f32", "--tolerance", "1e-9",
    ])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(/x  wrong, 2 elements, worst error .+ at \[\d\]/))
    #expect(
      outcome.errors.contains(/m\.nn:1:1: error: the gradient of x\[\d\] is 0\.\d+, central differences say/))
  }

  @Test func oneBadModelDoesNotStopTheOthers() throws {
    let folder = try Folder(["a.nn": "y = foo(1)\n", "b.nn": sigmoidModel])
    let outcome = try folder.nnc(["check", "a.nn", "missing.nn", "b.nn"])
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("b.nn: passed"))
  }

  @Test func infiniteAndUndefinedNumbersAreErrors() throws {
    let outcome = try Folder(["m.nn": "x = [1.0, 0.0, -1.0]\ny = log(x)\n"]).nnc(["check", "m.nn"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("m.nn:2:1: error: y is infinite, first at element 1"))
  }

  @Test func aModelWithoutGradientsPasses() throws {
    let outcome = try Folder(["m.nn": "const x = [1.0]\ny = sigmoid(x)\n"]).nnc(["check", "m.nn"])
    #expect(outcome.status == 0)
    #expect(outcome.output == "m.nn: passed\n")
  }

  @Test func theCostAndTheStepsBackAreStated() throws {
    let outcome = try Folder(["m.nn": sigmoidModel]).nnc(["check", "m.nn"])
    #expect(outcome.output.contains("  1 step back: 1 right\n"))
    #expect(outcome.output.contains("  cost: 11 forward passes, 11 of single layers\n"))
  }

  @Test func aLargeTensorIsCheckedAlongDirections() throws {
    let outcome = try Folder(["m.nn": "x: [30, 20] = normal(seed=1)\ny = sum(tanh(x))\n"]).nnc([
      "check", "m.nn",
    ])
    #expect(outcome.output.contains("x  right, 16 directions"))
    #expect(outcome.output.contains("cost: 81 forward passes"))
  }

  @Test func aCheckIsDrawnWhereItIsAsked() throws {
    let folder = try Folder(["m.nn": twoLayerModel])
    let outcome = try folder.nnc(["check", "m.nn", "--emit", "svg"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("m.nn: passed\n"))
    #expect(folder.names == ["m.nn", "m.svg"])
    #expect(try #require(folder.text("m.svg")).contains("8 of 8 steps back are right"))
    let piped = try folder.nnc(["check", "m.nn", "--emit", "svg", "-o", "-"])
    #expect(piped.output.hasPrefix("<?xml"))
    _ = try folder.nnc([
      "check", "m.nn", "--emit", "png=c.png,svg=c.svg", "--detail", "node", "--theme", "dark",
    ])
    #expect(folder.names == ["c.png", "c.svg", "m.nn", "m.svg"])
  }
}
