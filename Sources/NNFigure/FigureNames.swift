import NNGraph
import NNRuntime

/// What values and operations are called in a figure.
struct FigureNames {
  /// How many characters a formula may have; a longer one helps nobody.
  static let formulaLimit = 40

  private let model: Model
  /// The name of each value in the file, or that of the node within its layer.
  private let full: [NodeID: String]
  /// The named values by the node that stands for them.
  private let named: [NodeID: NamedValue]
  /// What is printed: parameters as in a book.
  private let printed: [NodeID: String]
  /// The sizes of named values, by their printed names.
  private var shapes: [String: [String]] = [:]
  /// Formulas of gradients, with the printed names.
  private var gradients: GradientFormulas
  private let symbols: [NodeID: Formula]
  /// Named values and their gradients in the definition.
  private let inner: [NodeID: Formula]

  init(_ units: Units) {
    model = units.model
    let graph = model.graph
    var named: [NodeID: NamedValue] = [:]
    for value in graph.values {
      let node = units.value(of: value.node)
      if named[node] == nil { named[node] = value }
    }
    let short = FigureNames.shortNames(graph.values)
    let printed = named.mapValues { short[$0.name] ?? $0.name }
    self.named = named
    self.printed = printed
    var full = graph.innerNames(forwardCount: model.forwardCount)
    for (node, value) in named { full[node] = value.name }
    self.full = full
    let written = named.filter { !$0.value.isAutomatic }.keys.sorted()
    symbols = Dictionary(
      uniqueKeysWithValues: written.map { ($0, .symbol(printed[$0] ?? "", rank: graph[$0].shape.rank)) })
    var inner = symbols
    for node in written.reversed() {
      guard let gradient = model.definition.gradient(of: node), inner[gradient] == nil,
        graph.constant(gradient) == nil
      else { continue }
      inner[gradient] = .gradient(printed[node] ?? "", rank: graph[node].shape.rank)
    }
    self.inner = inner
    gradients = GradientFormulas(model) { short[$0.name] ?? $0.name }
    for node in written { shapes[printed[node] ?? ""] = sizes(of: node) }
  }

  /// `affine1.W` becomes `W₁`, unless another value would be called the same.
  private static func shortNames(_ values: [NamedValue]) -> [String: String] {
    var short: [String: String] = [:]
    for value in values where value.role == .param {
      let bytes = value.name.utf8
      let start = bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? bytes.startIndex
      guard let point = bytes[start...].firstIndex(of: UInt8(ascii: ".")) else { continue }
      let word = bytes[start..<point].lastIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard let number = Int(value.name[(word.map(bytes.index(after:)) ?? start)..<point]) else { continue }
      short[value.name] = "\(value.name[bytes.index(after: point)...])\(NumberText.subscript(number))"
    }
    var counts: [String: Int] = [:]
    for value in values { counts[short[value.name] ?? value.name, default: 0] += 1 }
    return short.filter { counts[$0.value] == 1 }
  }

  /// The named value that a node stands for.
  func value(_ id: NodeID) -> NamedValue? { named[id] }

  /// The name in full: `affine1.W`, `sigmoid1/exp`.
  func full(_ id: NodeID) -> String { full[id] ?? id.description }

  /// The name as it is printed: `W₁`, `exp(−x)`, or the operation's own name where its formula is long.
  func printed(_ id: NodeID) -> String {
    if let name = printed[id], named[id]?.isAutomatic != true { return name }
    if let formula = model.graph.formula(of: id, in: { symbols[$0] }, limit: 6), formula.text.count <= 24 {
      return formula.text
    }
    return full(id).split(separator: "/").last.map(String.init) ?? full(id)
  }

  /// The formula of a value's gradient, if it is short. Within a layer it is that of the definition, as a textbook
  /// has it; between layers it is simplified.
  mutating func gradientFormula(_ id: NodeID) -> PrintedFormula? {
    let formula: Formula?
    if let value = named[id], !value.isAutomatic {
      formula = gradients.gradient(of: value.node)
    } else if let gradient = model.definition.gradient(of: id) {
      formula = inner[gradient] ?? model.graph.formula(of: gradient, in: { inner[$0] }, limit: 6)
    } else {
      formula = nil
    }
    guard let formula, formula.text.count <= FigureNames.formulaLimit else { return nil }
    return PrintedFormula(text: formula.text, factors: factors(formula))
  }

  /// The shapes of the factors of a matrix product.
  private func factors(_ formula: Formula) -> String? {
    guard case .infix("·", let a, let b, .product) = formula, let left = sizes(a), let right = sizes(b),
      left.count == 2, right.count == 2
    else { return nil }
    return "\(FigureNames.shapeText(left)) · \(FigureNames.shapeText(right))"
  }

  /// The shape that a name or its transpose has.
  private func sizes(_ formula: Formula) -> [String]? {
    switch formula {
    case .symbol(let name, _), .gradient(let name, _): shapes[name]
    case .transposed(let inner): sizes(inner)?.reversed()
    default: nil
    }
  }

  /// `(N=2, 3)`
  static func shapeText(_ sizes: [String]) -> String { "(\(sizes.joined(separator: ", ")))" }

  /// The sizes of a value's axes; a dimension variable stays beside its number.
  func sizes(of id: NodeID) -> [String] {
    let variables = named[id]?.variables ?? []
    return model.graph[id].shape.dimensions.enumerated().map { axis, size in
      let variable = axis < variables.count ? variables[axis] : nil
      return variable.map { "\($0)=\(size)" } ?? "\(size)"
    }
  }

  /// The identity of a unit's box.
  func identity(_ unit: Unit) -> String {
    switch unit {
    case .operation(let id): "\(full(id))-op"
    case .scope(let id): "\(model.graph[id].name)-op"
    case .middle: "middle-op"
    }
  }
}
