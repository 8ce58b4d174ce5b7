import NNGraph
public import NNSyntax

/// What was found for the gradient of one leaf.
public struct GradientCheck: Sendable {
  /// How a gradient and its central differences compare.
  public enum Verdict: String, Sendable {
    /// They agree.
    case right
    /// The function has a kink there; the gradient lies between the slopes of its two sides.
    case kink
    /// They differ.
    case wrong
    /// The function, or the gradient, is not finite there, so that nothing can be said.
    case undecided
  }

  /// The leaf's name.
  public var value: String
  /// How they compare.
  public var verdict: Verdict
  /// How many elements, or directions of a large tensor, were tried.
  public var tried: Int
  /// Whether every element was tried, not random directions.
  public var isWhole: Bool
  /// The worst element, if every element was tried or a direction failed.
  public var worst: Element?
  /// Where the leaf is defined.
  public var place: Place

  /// One element, both ways.
  public struct Element: Sendable {
    /// Its index along each axis.
    public var index: [Int]
    /// The gradient that the graph computes.
    public var analytic: Double
    /// The central difference.
    public var numeric: Double
    /// |analytic − numeric|, relative to the largest gradient of the tensor, or to 1 if that is smaller.
    public var error: Double
  }
}

/// The gradients of all leaves against central differences, and the compiled form against the definition.
public struct CheckReport: Sendable {
  /// One entry a leaf that has a gradient.
  public var gradients: [GradientCheck]
  /// How many forward passes it took.
  public var passes = 0
  /// Expectations that failed, gradients that are wrong, kinks.
  public var findings: [Finding]

  /// Whether something is wrong.
  public var hasFailed: Bool { findings.contains { $0.severity == .error } }
}

/// What a check tries.
public struct CheckOptions: Sendable {
  /// Tensors of at most this many elements are checked element by element.
  public var wholeTensorLimit = 256
  /// How many random directions are tried for a larger one.
  public var directions = 16
  /// The precision of the gradients that are checked; the differences are always computed in f64.
  public var dtype: DType
  /// The greatest error that counts as right, relative to the greatest gradient of a tensor or to 1: 1e-6 in f64,
  /// 1e-3 in f32, whose numbers have 7 digits, of which long sums lose some.
  public var tolerance: Double

  /// The documented defaults.
  public init(dtype: DType = .f64) {
    self.dtype = dtype
    tolerance = dtype == .f64 ? 1e-6 : 1e-3
  }
}

/// Compares each gradient of a leaf with central differences of the output, summed with the upstream gradient. If one
/// is wrong, the way of the gradient is followed back from the output to the first layer that passes on a wrong one.
///
/// A tensor of at most `wholeTensorLimit` elements costs five forward passes an element, a larger one five for each of
/// `directions`; up to four times as many where a difference fails at first.
public func check(_ model: Model, options: CheckOptions = CheckOptions()) -> CheckReport {
  let valuation = evaluate(model, observing: model.namedNodes, dtype: options.dtype)
  var report = CheckReport(gradients: [], findings: findings(model, valuation))
  guard let output = model.graph.output, let seed = model.definition.gradient(of: output),
    let weights = valuation[seed]
  else { return report }
  let result = model.simplified[output]
  let execution = Execution<Double>(plan(model.simplified.graph, observing: [result]))
  for value in model.graph.values {
    guard model.graph[value.node].operation.wantsGradient,
      let gradient = model.definition.gradient(of: value.node), let analytic = valuation[gradient]
    else { continue }
    var differences = CentralDifferences(
      execution, of: model.simplified[value.node], at: valuation[value.node] ?? [],
      weights: [(result, weights)], options)
    let shape = model.graph[value.node].shape
    report.gradients.append(
      GradientCheck(value, differences.compare(analytic, shape, name: value.name)))
    report.passes += differences.passes
  }
  let wrong = report.gradients.compactMap(\.finding)
  if wrong.contains(where: { $0.kind == .wrongGradient }),
    let first = firstWrongEdge(Study(model, options.dtype), options)
  {
    report.findings.append(first)
  }
  report.findings += wrong
  return report
}

extension GradientCheck {
  fileprivate init(_ value: NamedValue, _ comparison: CentralDifferences.Comparison) {
    self.init(
      value: value.name, verdict: comparison.verdict, tried: comparison.tried, isWhole: comparison.isWhole,
      worst: comparison.worst, place: value.place)
  }

  fileprivate var finding: Finding? {
    guard verdict != .right, let worst else { return nil }
    let element = value + (worst.index.isEmpty ? "" : "\(worst.index)")
    let (analytic, numeric) = (NumberText.shortest(worst.analytic), NumberText.shortest(worst.numeric))
    if verdict == .kink {
      return Finding(
        .kink, .note, about: value,
        "the function has a kink at \(element): the gradient \(analytic) lies between the slopes of its sides",
        evidence: worst.evidence, at: place)
    }
    return Finding(
      .wrongGradient, .error, about: value,
      "the gradient of \(element) is \(analytic), central differences say \(numeric)",
      evidence: worst.evidence, at: place)
  }
}

extension GradientCheck.Element {
  /// Both values and their distance.
  var evidence: [(String, Double)] { [("analytic", analytic), ("numeric", numeric), ("error", error)] }
}
