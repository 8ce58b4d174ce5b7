public import Graphviz

/// What a compilation can be turned into.
public enum Emission: String, CaseIterable, Sendable {
  /// The annotated gradient graph.
  case svg
  /// The same for the program `dot`.
  case dot
  /// The same as a bitmap.
  case png
  /// The same as a page.
  case pdf
  /// The numbers, for scripts.
  case json
  /// The numbers, for people.
  case text
  /// The words of the file.
  case tokens
  /// The parsed file.
  case syntax
  /// The typed graph.
  case graph
  /// The graph with its backward pass.
  case gradient
  /// The kernels of a step: the output and the gradients of the parameters.
  case plan
}

/// Turns a compilation into a file.
/// - Parameter isFull: whether JSON holds tensors of more than 10,000 elements.
/// - Throws: `GraphvizError` if a drawing can't be made.
public func emit(
  _ emission: Emission, _ compilation: Compilation, options: FigureOptions = FigureOptions(),
  isFull: Bool = false
) throws(GraphvizError) -> [UInt8] {
  switch emission {
  case .svg: return try picture(compilation, options, .svg)
  case .dot: return try picture(compilation, options, .dot)
  case .png: return try picture(compilation, options, .png)
  case .pdf: return try picture(compilation, options, .pdf)
  default: return Array(text(emission, compilation, options, isFull: isFull).utf8)
  }
}

/// The figure of a compilation.
/// - Parameters:
///   - numbers: what has been computed already.
///   - findings: what is marked, each at its value.
///   - checking: how each step of the backward pass is checked and marked; nil leaves that out.
public func figure(
  _ compilation: Compilation, options: FigureOptions = FigureOptions(), numbers: Valuation? = nil,
  findings: [Finding] = [], checking: CheckOptions? = nil
) -> Figure {
  draw(
    compilation.model, dtype: compilation.options.dtype, options: options, numbers: numbers,
    findings: findings, checking: checking)
}

private func picture(
  _ compilation: Compilation, _ options: FigureOptions, _ format: Format
) throws(GraphvizError) -> [UInt8] {
  try render(figure(compilation, options: options), as: format)
}

private func text(
  _ emission: Emission, _ compilation: Compilation, _ options: FigureOptions, isFull: Bool
) -> String {
  let program = compilation.program
  switch emission {
  case .json: return runJSON(compilation, detail: options.detail, isFull: isFull)
  case .text: return runText(compilation, detail: options.detail, digits: options.digits)
  case .tokens: return tokenText(of: program.sources[Program.model])
  case .syntax: return program.model.text()
  case .graph: return compilation.graph.text
  case .gradient: return compilation.model.definition.text
  case .plan: return planStep(compilation.model).text
  case .svg, .dot, .png, .pdf: return ""
  }
}

/// The SVG of a model's text, in one call.
/// - Throws: `CompileFailure` or `GraphvizError`.
public func svg(of text: String, name: String = "model.nn", options: FigureOptions = FigureOptions()) throws
  -> String
{
  let compilation = try compile(Source(name: name, text: text))
  return String(decoding: try emit(.svg, compilation, options: options), as: UTF8.self)
}
