import Foundation
import NNGraph
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

private let x = Formula.symbol("x", rank: 1)
private let n = Formula.symbol("n", rank: 0)
private let matrix = Formula.symbol("W₁", rank: 2)
private let gradient = Formula.gradient("Y", rank: 2)

/// A formula with its LaTeX.
struct MarkupCase: Sendable, CustomTestStringConvertible {
  let formula: Formula
  let latex: String
  var testDescription: String { latex }

  init(_ formula: Formula, _ latex: String) { (self.formula, self.latex) = (formula, latex) }
}

private let cases = [
  MarkupCase(n, "n"), MarkupCase(x, "\\boldsymbol{x}"), MarkupCase(matrix, "\\mathbf{W}_{1}"),
  MarkupCase(.symbol("x_hat", rank: 0), "x_{\\mathrm{hat}}"),
  MarkupCase(.symbol("_", rank: 0), "\\_"), MarkupCase(.symbol("x__", rank: 0), "x_{\\_}"),
  MarkupCase(.symbol("loss", rank: 0), "\\mathit{loss}"), MarkupCase(.symbol("α2", rank: 0), "\\alpha_{2}"),
  MarkupCase(.symbol("출력", rank: 2), "\\text{\\bfseries 출력}"),
  MarkupCase(gradient, "\\frac{\\partial L}{\\partial \\mathbf{Y}}"),
  MarkupCase(.number(-2), "-2"), MarkupCase(.number(1e-7), "1 \\cdot 10^{-7}"),
  MarkupCase(.infix("+", n, .number(1), .sum), "n + 1"),
  MarkupCase(
    .infix("⊙", x, .infix("−", .number(1), x, .sum), .product), "\\boldsymbol{x} \\odot (1 - \\boldsymbol{x})"
  ),
  MarkupCase(.infix("−", n, .infix("−", n, n, .sum), .sum), "n - (n - n)"),
  MarkupCase(
    .infix("·", .transposed(matrix), .infix("⊙", matrix, x, .product), .product),
    "\\mathbf{W}_{1}^{\\mathsf{T}} \\cdot (\\mathbf{W}_{1} \\odot \\boldsymbol{x})"),
  MarkupCase(.infix("·", .fraction(n, .number(2)), x, .product), "\\frac{n}{2} \\cdot \\boldsymbol{x}"),
  MarkupCase(.power(.fraction(n, .number(2)), .number(2)), "\\left(\\frac{n}{2}\\right)^{2}"),
  MarkupCase(
    .transposed(gradient), "\\left(\\frac{\\partial L}{\\partial \\mathbf{Y}}\\right)^{\\mathsf{T}}"),
  MarkupCase(.negated(.infix("+", n, n, .sum)), "-(n + n)"),
  MarkupCase(.function("exp", [.negated(x)]), "\\exp(-\\boldsymbol{x})"),
  MarkupCase(.function("max", [x, .number(0)]), "\\max(\\boldsymbol{x}, 0)"),
  MarkupCase(.function("σ", [n]), "\\sigma(n)"), MarkupCase(.function("sqrt", [n]), "\\sqrt{n}"),
  MarkupCase(.function("softmax_loss", [n]), "\\operatorname{softmax\\_loss}(n)"),
  MarkupCase(.summed(x, subscript: "₀₎₍₁"), "\\sum_{0,1} \\boldsymbol{x}"),
  MarkupCase(.summed(x, subscript: "₁,≠max"), "\\sum_{1,\\,\\ne\\max} \\boldsymbol{x}"),
  MarkupCase(.summed(.negated(n), subscript: ""), "\\sum (-n)"),
  MarkupCase(
    .infix("⊙", .summed(x, subscript: "₁"), x, .product), "(\\sum_{1} \\boldsymbol{x}) \\odot \\boldsymbol{x}"
  ),
  MarkupCase(.indicator(x), "\\mathbf{1}[\\boldsymbol{x} > 0]"),
]

@Suite struct FormulaMarkupTests {
  @Test(arguments: cases) func latexIsAsTheTextbookSetsIt(_ markup: MarkupCase) {
    let expected = markup.latex.replacing(
      "(\\sum_{1} \\boldsymbol{x})", with: "\\left(\\sum_{1} \\boldsymbol{x}\\right)")
    #expect(markup.formula.latex == expected)
  }

  @Test(arguments: cases) func mathMLIsWellFormed(_ markup: MarkupCase) {
    let page = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">\(markup.formula.mathML)</math>"
    #expect(XMLParser(data: Data(page.utf8)).parse(), "\(page)")
  }

  @Test func mathMLSetsFractionsPowersAndNames() {
    #expect(
      gradient.mathML
        == "<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo><mi>𝐘</mi></mrow></mfrac>")
    #expect(matrix.mathML == "<msub><mi>𝐖</mi><mn>1</mn></msub>")
    #expect(Formula.transposed(x).mathML == "<msup><mrow><mi>𝒙</mi></mrow><mi>T</mi></msup>")
    #expect(Formula.symbol("<&", rank: 0).mathML == "<mi>&lt;&amp;</mi>")
    #expect(Formula.negated(n).mathML == "<mrow><mo>−</mo><mi>n</mi></mrow>")
    #expect(
      Formula.infix("⊙", x, .infix("+", n, .number(1), .sum), .product).mathML
        == "<mrow><mi>𝒙</mi><mo>⊙</mo><mrow><mo>(</mo><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow>"
        + "<mo>)</mo></mrow></mrow>")
  }

  @Test func wordsObeyNothing() {
    #expect(
      LaTeXText.words("(a · y²) · e₁ 100% {_}")
        == "(a $\\cdot$ y$^{2}$) $\\cdot$ e$_{1}$ 100\\% \\{\\_\\}")
    #expect(LaTeXText.formula("−1.25·10⁻⁷") == " - 1.25 \\cdot 10^{-7}".replacing(" - ", with: "-"))
  }
}
