import NNGraph
import NNRuntime

extension Drawing {
  /// Makes the boxes and the arrows, unit by unit: what goes in, the unit, what comes out.
  mutating func place() {
    for unit in units.inOrder {
      let inputs = usesOfUnit[unit] ?? []
      for use in inputs where isShown(use) { placeValue(use.value) }
      let box = append(unitBox(unit))
      for use in inputs where isShown(use) { connectInput(use, box) }
      for value in made[unit] ?? [] { connectOutput(value, box) }
    }
    for value in model.graph.values where isLeafAlone(value) { placeValue(units.value(of: value.node)) }
    figure.sentences = sentences()
  }

  /// Parameters of what is folded away are folded away with it.
  private func isShown(_ use: Use) -> Bool {
    guard model.graph[use.value].operands.isEmpty, usesOfValue[use.value]?.count == 1 else { return true }
    switch use.unit {
    case .operation: return true
    case .middle: return names.value(use.value)?.role == .input
    case .scope(let scope):
      if case .layer = model.graph[scope].kind { return true }
      return !model.graph.scope(model.graph[use.value].scope, liesIn: scope)
    }
  }

  private func isLeafAlone(_ value: NamedValue) -> Bool {
    let node = units.value(of: value.node)
    return model.graph[node].operands.isEmpty && usesOfValue[node] == nil
      && !model.graph.isExpectation(node)
  }

  private mutating func append(_ box: Figure.Box) -> Int {
    figure.boxes.append(box)
    return figure.boxes.count - 1
  }

  private mutating func placeValue(_ value: NodeID) {
    guard boxOfValue[value] == nil else { return }
    let id = names.full(value)
    let box = Figure.Box(
      id: id, kind: .value(card(value)), frame: frame(forValue: value), words: words(value),
      marks: marks(value))
    boxOfValue[value] = append(box)
  }

  private mutating func connectInput(_ use: Use, _ box: Int) {
    guard let from = boxOfValue[use.value] else { return }
    let role = names.value(use.value)?.role
    figure.arrows.append(
      Figure.Arrow(
        from: from, to: box, hasGradient: contributions[use]?.isEmpty == false && showsGradients,
        verdict: marking.verdicts[use]?.verdict,
        isMain: role != .param && role != .target && role != .const))
  }

  private mutating func connectOutput(_ value: NodeID, _ box: Int) {
    placeValue(value)
    guard let to = boxOfValue[value] else { return }
    let flows = model.definition.gradient(of: value) != nil && showsGradients
    figure.arrows.append(Figure.Arrow(from: box, to: to, hasGradient: flows, isMain: true))
  }

  private var showsGradients: Bool { options.parts.contains(.gradients) || options.parts.contains(.formulas) }

  /// The box of an operation, a layer, a group, or the middle.
  private mutating func unitBox(_ unit: Unit) -> Figure.Box {
    let kind: Figure.Box.Kind
    var scope = ScopeID.file
    switch unit {
    case .operation(let id):
      let constants = model.graph[id].operands.map(model.graph.constant)
      kind = .operation(model.graph[id].operation.symbol(with: constants))
      scope = model.graph[id].scope
    case .scope(let id):
      kind = layerKind(model.graph[id])
      scope = model.graph[id].parent ?? .file
    case .middle:
      let count = (0..<model.forwardCount).count { units.unit[$0] == .middle }
      kind = .layer("⋯", detail: "\(count) operations")
    }
    return Figure.Box(
      id: names.identity(unit), kind: kind, frame: frame(of: scope), words: words(unit), marks: marks(unit))
  }

  private func layerKind(_ scope: Scope) -> Figure.Box.Kind {
    switch scope.kind {
    case .layer(let name): .layer(name, detail: nil)
    case .group(let title): .layer(title ?? scope.name, detail: nil)
    case .file, .expectation: .layer(scope.name, detail: nil)
    }
  }

  /// A value stands in the frame that it is made in; a leaf, in that of the scope that made it.
  private mutating func frame(forValue value: NodeID) -> Int? {
    let node = units.computing(value)
    if case .scope(let scope)? = units.unit[node.index] {
      return frame(of: model.graph[scope].parent ?? .file)
    }
    if isBoundary(value) { return frame(of: outerScope(of: node)) }
    return frame(of: model.graph[node].scope)
  }

  /// Whether a value is the result of an open layer, which stands outside its frame.
  private func isBoundary(_ value: NodeID) -> Bool {
    model.graph.chain(of: model.graph[units.computing(value)].scope).contains { scope in
      model.graph[scope].output.map(units.value) == value
    }
  }

  /// The scope around the outermost layer whose result a node is.
  private func outerScope(of node: NodeID) -> ScopeID {
    var result = model.graph[node].scope
    for scope in model.graph.chain(of: result) where model.graph[scope].output.map(units.computing) == node {
      result = model.graph[scope].parent ?? .file
    }
    return result
  }

  /// The index of a scope's frame; nil for the file.
  private mutating func frame(of scope: ScopeID) -> Int? {
    var parent: Int?
    for id in units.frames(around: scope) {
      if let known = frameOfScope[id] {
        parent = known
        continue
      }
      let scope = model.graph[id]
      var title = scope.name
      var isGroup = false
      if case .group(let written) = scope.kind { (title, isGroup) = (written ?? scope.name, true) }
      figure.frames.append(
        Figure.Frame(id: "\(scope.name)-frame", title: title, parent: parent, isGroup: isGroup))
      parent = figure.frames.count - 1
      frameOfScope[id] = parent
    }
    return parent
  }
}
