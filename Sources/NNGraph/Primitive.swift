/// An operation of which layers are made. Everything that is known of it stands in its own file; nothing else
/// asks which operation it has before it. Equal operations do the same.
public protocol Primitive: Sendable, Hashable {
  /// Its name in the text form of a graph, such as `exp`.
  static var keyword: String { get }
  /// What it does to the gradient, in words that follow its name.
  static var chainRule: String { get }
  /// How it is called in a `.nn` file, if it can be: `exp(x)`.
  static var functions: [Function] { get }
  /// Its operator in a `.nn` file, if it has one.
  static var binaryOperator: OperatorForm? { get }
  /// Calls that tests try: shapes, and where its operands may lie.
  static var samples: [Sample] { get }

  /// What sets it apart from others of its kind, for the text form: `axes=[1]`. Two operations are equal if keyword
  /// and parameters are.
  var parameters: String { get }
  /// What stands in its circle in a figure.
  var symbol: String { get }
  /// The same where operands are numbers that the text writes, such as `+1`; nil for an operand that is none.
  func symbol(with constants: [Double?]) -> String
  /// Whether a figure shows it; what only repeats or renames axes is drawn as part of the edge.
  var isDrawn: Bool { get }
  /// Whether it is a leaf whose gradient is wanted.
  var wantsGradient: Bool { get }
  /// The shape of its result.
  func shape(of operands: [Shape]) throws(ShapeError) -> Shape
  /// How it is computed on operands of these shapes.
  func kernel(of operands: [Shape]) -> Kernel
  /// The gradient for each operand that needs one, as nodes: upstream times the derivative.
  func pullback(_ backward: inout Backward) -> [NodeID?]
  /// Whether another operation does the same.
  func isEqual(to other: any Primitive) -> Bool
  /// The formula of its result, from those of its operands.
  func formula(_ operands: [Formula]) -> Formula
  /// Whether `complaint` may find something in the numbers of its operands.
  var inspectsOperands: Bool { get }
  /// Why the numbers of its operands are none it can take, or nil; `operands` are their numbers in row-major
  /// order.
  func complaint(about operands: [[Double]], of shapes: [Shape]) -> String?
}

extension Primitive {
  /// None by default.
  public static var functions: [Function] { [] }
  /// None by default.
  public static var binaryOperator: OperatorForm? { nil }
  /// Nothing by default.
  public var parameters: String { "" }
  /// The keyword by default.
  public var symbol: String { Self.keyword }
  /// The numbers beside the symbol, in the order of the operands.
  public func symbol(with constants: [Double?]) -> String {
    guard constants.contains(where: { $0 != nil }) else { return symbol }
    let number = { (value: Double?) in value.map { NumberText.significant($0, digits: 6) } ?? "" }
    guard constants.count == 2 else { return symbol }
    return number(constants[0]) + symbol + number(constants[1])
  }
  /// Not a leaf by default.
  public var wantsGradient: Bool { false }
  /// Drawn by default.
  public var isDrawn: Bool { true }
  /// Takes any numbers by default.
  public var inspectsOperands: Bool { false }
  /// Nothing to complain of by default.
  public func complaint(about operands: [[Double]], of shapes: [Shape]) -> String? { nil }
  /// The operation itself if it is of a kind. A cast by `as?` takes long, most of all where the answer is no.
  func cast<P: Primitive>(to kind: P.Type) -> P? { Self.self == kind ? unsafeBitCast(self, to: kind) : nil }
  /// Keyword and parameters, as text.
  public var signature: String { parameters.isEmpty ? Self.keyword : "\(Self.keyword) \(parameters)" }
  /// Whether it is of the same type and equal.
  public func isEqual(to other: any Primitive) -> Bool { other.cast(to: Self.self) == self }
}

/// An operation with its operands, to be compared and looked up.
struct Application: Equatable {
  let operation: any Primitive
  let operands: Operands
  /// The scope that it stands in, where that tells it from others.
  let scope: ScopeID
  /// The hash of all that, which is asked for more than once.
  let key: Int

  init(operation: any Primitive, operands: Operands, scope: ScopeID = .file) {
    self.operation = operation
    self.operands = operands
    self.scope = scope
    // One number tells kind and operands apart well enough.
    var mixed = UInt(bitPattern: ObjectIdentifier(type(of: operation)))
    mixed = (mixed ^ UInt(scope.index)) &* 0x9E37_79B9_7F4A_7C15
    for operand in operands { mixed = (mixed ^ UInt(operand.index)) &* 0x9E37_79B9_7F4A_7C15 }
    var hasher = Hasher()
    hasher.combine(mixed)
    operation.hash(into: &hasher)
    key = hasher.finalize()
  }

  static func == (one: Application, other: Application) -> Bool {
    one.scope == other.scope && one.operands == other.operands && one.operation.isEqual(to: other.operation)
  }
}

/// Nodes by what they apply. A dictionary would copy each application that it compares with another, which takes as long
/// as all else, since it counts references to what lies far apart in memory.
struct ApplicationTable {
  private struct Entry {
    let application: Application
    let node: NodeID
    /// The entry before it whose application has the same hash.
    let previous: Int?
  }

  private var entries: [Entry] = []
  /// For each hash the last entry that has it.
  private var last: [Int: Int] = [:]

  mutating func reserveCapacity(_ count: Int) {
    entries.reserveCapacity(count)
    last.reserveCapacity(count)
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    last.removeAll(keepingCapacity: true)
  }

  /// The node of an application.
  subscript(application: Application) -> NodeID? {
    var candidate = last[application.key]
    while let index = candidate {
      if entries[index].application == application { return entries[index].node }
      candidate = entries[index].previous
    }
    return nil
  }

  /// Notes the node of an application, in place of what was noted before.
  mutating func note(_ application: Application, _ node: NodeID) {
    let previous = last.updateValue(entries.count, forKey: application.key)
    entries.append(Entry(application: application, node: node, previous: previous))
  }
}

/// A call that tests try.
public struct Sample: Sendable {
  /// Where the operands' numbers may lie.
  public enum Domain: Sendable {
    /// Any number of moderate size.
    case real
    /// Well above zero.
    case positive
    /// Labels 0, 1, …, below a bound.
    case labels(Int)
  }

  /// The operation.
  public var operation: any Primitive
  /// The shapes of the operands.
  public var shapes: [[Int]]
  /// Where the numbers of each operand lie.
  public var domains: [Domain]

  /// A sample; all operands are real unless `domains` says otherwise.
  public init(_ operation: any Primitive, _ shapes: [Int]..., domains: [Domain]? = nil) {
    self.operation = operation
    self.shapes = shapes
    self.domains = domains ?? shapes.map { _ in .real }
  }
}

/// How a binary operator of the language is built from nodes.
public struct OperatorForm: Sendable {
  /// The operator.
  public let spelling: String
  /// Makes the nodes for two operands.
  public let build: @Sendable (inout GraphBuilder, NodeID, NodeID) throws(ShapeError) -> NodeID
}

/// A function that a `.nn` file can call: `sum(x, axis=-1)`.
public struct Function: Sendable {
  /// An argument that is a number or a word of the call, not a tensor.
  public struct Option: Sendable {
    /// Its name.
    public var name: String
    /// Whether a call must give it.
    public var isRequired: Bool

    /// An option.
    public init(_ name: String, isRequired: Bool = false) {
      self.name = name
      self.isRequired = isRequired
    }
  }

  /// What a call gave, beside the builder that makes the nodes.
  public struct Arguments: Sendable {
    /// The tensors, as many as the function has operands.
    public var operands: Operands
    /// The options that were given.
    public var options: [String: [Int]]
    /// The sizes that `...` stands for in the layer whose body makes the call, if it has one.
    public var leadingDimensions: [Int]?
  }

  /// Its name.
  public let name: String
  /// The names of its tensor operands.
  public let operands: [String]
  /// Its options; they may also be given by position, after the operands.
  public let options: [Option]
  /// Makes the nodes.
  public let build: @Sendable (inout GraphBuilder, Arguments) throws(ShapeError) -> NodeID

  /// A function.
  public init(
    _ name: String, _ operands: [String], options: [Option] = [],
    build: @escaping @Sendable (inout GraphBuilder, Arguments) throws(ShapeError) -> NodeID
  ) {
    self.name = name
    self.operands = operands
    self.options = options
    self.build = build
  }
}
