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
  /// How often the function was computed for it.
  public var passes: Int
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

/// The gradients of all leaves against central differences, and each step of the backward pass by itself.
public struct CheckReport: Sendable {
  /// One entry a leaf that has a gradient.
  public var gradients: [GradientCheck]
  /// What each layer passes back to each of its inputs, from the output on.
  public var steps: [StepCheck]
  /// Expectations that failed, gradients that are wrong, kinks.
  public var findings: [Finding]

  /// How many forward passes it took.
  public var passes: Int { gradients.reduce(0) { $0 + $1.passes } }
  /// How many passes of single layers it took.
  public var stepPasses: Int { steps.reduce(0) { $0 + $1.gradient.passes } }
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

/// Compares each gradient of a leaf with central differences of the output, summed with the upstream gradient, and what
/// each layer passes back with those of that layer alone, in terms of the gradient that arrives there: so a mistake is
/// found where it is made, and also where next to nothing of the gradient is left.
///
/// A tensor of at most `wholeTensorLimit` elements costs five forward passes an element, a larger one five for each of
/// `directions`; up to eight times as many where a difference fails at first. A step back costs the same, of its layer.
public func check(_ model: Model, options: CheckOptions = CheckOptions()) -> CheckReport {
  check(Study(model, options.dtype), steps: options, leaves: options)
}

/// Checks steps back and leaves, each by options of its own.
func check(_ study: Study, steps stepOptions: CheckOptions, leaves: CheckOptions) -> CheckReport {
  let steps = checkSteps(study, stepOptions)
  var report = CheckReport(
    gradients: checkLeaves(study, leaves), steps: steps,
    findings: findingsInDepth(study.model, study.valuation))
  // Between kinks that lie closer than a difference can tell apart, each step says more than all of them together.
  let isJagged =
    !steps.contains { $0.gradient.verdict == .wrong } && steps.contains { $0.gradient.verdict == .kink }
  for index in report.gradients.indices where isJagged && report.gradients[index].verdict == .wrong {
    report.gradients[index].verdict = .undecided
  }
  report.findings += [firstWrong(steps)].compactMap(\.self) + report.gradients.compactMap(\.finding)
  return report
}

/// The gradient of each leaf.
private func checkLeaves(_ study: Study, _ options: CheckOptions) -> [GradientCheck] {
  let (model, valuation) = (study.model, study.valuation)
  guard let output = model.graph.output, let weights = study.gradient(of: output) else { return [] }
  let result = model.simplified[output]
  let execution = Execution<Double>(plan(model.simplified.graph, observing: [result]))
  return model.graph.values.compactMap { value in
    guard model.graph[value.node].operation.wantsGradient, let analytic = study.gradient(of: value.node)
    else { return nil }
    var differences = CentralDifferences(
      execution, of: model.simplified[value.node], at: valuation[value.node] ?? [],
      weights: [(result, weights)], options)
    let shape = model.graph[value.node].shape
    return GradientCheck(value, differences.compare(analytic, shape, name: value.name))
  }
}

extension GradientCheck {
  fileprivate init(_ value: NamedValue, _ comparison: CentralDifferences.Comparison) {
    self.init(
      value: value.name, verdict: comparison.verdict, tried: comparison.tried, isWhole: comparison.isWhole,
      passes: comparison.passes, worst: comparison.worst, place: value.place)
  }

  fileprivate var finding: Finding? {
    guard verdict == .wrong || verdict == .kink, let worst else { return nil }
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
