import NNGraph

/// A function of one leaf of a graph: some of its nodes, summed with weights.
///
/// The step of a difference is 2⁻¹⁶ of the number's size, extrapolated once (Richardson), so a smooth function's
/// difference is right to about 10 digits. One that fails is tried again with other steps, the last ones so small that
/// they stay where a logarithm of a small number is defined, and between the kinks of a network whose numbers have
/// shrunk. If the slopes of the two sides differ by more than curvature and rounding explain, and the gradient lies
/// between them, the function has a kink there. Where several kinks meet, as those of all samples that a weight of
/// zeros leaves at a ReLU's 0, a right gradient may lie outside; then, if no difference is finite, or if rounding
/// explains how far they are off, nothing can be said.
struct CentralDifferences {
  /// The numbers at which the differences are taken.
  let point: [Double]
  private let leaf: NodeID
  private let weights: [(node: NodeID, numbers: [Double])]
  private let execution: Execution<Double>
  private let options: CheckOptions
  /// How often the function was computed.
  private var passes = 0

  init(
    _ execution: Execution<Double>, of leaf: NodeID, at point: [Double],
    weights: [(node: NodeID, numbers: [Double])], _ options: CheckOptions
  ) {
    self.execution = execution
    self.leaf = leaf
    self.point = point
    self.weights = weights
    self.options = options
  }

  /// How a gradient and the differences compare.
  struct Comparison {
    var verdict = GradientCheck.Verdict.right
    var tried = 0
    var isWhole = true
    var passes = 0
    var worst: GradientCheck.Element?
  }

  /// Compares a gradient element by element, or a large one along random directions.
  /// - Parameter name: what the directions are drawn for.
  mutating func compare(_ analytic: [Double], _ shape: Shape, name: String) -> Comparison {
    var result = tried(analytic, shape, name: name)
    execution.set(leaf, point)
    result.passes = passes
    return result
  }

  private mutating func tried(_ analytic: [Double], _ shape: Shape, name: String) -> Comparison {
    var result = Comparison()
    guard analytic.allSatisfy(\.isFinite), point.allSatisfy(\.isFinite), value(point).isFinite else {
      result.verdict = .undecided
      return result
    }
    let scale = max(1, analytic.reduce(0) { max($0, abs($1)) })
    let isWhole = point.count <= options.wholeTensorLimit
    var whole = GradientCheck.Verdict.right
    if !isWhole {
      result.isWhole = false
      whole = directions(analytic, scale, name, &result)
      guard whole != .right else { return result }
    }
    for index in elementsToTry(isWhole: isWhole) {
      var direction = [Double](repeating: 0, count: point.count)
      direction[index] = 1
      let tried = compare(along: direction, analytic[index], scale)
      result.tried += 1
      let element = GradientCheck.Element(
        index: shape.strides.enumerated().map { index / $1 % shape[$0] }, analytic: analytic[index],
        numeric: tried.numeric, error: tried.error)
      result.take(tried.verdict, element)
    }
    // A direction runs through the kinks of many elements; where there are none, what it says of all of them holds.
    if result.verdict == .right { result.verdict = whole }
    return result
  }

  /// A tensor whose directions fail is searched for its worst element, a large one among 256 evenly spread ones.
  private func elementsToTry(isWhole: Bool) -> [Int] {
    guard !isWhole else { return Array(point.indices) }
    return Array(stride(from: 0, to: point.count, by: max(1, point.count / 256)))
  }

  /// The verdict of random directions, up to the first that fails.
  private mutating func directions(
    _ analytic: [Double], _ scale: Double, _ name: String, _ result: inout Comparison
  ) -> GradientCheck.Verdict {
    var numbers = RandomNumbers(seed: RandomNumbers.seed(run: 0, name: name))
    for _ in 0..<options.directions {
      let direction = point.map { _ in numbers.next() & 1 == 0 ? 1.0 : -1.0 }
      let slope = zip(direction, analytic).reduce(0) { $0 + $1.0 * $1.1 }
      let spread = scale * Double(point.count).squareRoot()
      let tried = compare(along: direction, slope, spread)
      result.tried += 1
      if tried.verdict == .wrong || tried.verdict == .undecided { return tried.verdict }
    }
    return .right
  }

  private mutating func value(_ numbers: [Double]) -> Double {
    passes += 1
    execution.set(leaf, numbers)
    execution.run()
    return weights.reduce(0) { sum, weight in
      zip(execution.numbers(of: weight.node), weight.numbers).reduce(sum) { $0 + $1.0 * $1.1 }
    }
  }

  private mutating func compare(
    along direction: [Double], _ analytic: Double, _ scale: Double
  ) -> (verdict: GradientCheck.Verdict, numeric: Double, error: Double) {
    let centre = value(point)
    var best = (numeric: Double.nan, error: Double.infinity)
    var isSmoothlyWrong = false
    for step in steps(along: direction) {
      let values = [step, -step, 2 * step, -2 * step].map { step in
        value(zip(point, direction).map { $0 + step * $1 })
      }
      let numeric = (4 * (values[0] - values[1]) / (2 * step) - (values[2] - values[3]) / (4 * step)) / 3
      guard numeric.isFinite else { continue }
      let error = abs(numeric - analytic) / scale
      if error <= options.tolerance { return (.right, numeric, error) }
      if error < best.error { best = (numeric, error) }
      let rounding = 64 * max(1, abs(centre)).ulp / step
      // The slopes of a smooth function's sides differ too: by its curvature, and by what rounding makes of them.
      let slopes = [(values[0] - centre) / step, (centre - values[1]) / step].sorted()
      let slack = max(scale * max(options.tolerance, 8 * min(step, 1e-5)), rounding)
      let isSmooth = slopes[1] - slopes[0] <= 2 * slack
      if !isSmooth, slopes[0] - slack <= analytic, analytic <= slopes[1] + slack {
        return (.kink, numeric, error)
      }
      isSmoothlyWrong = isSmoothlyWrong || (isSmooth && error * scale > rounding)
    }
    return (isSmoothlyWrong ? .wrong : .undecided, best.numeric, best.error)
  }

  /// The steps that are tried, one after the other: shares of the greatest number, or of 1 if that is smaller, and of
  /// the least one, beyond which a function such as log is not defined.
  private func steps(along direction: [Double]) -> [Double] {
    let sizes = zip(point, direction).compactMap { $1 == 0 || $0 == 0 ? nil : abs($0) }
    let greatest = max(1, sizes.max() ?? 1)
    let steps = [16, 13, 19, 22, 26, 30].map { greatest * Double(sign: .plus, exponent: -$0, significand: 1) }
    guard let least = sizes.min(), least < steps[0] * 1024 else { return steps }
    return steps + [least / 1024, least / 65536]
  }
}

extension CentralDifferences.Comparison {
  /// Takes the result for one element: a wrong one outweighs one that nothing can be said of, that
  /// a kink, and that a right one.
  fileprivate mutating func take(_ found: GradientCheck.Verdict, _ element: GradientCheck.Element) {
    let (old, new) = (verdict.rank, found.rank)
    if worst == nil || new > old || (new == old && element.error > (worst?.error ?? 0)) { worst = element }
    if new > old { verdict = found }
  }
}

extension GradientCheck.Verdict {
  fileprivate var rank: Int {
    switch self {
    case .right: 0
    case .kink: 1
    case .undecided: 2
    case .wrong: 3
    }
  }
}
