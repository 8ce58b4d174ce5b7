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
    Rule("a + a · b = a · (1 + b)", Add.self) { rewriter, operation, x in
      guard let (product, parts) = rewriter.match(x[1], Multiply.self), parts[0] == x[0] else { return nil }
      let one = rewriter.number(1, rewriter.shape(x[0]))
      return rewriter(product, [x[0], rewriter(operation, [one, parts[1]])])
    },
    Rule("(a / c) · p + (b / c) · q = (a · p + b · q) / c", Add.self) { rewriter, operation, x in
      guard let (product, first) = rewriter.match(x[0], Multiply.self),
        let (_, second) = rewriter.match(x[1], Multiply.self),
        let (divide, a) = rewriter.match(first[0], Divide.self),
        let (_, b) = rewriter.match(second[0], Divide.self), a[1] == b[1]
      else { return nil }
      let terms: Operands = [rewriter(product, [a[0], first[1]]), rewriter(product, [b[0], second[1]])]
      return rewriter(divide, [rewriter(operation, terms), a[1]])
    },
    Rule("a · (1 − y) · p + a · (1 + y) · q = a · ((p + q) − y · (p − q)) where both are known", Add.self) {
      rewriter, _, x in rewriter.collected(x[0], x[1]) ?? rewriter.collected(x[1], x[0])
    },
    Rule("a · (c − y · n) / c = a · (1 − y²) where y = n / c", Divide.self) { rewriter, _, x in
      let (a, rest) = rewriter.lastFactor(x[0])
      guard let (minus, terms) = rewriter.match(rest, Subtract.self), terms[0] == x[1],
        let (product, factors) = rewriter.match(terms[1], Multiply.self),
        rewriter.present(Divide(), [factors[1], x[1]]) == factors[0]
      else { return nil }
      let one = rewriter.number(1, rewriter.shape(x[1]))
      let slope = rewriter(minus, [one, rewriter(product, [factors[0], factors[0]])])
      return a.map { rewriter(product, [$0, slope]) } ?? slope
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
  fileprivate mutating func factored(_ operation: any Primitive, _ terms: Operands) -> NodeID? {
    guard let (product, first) = match(terms[0], Multiply.self),
      let (_, second) = match(terms[1], Multiply.self)
    else { return nil }
    for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] where first[i] == second[j] {
      if let known = present(operation, [first[1 - i], second[1 - j]]) {
        return self(product, [first[i], known])
      }
    }
    return nil
  }

  /// A product's factors, or a node alone as the last of them.
  fileprivate func lastFactor(_ id: NodeID) -> (first: NodeID?, last: NodeID) {
    guard let (_, parts) = match(id, Multiply.self) else { return (nil, id) }
    return (parts[0], parts[1])
  }

  /// a · ((p + q) − y · (p − q)), where `falling` is a · (1 − y) · p and `rising` is a · (1 + y) · q; a may be missing.
  fileprivate mutating func collected(_ falling: NodeID, _ rising: NodeID) -> NodeID? {
    guard let (product, first) = match(falling, Multiply.self), let (_, second) = match(rising, Multiply.self)
    else { return nil }
    let (lower, upper) = (lastFactor(first[0]), lastFactor(second[0]))
    guard lower.first == upper.first, let (minus, low) = match(lower.last, Subtract.self),
      let (plus, high) = match(upper.last, Add.self), low == high, constant(low[0]) == 1,
      let sum = present(plus, [first[1], second[1]]), let difference = present(minus, [first[1], second[1]])
    else { return nil }
    let rest = self(minus, [sum, self(product, [low[1], difference])])
    return lower.first.map { self(product, [$0, rest]) } ?? rest
  }
}
