extension Rules {
  /// Quotients cancel, and factors join the quotient that a better form is known of.
  static let quotients: [Rule] = [
    Rule("(a / b) · b = a", Multiply.self) { rewriter, _, x in
      rewriter.cancelling(x[0], x[1]) ?? rewriter.cancelling(x[1], x[0])
    },
    Rule("(a / b) · c = a · (c / b) where c / b is known", Multiply.self) { rewriter, _, x in
      rewriter.joining(x[0], x[1]) ?? rewriter.joining(x[1], x[0])
    },
    Rule("(a / c − b) · c = a − b · c", Multiply.self) { rewriter, _, x in
      rewriter.distributing(x[0], x[1]) ?? rewriter.distributing(x[1], x[0])
    },
    Rule("a / c − b / c = (a − b) / c", Subtract.self) { rewriter, _, x in
      guard let (_, first) = rewriter.match(x[0], Divide.self) else { return nil }
      if let (_, second) = rewriter.match(x[1], Divide.self), second[1] == first[1] {
        return rewriter(Divide(), [rewriter(Subtract(), [first[0], second[0]]), first[1]])
      }
      guard let second = rewriter.repeatedNumerator(x[1], over: first[1]) else { return nil }
      return rewriter(Divide(), [rewriter(Subtract(), [first[0], second]), first[1]])
    },
  ]
}

extension Rewriter {
  /// a, where `quotient` is a / `factor`.
  fileprivate func cancelling(_ quotient: NodeID, _ factor: NodeID) -> NodeID? {
    guard let (_, parts) = match(quotient, Divide.self), parts[1] == factor else { return nil }
    return parts[0]
  }

  /// a · (`factor` / b), where `quotient` is a / b.
  fileprivate mutating func joining(_ quotient: NodeID, _ factor: NodeID) -> NodeID? {
    guard let (_, parts) = match(quotient, Divide.self), constant(factor) == nil,
      let better = existing(Divide(), [factor, parts[1]])
    else { return nil }
    return self(Multiply(), [parts[0], better])
  }

  /// a − b · `factor`, where `difference` is a / `factor` − b.
  fileprivate mutating func distributing(_ difference: NodeID, _ factor: NodeID) -> NodeID? {
    guard let (_, parts) = match(difference, Subtract.self) else { return nil }
    if let a = cancelling(parts[0], factor) {
      return self(Subtract(), [a, self(Multiply(), [parts[1], factor])])
    }
    guard let b = cancelling(parts[1], factor) else { return nil }
    return self(Subtract(), [self(Multiply(), [parts[0], factor]), b])
  }

  /// b repeated, where `id` is b / s repeated and `denominator` is s repeated.
  fileprivate mutating func repeatedNumerator(_ id: NodeID, over denominator: NodeID) -> NodeID? {
    guard let (operation, inner) = match(id, Broadcast.self),
      let (_, parts) = match(inner[0], Divide.self),
      let (_, source) = match(denominator, Broadcast.self), source[0] == parts[1]
    else { return nil }
    return self(operation, [parts[0]])
  }
}
