import NNRuntime
import Testing

@testable import NNGraph

/// The formula of a primitive's first sample, its operands called A and B, as text.
let primitiveFormulas: [String: String] = [
  "add": "A + B", "broadcast": "A", "constant": "0.5", "distribution": "A", "divide": "A / B",
  "embed": "embed(A)",
  "erf": "erf(A)", "exp": "exp(A)", "softplus": "softplus(A)", "leaf": "W", "log": "log(A)",
  "log1p": "log1p(A)",
  "logistic": "σ(A)", "matmul": "A · B", "max": "max(A, B)",
  "max-along": "max(A)", "mean": "mean(A)", "multiply": "A ⊙ B", "negate": "−A", "onehot": "onehot(A)",
  "power": "A^B", "reshape": "A", "slice": "slice(A, [1..3, 0..2])", "sqrt": "sqrt(A)", "step": "[A > 0]",
  "subtract": "A − B", "sum": "Σ₁ A", "sum-of-others": "Σ₁,≠max A", "tanh": "tanh(A)", "transpose": "Aᵀ",
]

@Test(arguments: Catalogue.all.map { $0.keyword }) func writesThePrimitive(_ keyword: String) throws {
  let kind = try #require(Catalogue.all.first { $0.keyword == keyword })
  let sample: Sample =
    switch keyword {
    case "constant": Sample(Constant(0.5))
    case "leaf": Sample(Leaf(name: "W", role: .param, tensorShape: .scalar, data: .splat(0)))
    default: try #require(kind.samples.first)
    }
  let symbols = zip(["A", "B"], sample.shapes).map { Formula.symbol($0.0, rank: $0.1.count) }
  #expect(sample.operation.formula(symbols).text == primitiveFormulas[keyword])
}

private let (a, b, c) = (
  Formula.symbol("a", rank: 0), Formula.symbol("b", rank: 0), Formula.symbol("c", rank: 0)
)
private let (x, y) = (Formula.symbol("X", rank: 2), Formula.symbol("Y", rank: 2))

@Test func setsParenthesesWhereTheyAreNeeded() {
  func sum(_ a: Formula, _ b: Formula) -> Formula { .infix("+", a, b, .sum) }
  func difference(_ a: Formula, _ b: Formula) -> Formula { .infix("−", a, b, .sum) }
  let cases: [(Formula, String)] = [
    (sum(a, sum(b, c)), "a + b + c"),
    (difference(a, difference(b, c)), "a − (b − c)"),
    (difference(difference(a, b), c), "a − b − c"),
    (.product(a, sum(b, c)), "a · (b + c)"),
    (.product(x, y), "X ⊙ Y"),
    (.product(.number(2), x), "2 · X"),
    (.fraction(a, .fraction(b, c)), "a / (b / c)"),
    (.fraction(a, .product(b, c)), "a / (b · c)"),
    (.product(.fraction(a, b), c), "(a / b) · c"),
    (.power(sum(a, b), .number(2)), "(a + b)²"),
    (.power(a, .number(-1)), "a⁻¹"),
    (.power(a, .number(0.5)), "a^0.5"),
    (.power(a, b), "a^b"),
    (.negated(sum(a, b)), "−(a + b)"),
    (.transposed(.infix("·", x, y, .product)), "(X · Y)ᵀ"),
    (.summed(sum(a, b), subscript: "₁"), "Σ₁ (a + b)"),
    (.function("max", [sum(a, b), .number(0)]), "max(a + b, 0)"),
    (.indicator(difference(a, b)), "[a − b > 0]"),
    (.gradient("W", rank: 2), "∂L/∂W"),
    (.number(-1.5), "−1.5"),
  ]
  for (formula, text) in cases { #expect(formula.text == text) }
}

@Test func gathersEqualFactorsAndSigns() {
  #expect(Formula.product(x, x).text == "X²")
  #expect(Formula.product(.product(y, x), x).text == "Y ⊙ X²")
  #expect(Formula.product(.negated(x), y).text == "−X ⊙ Y")
  #expect(Formula.product(.negated(x), .negated(y)).text == "X ⊙ Y")
  #expect(Formula.negative(.negated(x)).text == "X")
  #expect(Formula.product(.infix("·", y, x, .product), x).text == "(Y · X) ⊙ X")
}

@Test func formulaExponentiallyLargerThanItsGraphIsNotWritten() throws {
  let steps = (1..<22).map { "a\($0) = max(a\($0 - 1), a\($0 - 1))" }.joined(separator: "\n")
  let model = try compiled(
    "layer f(x, w) {\na0 = x * 0.5\n\(steps)\nreturn w * a21\n}\nx = [1.0]\nw = [2.0]\ny = f(x, w)")
  var formulas = GradientFormulas(model)
  for value in model.graph.values { _ = formulas.gradient(of: value.node) }
  let result = try #require(model.graph.output)
  #expect(model.graph.formula(of: result, in: { _ in nil }, limit: 24) == nil)
  #expect(model.graph.formula(of: result, in: { _ in nil }, limit: 100) == nil)
}
