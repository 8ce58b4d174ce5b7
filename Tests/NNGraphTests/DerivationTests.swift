import NNRuntime
import Testing

@testable import NNGraph

/// A model with the formulas that its gradients must have, as a textbook writes them.
struct Derivation: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let formulas: [String: String]

  init(_ name: String, _ text: String, _ formulas: [String: String]) {
    (testDescription, self.text, self.formulas) = (name, text, formulas)
  }
}

private let derivations = [
  Derivation("sum", "x = 2.0\ny = 3.0\nz = x + y\nL = z * z", ["x": "∂L/∂z", "y": "∂L/∂z", "L": "1"]),
  Derivation(
    "product", "x = 2.0\ny = 3.0\nz = x * y\nL = z * z",
    ["x": "∂L/∂z · y", "y": "∂L/∂z · x", "z": "z + z"]),
  Derivation(
    "quotient", "x = 2.0\ny = 3.0\nz = x / y\nL = exp(z)",
    ["x": "∂L/∂z / y", "y": "−∂L/∂z · z / y", "z": "L"]),
  Derivation("reciprocal", "x = 2.0\ny = 1 / x\nL = exp(y)", ["x": "−∂L/∂y · y²"]),
  Derivation("logarithm", "x = 2.0\ny = log(x)\nL = y * y", ["x": "∂L/∂y / x"]),
  Derivation("relu", "x = [2.0]\ny = relu(x)\nL = sum(y * y)", ["x": "∂L/∂y ⊙ [x > 0]"]),
  Derivation("tanh", "x = [2.0]\ny = tanh(x)\nL = sum(sigmoid(y))", ["x": "∂L/∂y ⊙ (1 − y²)"]),
  Derivation("root", "x = [2.0]\ny = sqrt(x)\nL = sum(y)", ["x": "∂L/∂y / (2 · y)", "y": "1"]),
  Derivation("fan-out", "x = 2.0\na = exp(x)\nL = a * x", ["x": "∂L/∂a · a + a", "a": "x"]),
  Derivation(
    "affine",
    "X = [[1.0, 2.0], [3.0, 4.0]]\nW = [[1.0], [2.0]]\nb = [1.0]\nY = affine(X, W=W, b=b)\nL = sum(Y * Y)",
    ["X": "∂L/∂Y · Wᵀ", "W": "Xᵀ · ∂L/∂Y", "b": "Σ₀ ∂L/∂Y"]),
  Derivation(
    "softmax with loss, one sample", "x = [[1.0, 2.0]]\ntarget t = [0]\nL = softmax_loss(x, t)",
    ["x": "softmax(x) − onehot(t)"]),
  Derivation(
    "softmax with loss, rows",
    "x = [[1.0, 2.0]]\ntarget t = [[0, 1]]\ny = softmax(x)\nL = cross_entropy(y, t)",
    ["x": "(∂L/∂y − Σ₁ (∂L/∂y ⊙ y)) ⊙ y", "y": "−t / y"]),
  Derivation(
    "softmax with loss, a batch",
    "x = [[1.0, 2.0], [2.0, 3.0]]\ntarget t = [1, 0]\nL = softmax_loss(x, t)",
    ["x": "(softmax(x) − onehot(t)) / 2"]),
  Derivation(
    "softmax with loss, layer by layer",
    "x = [[1.0, 2.0], [2.0, 3.0]]\ntarget t = [1, 0]\ny = softmax(x)\nL = cross_entropy(y, t)",
    ["x": "(∂L/∂y − Σ₁ (∂L/∂y ⊙ y)) ⊙ y"]),
]

@Test(arguments: derivations) func derivesTheFormulaOfTheTextbook(_ derivation: Derivation) throws {
  let model = try compiled(derivation.text)
  var formulas = GradientFormulas(model)
  for (name, formula) in derivation.formulas.sorted(by: { $0.key < $1.key }) {
    let value = try #require(model.graph.values.first { $0.name == name })
    #expect(formulas.gradient(of: value.node)?.text == formula, "∂L/∂\(name)")
  }
}

@Test func theTraceNamesTheNodesThatItChanged() throws {
  let model = try compiled("x = [1.0, -2.0]\ny = sigmoid(x)")
  let steps = model.simplified.trace
  #expect(steps.contains { $0.rule == "1 / (1 + exp(a)) = σ(−a)" })
  for step in steps {
    #expect(step.before.index < model.graph.nodes.count)
    #expect(step.after.index < model.simplified.graph.nodes.count)
  }
}

@Test func simplifyingAgainChangesNoValue() throws {
  for seed in 0..<40 {
    let once = simplify(try compiled(RandomModel.text(seed: UInt64(seed))).graph)
    expectEqualAfterSimplification(once.graph, tolerance: 1e-10)
  }
}

@Test func simplifiedGraphsKeepOperandsBeforeTheirUses() throws {
  for seed in 0..<40 {
    let graph = try compiled(RandomModel.text(seed: UInt64(seed))).simplified.graph
    for id in graph.ids {
      for operand in graph[id].operands { #expect(operand < id) }
      let shapes = graph[id].operands.map { graph[$0].shape }
      #expect(try graph[id].operation.shape(of: shapes) == graph[id].shape)
    }
  }
}
