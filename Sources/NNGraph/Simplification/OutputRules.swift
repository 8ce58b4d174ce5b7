extension Rules {
  /// Slopes that are told by the output, so that the operand need not be kept for the backward pass.
  static let outputs: [Rule] = [
    Rule("step(a) = step(max(a, 0)) where max(a, 0) is known", Step.self) { rewriter, operation, x in
      guard let zero = rewriter.presentNumber(0, rewriter.shape(x[0])),
        let output = rewriter.present(Maximum(), [x[0], zero])
      else { return nil }
      return rewriter(operation, [output])
    },
    Rule("step(a − c · a) = step(max(a, c · a)) where it is known, for a number 0 ≤ c < 1", Step.self) {
      rewriter, operation, x in
      guard let (_, terms) = rewriter.match(x[0], Subtract.self),
        let (_, factors) = rewriter.match(terms[1], Multiply.self), factors[1] == terms[0],
        let c = rewriter.constant(factors[0]), c >= 0, c < 1,
        let output = rewriter.present(Maximum(), terms)
      else { return nil }
      return rewriter(operation, [output])
    },
  ]
}

extension Rewriter {
  /// A number repeated to a shape, if it is there.
  fileprivate func presentNumber(_ value: Double, _ shape: Shape) -> NodeID? {
    guard let scalar = present(Constant(value), []) else { return nil }
    return self.shape(scalar) == shape ? scalar : present(Broadcast(to: shape), [scalar])
  }
}
