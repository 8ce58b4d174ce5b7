public import NNSyntax

/// What elaboration may use.
public struct ElaborationLimits: Sendable {
  /// How many nodes a graph may have.
  public var nodes = 300_000
  /// How many bytes the tensors may take together, as f64.
  public var bytes = 1 << 30
  /// How deep layers may call each other.
  public var depth = 64
  /// For how many unknown names one that was meant is looked for.
  public var suggestions = 50

  /// The documented limits.
  public init() {}
}

/// Turns a program into a graph: layers are expanded into primitives, every value gets its shape, names and scopes
/// are noted. All errors are reported; a value that failed makes no further ones.
/// - Parameter seed: the seed of the run, mixed with each tensor's name where a file gives no seed.
/// - Returns: the graph, or nil if there are errors, and the diagnostics in source order.
public func elaborate(
  _ program: Program, seed: UInt64 = 0, limits: ElaborationLimits = ElaborationLimits()
) -> (graph: Graph?, diagnostics: [Diagnostic]) {
  var elaborator = Elaborator(program, seed: seed, limits: limits)
  elaborator.elaborateModel()
  let diagnostics = elaborator.diagnostics.inSourceOrder
  return (diagnostics.hasErrors ? nil : elaborator.builder.graph, diagnostics)
}

/// The state of elaboration.
struct Elaborator {
  let program: Program
  let runSeed: UInt64
  let limits: ElaborationLimits
  var builder: GraphBuilder
  var diagnostics: [Diagnostic] = []
  var layers: [String: LayerDefinition] = [:]
  /// The names that are seen: the model's, or those of the layer that is being expanded.
  var frame: Frame
  /// What is seen again when that layer is done: the model's, then those of the layers around it. The frame at work
  /// stands by itself, lest a name more copy all that there are.
  var outerFrames: [Frame] = []
  /// The calls that are being expanded, the outermost first.
  var calls: [(callee: String, place: Place)] = []
  /// How many anonymous uses of each layer there are, by prefix and name.
  var counters: [String: Int] = [:]
  var bytes = 0
  /// How many names were unknown.
  var unknownCount = 0
  var isOverBudget = false
  var lastComputed: NodeID?
  /// The last value of each node, as an index.
  private(set) var lastValue: [NodeID: Int] = [:]
  var lastLeaf: NodeID?
  var upstreamLine: (name: Name, value: ExpressionID)?

  init(_ program: Program, seed: UInt64, limits: ElaborationLimits) {
    self.program = program
    self.limits = limits
    runSeed = seed
    builder = GraphBuilder(place: Place(source: Program.model, range: 0..<0))
    frame = Frame(file: Program.model)
  }

  /// Whether the statements of the model itself are at work, not those of a layer.
  var isAtFileLevel: Bool { outerFrames.isEmpty }

  mutating func elaborateModel() {
    for file in program.files.indices { collectLayers(of: file) }
    frame.written = writtenNames(program.model.statements, in: program.model)
    for statement in program.model.statements { elaborate(statement) }
    finish()
  }

  /// Adds a value that has a name.
  mutating func noteValue(_ value: NamedValue) {
    lastValue[value.node] = builder.graph.values.count
    builder.graph.values.append(value)
  }

  mutating func report(_ diagnostic: Diagnostic) {
    guard !isOverBudget || diagnostic.id == "too-large" else { return }
    diagnostics.append(diagnostic)
  }

  /// Layers may be used before they are defined. A model's own take the place of the prelude's.
  private mutating func collectLayers(of file: Int) {
    for statement in program.files[file].statements {
      switch statement.kind {
      case .layer(let syntax):
        if let other = layers[syntax.name.text], other.file != Program.prelude {
          report(
            Diagnostic(
              "duplicate-layer", at: syntax.name.place, "the layer \(syntax.name.text) is defined twice",
              notes: [.init("first defined here", at: other.syntax.name.place)]))
        } else {
          layers[syntax.name.text] = LayerDefinition(syntax: syntax, file: file)
        }
      case .importFile, .model: break
      default:
        guard file > Program.model else { continue }
        report(
          Diagnostic(
            "import-holds-values", at: statement.place, "an imported file can hold layers alone",
            hint: "move this line to the model that imports it"))
      }
    }
  }

  /// The names that statements define, as bindings or as stages of a pipeline, with the first place of each.
  func writtenNames(_ statements: [Statement], in syntax: Syntax) -> [String: Place] {
    var names: [String: Place] = [:]
    func note(_ name: Name?) {
      if let name, names[name.text] == nil { names[name.text] = name.place }
    }
    func noteStages(_ id: ExpressionID) {
      for index in syntax[id].first.index...id.index {
        if case .pipe(_, let name, _) = syntax.expressions[index].kind { note(name) }
      }
    }
    for statement in statements {
      switch statement.kind {
      case .bind(let binding):
        note(binding.name)
        if let value = binding.value { noteStages(value) }
      case .result(let value): noteStages(value)
      case .group(_, _, let inner):
        names.merge(writtenNames(inner, in: syntax)) { first, _ in first }
      default: break
      }
    }
    return names
  }

  mutating func elaborate(_ statement: Statement) {
    guard !isOverBudget else { return }
    builder.place = placeForNodes(statement.place)
    switch statement.kind {
    case .model(let name, let title):
      builder.graph.name = name.text
      builder.graph.title = title
    case .importFile, .layer: break
    case .group(let name, let title, let statements): elaborateGroup(name, title, statements)
    case .bind(let binding): elaborate(binding, at: statement.place)
    case .upstream(let name, let value): noteUpstream(name, value)
    case .expect(let actual, let reference, let tolerance):
      elaborateExpectation(actual, reference, tolerance, at: statement.place)
    case .result(let value): frame.result = evaluate(value)
    }
  }

  private mutating func elaborateGroup(_ name: Name?, _ title: String?, _ statements: [Statement]) {
    let group = name?.text ?? counted("group")
    _ = builder.open(.group(title: title), name: group)
    for statement in statements { elaborate(statement) }
    builder.close()
  }

  private mutating func noteUpstream(_ name: Name, _ value: ExpressionID) {
    if let other = upstreamLine {
      report(
        Diagnostic(
          "duplicate-upstream", at: name.place, "the upstream gradient is given twice",
          notes: [.init("first given here", at: other.name.place)]))
    } else {
      upstreamLine = (name, value)
    }
  }

  private mutating func elaborateExpectation(
    _ actual: ExpressionID, _ reference: ExpressionID, _ tolerance: ExpressionID?, at place: Place
  ) {
    _ = builder.open(.expectation, name: counted("expect"))
    defer { builder.close() }
    guard let found = node(evaluate(actual), at: actual),
      let wanted = node(evaluate(reference), at: reference)
    else { return }
    let shapes = (builder.graph[found].shape, builder.graph[wanted].shape)
    guard shapes.1.broadcasts(to: shapes.0) else {
      report(
        Diagnostic(
          "expect-shape", at: place, "a value of the shape \(shapes.0) is expected to be one of \(shapes.1)"))
      return
    }
    var limit = 1e-6
    if let tolerance {
      let meaning = evaluate(tolerance)
      if case .failed = meaning { return }
      guard case .literal(let literal) = meaning, let number = literal.scalar, number >= 0 else {
        report(
          Diagnostic(
            "bad-tolerance", at: self.place(tolerance), "a tolerance is a number that is not negative"))
        return
      }
      limit = number
    }
    let repeated = builder.broadcast(wanted, to: shapes.0)
    builder.graph.expectations.append(
      Expectation(actual: found, reference: repeated, tolerance: limit, place: place))
  }

  /// Settles what depends on the whole file: the output, its upstream gradient, names of what has none.
  private mutating func finish() {
    guard !diagnostics.hasErrors else { return }
    guard let output = lastComputed ?? lastLeaf else {
      report(
        Diagnostic(
          "empty-model", at: Place(source: Program.model, range: 0..<0), "the model holds no value",
          hint: "bind one, such as y = sigmoid([1.0, -2.0])"))
      return
    }
    builder.graph.output = output
    elaborateUpstream(of: output)
    nameValues(output: output)
  }

  private mutating func elaborateUpstream(of output: NodeID) {
    guard let (name, value) = upstreamLine else { return }
    guard case .node(output, _)? = frame.names[name.text]?.meaning else {
      let isKnown = frame.names[name.text] != nil
      report(
        Diagnostic(
          isKnown ? "upstream-not-output" : "unknown-name", at: name.place,
          isKnown
            ? "the upstream gradient belongs to the output, and \(name.text) is not the last value bound"
            : "there is no value \(name.text)",
          hint: isKnown ? nil : unknownHint(name.text) { $0.frame.names.keys.sorted() }))
      return
    }
    let shape = builder.graph[output].shape
    let meaning = evaluate(value)
    if case .failed = meaning { return }
    guard case .literal(let literal) = meaning else {
      report(Diagnostic("bad-upstream", at: place(value), "an upstream gradient is written as numbers"))
      return
    }
    guard literal.sizes == shape.dimensions else {
      report(
        Diagnostic(
          "upstream-shape", at: place(value),
          "the upstream gradient has the shape \(literal.sizes), but \(name.text) has \(shape)",
          notes: [.init("\(name.text) is defined here", at: builder.graph[output].place)]))
      return
    }
    let leaf = Leaf(
      name: "upstream \(name.text)", role: .const, tensorShape: shape, data: .literal(literal.elements))
    builder.graph.upstream = builder.make(leaf, [])
  }
}
