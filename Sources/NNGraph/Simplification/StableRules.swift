extension Rules {
  /// Forms that overflow become forms that don't.
  static let stableForms: [Rule] = [
    Rule("1 / (1 + exp(a)) = σ(−a)", Divide.self) { rewriter, _, x in
      guard rewriter.constant(x[0]) == 1, let a = rewriter.exponentOfOnePlus(x[1]) else { return nil }
      return rewriter(Logistic(), [rewriter(Negate(), [a])])
    },
    Rule("exp(a) / (1 + exp(a)) = σ(a)", Divide.self) { rewriter, _, x in
      guard let a = rewriter.exponentOfOnePlus(x[1]), rewriter.match(x[0], Exp.self)?.operands == [a]
      else { return nil }
      return rewriter(Logistic(), [a])
    },
    Rule("b / (1 + exp(a)) = b · σ(−a)", Divide.self) { rewriter, _, x in
      guard let a = rewriter.exponentOfOnePlus(x[1]) else { return nil }
      return rewriter(Multiply(), [x[0], rewriter(Logistic(), [rewriter(Negate(), [a])])])
    },
    Rule("σ(a) · exp(−a) = σ(−a)", Multiply.self) { rewriter, _, x in
      rewriter.reflected(x[0], x[1]) ?? rewriter.reflected(x[1], x[0])
    },
    Rule("(exp(a) − exp(−a)) / (exp(a) + exp(−a)) = tanh(a)", Divide.self) { rewriter, _, x in
      guard let (_, upper) = rewriter.match(x[0], Subtract.self),
        let (_, lower) = rewriter.match(x[1], Add.self),
        upper == lower, let (_, a) = rewriter.match(upper[0], Exp.self),
        let (_, b) = rewriter.match(upper[1], Exp.self), rewriter(Negate(), a) == b[0]
      else { return nil }
      return rewriter(Tanh(), a)
    },
    Rule("log(1 + exp(a)) = softplus(a)", Log.self) { rewriter, _, x in
      rewriter.exponentOfOnePlus(x[0]).map { rewriter(Softplus(), [$0]) }
    },
    Rule("log(σ(a)) = −softplus(−a)", Log.self) { rewriter, _, x in
      guard let (_, a) = rewriter.match(x[0], Logistic.self) else { return nil }
      return rewriter(Negate(), [rewriter(Softplus(), [rewriter(Negate(), a)])])
    },
    Rule("exp(a) / Σexp(a) = exp(a − max a) / Σexp(a − max a)", Divide.self) { rewriter, _, x in
      guard let (_, exponent) = rewriter.match(x[0], Exp.self),
        let (_, repeated) = rewriter.match(x[1], Broadcast.self),
        let (sum, summed) = rewriter.match(repeated[0], Sum.self), summed == [x[0]], sum.keeps,
        !rewriter.isShifted(exponent[0], along: sum.axes)
      else { return nil }
      let shape = rewriter.shape(x[0])
      let greatest = rewriter(MaximumAlong(sum.axes), exponent)
      let shifted = rewriter(Subtract(), [exponent[0], rewriter.broadcast(greatest, to: shape)])
      let numerator = rewriter(Exp(), [shifted])
      return rewriter(Divide(), [numerator, rewriter.broadcast(rewriter(sum, [numerator]), to: shape)])
    },
    Rule("exp(a) / exp(a) = exp(a − a)", Divide.self) { rewriter, _, x in
      guard x[0] == x[1], let (operation, exponent) = rewriter.match(x[0], Exp.self) else { return nil }
      return rewriter(operation, [rewriter(Subtract(), [exponent[0], exponent[0]])])
    },
    Rule("p − t = u − t · Σu where u = p · (1 − t), for softmax p and one-hot t", Subtract.self) {
      rewriter, _, x in
      rewriter.remainder(x[0], x[1])
    },
    Rule("p − t = p · (1 − t) − t · (1 − e + Σ≠max e) / Σe for softmax p = e / Σe", Subtract.self) {
      rewriter, _, x in
      rewriter.exchanged(x[0], x[1])
    },
    Rule("log(exp(a)) = a", Log.self) { rewriter, _, x in rewriter.match(x[0], Exp.self)?.operands[0] },
    Rule("log(exp(a) / b) = a − log(b)", Log.self) { rewriter, _, x in
      guard let (_, parts) = rewriter.match(x[0], Divide.self),
        let (_, exponent) = rewriter.match(parts[0], Exp.self)
      else { return nil }
      return rewriter(Subtract(), [exponent[0], rewriter(Log(), [parts[1]])])
    },
    Rule("log(Σexp(a − max a)) = log1p(Σ≠max exp(a − max a))", Log.self) { rewriter, _, x in
      guard let (sum, powers) = rewriter.match(x[0], Sum.self),
        let (_, exponent) = rewriter.match(powers[0], Exp.self),
        rewriter.isShifted(exponent[0], along: sum.axes)
      else { return nil }
      return rewriter(Log1p(), [rewriter(SumOfOthers(sum.axes, keeps: sum.keeps), powers)])
    },
    Rule("the log of a repeated s is log(s) repeated", Log.self) { rewriter, _, x in
      guard let (operation, source) = rewriter.match(x[0], Broadcast.self) else { return nil }
      return rewriter(operation, [rewriter(Log(), source)])
    },
  ]
}

extension Rewriter {
  /// a, where a node is 1 + exp(a) or exp(a) + 1.
  func exponentOfOnePlus(_ id: NodeID) -> NodeID? {
    guard let (_, terms) = match(id, Add.self) else { return nil }
    for (one, power) in [(terms[0], terms[1]), (terms[1], terms[0])] where constant(one) == 1 {
      if let (_, exponent) = match(power, Exp.self) { return exponent[0] }
    }
    return nil
  }

  /// σ(−a), where `logistic` is σ(a) and `power` is exp(−a).
  fileprivate mutating func reflected(_ logistic: NodeID, _ power: NodeID) -> NodeID? {
    guard let (_, argument) = match(logistic, Logistic.self), let (_, exponent) = match(power, Exp.self),
      self(Negate(), argument) == exponent[0]
    else { return nil }
    return self(Logistic(), exponent)
  }

  /// p − t without its cancellation: where p is near 1 at the label, 1 − p is the sum of the others.
  fileprivate mutating func remainder(_ p: NodeID, _ t: NodeID) -> NodeID? {
    guard match(t, OneHot.self) != nil, let (_, parts) = match(p, Divide.self),
      let (_, repeated) = match(parts[1], Broadcast.self), let (sum, summed) = match(repeated[0], Sum.self),
      summed == [parts[0]], sum.axes == [shape(p).rank - 1]
    else { return nil }
    let others = self(Multiply(), [p, self(Subtract(), [number(1, shape(p)), t])])
    let total = broadcast(self(sum, [others]), to: shape(p))
    return self(Subtract(), [others, self(Multiply(), [t, total])])
  }

  /// p − t without its cancellation, for rows t of any distribution: the greatest e is 1, so that 1 − p of its element
  /// is the sum of the others alone.
  fileprivate mutating func exchanged(_ p: NodeID, _ t: NodeID) -> NodeID? {
    guard match(t, Distribution.self) != nil, let (_, parts) = match(p, Divide.self),
      let (_, exponent) = match(parts[0], Exp.self), isShifted(exponent[0], along: [shape(p).rank - 1])
    else { return nil }
    let shape = shape(p)
    let one = number(1, shape)
    let others = broadcast(self(SumOfOthers([shape.rank - 1]), [parts[0]]), to: shape)
    let rest = self(Add(), [self(Subtract(), [one, parts[0]]), others])
    let against = self(Divide(), [rest, parts[1]])
    let apart = self(Multiply(), [p, self(Subtract(), [one, t])])
    return self(Subtract(), [apart, self(Multiply(), [t, against])])
  }

  /// Whether a node is a − max a, with the greatest element along axes.
  fileprivate func isShifted(_ id: NodeID, along axes: [Int]) -> Bool {
    guard let (_, terms) = match(id, Subtract.self) else { return false }
    let source = match(terms[1], Broadcast.self)?.operands[0] ?? terms[1]
    guard let (greatest, operands) = match(source, MaximumAlong.self) else { return false }
    return greatest.axes == axes && operands[0] == terms[0]
  }
}
