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

/// Compares each gradient with central differences of the output, summed with the upstream gradient, in f64.
///
/// A difference that fails is tried again with smaller steps. If the slopes of the two sides differ even then and the
/// gradient lies between them, the function has a kink there. The step is 2⁻¹⁶ of the number's size, extrapolated
/// once (Richardson), so a smooth function's difference is right to about 10 digits.
public func check(_ model: Model, options: CheckOptions = CheckOptions()) -> CheckReport {
  let valuation = evaluate(model, observing: model.namedNodes, dtype: options.dtype)
  var report = CheckReport(gradients: [], findings: findings(model, valuation))
  guard let differences = Differences(model, valuation) else { return report }
  for value in model.graph.values {
    guard model.graph[value.node].operation.wantsGradient,
      let gradient = model.definition.gradient(of: value.node), let analytic = valuation[gradient]
    else { continue }
    let result = differences.check(value, analytic, options)
    report.gradients.append(result)
    if let finding = result.finding { report.findings.append(finding) }
  }
  return report
}

extension GradientCheck {
  fileprivate var finding: Finding? {
    guard verdict != .right, let worst else { return nil }
    let element = value + (worst.index.isEmpty ? "" : "\(worst.index)")
    let (analytic, numeric) = (NumberText.shortest(worst.analytic), NumberText.shortest(worst.numeric))
    let evidence = [("analytic", worst.analytic), ("numeric", worst.numeric), ("error", worst.error)]
    if verdict == .kink {
      return Finding(
        .kink, .note, about: value,
        "the function has a kink at \(element): the gradient \(analytic) lies between the slopes of its sides",
        evidence: evidence, at: place)
    }
    return Finding(
      .wrongGradient, .error, about: value,
      "the gradient of \(element) is \(analytic), central differences say \(numeric)", evidence: evidence,
      at: place)
  }
}

/// Central differences of a model's output.
private struct Differences {
  let plan: Plan
  let model: Model
  let output: NodeID
  let weights: [Double]
  let valuation: Valuation

  init?(_ model: Model, _ valuation: Valuation) {
    guard let output = model.graph.output, let gradient = model.definition.gradient(of: output),
      let weights = valuation[gradient]
    else { return nil }
    self.model = model
    self.valuation = valuation
    self.output = model.simplified[output]
    self.weights = weights
    plan = NNRuntime.plan(model.simplified.graph, observing: [self.output])
  }

  /// The output with a leaf's numbers replaced, summed with the upstream gradient.
  private func output(_ leaf: NodeID, _ numbers: [Double]) -> Double {
    let results = run(plan, as: Double.self, replacing: [model.simplified[leaf]: numbers])
    return zip(results[output]?.elements ?? [], weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  func check(_ value: NamedValue, _ analytic: [Double], _ options: CheckOptions) -> GradientCheck {
    let point = valuation[value.node] ?? []
    let scale = max(1, analytic.reduce(0) { max($0, abs($1)) })
    let isWhole = point.count <= options.wholeTensorLimit
    let shape = model.graph[value.node].shape
    var result = GradientCheck(
      value: value.name, verdict: .right, tried: 0, isWhole: isWhole, worst: nil, place: value.place)
    if !isWhole {
      guard !directionsAgree(value, point, analytic, scale, options, &result) else { return result }
      result.isWhole = false
    }
    for index in elementsToTry(point.count, options, isWhole: isWhole) {
      var direction = [Double](repeating: 0, count: point.count)
      direction[index] = 1
      let tried = compare(value.node, point, along: direction, analytic[index], scale, options.tolerance)
      result.tried += 1
      let element = GradientCheck.Element(
        index: shape.strides.enumerated().map { index / $1 % shape[$0] }, analytic: analytic[index],
        numeric: tried.numeric, error: tried.error)
      result.take(tried.verdict, element)
    }
    return result
  }

  /// A large tensor whose directions fail is searched for its worst element among evenly spread ones.
  private func elementsToTry(_ count: Int, _ options: CheckOptions, isWhole: Bool) -> [Int] {
    guard !isWhole else { return Array(0..<count) }
    let step = max(1, count / options.wholeTensorLimit)
    return Array(stride(from: 0, to: count, by: step))
  }

  private func directionsAgree(
    _ value: NamedValue, _ point: [Double], _ analytic: [Double], _ scale: Double, _ options: CheckOptions,
    _ result: inout GradientCheck
  ) -> Bool {
    var numbers = RandomNumbers(seed: RandomNumbers.seed(run: 0, name: value.name))
    for _ in 0..<options.directions {
      let direction = point.map { _ in numbers.next() & 1 == 0 ? 1.0 : -1.0 }
      let slope = zip(direction, analytic).reduce(0) { $0 + $1.0 * $1.1 }
      let spread = scale * Double(point.count).squareRoot()
      let tried = compare(value.node, point, along: direction, slope, spread, options.tolerance)
      result.tried += 1
      if tried.verdict == .wrong {
        result.verdict = .wrong
        return false
      }
    }
    return true
  }

  private func compare(
    _ leaf: NodeID, _ point: [Double], along direction: [Double], _ analytic: Double, _ scale: Double,
    _ tolerance: Double
  ) -> (verdict: GradientCheck.Verdict, numeric: Double, error: Double) {
    let centre = output(leaf, point)
    let size = max(1, zip(point, direction).reduce(0) { max($0, abs($1.0 * $1.1)) })
    func moved(_ step: Double) -> Double { output(leaf, zip(point, direction).map { $0 + step * $1 }) }
    var best = (numeric: Double.nan, error: Double.infinity)
    for exponent in [16.0, 13, 19, 22] {
      let step = size * Double(sign: .plus, exponent: -Int(exponent), significand: 1)
      let (above, below) = (moved(step), moved(-step))
      let coarse = (moved(2 * step) - moved(-2 * step)) / (4 * step)
      let numeric = (4 * (above - below) / (2 * step) - coarse) / 3
      let error = abs(numeric - analytic) / scale
      if error <= tolerance { return (.right, numeric, error) }
      if error < best.error || best.numeric.isNaN { best = (numeric, error.isNaN ? .infinity : error) }
      let slopes = [(above - centre) / step, (centre - below) / step].sorted()
      let slack = scale * max(tolerance, 1e-4)
      if slopes[1] - slopes[0] > 2 * slack, slopes[0] - slack <= analytic, analytic <= slopes[1] + slack {
        return (.kink, numeric, error)
      }
    }
    return (.wrong, best.numeric, best.error)
  }
}

extension GradientCheck {
  /// Takes the result for one element: a wrong one outweighs a kink, and that a right one.
  fileprivate mutating func take(_ found: Verdict, _ element: Element) {
    let rank: [Verdict: Int] = [.right: 0, .kink: 1, .wrong: 2]
    let (old, new) = (rank[verdict] ?? 0, rank[found] ?? 0)
    if worst == nil || new > old || (new == old && element.error > (worst?.error ?? 0)) { worst = element }
    if new > old { verdict = found }
  }
}
