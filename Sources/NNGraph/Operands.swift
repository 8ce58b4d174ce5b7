/// The operands of a node, three at most: within the node, not in a memory of their own as an array's elements are,
/// which takes a fifth of the time in which a large model is compiled.
public struct Operands: Sendable, Hashable, ExpressibleByArrayLiteral {
  @usableFromInline var first = NodeID(0)
  @usableFromInline var second = NodeID(0)
  @usableFromInline var third = NodeID(0)
  @usableFromInline var length: UInt32 = 0

  /// None.
  @inlinable public init() {}

  /// These; three at most.
  @inlinable public init(_ ids: some Sequence<NodeID>) {
    for id in ids { append(id) }
  }

  /// These; three at most.
  @inlinable public init(arrayLiteral ids: NodeID...) { self.init(ids) }

  /// Adds one more, behind the others.
  @inlinable public mutating func append(_ id: NodeID) {
    switch length {
    case 0: first = id
    case 1: second = id
    case 2: third = id
    default: preconditionFailure("an operation has at most three operands")
    }
    length += 1
  }

  /// What each of them is mapped to, in the same order.
  @inlinable public func replaced(by replacement: (NodeID) -> NodeID) -> Operands {
    var others = Operands()
    for id in self { others.append(replacement(id)) }
    return others
  }
}

extension Operands: RandomAccessCollection, MutableCollection {
  /// 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many there are.
  @inlinable public var endIndex: Int { Int(length) }

  /// The operand at an index, which must be that of one.
  @inlinable public subscript(index: Int) -> NodeID {
    get {
      precondition(indices.contains(index), "there is no such operand")
      return index == 0 ? first : index == 1 ? second : third
    }
    set {
      precondition(indices.contains(index), "there is no such operand")
      if index == 0 { first = newValue } else if index == 1 { second = newValue } else { third = newValue }
    }
  }
}
