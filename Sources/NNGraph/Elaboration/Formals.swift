import NNSyntax

extension Elaborator {
  /// Binds a layer's formals: what the call gives, then what shapes fix, then defaults.
  mutating func bindFormals(of layer: LayerSyntax, to arguments: [BoundArgument], at place: Place) -> Bool {
    guard var given = assign(arguments, to: layer) else { return false }
    let generated = takeGenerators(layer, &given)
    let initial = initialisation(layer, &given)
    frame.seed = initial.seed
    guard given.allSatisfy({ if case .failed = $0.value.meaning { false } else { true } }) else {
      return false
    }
    var isFine = true
    for formal in layer.formals {
      guard let argument = given[formal.name.text] else { continue }
      isFine = bind(formal, to: argument) && isFine
    }
    guard isFine else { return false }
    for formal in layer.formals where given[formal.name.text] == nil {
      let isBound =
        if let generator = generated[formal.name.text] {
          bindParameter(formal, generator)
        } else {
          bindMissing(formal, layer, initial, at: place)
        }
      guard isBound else { return false }
    }
    return true
  }

  /// Takes out the arguments that are generators, as in `W=he`: they make parameters once the shapes are known.
  private func takeGenerators(
    _ layer: LayerSyntax, _ given: inout [String: BoundArgument]
  ) -> [String: SeededGenerator] {
    var generators: [String: SeededGenerator] = [:]
    for formal in layer.formals {
      guard case .shape? = formal.type, case .generator(let generator)? = given[formal.name.text]?.meaning
      else { continue }
      generators[formal.name.text] = generator
      given[formal.name.text] = nil
    }
    return generators
  }

  /// Which argument goes to which formal.
  private mutating func assign(
    _ arguments: [BoundArgument], to layer: LayerSyntax
  ) -> [String: BoundArgument]? {
    var given: [String: BoundArgument] = [:]
    let names = layer.formals.map(\.name.text)
    for (index, argument) in arguments.enumerated() {
      guard let name = argument.name else {
        guard index < names.count else {
          report(
            Diagnostic(
              "too-many-arguments", at: argument.place,
              "\(layer.name.text) takes \(count(names.count, "argument")), this is the \(ordinal(index + 1))",
              notes: definitionNote(layer)))
          return nil
        }
        given[names[index]] = argument
        continue
      }
      guard names.contains(name.text) || Elaborator.commonArguments.contains(name.text) else {
        report(
          Diagnostic(
            "unknown-argument", at: name.place, "\(layer.name.text) has no argument \(name.text)",
            notes: definitionNote(layer),
            hint: unknownHint(name.text) { _ in names + Elaborator.commonArguments }))
        return nil
      }
      guard given[name.text] == nil else {
        report(
          Diagnostic("duplicate-argument", at: name.place, "the argument \(name.text) is given twice"))
        return nil
      }
      given[name.text] = argument
    }
    return given
  }

  /// Arguments that every layer takes: another generator for its random parameters, and their seed.
  static let commonArguments = ["init", "seed"]

  /// Takes `init=` and `seed=` out of the arguments, unless the layer has formals of these names.
  private mutating func initialisation(
    _ layer: LayerSyntax, _ given: inout [String: BoundArgument]
  ) -> (generator: SeededGenerator?, seed: UInt64?) {
    var result: (generator: SeededGenerator?, seed: UInt64?) = (nil, nil)
    let names = layer.formals.map(\.name.text)
    if !names.contains("init"), let argument = given.removeValue(forKey: "init") {
      if case .generator(let generator) = argument.meaning {
        result.generator = generator
      } else {
        report(
          Diagnostic("bad-argument", at: argument.place, "init takes a generator", hint: "such as init=he"))
      }
    }
    if !names.contains("seed"), let argument = given.removeValue(forKey: "seed") {
      if case .literal(let literal) = argument.meaning, let seed = literal.integer {
        result.seed = UInt64(bitPattern: Int64(seed))
      } else {
        report(Diagnostic("bad-argument", at: argument.place, "seed takes a whole number"))
      }
    }
    return result
  }

  private func definitionNote(_ layer: LayerSyntax) -> [Diagnostic.Note] {
    let formals = layer.formals.map(\.name.text).joined(separator: ", ")
    let isPrelude = layer.name.place.source == Program.prelude
    return [.init("\(layer.name.text)(\(formals)) is defined here", at: isPrelude ? nil : layer.name.place)]
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number == 0 ? "no" : "\(number)") \(noun)\(number == 1 ? "" : "s")"
  }

  private func ordinal(_ number: Int) -> String {
    switch number {
    case 1: "first"
    case 2: "second"
    case 3: "third"
    default: "\(number)th"
    }
  }

  /// Binds a formal to what the call gives.
  private mutating func bind(_ formal: Formal, to argument: BoundArgument) -> Bool {
    let name = formal.name.text
    switch (formal.type, argument.meaning) {
    case (.int, .literal(let literal)):
      guard let size = literal.integer, size >= 1 else {
        return reject(formal, argument, "a whole number of at least 1 is wanted")
      }
      frame.names[name] = Definition(meaning: argument.meaning, place: argument.place)
      return bind(formal.name, to: size, argument.place)
    case (.int, _): return reject(formal, argument, "a whole number is wanted, not a tensor")
    case (.float, .literal(let literal)):
      guard literal.scalar != nil else { return reject(formal, argument, "a number is wanted") }
    case (.float, _): return reject(formal, argument, "a number is wanted")
    case (.shape?, _): return bindTensor(formal, to: argument)
    case (nil, .generator): return reject(formal, argument, "a tensor or a number is wanted")
    case (nil, .string): return reject(formal, argument, "a tensor or a number is wanted")
    // A tensor stays one value: folded into the layer's arithmetic, it would be drawn as what comes out of that.
    case (nil, .literal(let literal)) where literal.scalar == nil:
      guard let node = node(argument.meaning, at: argument.place) else { return false }
      frame.names[name] = Definition(meaning: .node(node, value: nil), place: argument.place)
      return true
    case (nil, _): break
    }
    frame.names[name] = Definition(meaning: argument.meaning, place: argument.place)
    return true
  }

  private mutating func bindTensor(_ formal: Formal, to argument: BoundArgument) -> Bool {
    guard let type = formal.type else { return false }
    let name = formal.name.text
    guard let node = node(argument.meaning, at: argument.place),
      fit(builder.graph[node].shape, to: type, what: name, at: argument.place) != nil
    else { return false }
    frame.names[name] = Definition(meaning: .node(node, value: nil), place: argument.place)
    return true
  }

  private mutating func reject(_ formal: Formal, _ argument: BoundArgument, _ reason: String) -> Bool {
    report(
      Diagnostic(
        "bad-argument", at: argument.place, "\(callPrefix)\(formal.name.text) can't be this: \(reason)"))
    return false
  }

  private mutating func bind(_ name: Name, to size: Int, _ place: Place) -> Bool {
    guard let fixed = frame.dimensions[name.text] else {
      frame.dimensions[name.text] = (size, place)
      return true
    }
    guard fixed.size == size else {
      report(
        Diagnostic(
          "dimension-mismatch", at: callPlace(place),
          "\(callPrefix)\(name.text) = \(size) is given, but another argument makes it \(fixed.size)",
          notes: [.init("\(name.text) = \(fixed.size) comes from here", at: fixed.from)]))
      return false
    }
    return true
  }

  /// Binds a formal that the call leaves out.
  private mutating func bindMissing(
    _ formal: Formal, _ layer: LayerSyntax, _ initial: (generator: SeededGenerator?, seed: UInt64?),
    at place: Place
  ) -> Bool {
    let name = formal.name.text
    if let (size, from) = frame.dimensions[name] {
      frame.names[name] = Definition(meaning: .literal(.number(Double(size), isInteger: true)), place: from)
      return true
    }
    guard let expression = formal.initial else {
      let isSize = if case .int? = formal.type { true } else { false }
      report(
        Diagnostic(
          "missing-argument", at: callPlace(place), "\(callPrefix)the argument \(name) is missing",
          notes: definitionNote(layer),
          hint: isSize ? "give a size, as in \(layer.name.text)(4), or a tensor whose shape fixes it" : nil))
      return false
    }
    switch evaluate(expression) {
    case .generator(var generator):
      if generator.generator.isRandom {
        generator = initial.generator ?? generator
        generator.seed = initial.seed ?? generator.seed
      }
      return bindParameter(formal, generator)
    case .failed: return false
    case let meaning:
      return bind(formal, to: BoundArgument(name: nil, meaning: meaning, place: callPlace(place)))
    }
  }

  /// A formal with an initialiser as its default becomes a trainable parameter of this use.
  mutating func bindParameter(_ formal: Formal, _ generator: SeededGenerator) -> Bool {
    guard let type = formal.type, let (shape, _) = shape(of: type, what: formal.name.text) else {
      if formal.type == nil {
        report(
          Diagnostic(
            "unknown-shape", at: formal.name.place,
            "the formal \(formal.name.text) needs a shape for its default"))
      }
      return false
    }
    let name = "\(builder.graph[builder.scope].name).\(formal.name.text)"
    let meaning = makeLeaf(
      name, role: .param, shape, data(generator, name: name), shape.dimensions.map { _ in nil },
      at: callPlace(formal.name.place))
    guard case .node = meaning else { return false }
    frame.names[formal.name.text] = Definition(meaning: meaning, place: callPlace(formal.name.place))
    return true
  }
}
