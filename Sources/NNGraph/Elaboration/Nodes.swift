import NNSyntax

extension Elaborator {
  /// The node of a meaning; numbers become a constant. Nil after a diagnostic.
  mutating func node(_ meaning: Meaning, at id: ExpressionID) -> NodeID? { node(meaning, at: place(id)) }

  /// The node of a meaning; numbers become a constant. Nil after a diagnostic.
  mutating func node(_ meaning: Meaning, at place: Place) -> NodeID? {
    switch meaning {
    case .node(let node, _): return node
    case .literal(let literal): return constant(literal, at: place)
    case .failed: return nil
    case .string:
      report(Diagnostic("not-a-tensor", at: place, "a string is no value"))
      return nil
    case .generator(let generator):
      report(
        Diagnostic(
          "unknown-shape", at: place, "\(generator.generator.name) does not know its shape here",
          hint: "bind it to a name with a shape: w: [2, 3] = \(generator.generator.name)"))
      return nil
    }
  }

  private mutating func constant(_ literal: Literal, at place: Place) -> NodeID? {
    if let value = literal.scalar { return add(Constant(value), [], at: place) }
    guard let shape = Shape(literal.sizes) else { return nil }
    let name = builder.prefix + counted("const")
    guard case .node(let node, _) = makeConstant(name, shape, literal, at: place) else { return nil }
    return node
  }

  private mutating func makeConstant(
    _ name: String, _ shape: Shape, _ literal: Literal, at place: Place
  ) -> Meaning {
    let leaf = Leaf(name: name, role: .const, tensorShape: shape, data: .literal(literal.elements))
    guard let node = add(leaf, [], at: place) else { return .failed }
    guard !builder.graph.isExpectation(node) else { return .node(node, value: nil) }
    noteValue(
      NamedValue(
        name: name, role: .const, node: node, madeBy: nil, variables: shape.dimensions.map { _ in nil },
        place: placeForNodes(place)))
    return .node(node, value: nil)
  }

  /// Adds a node for an expression whose operands stand at `ids`.
  mutating func result(_ operation: any Primitive, _ operands: Operands, _ ids: [ExpressionID]) -> Meaning {
    built(operands, ids, at: ids.map(place).reduce(place(ids[0])) { $0.joined($1) }) {
      builder throws(ShapeError) in try builder.add(operation, operands)
    }
  }

  /// Runs a builder of nodes; a shape error becomes a diagnostic in the words of the text.
  mutating func built(
    _ operands: Operands, _ ids: [ExpressionID], at place: Place,
    _ build: (inout GraphBuilder) throws(ShapeError) -> NodeID
  ) -> Meaning {
    built(operands, ids.map { self.place($0) }, at: place, build)
  }

  /// Runs a builder of nodes; a shape error becomes a diagnostic in the words of the text.
  mutating func built(
    _ operands: Operands, _ places: [Place], at place: Place,
    _ build: (inout GraphBuilder) throws(ShapeError) -> NodeID
  ) -> Meaning {
    let before = builder.graph.nodes.count
    do {
      let node = try build(&builder)
      guard chargeBudget(from: before, at: place) else { return .failed }
      return .node(node, value: nil)
    } catch {
      report(shapeDiagnostic(error, operands, places, at: place))
      return .failed
    }
  }

  private func shapeDiagnostic(
    _ error: ShapeError, _ operands: Operands, _ places: [Place], at place: Place
  ) -> Diagnostic {
    let shapes = operands.map { builder.graph[$0].shape }
    let words = zip(places, shapes).map { place, shape in "\(self.words(at: place)) \(shape)" }
    var notes: [Diagnostic.Note] = []
    let main = callPlace(place)
    for (index, operand) in operands.enumerated() {
      let origin = builder.graph[operand].place
      guard origin != main, origin.source != Program.prelude, !main.contains(origin),
        !notes.contains(where: { $0.place == origin })
      else { continue }
      notes.append(.init("\(self.words(at: places[index])) \(shapes[index]) comes from here", at: origin))
    }
    if !calls.isEmpty, place.source != Program.prelude {
      notes.append(.init("in the layer \(frame.layer ?? "")", at: place))
    }
    return Diagnostic(
      "shape-mismatch", at: main, callPrefix + error.sentence(words), notes: notes, hint: error.hint)
  }

  /// The text at a place, shortened.
  private func words(at place: Place) -> String {
    let text = program.sources[place.source].text(place.range).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return text.count > 40 ? text.prefix(39) + "…" : text
  }

  /// Adds a node whose operands are known to fit, within the budget.
  mutating func add(_ operation: any Primitive, _ operands: Operands, at place: Place) -> NodeID? {
    guard
      case .node(let node, _) = built(
        operands, operands.map { _ in place }, at: place,
        { builder throws(ShapeError) in try builder.add(operation, operands) })
    else { return nil }
    return node
  }

  /// Counts nodes and bytes; past the limits it says so once, and elaboration ends.
  private mutating func chargeBudget(from before: Int, at place: Place) -> Bool {
    for node in builder.graph.nodes[before...] {
      let (size, overflow) = node.shape.count.multipliedReportingOverflow(by: 8)
      let (total, tooMuch) = bytes.addingReportingOverflow(size)
      guard !overflow, !tooMuch, total <= limits.bytes else {
        return overBudget(
          "the tensors up to this one, of the shape \(node.shape), take more than \(limits.bytes) bytes",
          hint: "choose smaller sizes, or raise the limit with --max-memory", at: place)
      }
      bytes = total
    }
    guard builder.graph.nodes.count <= limits.nodes else {
      return overBudget(
        "the graph has more than \(limits.nodes) nodes", hint: "use fewer layers", at: place)
    }
    return true
  }

  private mutating func overBudget(_ message: String, hint: String, at place: Place) -> Bool {
    if !isOverBudget {
      isOverBudget = true
      report(Diagnostic("too-large", at: callPlace(place), callPrefix + message, hint: hint))
    }
    return false
  }
}

extension Place {
  /// Whether another place lies within this one.
  fileprivate func contains(_ other: Place) -> Bool {
    source == other.source && range.lowerBound <= other.range.lowerBound
      && other.range.upperBound <= range.upperBound
  }
}
