extension Rules {
  /// Common factors stand in front of sums whose rest is known.
  static let factors: [Rule] = [
    Rule("a · b + a · c = a · (b + c) where b + c is known", Add.self) { rewriter, operation, x in
      rewriter.factored(operation, x)
    },
    Rule("a · b − a · c = a · (b − c) where b − c is known", Subtract.self) { rewriter, operation, x in
      rewriter.factored(operation, x)
    },
    Rule("(a − b) + c = a − (b − c) where b − c has a known factor", Add.self) { rewriter, _, x in
      guard let (_, terms) = rewriter.match(x[0], Subtract.self),
        let difference = rewriter.factored(Subtract(), [terms[1], x[1]])
      else { return nil }
      return rewriter(Subtract(), [terms[0], difference])
    },
    Rule("a − a · b = a · (1 − b)", Subtract.self) { rewriter, operation, x in
      guard let (product, parts) = rewriter.match(x[1], Multiply.self), parts[0] == x[0] else { return nil }
      let one = rewriter.number(1, rewriter.shape(x[0]))
      return rewriter(product, [x[0], rewriter(operation, [one, parts[1]])])
    },
    Rule("(a · y) · y = a · y²", Multiply.self) { rewriter, operation, x in
      guard let (_, parts) = rewriter.match(x[0], Multiply.self), parts[1] == x[1], parts[0] != x[1]
      else { return nil }
      return rewriter(operation, [parts[0], rewriter(operation, [x[1], x[1]])])
    },
  ]
}

extension Rewriter {
  /// a · (b ± c), where two terms are a · b and a · c and b ± c is there.
  fileprivate mutating func factored(_ operation: any Primitive, _ terms: [NodeID]) -> NodeID? {
    guard let (product, first) = match(terms[0], Multiply.self), let (_, second) = match(terms[1], Multiply.self)
    else { return nil }
    for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] where first[i] == second[j] {
      if let known = present(operation, [first[1 - i], second[1 - j]]) { return self(product, [first[i], known]) }
    }
    return nil
  }
}
