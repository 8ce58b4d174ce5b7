import Foundation
import NNC
import Testing

/// What `nnc derive` must say of something, as a textbook has it.
struct DeriveCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let formulas: [String]

  init(_ what: String, _ formulas: [String]) { (testDescription, self.formulas) = (what, formulas) }
}

private let textbook = [
  DeriveCase("relu", ["∂L/∂y ⊙ [x > 0]", "y = max(x, 0)"]),
  DeriveCase(
    "sigmoid",
    ["∂L/∂y ⊙ y² ⊙ exp(−x)", "∂L/∂y ⊙ y ⊙ (1 − y)", "b = exp(a)  ∂L/∂a ← ∂L/∂b ⊙ b", "y = 1 / c"]),
  DeriveCase("affine", ["∂L/∂x = ∂L/∂y · Wᵀ", "∂L/∂W = xᵀ · ∂L/∂y", "∂L/∂b = Σ₀ ∂L/∂y"]),
  DeriveCase("softmax", ["(∂L/∂y − Σ₁ (∂L/∂y ⊙ y)) ⊙ y"]),
  DeriveCase("cross_entropy", ["L = −e", "onehot(t)"]),
  DeriveCase("softmax_loss", ["= (softmax(x) − onehot(t)) / N  "]),
  DeriveCase("x.T @ A @ x", ["= (A + Aᵀ) · x · ∂L/∂y  ", "∂L/∂A = ", "x · ∂L/∂y · xᵀ"]),
]

private let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The text of a golden; with `NNC_BLESS=1` it is written anew, and the test fails.
private func golden(_ name: String, _ text: String) throws -> String {
  let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
  if ProcessInfo.processInfo.environment["NNC_BLESS"] == "1" {
    try Data(text.utf8).write(to: url)
    Issue.record("\(name) is written anew; look at it and run again without NNC_BLESS")
  }
  return try String(contentsOf: url, encoding: .utf8)
}

@Suite struct DeriveTests {
  @Test(arguments: textbook) func saysWhatTheTextbookSays(_ example: DeriveCase) throws {
    let outcome = try Folder().nnc(["derive", example.testDescription])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    for formula in example.formulas { #expect(outcome.output.contains(formula), "\(formula)") }
  }

  @Test(arguments: textbook) func textIsGolden(_ example: DeriveCase) throws {
    let what = example.testDescription
    let text = try Folder().nnc(["derive", what]).output
    let name = what.allSatisfy { $0.isLetter || $0 == "_" } ? what : "expression"
    #expect(text == (try golden("\(name).txt", text)))
  }

  @Test(arguments: ["sigmoid", "softmax_loss"]) func latexIsGolden(_ layer: String) throws {
    let text = try Folder().nnc(["derive", layer, "--format", "latex"]).output
    #expect(text == (try golden("\(layer).tex", text)))
  }

  @Test func theNumbersOfALayerAreItsOwn() throws {
    let folder = try Folder([
      "m.nn": "x = [[1.0, 2.0]]\nh = x -> affine(3)\ny = h -> affine(1)\n",
      "two.nn": "x = [[1.0, 2.0]]\nW = [[1.0], [2.0]]\na = x -> affine(1)\nb = x -> affine(3)\n"
        + "y = sum(a) + sum(b) + sum(x @ W)\n",
    ])
    // h.W is 2 by 3, y.W 3 by 1.
    let first = try folder.nnc(["derive", "m.nn"]).output.prefix { $0 != "y" }
    #expect(first.contains(/W = ⎡\S+ +\S+ +\S+⎤\n +⎣\S+ +\S+ +\S+⎦\n/))
    // Three weights of three layers don't share a name.
    let shared = try folder.nnc(["derive", "two.nn"]).output
    #expect(shared.contains("∂L/∂x = ∂L/∂a · affine1.Wᵀ + ∂L/∂b · affine2.Wᵀ + 1 · Wᵀ"))
    #expect(shared.contains("    W = ⎡1⎤\n        ⎣2⎦"))
  }

  @Test func theReadmeShowsTheDerivationOfSigmoid() throws {
    let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains(try Folder().nnc(["derive", "sigmoid"]).output))
  }

  @Test func aModelIsDerivedWithItsNumbers() throws {
    let folder = try Folder(["m.nn": sigmoidModel])
    let text = try folder.nnc(["derive", "m.nn", "--digits", "3"]).output
    for line in ["    ∂L/∂y = [1  0.5]", "    y = [0.731  0.119]", "    ∂L/∂x = [0.197  0.0525]"] {
      #expect(text.contains(line), "\(line)")
    }
    let input = try folder.nnc(["derive", "-", "--digits", "3"], input: sigmoidModel)
    #expect(input.output == text)
  }

  @Test func whatGoesIntoALayerWithoutANameHasOne() throws {
    let model = "W = [[1.0, -2.0]]\nx = [[0.5], [2.0]]\ny = relu(W @ x)\n"
    let text = try Folder(["m.nn": model]).nnc(["derive", "m.nn"]).output
    #expect(text.contains("y = max(matmul1, 0)"))
    #expect(text.contains("∂L/∂matmul1 = ∂L/∂y ⊙ "))
  }

  @Test func manyNumbersAreToldByTheirShape() throws {
    let folder = try Folder(["m.nn": "x: [9, 9] = uniform(0, 1)\ny = x * x\n"])
    #expect(try folder.nnc(["derive", "m.nn"]).output.contains("∂L/∂x: 9 × 9 numbers"))
  }

  @Test func importsBringLayers() throws {
    let folder = try Folder([
      "l.nn": "import \"k.nn\"\nlayer twice(x, rate: float) = double(x) * rate + x ^ 7",
      "k.nn": "layer double(x: [N, M]) = x + x\nlayer bce(y, t) = -mean(t * log(y) + (1 - t) * log(1 - y))\n"
        + "layer relu(x) = exp(x)\nlayer 합(값: [N, D], t) = sum(값 * t)",
    ])
    for (layer, formula) in [
      ("double", "∂L/∂x = ∂L/∂y + ∂L/∂y"), ("bce", "/ n"), ("relu", "y = exp(x)"), ("합", "∂L/∂값 = t"),
    ] {
      let outcome = try folder.nnc(["derive", layer, "--import", "l.nn"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains(formula), "\(outcome.output)")
    }
    let use = try folder.nnc(["derive", "double(A) @ x", "--import", "l.nn"])
    #expect(use.status == 0, "\(use.errors)")
  }

  @Test func whatCannotBeDerivedIsToldWithItsPlace() throws {
    let folder = try Folder(["bad.nn": "layer f(x = x"])
    for (arguments, message) in [
      (["x @"], "<expression>:1:4: error:"), (["frob(x) + 1"], "there is no layer frob"),
      (["no.nn"], "no.nn can't be read"), (["relu", "--import", "no.nn"], "no.nn can't be read"),
      (["relu", "--import", "bad.nn"], "bad.nn:1"), (["import \"bad.nn\""], "error:"),
    ] { try folder.nnc(["derive"] + arguments).expectRefusal(1, message) }
  }

  @Test func theFormatIsReadOffThePath() throws {
    let folder = try Folder()
    for (name, start) in [
      ("d.md", "## relu"), ("d.tex", "\\documentclass"), ("d.html", "<!DOCTYPE html>"), ("d.txt", "relu\n"),
    ] {
      let outcome = try folder.nnc(["derive", "relu", "-o", name])
      #expect(outcome.status == 0)
      #expect(outcome.bytes.isEmpty)
      #expect(folder.text(name)?.hasPrefix(start) == true)
    }
  }
}
