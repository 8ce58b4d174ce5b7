import NNSyntax

extension Elaborator {
  /// `[role] name [: type] [= expr]`
  mutating func elaborate(_ binding: Binding, at place: Place) {
    guard let name = binding.name else {
      if let value = binding.value, let node = node(evaluate(value), at: value) { noteBound(node) }
      return
    }
    if let other = frame.names[name.text] {
      report(
        Diagnostic(
          "duplicate-name", at: name.place, "\(name.text) is defined twice",
          notes: [.init("first defined here", at: other.place)],
          hint: "a name is defined once; choose another, such as \(name.text)2"))
      if let value = binding.value { _ = evaluate(value) }
      return
    }
    frame.names[name.text] = Definition(meaning: bound(binding, name), place: name.place)
  }

  /// What a binding makes of its value.
  private mutating func bound(_ binding: Binding, _ name: Name) -> Meaning {
    guard let expression = binding.value else {
      report(
        Diagnostic(
          "missing-value", at: name.place, "\(name.text) has no value",
          hint: "give it numbers, or a generator: \(name.text): [2, 3] = normal()"))
      return .failed
    }
    switch evaluate(expression) {
    case .failed: return .failed
    case .string:
      report(Diagnostic("not-a-tensor", at: place(expression), "a string is no value"))
      return .failed
    case .literal(let literal):
      guard isAtFileLevel || binding.role != nil else { return .literal(literal) }
      return leaf(binding, name, literal: literal, at: expression)
    case .generator(let generator): return leaf(binding, name, generator: generator, at: expression)
    case .node(let node, let value): return named(binding, name, node, value, at: expression)
    }
  }

  /// A name for something computed.
  private mutating func named(
    _ binding: Binding, _ name: Name, _ node: NodeID, _ value: Int?, at expression: ExpressionID
  ) -> Meaning {
    if let role = binding.role {
      report(
        Diagnostic(
          "computed-leaf", at: place(expression),
          "\(role.rawValue) \(name.text) takes numbers or a generator",
          hint: "leave out \(role.rawValue) to name a computed value"))
      return .failed
    }
    let shape = builder.graph[node].shape
    var variables = [String?](repeating: nil, count: shape.rank)
    if let type = binding.type {
      guard let names = fit(shape, to: type, what: name.text, at: place(expression)) else { return .failed }
      variables = names
    }
    noteBound(node)
    guard isAtFileLevel else { return .node(node, value: nil) }
    if let value {
      builder.graph.values[value].name = name.text
      if binding.type != nil { builder.graph.values[value].variables = variables }
      builder.graph.values[value].place = name.place
    } else {
      noteValue(
        NamedValue(
          name: name.text, role: .value, node: node, madeBy: nil, variables: variables, place: name.place))
    }
    return .node(node, value: nil)
  }

  /// A tensor whose numbers are written.
  private mutating func leaf(
    _ binding: Binding, _ name: Name, literal: Literal, at expression: ExpressionID
  ) -> Meaning {
    guard let shape = Shape(literal.sizes) else { return .failed }
    var variables = [String?](repeating: nil, count: shape.rank)
    if let type = binding.type {
      guard let names = fit(shape, to: type, what: name.text, at: place(expression)) else { return .failed }
      variables = names
    }
    return makeLeaf(
      leafName(name), role: binding.role, shape, .literal(literal.elements), variables, at: name.place)
  }

  /// A tensor that a generator makes.
  private mutating func leaf(
    _ binding: Binding, _ name: Name, generator: SeededGenerator, at expression: ExpressionID
  ) -> Meaning {
    guard let type = binding.type else {
      report(
        Diagnostic(
          "unknown-shape", at: place(expression),
          "\(generator.generator.name) does not know the shape of \(name.text)",
          hint: "write it: \(name.text): [2, 3] = \(generator.generator.name)"))
      return .failed
    }
    guard let (shape, variables) = shape(of: type, what: name.text) else { return .failed }
    var generator = generator
    generator.seed = generator.seed ?? frame.seed
    let full = leafName(name)
    return makeLeaf(
      full, role: binding.role, shape, data(generator, name: full), variables, at: name.place)
  }

  /// A tensor within a layer is called by the layer's use: `dropout1.kept`.
  private func leafName(_ name: Name) -> String {
    isAtFileLevel ? name.text : "\(builder.graph[builder.scope].name).\(name.text)"
  }

  /// The numbers of a generator for the tensor with a name.
  func data(_ generator: SeededGenerator, name: String) -> TensorData {
    .generated(generator.generator, seed: generator.seed ?? RandomNumbers.seed(run: runSeed, name: name))
  }

  /// Adds a leaf and its named value.
  mutating func makeLeaf(
    _ name: String, role: Role?, _ shape: Shape, _ data: TensorData, _ variables: [String?], at place: Place
  ) -> Meaning {
    if case .generated(.eye, _) = data, shape.rank != 2 {
      report(
        Diagnostic(
          "shape-mismatch", at: callPlace(place),
          "\(callPrefix)eye makes a matrix, but \(name) has the shape \(shape)"))
      return .failed
    }
    let valueRole = role.flatMap { ValueRole(rawValue: $0.rawValue) } ?? .input
    builder.place = placeForNodes(place)
    let leaf = Leaf(name: name, role: valueRole, tensorShape: shape, data: data)
    guard let node = add(leaf, [], at: place) else { return .failed }
    noteValue(
      NamedValue(name: name, role: valueRole, node: node, madeBy: nil, variables: variables, place: place))
    if isAtFileLevel { lastLeaf = node }
    return .node(node, value: nil)
  }

  /// Notes what may be the output.
  private mutating func noteBound(_ node: NodeID) {
    if isAtFileLevel { lastComputed = node }
  }
}
