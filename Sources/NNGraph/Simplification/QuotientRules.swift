extension Rules {
  /// Quotients cancel, and factors join the quotient that a better form is known of.
  static let quotients: [Rule] = [
    Rule("(a / b) · b = a", Multiply.self) { rewriter, _, x in
      rewriter.cancelling(x[0], x[1]) ?? rewriter.cancelling(x[1], x[0])
    },
    Rule("(a / b) · c = a · (c / b) where c / b is known", Multiply.self) { rewriter, _, x in
      rewriter.joining(x[0], x[1]) ?? rewriter.joining(x[1], x[0])
    },
    Rule("(a / b) · (b · c) = a · c", Multiply.self) { rewriter, operation, x in
      for (quotient, product) in [(x[0], x[1]), (x[1], x[0])] {
        guard let (_, parts) = rewriter.match(product, Multiply.self) else { continue }
        for (b, c) in [(parts[0], parts[1]), (parts[1], parts[0])] {
          if let a = rewriter.cancelling(quotient, b) { return rewriter(operation, [a, c]) }
        }
      }
      return nil
    },
    Rule("(a · b) · c = a · (b · c) where b · c has a better form", Multiply.self) { rewriter, _, x in
      rewriter.associating(x[0], x[1]) ?? rewriter.associating(x[1], x[0])
    },
    Rule("c · a − c · b = c · (a − b) for a number c", Subtract.self) { rewriter, _, x in
      guard let (_, first) = rewriter.match(x[0], Multiply.self),
        let (_, second) = rewriter.match(x[1], Multiply.self),
        let c = rewriter.constant(first[0]), c == rewriter.constant(second[0])
      else { return nil }
      return rewriter(Multiply(), [first[0], rewriter(Subtract(), [first[1], second[1]])])
    },
    Rule("a number stands first in a product", Multiply.self) { rewriter, operation, x in
      guard rewriter.constant(x[1]) != nil, rewriter.constant(x[0]) == nil else { return nil }
      return rewriter(operation, [x[1], x[0]])
    },
    Rule("(a / c − b) · c = a − b · c", Multiply.self) { rewriter, _, x in
      rewriter.distributing(x[0], x[1]) ?? rewriter.distributing(x[1], x[0])
    },
    Rule("a / c + b / c = (a + b) / c", Add.self) { rewriter, operation, x in
      guard let (divide, first) = rewriter.match(x[0], Divide.self),
        let (_, second) = rewriter.match(x[1], Divide.self), first[1] == second[1]
      else { return nil }
      return rewriter(divide, [rewriter(operation, [first[0], second[0]]), first[1]])
    },
    Rule("a / c − b / c = (a − b) / c", Subtract.self) { rewriter, _, x in
      let denominators = x.compactMap { rewriter.match($0, Divide.self)?.operands[1] }
      guard let c = denominators.first, let a = rewriter.numerator(x[0], over: c),
        let b = rewriter.numerator(x[1], over: c)
      else { return nil }
      return rewriter(Divide(), [rewriter(Subtract(), [a, b]), c])
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
    guard let (_, parts) = match(quotient, Divide.self), constant(factor) == nil, !isForward(quotient),
      let better = existing(Divide(), [factor, parts[1]])
    else { return nil }
    return self(Multiply(), [parts[0], better])
  }

  /// Whether a node is of the forward pass: a value that the reader knows.
  func isForward(_ id: NodeID) -> Bool { builder.graph[id].origin == .forward }

  /// a · (b · `factor`), where `product` is a · b.
  fileprivate mutating func associating(_ product: NodeID, _ factor: NodeID) -> NodeID? {
    guard let (_, parts) = match(product, Multiply.self), constant(factor) == nil else { return nil }
    for (a, b) in [(parts[0], parts[1]), (parts[1], parts[0])] where constant(b) == nil {
      if let better = improved(Multiply(), [b, factor]) { return self(Multiply(), [a, better]) }
    }
    return nil
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

  /// b, where `id` is b / c, or b repeated, where it is b / s repeated and c is s repeated.
  fileprivate mutating func numerator(_ id: NodeID, over denominator: NodeID) -> NodeID? {
    if let (_, parts) = match(id, Divide.self) { return parts[1] == denominator ? parts[0] : nil }
    guard let (operation, inner) = match(id, Broadcast.self),
      let (_, parts) = match(inner[0], Divide.self),
      let (_, source) = match(denominator, Broadcast.self), source[0] == parts[1]
    else { return nil }
    return self(operation, [parts[0]])
  }
}
