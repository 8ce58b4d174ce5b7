import NNGraph
public import NNRuntime

/// Draws a model: values and operations as boxes, the two passes as arrows. A figure too large to be read is folded
/// and says so.
/// - Parameters:
///   - numbers: what has been computed already, in the same precision; if a figure needs more, it computes its own.
///   - findings: what is marked, each at its value.
///   - checking: how each step of the backward pass is held against central differences and marked; nil leaves that out.
public func draw(
  _ model: Model, dtype: DType = .f64, options: FigureOptions = FigureOptions(), numbers: Valuation? = nil,
  findings: [Finding] = [], checking: CheckOptions? = nil
) -> Figure {
  let (units, notes) = foldedUnits(model, options)
  var drawing = Drawing(units, dtype: dtype)
  drawing.marking = Marking(findings: findings, checking: checking)
  drawing.connect()
  drawing.evaluate(knowing: numbers)
  drawing.checkSteps()
  drawing.place()
  var figure = drawing.figure
  figure.notes = drawing.markNotes + notes + overflowNotes(drawing)
  return figure
}

/// What overflows within a layer without harm to the layer's result is explained, the first few by name.
private func overflowNotes(_ drawing: Drawing) -> [String] {
  if drawing.valuation.isFinite { return [] }
  let inner = drawing.model.graph.innerNames(forwardCount: drawing.model.forwardCount)
  let found = unstableForms(drawing.model, drawing.valuation, inner: inner)
  let more = found.count > 3 ? ["So are nodes of \(found.count - 3) more layers."] : []
  return found.prefix(3).map { $0.message + "." } + more
}

/// What is drawn as one box, after as much folding as the limit asks for.
private func foldedUnits(_ model: Model, _ options: FigureOptions) -> (Units, [String]) {
  var units = Units(model, options)
  var notes: [String] = []
  let full = units.inOrder.count
  guard full > options.boxLimit else { return (units, notes) }
  if options.detail == .node {
    units = Units(model, options, foldsLayers: true)
    notes.append("Layers are shown whole: their \(full) operations are more than \(options.boxLimit) boxes.")
  }
  let order = units.inOrder
  if order.count > options.boxLimit {
    let kept = max(4, options.boxLimit / 20)
    let middle = order.dropFirst(kept).dropLast(kept)
    units.merge(Set(middle))
    notes.append(
      "The \(middle.count) operations in the middle are one box: \(order.count) are more than \(options.boxLimit)."
    )
  }
  return (units, notes)
}

/// A use of a value by a unit.
struct Use: Hashable {
  let value: NodeID
  let unit: Unit
}

/// The state of drawing.
struct Drawing {
  let model: Model
  let options: FigureOptions
  let units: Units
  var names: FigureNames
  let dtype: DType
  var figure: Figure
  /// The uses of values, in order.
  private(set) var uses: [Use] = []
  /// What each use adds to the value's gradient.
  private(set) var contributions: [Use: [NodeID]] = [:]
  /// The operands of nodes whose contribution is counted: what is repeated for several operations adds its sum, once.
  private var counted: [NodeID: Set<Int>] = [:]
  /// What is marked.
  var marking = Marking()
  /// The values that each unit makes, in order.
  private(set) var made: [Unit: [NodeID]] = [:]
  private(set) var usesOfUnit: [Unit: [Use]] = [:]
  private(set) var usesOfValue: [NodeID: [Use]] = [:]
  var boxOfValue: [NodeID: Int] = [:]
  var frameOfScope: [ScopeID: Int] = [:]
  var valuation: Valuation

  init(_ units: Units, dtype: DType) {
    self.units = units
    self.dtype = dtype
    model = units.model
    options = units.options
    names = FigureNames(units)
    valuation = Valuation(model, dtype: dtype)
    figure = Figure(
      name: model.graph.name, title: model.graph.title, sentences: [], style: options.effectiveStyle,
      theme: options.theme, direction: options.direction)
  }

  /// Finds which values lie between units.
  mutating func connect() {
    for index in 0..<model.forwardCount {
      guard let unit = units.unit[index] else { continue }
      for (position, operand) in model.graph.nodes[index].operands.enumerated() {
        connect(unit, NodeID(index), position, operand)
      }
    }
    for value in model.graph.values { show(units.value(of: value.node)) }
  }

  /// Computes the numbers of what is shown, unless they are known.
  mutating func evaluate(knowing numbers: Valuation?) {
    var observed = Set(contributions.values.flatMap(\.self))
    for value in boxedValues {
      observed.insert(value)
      if let gradient = model.definition.gradient(of: value) { observed.insert(gradient) }
    }
    if let numbers, numbers.dtype == dtype, observed.allSatisfy({ numbers[$0] != nil }) {
      valuation = numbers
    } else {
      valuation = NNRuntime.evaluate(model, observing: observed, dtype: dtype)
    }
  }

  private mutating func connect(_ unit: Unit, _ node: NodeID, _ position: Int, _ operand: NodeID) {
    let origin = units.computing(operand)
    let value = units.value(of: operand)
    guard units.unit[origin.index] != unit, isValue(origin) else { return }
    let use = Use(value: value, unit: unit)
    if contributions[use] == nil {
      contributions[use] = []
      uses.append(use)
      usesOfUnit[unit, default: []].append(use)
      usesOfValue[value, default: []].append(use)
    }
    // Through what only repeats or regroups, the contribution is that which arrives at the value.
    var (user, slot, used) = (node, position, operand)
    while used != value, used != origin {
      (user, slot) = (used, 0)
      used = model.graph[used].operands[0]
    }
    if counted[user, default: []].insert(slot).inserted,
      let contribution = model.definition.contributions[user, slot]
    {
      contributions[use]?.append(contribution)
    }
    show(value)
  }

  /// Numbers that an expression writes are part of their operation's sign.
  private func isValue(_ id: NodeID) -> Bool {
    model.graph[id].operation.isDrawn || !model.graph[id].operands.isEmpty
  }

  private mutating func show(_ value: NodeID) {
    guard let unit = units.unit[units.computing(value).index] else { return }
    if made[unit]?.contains(value) != true, !isHidden(value, in: unit) {
      made[unit, default: []].append(value)
    }
  }

  /// A named value within a folded group or in the middle is shown only if something outside uses it.
  private func isHidden(_ value: NodeID, in unit: Unit) -> Bool {
    if value == model.graph.output.map(units.value) { return false }
    if usesOfValue[value] != nil { return false }
    switch unit {
    case .operation: return false
    case .middle: return true
    case .scope(let scope): return model.graph[scope].output.map(units.value) != value
    }
  }

  /// All values that get a box.
  private var boxedValues: Set<NodeID> {
    var values = Set(made.values.flatMap(\.self)).union(uses.map(\.value))
    values.formUnion(model.graph.values.map { units.value(of: $0.node) })
    return values
  }
}
