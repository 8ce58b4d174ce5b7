import NNRuntime
import Testing

@testable import NNGraph

/// Models that lead to rules which random models seldom meet.
private let seldom = [
  "layer s(x) = exp(x) / (1 + exp(x))\nx = [1.0, -2.0]\ny = s(x)",
  "layer th(x) = (exp(x) - exp(-x)) / (exp(x) + exp(-x))\nx = [0.3, -0.9, 1.4]\ny = th(x)",
  "x = [0.3, -0.9]\ny = (exp(x) - exp(-x)) / (exp(x) + exp(-x))",
  "x = [0.3, -0.9]\ny = x ^ 1",
  "x = [0.3, -0.9]\ny = log(sigmoid(x))",
  "a = [1.0, 2.0]\nb = [2.0, 3.0]\nc = [0.5, 4.0]\nd = b - c\ny = a * b - a * c + d",
  "x = [0.3, -0.9]\ny = log(1 + exp(x))",
  "x = [[0.3, -0.9], [0.1, 0.2]]\nparam W: [2, 2] = [[1, 2], [0.5, -1]]\nL = mean((x @ W)^2)",
  "x: [2, 1] = [[1], [2]]\nconst A: [2, 2] = [[1, 2], [3, 4]]\ny = x.T @ A @ x",
  "x = [[0.3, 2.9, 4.0], [1, 2, 3]]\ntarget t = [2, 0]\ny = softmax_loss(x, t)",
  "x = [[0.3, 2.9, 4.0], [1, 2, 3]]\ntarget t = [[0, 0.25, 0.75], [1, 0, 0]]\ny = softmax_loss(x, t)",
  "x = [[0.3], [2.9]]\ntarget t = [0, 0]\ny = softmax_loss(x, t)",
  "x = [0.3, 2.9]\ny = x -> tanh -> swish",
  "x = [0.3, -2.9]\ny = x -> relu -> leaky_relu(0.5)",
  "x = [[0.3, 2.9]]\nb = [1.0, 2.0]\nL = mean(x * b - 2 * b)",
]

private let models: [String] =
  (0..<300).map { RandomModel.text(seed: UInt64($0)) } + preludeModels.values.sorted() + seldom

private func deriver(_ model: Model) -> Deriver {
  let names = Dictionary(
    model.graph.values.map { ($0.node, Formula.symbol($0.name, rank: 1)) },
    uniquingKeysWith: { first, _ in first })
  return Deriver(model.definition, names: names, gradients: [])
}

/// Both sides of each equation that was applied to a model, by name.
private func audit(_ text: String) throws -> [(rule: String, left: Tensor<Double>, right: Tensor<Double>)] {
  let model = try compiled(text)
  var rewriter = Rewriter(model.graph, isAudited: true)
  for id in model.graph.ids { rewriter.take(id, model.graph[id]) }
  let computed = interpret(rewriter.builder.graph)
  var sides = rewriter.audit.map { ($0.rule, computed[$0.left.index], computed[$0.right.index]) }

  var deriver = deriver(model)
  for value in model.graph.values { _ = deriver.gradient(of: value.node) }
  let written = interpret(deriver.rewriter.builder.graph)
  sides += deriver.audit.map { ($0.rule, written[$0.left.index], written[$0.right.index]) }
  return sides
}

@Test func everyRuleIsAppliedAndBothSidesOfItsEquationAreEqual() throws {
  var applied: Set<String> = []
  for text in models {
    for (rule, left, right) in try audit(text) {
      applied.insert(rule)
      #expect(left.shape == right.shape, "\(rule)")
      let scale = left.elements.reduce(1) { max($0, abs($1)) }
      for (a, b) in zip(left.elements, right.elements) where a.isFinite && b.isFinite {
        #expect(abs(a - b) <= 1e-9 * scale, "\(rule): \(a) is not \(b) in \(text)")
      }
    }
  }
  #expect(Set(Rules.all.map(\.name)).subtracting(applied) == [])
}

@Test func aDerivationEndsWithTheFormulaThatIsToldAlone() throws {
  for text in models {
    let model = try compiled(text)
    var (telling, short) = (deriver(model), deriver(model))
    for value in model.graph.values {
      guard let lines = telling.gradient(of: value.node) else { continue }
      #expect(lines.last?.formula.text == short.result(of: value.node)?.text, "∂L/∂\(value.name) in \(text)")
      for (line, next) in zip(lines, lines.dropFirst()) { #expect(line.formula.text != next.formula.text) }
    }
  }
}

@Test func rulesHaveNamesOfTheirOwn() {
  let tables = Rules.computed.all + Rules.written.all
  #expect(Set(tables.map(\.name)) == Set(Rules.all.map(\.name)))
}
