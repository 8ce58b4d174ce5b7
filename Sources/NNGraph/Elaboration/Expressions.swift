import NNSyntax

extension Elaborator {
  /// The file whose expressions are at work.
  var syntax: Syntax { program.files[frame.file] }

  /// Where an expression stands.
  func place(_ id: ExpressionID) -> Place { syntax[id].place }

  /// The place for nodes and diagnostics: the text itself, or the user's call while a layer is being expanded.
  func placeForNodes(_ place: Place) -> Place { calls.first?.place ?? place }

  /// The place of a diagnostic about something within a layer: the user's call.
  func callPlace(_ place: Place) -> Place { placeForNodes(place) }

  /// `affine: ` while that layer is being expanded.
  var callPrefix: String { calls.first.map { "\($0.callee): " } ?? "" }

  /// What an expression stands for: one walk over its run in post-order.
  mutating func evaluate(_ id: ExpressionID) -> Meaning {
    let first = syntax[id].first.index
    var meanings: [Meaning] = []
    for index in first...id.index {
      meanings.append(evaluate(syntax.expressions[index]) { meanings[$0.index - first] })
    }
    return meanings[meanings.count - 1]
  }

  private mutating func evaluate(_ expression: Expression, _ operand: (ExpressionID) -> Meaning) -> Meaning {
    builder.place = placeForNodes(expression.place)
    switch expression.kind {
    case .missing: return .failed
    case .number(let value, let isInteger): return .literal(.number(value, isInteger: isInteger))
    case .numbers(let row): return .literal(Literal(sizes: [row.count], elements: row, isInteger: false))
    case .string(let text): return .string(text)
    case .name(let name): return meaning(of: name)
    case .list(let elements): return list(elements, operand, at: expression.place)
    case .negate(let x): return negate(operand(x), at: x)
    case .transpose(let x): return transpose(operand(x), at: x, expression.place)
    case .binary(let symbol, let x, let y, _):
      return binary(symbol, (operand(x), x), (operand(y), y), at: expression.place)
    case .slice(let x, let parts): return slice(operand(x), x, parts, operand, at: expression.place)
    case .call(let call): return self.call(call, piped: nil, name: nil, operand, at: expression.place)
    case .pipe(let x, let name, let call):
      let piped = BoundArgument(name: nil, meaning: operand(x), place: place(x))
      return self.call(
        call, piped: piped, name: name, operand, at: call.callee.place.ending(expression.place))
    }
  }

  private mutating func meaning(of name: Name) -> Meaning {
    if let definition = frame.names[name.text] { return definition.meaning }
    if let (size, _) = frame.dimensions[name.text] { return .literal(.number(Double(size), isInteger: true)) }
    if let generator = generator(named: name.text) { return .generator(generator) }
    if let later = frame.written[name.text] {
      report(
        Diagnostic(
          "used-before-definition", at: name.place, "\(name.text) is used before it is defined",
          notes: [.init("defined here", at: later)], hint: "move the definition above this line"))
      return .failed
    }
    if layers[name.text] != nil || Catalogue.functions[name.text] != nil {
      report(
        Diagnostic(
          "layer-as-value", at: name.place, "\(name.text) is a layer, not a value",
          hint: "call it: \(name.text)(x), or x -> \(name.text)"))
      return .failed
    }
    let inLayer = frame.layer.map { " in the layer \($0)" } ?? ""
    report(
      Diagnostic(
        "unknown-name", at: name.place, "there is no value \(name.text)\(inLayer)",
        hint: unknownHint(name.text) { $0.frame.names.keys.sorted() + $0.frame.dimensions.keys.sorted() }
          ?? (frame.layer == nil ? nil : "a layer sees its formals alone; pass \(name.text) to it")))
    return .failed
  }

  /// "did you mean", or what is odd about the letters of a name. What was meant is looked for a number of times: each
  /// time takes as long as there are names.
  mutating func unknownHint(_ name: String, among candidates: (Elaborator) -> [String]) -> String? {
    unknownCount += 1
    let meant =
      unknownCount > limits.suggestions
      ? nil : suggestion(for: name, among: candidates(self)).map { "did you mean \($0)?" }
    let odd = confusableHint(name)
    return odd == nil ? meant : [odd, meant].compactMap { $0 }.joined(separator: "; ")
  }

  /// Rows of equal shape become a tensor.
  private mutating func list(
    _ elements: [ExpressionID], _ operand: (ExpressionID) -> Meaning, at place: Place
  ) -> Meaning {
    guard !elements.isEmpty else {
      report(
        Diagnostic("empty-list", at: place, "a tensor needs at least one number", hint: "write [0] or zeros"))
      return .failed
    }
    var rows: [Literal] = []
    for element in elements {
      switch operand(element) {
      case .literal(let row): rows.append(row)
      case .failed: return .failed
      default:
        report(Diagnostic("not-a-number", at: self.place(element), "a tensor literal holds numbers alone"))
        return .failed
      }
    }
    guard let odd = rows.firstIndex(where: { $0.sizes != rows[0].sizes }) else {
      return .literal(
        Literal(
          sizes: [rows.count] + rows[0].sizes, elements: rows.flatMap(\.elements),
          isInteger: rows.allSatisfy(\.isInteger)))
    }
    let (first, other) = (description(rows[0]), description(rows[odd]))
    report(
      Diagnostic(
        "ragged-rows", at: self.place(elements[odd]),
        "the rows differ: the first is \(first), this one \(other)",
        notes: [.init("the first row", at: self.place(elements[0]))]))
    return .failed
  }

  private func description(_ row: Literal) -> String {
    switch row.sizes.count {
    case 0: "a number"
    case 1: row.sizes[0] == 1 ? "a row of 1 number" : "a row of \(row.sizes[0]) numbers"
    default: "of the shape \(row.sizes)"
    }
  }

  private mutating func negate(_ x: Meaning, at id: ExpressionID) -> Meaning {
    if case .literal(var literal) = x {
      literal.elements = literal.elements.map { -$0 }
      return .literal(literal)
    }
    guard let node = node(x, at: id) else { return .failed }
    return result(Negate(), [node], [id])
  }

  private mutating func transpose(_ x: Meaning, at id: ExpressionID, _ place: Place) -> Meaning {
    guard let node = node(x, at: id) else { return .failed }
    let rank = builder.graph[node].shape.rank
    return result(Transpose(Array((0..<rank).reversed())), [node], [id])
  }

  private mutating func binary(
    _ symbol: BinaryOperator, _ x: (Meaning, ExpressionID), _ y: (Meaning, ExpressionID), at place: Place
  ) -> Meaning {
    if case .literal(let a) = x.0, case .literal(let b) = y.0, let folded = fold(symbol, a, b) {
      return .literal(folded)
    }
    guard let form = Catalogue.operators[symbol.rawValue], let a = node(x.0, at: x.1),
      let b = node(y.0, at: y.1)
    else { return .failed }
    builder.place = placeForNodes(place)
    return built([a, b], [x.1, y.1], at: place) { builder throws(ShapeError) in try form.build(&builder, a, b)
    }
  }

  /// Arithmetic of numbers that the file writes, such as `2 * 3` or `1/2`.
  private func fold(_ symbol: BinaryOperator, _ a: Literal, _ b: Literal) -> Literal? {
    guard let x = a.scalar, let y = b.scalar else { return nil }
    let value: Double
    switch symbol {
    case .add: value = x + y
    case .subtract: value = x - y
    case .multiply: value = x * y
    case .divide: value = x / y
    case .power: value = Power()(x, y)
    case .matmul: return nil
    }
    let isInteger = a.isInteger && b.isInteger && Int(exactly: value) != nil
    return .number(value, isInteger: isInteger)
  }

  private mutating func slice(
    _ x: Meaning, _ id: ExpressionID, _ parts: [NNSyntax.Slice], _ operand: (ExpressionID) -> Meaning,
    at place: Place
  ) -> Meaning {
    guard let node = node(x, at: id) else { return .failed }
    let shape = builder.graph[node].shape
    guard parts.count <= shape.rank else {
      report(
        Diagnostic(
          "bad-slice", at: place, "\(parts.count) indices for a tensor of the shape \(shape)"))
      return .failed
    }
    var ranges = shape.dimensions.map { 0..<$0 }
    var dropped: [Int] = []
    for (axis, part) in parts.enumerated() {
      guard let range = range(part, size: shape[axis], operand, at: place) else { return .failed }
      ranges[axis] = range
      if case .index = part { dropped.append(axis) }
    }
    return built([node], [id], at: place) { builder throws(ShapeError) in
      let window = try builder.add(Slice(ranges), [node])
      return builder.reshape(window, to: builder.graph[window].shape.dropping(dropped))
    }
  }

  /// The range that one part of a slice means; negative numbers count from the end.
  private mutating func range(
    _ part: NNSyntax.Slice, size: Int, _ operand: (ExpressionID) -> Meaning, at place: Place
  ) -> Range<Int>? {
    switch part {
    case .index(let id):
      guard let index = index(operand(id), size, at: place) else { return nil }
      guard index >= 0, index < size else {
        let written = index < 0 ? index - size : index
        report(badSlice("there is no element \(written) on an axis of \(size)", at: place))
        return nil
      }
      return index..<index + 1
    case .range(let from, let to):
      guard let from = from.map({ index(operand($0), size, at: place) }) ?? 0,
        let to = to.map({ index(operand($0), size, at: place) }) ?? size
      else { return nil }
      guard from >= 0, to <= size, from < to else {
        report(badSlice("there are no elements \(from)..\(to) on an axis of \(size)", at: place))
        return nil
      }
      return from..<to
    }
  }

  /// A whole number, counted from the end if it is negative; nil after a diagnostic.
  private mutating func index(_ meaning: Meaning, _ size: Int, at place: Place) -> Int? {
    if case .failed = meaning { return nil }
    guard case .literal(let literal) = meaning, let value = literal.integer else {
      report(Diagnostic("bad-slice", at: place, "an index is a whole number"))
      return nil
    }
    return value < 0 ? value + size : value
  }

  private func badSlice(_ message: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "bad-slice", at: place, message, hint: "indices count from 0; the end of a range is not included")
  }
}

extension Place {
  /// The part of the place up to the end of another.
  func ending(_ other: Place) -> Place {
    Place(source: source, range: range.lowerBound..<max(range.lowerBound, other.range.upperBound))
  }
}
