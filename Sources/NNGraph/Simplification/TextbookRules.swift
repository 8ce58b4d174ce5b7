extension Rules {
  /// Gradients told by the layer's result, and common factors in front.
  static let textbook: [Rule] = [
    Rule("(a · y²) · e = a · y · (1 − y) where y = 1 / (1 + e)", Multiply.self) { rewriter, operation, x in
      for (product, e) in [(x[0], x[1]), (x[1], x[0])] {
        guard let (_, parts) = rewriter.match(product, Multiply.self),
          let (_, square) = rewriter.match(parts[1], Multiply.self), square[0] == square[1],
          let rest = rewriter.complement(square[0], e)
        else { continue }
        return rewriter(operation, [rewriter(operation, [parts[0], square[0]]), rest])
      }
      return nil
    },
    Rule("a / (1 + exp(b)) · exp(b) = a · σ(b)", Multiply.self) { rewriter, operation, x in
      for (quotient, power) in [(x[0], x[1]), (x[1], x[0])] {
        guard let (_, parts) = rewriter.match(quotient, Divide.self), !rewriter.isForward(quotient),
          let exponent = rewriter.exponentOfOnePlus(parts[1]),
          rewriter.match(power, Exp.self)?.operands == [exponent]
        else { continue }
        return rewriter(operation, [parts[0], rewriter(Logistic(), [exponent])])
      }
      return nil
    },
    Rule("(c / n) · a = (c · a) / n for numbers c and n", Multiply.self) { rewriter, operation, x in
      for (number, a) in [(x[0], x[1]), (x[1], x[0])] {
        guard let (quotient, parts) = rewriter.match(number, Divide.self),
          let c = rewriter.constant(parts[0]),
          rewriter.constant(parts[1]) != nil
        else { continue }
        return rewriter(quotient, [c == 1 ? a : rewriter(operation, [parts[0], a]), parts[1]])
      }
      return nil
    },
    Rule("a · (b / n) = (a · b) / n for a number n", Multiply.self) { rewriter, operation, x in
      for (quotient, a) in [(x[0], x[1]), (x[1], x[0])] {
        guard let (divide, parts) = rewriter.match(quotient, Divide.self), rewriter.constant(parts[1]) != nil
        else { continue }
        return rewriter(divide, [rewriter(operation, [a, parts[0]]), parts[1]])
      }
      return nil
    },
    Rule("(a / n) / b = (a / b) / n for a number n", Divide.self) { rewriter, operation, x in
      guard let (_, parts) = rewriter.match(x[0], Divide.self), rewriter.constant(parts[1]) != nil,
        rewriter.constant(x[1]) == nil
      else { return nil }
      return rewriter(operation, [rewriter(operation, [parts[0], x[1]]), parts[1]])
    },
    Rule("(c / n) repeated is c / n", Broadcast.self) { rewriter, operation, x in
      guard let (divide, parts) = rewriter.match(x[0], Divide.self), rewriter.constant(parts[1]) != nil
      else { return nil }
      return rewriter(divide, [rewriter(operation, [parts[0]]), rewriter(operation, [parts[1]])])
    },
    Rule("(c / n) regrouped is c / n", Reshape.self) { rewriter, operation, x in
      guard let (divide, parts) = rewriter.match(x[0], Divide.self), rewriter.constant(parts[0]) != nil,
        rewriter.constant(parts[1]) != nil
      else { return nil }
      return rewriter(divide, [rewriter(operation, [parts[0]]), rewriter(operation, [parts[1]])])
    },
    Rule("Σ(a / n) = (Σa) / n for a number n", Sum.self) { rewriter, operation, x in
      guard let (divide, parts) = rewriter.match(x[0], Divide.self), let n = rewriter.constant(parts[1])
      else { return nil }
      let sum = rewriter(operation, [parts[0]])
      return rewriter(divide, [sum, rewriter.number(n, rewriter.shape(sum))])
    },
    Rule("(a / n) · B = (a · B) / n for a number n", MatMul.self) { rewriter, operation, x in
      for (index, other) in [(0, 1), (1, 0)] {
        guard let (divide, parts) = rewriter.match(x[index], Divide.self), let n = rewriter.constant(parts[1])
        else { continue }
        let product = rewriter(operation, index == 0 ? [parts[0], x[other]] : [x[other], parts[0]])
        return rewriter(divide, [product, rewriter.number(n, rewriter.shape(product))])
      }
      return nil
    },
  ]
}

extension Rewriter {
  /// 1 − y, where `quotient` is y = 1 / (1 + `e`).
  fileprivate mutating func complement(_ quotient: NodeID, _ e: NodeID) -> NodeID? {
    guard let (_, parts) = match(quotient, Divide.self), constant(parts[0]) == 1,
      let (_, terms) = match(parts[1], Add.self),
      (constant(terms[0]) == 1 && terms[1] == e) || (constant(terms[1]) == 1 && terms[0] == e)
    else { return nil }
    return self(Subtract(), [number(1, shape(quotient)), quotient])
  }
}
