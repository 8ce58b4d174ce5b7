extension Rules {
  /// Operations on numbers are numbers.
  static let numbers =
    exactNumbers + [
      folding(Divide.self), folding(Power.self), folding(SquareRoot.self), folding(Exp.self),
      folding(Log.self),
    ]

  /// The same, but quotients of numbers stay: 1 / N is told better than 0.142857.
  static let exactNumbers = [
    folding(Add.self), folding(Subtract.self), folding(Multiply.self), folding(Negate.self),
    folding(Sum.self),
    folding(Broadcast.self), folding(Reshape.self),
  ]

  /// Operations that a neutral element makes idle, or that undo one another.
  static let constants = [
    Rule("a + 0 = a", Add.self) { rewriter, _, x in
      rewriter.constant(x[1]) == 0 ? x[0] : rewriter.constant(x[0]) == 0 ? x[1] : nil
    },
    Rule("a − 0 = a", Subtract.self) { rewriter, _, x in rewriter.constant(x[1]) == 0 ? x[0] : nil },
    Rule("a · 1 = a", Multiply.self) { rewriter, _, x in
      rewriter.constant(x[1]) == 1 ? x[0] : rewriter.constant(x[0]) == 1 ? x[1] : nil
    },
    Rule("a / 1 = a", Divide.self) { rewriter, _, x in rewriter.constant(x[1]) == 1 ? x[0] : nil },
    Rule("a¹ = a", Power.self) { rewriter, _, x in rewriter.constant(x[1]) == 1 ? x[0] : nil },
    Rule("(aᵀ)ᵀ = a", Transpose.self) { rewriter, operation, x in
      guard let (inner, source) = rewriter.match(x[0], Transpose.self) else { return nil }
      let order = operation.order.map { inner.order[$0] }
      return order == Array(order.indices) ? source[0] : nil
    },
    Rule("a reshaped twice is reshaped once", Reshape.self) { rewriter, operation, x in
      guard let (_, source) = rewriter.match(x[0], Reshape.self) else { return nil }
      return rewriter.shape(source[0]) == operation.target ? source[0] : rewriter(operation, source)
    },
    Rule("the sum along no axis is the operand", Sum.self) { rewriter, operation, x in
      operation.keeps && operation.axes.allSatisfy { rewriter.shape(x[0])[$0] == 1 } ? x[0] : nil
    },
  ]

  /// An operation whose operands are numbers is a number: it is computed by its own kernel, on one element; what
  /// moves or repeats numbers leaves them as they are.
  private static func folding<P: Primitive>(_ kind: P.Type) -> Rule {
    Rule("an operation on numbers is a number", kind) { rewriter, operation, operands in
      guard operands.allSatisfy({ rewriter.constant($0) != nil }) else { return nil }
      let numbers = operands.compactMap { rewriter.constant($0) }
      guard let first = numbers.first else { return nil }
      let shapes = operands.map { rewriter.shape($0) }
      guard let shape = try? operation.shape(of: shapes) else { return nil }
      switch operation.kernel(of: shapes) {
      case .elementwise(let loop): return rewriter.number(evaluated(loop, numbers), shape)
      case .reduction(.sum, _): return rewriter.number(first * Double(shapes[0].count / shape.count), shape)
      case .gather where rewriter.match(operands[0], Broadcast.self) != nil || operation is Reshape:
        return rewriter.number(first, shape)
      default: return nil
      }
    }
  }

  private static func evaluated(_ loop: ElementLoop, _ numbers: [Double]) -> Double {
    var result = 0.0
    numbers.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      loop.f64(numbers.indices.map { base + $0 }, &result, 1)
    }
    return result
  }
}
