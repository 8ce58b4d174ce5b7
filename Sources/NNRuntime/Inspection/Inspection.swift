public import NNGraph
public import NNSyntax

/// What the numbers of a run say about how a network learns: each value with its statistics and how the gradient
/// fares on its way through it, and what is ill, with its cause.
public struct Inspection: Sendable {
  /// One value.
  public struct Row: Sendable {
    /// Its name.
    public var name: String
    /// What it is for.
    public var role: ValueRole
    /// The layer that made it, such as `affine`.
    public var layer: String?
    /// Its shape.
    public var shape: Shape
    /// What its numbers are like.
    public var value: Distribution
    /// What its gradient is like; nil if none flows.
    public var gradient: Distribution?
    /// ‖∂L/∂x‖ / ‖∂L/∂y‖ of the layer that makes y of x: what the layer leaves of the gradient. Of several inputs,
    /// the one that receives the most; parameters don't count.
    public var gain: Double?
    /// ‖∂L/∂y‖ / ‖∂L/∂L‖: the product of all gains between the loss and the value.
    public var cumulative: Double?
    /// Of a parameter, ‖gradient‖ / ‖parameter‖.
    public var ratio: Double?
    /// Where it is defined.
    public var place: Place
  }

  /// What numbers are like.
  public struct Distribution: Hashable, Sendable {
    /// Mean, deviation, least, greatest, norm, share of zeros.
    public var statistics: Statistics
    /// How many of the finite numbers lie in each of eight equal parts from the least to the greatest.
    public var histogram: [Int]
  }

  /// The precision in which the numbers were computed.
  public var dtype: DType
  /// The values in topological order.
  public var rows: [Row]
  /// What is ill, causes before symptoms.
  public var findings: [Finding]
}

/// Inspects a model with its numbers.
///
/// Where something explains another thing, the cause alone is told of: numbers that are not finite, and labels out of
/// range, hide what could be said of the others, and a layer whose units are dead or saturated is not blamed a second
/// time for the gradient that it loses.
/// - Parameters:
///   - numbers: those of all named nodes in this precision, if they are known.
///   - checking: how gradients are compared with central differences; nil leaves that out.
public func inspect(
  _ model: Model, dtype: DType = .f64, numbers: Valuation? = nil,
  thresholds: InspectionThresholds = InspectionThresholds(), checking: CheckOptions? = nil
) -> Inspection {
  let study = Study(model, dtype, numbers: numbers)
  var found = labelsOutOfRange(model, study.valuation) + findingsInDepth(model, study.valuation)
  found += unusedParameters(model)
  if !found.contains(where: { [.notANumber, .infinity, .labelOutOfRange].contains($0.kind) }) {
    found += causes(study.ofWrittenValues, thresholds)
    if let checking { found += wrongGradients(study, checking) }
  }
  return Inspection(dtype: dtype, rows: study.rows, findings: found)
}

/// Why a network with finite numbers does not learn.
private func causes(_ study: Study, _ thresholds: InspectionThresholds) -> [Finding] {
  let symmetric = symmetricInitialisation(study)
  guard symmetric.isEmpty else { return symmetric }
  let flat = flatUnits(study, thresholds)
  let constant = constantLoss(study, isFlat: !flat.isEmpty)
  guard constant.isEmpty else { return flat + constant }
  return flat + gradientsOutOfScale(study, thresholds, excusing: Set(flat.map(\.value)))
}

/// The first wrong gradient on the way back; the others follow from it. Kinks are left out: nothing is ill about them.
/// Right steps make a right whole, so leaves are only tried along two random directions.
private func wrongGradients(_ study: Study, _ checking: CheckOptions) -> [Finding] {
  var leaves = checking
  leaves.wholeTensorLimit = min(1, checking.wholeTensorLimit)
  leaves.directions = min(2, checking.directions)
  let report = check(study, steps: checking, leaves: leaves)
  return Array(report.findings.filter { $0.kind == .wrongGradient }.prefix(1))
}

extension Inspection.Distribution {
  init(_ numbers: [Double]) {
    statistics = Statistics(numbers)
    let finite = numbers.filter(\.isFinite)
    let (least, greatest) = (finite.min() ?? 0, finite.max() ?? 0)
    var histogram = [Int](repeating: 0, count: 8)
    // Halves, because the distance of two large numbers may be beyond what a number can hold.
    let width = greatest / 2 - least / 2
    for number in finite {
      let position = width > 0 ? (number / 2 - least / 2) / width * 8 : 4
      histogram[min(7, Int(position))] += 1
    }
    self.histogram = histogram
  }
}
