extension Rules {
  /// Signs move outward, so that two of them meet and cancel.
  static let signs: [Rule] = [
    Rule("−(−a) = a", Negate.self) { rewriter, _, x in rewriter.match(x[0], Negate.self)?.operands[0] },
    Rule("(−a) · b = −(a · b)", Multiply.self) { rewriter, operation, x in
      rewriter.withoutSign(x) { $0(operation, $1) }
    },
    Rule("(−a) / b = −(a / b)", Divide.self) { rewriter, operation, x in
      rewriter.withoutSign(x) { $0(operation, $1) }
    },
    Rule("a + (−b) = a − b", Add.self) { rewriter, _, x in
      if let b = rewriter.unsigned(x[1]) { return rewriter(Subtract(), [x[0], b]) }
      return rewriter.unsigned(x[0]).map { rewriter(Subtract(), [x[1], $0]) }
    },
    Rule("a − (−b) = a + b", Subtract.self) { rewriter, _, x in
      guard let b = rewriter.unsigned(x[1]) else { return nil }
      guard let a = rewriter.unsigned(x[0]) else { return rewriter(Add(), [x[0], b]) }
      return rewriter(Subtract(), [b, a])
    },
    Rule("−a − b = −(a + b)", Subtract.self) { rewriter, _, x in
      guard let (_, inner) = rewriter.match(x[0], Negate.self) else { return nil }
      return rewriter(Negate(), [rewriter(Add(), [inner[0], x[1]])])
    },
    Rule("Σ(−a) = −Σa", Sum.self) { rewriter, operation, x in
      rewriter.withoutSign(x) { $0(operation, $1) }
    },
    Rule("a repeated −a is −(a repeated)", Broadcast.self) { rewriter, operation, x in
      guard rewriter.constant(x[0]) == nil else { return nil }
      return rewriter.withoutSign(x) { $0(operation, $1) }
    },
    Rule("−a regrouped is −(a regrouped)", Reshape.self) { rewriter, operation, x in
      guard rewriter.constant(x[0]) == nil else { return nil }
      return rewriter.withoutSign(x) { $0(operation, $1) }
    },
    Rule("(−A) · B = −(A · B)", MatMul.self) { rewriter, operation, x in
      rewriter.withoutSign(x) { $0(operation, $1) }
    },
  ]
}

extension Rewriter {
  /// What a node negates, or a negative number without its sign.
  fileprivate mutating func unsigned(_ id: NodeID) -> NodeID? {
    if let (_, operands) = match(id, Negate.self) { return operands[0] }
    guard let value = constant(id), value < 0 else { return nil }
    return number(-value, shape(id))
  }

  /// Builds with the operands stripped of their signs and puts the sign that they make together in front; nil if
  /// none of them has a sign.
  fileprivate mutating func withoutSign(
    _ operands: Operands, _ build: (inout Rewriter, Operands) -> NodeID
  ) -> NodeID? {
    var isNegative = false
    var bare = operands
    for (index, operand) in operands.enumerated() {
      guard let inner = unsigned(operand) else { continue }
      bare[index] = inner
      isNegative.toggle()
    }
    guard bare != operands else { return nil }
    let result = build(&self, bare)
    return isNegative ? self(Negate(), [result]) : result
  }
}
