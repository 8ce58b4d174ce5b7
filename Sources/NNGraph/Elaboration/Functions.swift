import NNSyntax

/// How a generator is called.
struct GeneratorForm: Sendable {
  /// The names of its arguments, which may also be given by position.
  let arguments: [String]
  /// Makes it from the arguments that were given.
  let make: @Sendable ([String: Double]) -> Generator

  /// The generators by name.
  static let all: [String: GeneratorForm] = [
    "zeros": GeneratorForm(arguments: []) { _ in .zeros },
    "ones": GeneratorForm(arguments: []) { _ in .ones },
    "eye": GeneratorForm(arguments: []) { _ in .eye },
    "uniform": GeneratorForm(arguments: ["lo", "hi"]) { .uniform(low: $0["lo"] ?? 0, high: $0["hi"] ?? 1) },
    "normal": GeneratorForm(arguments: ["mean", "std"]) {
      .normal(mean: $0["mean"] ?? 0, deviation: $0["std"] ?? 1)
    },
    "bernoulli": GeneratorForm(arguments: ["p"]) { .bernoulli(probability: $0["p"] ?? 0.5) },
    "he": GeneratorForm(arguments: []) { _ in .he },
    "xavier": GeneratorForm(arguments: []) { _ in .xavier },
  ]
}

extension Generator {
  /// Whether it draws random numbers.
  var isRandom: Bool {
    switch self {
    case .zeros, .ones, .eye: false
    case .uniform, .normal, .bernoulli, .he, .xavier: true
    }
  }
}

extension Elaborator {
  /// A generator named without a call.
  func generator(named name: String) -> SeededGenerator? {
    GeneratorForm.all[name].map { SeededGenerator(generator: $0.make([:]), seed: nil) }
  }

  /// `uniform(-1, 1, seed=3)`
  mutating func generate(_ form: GeneratorForm, _ callee: Name, _ arguments: [BoundArgument]) -> Meaning {
    var numbers: [String: Double] = [:]
    var seed: UInt64?
    for (index, argument) in arguments.enumerated() {
      let name = argument.name?.text ?? (index < form.arguments.count ? form.arguments[index] : "")
      guard case .literal(let literal) = argument.meaning, let value = literal.scalar else {
        if case .failed = argument.meaning { return .failed }
        report(Diagnostic("bad-argument", at: argument.place, "\(callee.text) takes numbers"))
        return .failed
      }
      if name == "seed" {
        guard let whole = literal.integer else {
          report(Diagnostic("bad-argument", at: argument.place, "seed takes a whole number"))
          return .failed
        }
        seed = UInt64(bitPattern: Int64(whole))
      } else if form.arguments.contains(name) {
        guard numbers.updateValue(value, forKey: name) == nil else {
          report(
            Diagnostic(
              "duplicate-argument", at: argument.name?.place ?? argument.place,
              "the argument \(name) is given twice"))
          return .failed
        }
      } else {
        report(
          Diagnostic(
            "unknown-argument", at: argument.name?.place ?? argument.place,
            "\(callee.text) has no \(name.isEmpty ? "such argument" : "argument \(name)")",
            hint: unknownHint(name) { _ in form.arguments + ["seed"] }))
        return .failed
      }
    }
    return .generator(SeededGenerator(generator: form.make(numbers), seed: seed))
  }

  /// A call of a function: the first form that takes these arguments.
  mutating func apply(
    _ functions: [Function], _ callee: Name, _ arguments: [BoundArgument], at place: Place
  ) -> Meaning {
    guard let function = functions.first(where: { $0.takes(arguments) }) else {
      let forms = functions.map(\.description).joined(separator: " or ")
      let names = functions.flatMap { $0.operands + $0.options.map(\.name) }
      let odd = arguments.compactMap(\.name).first { !names.contains($0.text) }
      report(
        Diagnostic(
          odd == nil ? "wrong-arguments" : "unknown-argument", at: odd?.place ?? callee.place,
          odd.map { "\(callee.text) has no argument \($0.text)" }
            ?? "\(callee.text) takes other arguments: \(forms)",
          hint: odd.flatMap { unknownHint($0.text) { _ in names } } ?? "write \(forms)"))
      return .failed
    }
    var call = Function.Arguments(operands: [], options: [:], leadingDimensions: frame.leading)
    var places: [Place] = []
    for (slot, argument) in function.slots(arguments) {
      if function.operands.contains(slot) {
        guard let node = node(argument.meaning, at: argument.place) else { return .failed }
        call.operands.append(node)
        places.append(argument.place)
      } else {
        guard case .literal(let literal) = argument.meaning, let whole = literal.integers else {
          if case .failed = argument.meaning { return .failed }
          report(Diagnostic("bad-argument", at: argument.place, "\(slot) takes a whole number"))
          return .failed
        }
        call.options[slot] = whole
      }
    }
    return built(call.operands, places, at: place) { builder throws(ShapeError) in
      try function.build(&builder, call)
    }
  }
}

extension Function {
  /// The arguments by operand and option, operands first.
  func slots(_ arguments: [BoundArgument]) -> [(slot: String, argument: BoundArgument)] {
    let names = operands + options.map(\.name)
    var slots: [String: BoundArgument] = [:]
    for (index, argument) in arguments.enumerated() {
      slots[argument.name?.text ?? (index < names.count ? names[index] : "")] = argument
    }
    return names.compactMap { name in slots[name].map { (name, $0) } }
  }

  /// Whether the function takes arguments of these names and this number.
  func takes(_ arguments: [BoundArgument]) -> Bool {
    let slots = slots(arguments)
    let required = operands + options.filter(\.isRequired).map(\.name)
    return slots.count == arguments.count
      && required.allSatisfy { name in slots.contains { $0.slot == name } }
  }

  /// `sum(x, axis=…)`
  var description: String {
    let parts = operands + options.map { $0.isRequired ? $0.name : "\($0.name)=…" }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }
}
