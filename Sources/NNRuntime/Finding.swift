import NNGraph
public import NNSyntax

/// Something about the numbers of a run that its author should know.
public struct Finding: Hashable, Sendable {
  /// What kind of thing it is.
  public enum Kind: String, Sendable {
    /// A value that is not a number.
    case notANumber = "not-a-number"
    /// An infinite value.
    case infinity
    /// A node that overflows in a layer whose result, computed in another form, does not.
    case unstableForm = "unstable-form"
    /// A line that expects another value.
    case expectationFailed = "expectation-failed"
    /// A gradient that differs from central differences.
    case wrongGradient = "wrong-gradient"
    /// A gradient at a point where the function has none.
    case kink
    /// Units that pass no gradient for any sample of the batch.
    case deadReLU = "dead-relu"
    /// Sigmoid units that lie near 0 or 1 for every sample of the batch.
    case saturatedSigmoid = "saturated-sigmoid"
    /// Tanh units that lie near −1 or 1 for every sample of the batch.
    case saturatedTanh = "saturated-tanh"
    /// A gradient that shrinks to nothing on its way from the loss.
    case vanishingGradient = "vanishing-gradient"
    /// A gradient that grows beyond measure on its way from the loss.
    case explodingGradient = "exploding-gradient"
    /// A parameter on which the output does not depend, or through which no gradient finds it.
    case unusedParameter = "unused-parameter"
    /// A loss that nothing can lower, or that has no lowest point.
    case constantLoss = "constant-loss"
    /// Units that are equal and have equal gradients, so that they stay equal.
    case symmetricInitialisation = "symmetric-initialisation"
    /// A label that is none of the classes.
    case labelOutOfRange = "label-out-of-range"
  }

  /// The kind; its raw value is the identity that scripts see.
  public var kind: Kind
  /// How grave it is.
  public var severity: Diagnostic.Severity
  /// The name of the value that it is about.
  public var value: String
  /// What was found, in words.
  public var message: String
  /// The same in a few words, for a mark in a figure; nil where the kind says enough.
  public var brief: String?
  /// The numbers behind it.
  public var evidence: [(name: String, number: Double)] {
    zip(evidenceNames, evidenceNumbers).map { ($0, $1) }
  }
  /// A way out, in words; nil where the message says enough.
  public var remedy: String?
  /// Where the value is defined.
  public var place: Place

  private let evidenceNames: [String]
  private let evidenceNumbers: [Double]

  /// A finding.
  public init(
    _ kind: Kind, _ severity: Diagnostic.Severity, about value: String, _ message: String,
    brief: String? = nil, evidence: [(String, Double)] = [], remedy: String? = nil, at place: Place
  ) {
    self.kind = kind
    self.severity = severity
    self.value = value
    self.message = message
    self.brief = brief
    self.remedy = remedy
    evidenceNames = evidence.map(\.0)
    evidenceNumbers = evidence.map(\.1)
    self.place = place
  }
}

/// What the numbers of a valuation show by themselves: the first value that is not finite, and lines that expect
/// another value.
public func findings(_ model: Model, _ valuation: Valuation) -> [Finding] {
  firstNotFinite(model, valuation) + failedExpectations(model, valuation)
}

/// The same, and in f32 what only a comparison with f64 shows.
func findingsInDepth(_ model: Model, _ valuation: Valuation) -> [Finding] {
  let found = findings(model, valuation)
  let isFinite = !found.contains { $0.kind == .notANumber || $0.kind == .infinity }
  return (isFinite ? hiddenOverflow(model, valuation) : []) + found
}

/// Nodes within layers that are not finite while their layer's result is: what they show is the definition's own
/// mathematics, what the layer gives is computed in another form. The first such node of each layer.
/// - Parameter inner: the names of the nodes within layers.
public func unstableForms(_ model: Model, _ valuation: Valuation, inner: [NodeID: String]) -> [Finding] {
  var found: Set<ScopeID> = []
  return inner.keys.sorted().compactMap { id in
    guard let name = inner[id], let numbers = valuation[id],
      let index = numbers.firstIndex(where: { !$0.isFinite }), let scope = model.outermostLayer(of: id),
      let output = model.graph[scope].output, let result = valuation[output],
      result.allSatisfy(\.isFinite), found.insert(scope).inserted
    else { return nil }
    let layer = model.graph.values.first { $0.node == output }?.name ?? model.graph[scope].name
    return Finding(
      .unstableForm, .note, about: name,
      "\(name) is \(NumberText.significant(numbers[index], digits: 3)) at element \(index); \(layer) is computed in a "
        + "form that stays finite",
      evidence: [("index", Double(index)), ("value", numbers[index])], at: model.graph[scope].place)
  }
}

private func failedExpectations(_ model: Model, _ valuation: Valuation) -> [Finding] {
  model.graph.expectations.compactMap { expectation in
    guard let actual = valuation[expectation.actual], let wanted = valuation[expectation.reference] else {
      return nil
    }
    let distances = zip(actual, wanted).map { $0 == $1 ? 0 : abs($0 - $1) }
    // In f32 a number has 7 digits, of which sums lose some.
    let rounding = valuation.dtype == .f32 ? 1e-5 * wanted.reduce(1) { max($0, abs($1)) } : 0
    let tolerance = max(expectation.tolerance, rounding)
    guard let worst = distances.indices.max(by: { isLess(distances[$0], distances[$1]) }),
      !(distances[worst] <= tolerance)
    else { return nil }
    let name = model.graph.values.first { $0.node == expectation.actual }?.name ?? "the expected value"
    let (found, expected) = (NumberText.shortest(actual[worst]), NumberText.shortest(wanted[worst]))
    return Finding(
      .expectationFailed, .error, about: name,
      "\(name) is \(found) at element \(worst), \(expected) is expected within "
        + NumberText.shortest(tolerance),
      evidence: [("index", Double(worst)), ("value", actual[worst]), ("expected", wanted[worst])],
      at: expectation.place)
  }
}

private func isLess(_ a: Double, _ b: Double) -> Bool { b.isNaN ? !a.isNaN : a < b }

/// Numbers that operations can't take, such as labels out of range, as diagnostics at the values' places.
public func complaints(_ model: Model, _ valuation: Valuation) -> [Diagnostic] {
  model.graph.ids.compactMap { id in
    let node = model.graph[id]
    guard node.operation.inspectsOperands else { return nil }
    let operands = node.operands.compactMap { valuation[$0] }
    let shapes = node.operands.map { model.graph[$0].shape }
    guard operands.count == shapes.count,
      let message = node.operation.complaint(about: operands, of: shapes)
    else { return nil }
    let value = model.graph.values.first { $0.node == node.operands[0] }
    let name = value.map { "\($0.name): " } ?? ""
    return Diagnostic(
      "label-out-of-range", at: value?.place ?? node.place, name + message,
      notes: value == nil ? [] : [.init("used here", at: node.place)])
  }
}
