/// The definitions of layers that a program holds: of two with one name the one that a model would use.
public func layers(of program: Program) -> [(layer: LayerSyntax, file: Syntax)] {
  var found: [(layer: LayerSyntax, file: Syntax)] = []
  for file in program.files[1...] + program.files[..<1] {
    for statement in file.statements {
      guard case .layer(let layer) = statement.kind else { continue }
      if !found.contains(where: { $0.layer.name.text == layer.name.text }) { found.append((layer, file)) }
    }
  }
  return found
}

/// Sketches of a layer, whose sizes are numbers that no formula confuses with its own.
/// - Parameters:
///   - file: the file that defines it.
///   - imports: the statements that import it.
public func sketches(of layer: LayerSyntax, in file: Syntax, imports: [String] = []) -> [Sketch] {
  let sizes = SketchSizes(layer, in: file)
  let kinds: [LayerSketch.Labels] =
    layer.formals.contains(where: \.isLabels) ? [.labels, .rows, .input] : [.rows]
  return kinds.flatMap { kind in
    [(0.5, 1.5), (0.1, 0.9)].compactMap { range in
      LayerSketch(layer: layer, sizes: sizes, labels: kind, range: range).sketch(imports)
    }
  }
}

/// One way to use a layer.
private struct LayerSketch {
  /// What the labels of a loss are.
  enum Labels { case labels, rows, input }

  let layer: LayerSyntax
  let sizes: SketchSizes
  let labels: Labels
  /// The range of the numbers.
  let range: (Double, Double)

  /// The use of the layer; nil if there can be no labels.
  func sketch(_ imports: [String]) -> Sketch? {
    var sketch = Sketch(title: layer.name.text, imports: imports, expression: "")
    sketch.isLayer = true
    sketch.sizes = sizes.names
    var arguments: [String] = []
    for formal in layer.formals where formal.initial == nil {
      let name = formal.name.text
      switch formal.type {
      case .int: arguments.append("\(name)=\(sizes[name])")
      case .float: arguments.append("\(name)=0.5")
      case .shape, nil:
        guard let statement = binding(formal) else { return nil }
        sketch.inputs.append(statement)
        sketch.taken.insert(name)
        arguments.append("\(name)=\(name)")
      }
    }
    sketch.expression = "\(layer.name.text)(\(arguments.joined(separator: ", ")))"
    return sketch
  }

  private func binding(_ formal: Formal) -> String? {
    let shape = sizes.shape(of: formal.type) ?? sizes.first
    let name = formal.name.text
    let value = "uniform(\(range.0), \(range.1))"
    guard formal.isLabels, labels != .input else { return "input \(name): \(shape) = \(value)" }
    guard labels == .labels else { return "target \(name): \(shape) = \(value)" }
    guard sizes.first.count == 2 else { return nil }
    let numbers = (0..<sizes.first[0]).map { $0 % sizes.first[1] }
    return "target \(name): [\(sizes.first[0])] = \(numbers)"
  }
}

extension Formal {
  /// Whether its name says that it holds what is to be learnt.
  fileprivate var isLabels: Bool { ["t", "target", "labels"].contains(name.text) }
}

/// A prime for each size of a layer, so that the numbers of its formulas show which size they are made of.
private struct SketchSizes {
  /// The numbers and their products, with what they stand for.
  private(set) var names: [Double: String] = [:]
  /// The shape of what has none: that of the first formal with one, or a vector.
  private(set) var first: [Int] = []
  private var primes: [(name: String, prime: Int)] = []
  private let literals: Set<Double>

  init(_ layer: LayerSyntax, in file: Syntax) {
    literals = SketchSizes.literals(file)
    let needed = layer.formals.filter { $0.initial == nil }
    for formal in needed {
      switch formal.type {
      case .shape(let dimensions, _): take(dimensions)
      case .int: take(formal.name.text)
      case .float, nil: break
      }
    }
    if first.isEmpty {
      take("n")
      first = [self["n"]]
    }
    names = products()
  }

  /// The size with a name.
  subscript(name: String) -> Int { primes.first { $0.name == name }?.prime ?? 1 }

  /// The sizes of a written shape.
  func shape(of type: TypeSyntax?) -> [Int]? {
    guard case .shape(let dimensions, _) = type else { return nil }
    return dimensions.map(size)
  }

  private func size(_ dimension: DimensionSyntax) -> Int {
    switch dimension {
    case .size(let size, _): size
    case .variable(let name): self[name.text]
    case .ellipsis: self["N"]
    }
  }

  private mutating func take(_ dimensions: [DimensionSyntax]) {
    for dimension in dimensions {
      switch dimension {
      case .size: break
      case .variable(let name): take(name.text)
      case .ellipsis: take("N")
      }
    }
    if first.isEmpty { first = dimensions.map(size) }
  }

  private mutating func take(_ name: String) {
    guard !primes.contains(where: { $0.name == name }) else { return }
    let usual = ["N": 7, "n": 7, "D": 11, "K": 5, "units": 3][name]
    let others = [13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
    let prime = ([usual].compactMap(\.self) + others).first { prime in
      !literals.contains(Double(prime)) && !primes.contains { $0.prime == prime }
    }
    primes.append((name, prime ?? 53))
  }

  /// Each size, and the products of two and three of them.
  private func products() -> [Double: String] {
    var names: [Double: String] = [:]
    for (i, a) in primes.enumerated() {
      names[Double(a.prime)] = a.name
      for (j, b) in primes.enumerated() where j > i {
        names[Double(a.prime * b.prime)] = "\(a.name)·\(b.name)"
        for c in primes[(j + 1)...] {
          names[Double(a.prime * b.prime * c.prime)] = "\(a.name)·\(b.name)·\(c.name)"
        }
      }
    }
    return names
  }

  /// The numbers that the file writes.
  private static func literals(_ file: Syntax) -> Set<Double> {
    Set(file.expressions.compactMap { if case .number(let number, _) = $0.kind { number } else { nil } })
  }
}
