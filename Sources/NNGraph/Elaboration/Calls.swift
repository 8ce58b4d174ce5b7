import NNSyntax

extension Elaborator {
  /// A call: of a layer, else of a function, else of a generator.
  mutating func call(
    _ call: Call, piped: BoundArgument?, name: Name?, _ operand: (ExpressionID) -> Meaning, at place: Place
  ) -> Meaning {
    let given = call.arguments.map {
      BoundArgument(name: $0.name, meaning: operand($0.value), place: self.place($0.value))
    }
    let arguments = (piped.map { [$0] } ?? []) + given
    var result = Meaning.failed
    if let definition = layers[call.callee.text] {
      result = expand(definition, call.callee, arguments, name: name, at: place)
    } else if let functions = Catalogue.functions[call.callee.text] {
      result = apply(functions, call.callee, arguments, at: place)
      if let name, case .node(let node, _) = result { result = bindStage(name, node, value: nil) }
    } else if let kind = GeneratorForm.all[call.callee.text] {
      result = generate(kind, call.callee, arguments)
    } else {
      reportUnknown(call.callee)
    }
    if let name, case .failed = result { noteFailure(name) }
    return result
  }

  /// The name of a stage that failed is known, so that its uses make no further diagnostics.
  private mutating func noteFailure(_ name: Name) {
    guard frame.names[name.text] == nil else { return }
    frame.names[name.text] = Definition(meaning: .failed, place: name.place)
  }

  /// `-> name: f(…)` binds the result of a stage.
  private mutating func bindStage(_ name: Name, _ node: NodeID, value: Int?) -> Meaning {
    if let other = frame.names[name.text] {
      report(
        Diagnostic(
          "duplicate-name", at: name.place, "\(name.text) is defined twice",
          notes: [.init("first defined here", at: other.place)]))
      return .failed
    }
    frame.names[name.text] = Definition(meaning: .node(node, value: nil), place: name.place)
    guard isAtFileLevel else { return .node(node, value: nil) }
    if value == nil {
      noteValue(
        NamedValue(
          name: name.text, role: .value, node: node, madeBy: nil,
          variables: builder.graph[node].shape.dimensions.map { _ in nil }, place: name.place))
    }
    return .node(node, value: nil)
  }

  private mutating func reportUnknown(_ callee: Name) {
    let isValue = frame.names[callee.text] != nil
    report(
      Diagnostic(
        "unknown-layer", at: callee.place,
        isValue ? "\(callee.text) is a value, not a layer" : "there is no layer \(callee.text)",
        hint: isValue
          ? nil
          : unknownHint(callee.text) {
            $0.layers.keys.sorted() + Catalogue.functions.keys.sorted() + GeneratorForm.all.keys.sorted()
          } ?? "define it: layer \(callee.text)(x) = …"))
  }

  /// Expands a use of a layer: a scope, a frame of its formals, its body.
  private mutating func expand(
    _ definition: LayerDefinition, _ callee: Name, _ arguments: [BoundArgument], name: Name?, at place: Place
  ) -> Meaning {
    guard calls.count < limits.depth, !calls.contains(where: { $0.callee == callee.text }) else {
      let isRecursive = calls.contains { $0.callee == callee.text }
      report(
        Diagnostic(
          "endless-layer", at: callPlace(place),
          isRecursive
            ? "the layer \(callee.text) uses itself"
            : "layers use each other more than \(limits.depth) deep",
          notes: [.init("defined here", at: definition.syntax.name.place)]))
      return .failed
    }
    let instance = name?.text ?? counted(callee.text)
    if let name, let other = frame.names[name.text] {
      report(
        Diagnostic(
          "duplicate-name", at: name.place, "\(name.text) is defined twice",
          notes: [.init("first defined here", at: other.place)]))
      return .failed
    }
    calls.append((callee.text, callPlace(place)))
    builder.place = callPlace(place)
    let scope = builder.open(.layer(callee.text), name: instance)
    let result = body(of: definition, arguments, at: place)
    builder.close()
    calls.removeLast()
    guard let node = result else { return .failed }
    builder.graph.scopes[scope.index].output = node
    return finishUse(scope, instance, name, node, at: place)
  }

  /// The nodes of a layer's body, with its formals bound to the arguments.
  private mutating func body(
    of definition: LayerDefinition, _ arguments: [BoundArgument], at place: Place
  ) -> NodeID? {
    outerFrames.append(frame)
    frame = Frame(file: definition.file, layer: definition.syntax.name.text)
    defer { frame = outerFrames.removeLast() }
    guard bindFormals(of: definition.syntax, to: arguments, at: place) else { return nil }
    builder.graph.scopes[builder.scope.index].inputs = definition.syntax.formals.compactMap {
      guard case .node(let node, _)? = frame.names[$0.name.text]?.meaning else { return nil }
      return node
    }
    frame.written = writtenNames(definition.syntax.body, in: program.files[definition.file])
    let count = diagnostics.count
    for statement in definition.syntax.body where frame.result == nil { elaborate(statement) }
    guard let result = frame.result, diagnostics.count == count else { return nil }
    return node(result, at: placeForNodes(place))
  }

  private mutating func finishUse(
    _ scope: ScopeID, _ instance: String, _ name: Name?, _ node: NodeID, at place: Place
  ) -> Meaning {
    guard isAtFileLevel else {
      if let name { return bindStage(name, node, value: nil) }
      return .node(node, value: nil)
    }
    guard !builder.graph.isExpectation(node) else { return .node(node, value: nil) }
    lastComputed = node
    noteValue(
      NamedValue(
        name: instance, role: .layer, node: node, madeBy: scope, variables: variables(of: node, from: scope),
        place: name?.place ?? place))
    let value = builder.graph.values.count - 1
    if let name { _ = bindStage(name, node, value: value) }
    return .node(node, value: name == nil ? value : nil)
  }

  /// The dimension variables that a layer's result has from its first input: all of them if the shape is the same,
  /// those of the leading axes if only the last differs.
  private func variables(of result: NodeID, from scope: ScopeID) -> [String?] {
    let shape = builder.graph[result].shape
    var variables = [String?](repeating: nil, count: shape.rank)
    guard let input = builder.graph[scope].inputs.first,
      let value = lastValue[input].map({ builder.graph.values[$0] }),
      builder.graph[input].shape.dimensions.dropLast() == shape.dimensions.dropLast(), shape.rank > 0
    else { return variables }
    let isSame = builder.graph[input].shape == shape
    for axis in 0..<(isSame ? shape.rank : shape.rank - 1) { variables[axis] = value.variables[axis] }
    return variables
  }

  /// The next anonymous name of a kind, such as `affine2`, within the layer that is being expanded.
  mutating func counted(_ kind: String) -> String {
    let key = builder.prefix + kind
    repeat { counters[key, default: 0] += 1 } while isTaken(kind, counters[key, default: 0])
    return kind + String(counters[key, default: 0])
  }

  /// A name that the file itself uses is left to the file.
  private func isTaken(_ kind: String, _ number: Int) -> Bool { frame.written["\(kind)\(number)"] != nil }
}
