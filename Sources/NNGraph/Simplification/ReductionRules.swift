extension Rules {
  /// What is the same for all elements of a sum stands before it; rows of an identity matrix sum to 1.
  static let reductions: [Rule] = [
    Rule("Σ(a / s) = Σa / s", Sum.self) { rewriter, operation, x in
      guard let (_, parts) = rewriter.match(x[0], Divide.self),
        operation.keeps, let s = rewriter.source(parts[1], repeatedAlong: operation.axes)
      else { return nil }
      return rewriter(Divide(), [rewriter(operation, [parts[0]]), s])
    },
    Rule("Σ(a · s) = Σa · s", Sum.self) { rewriter, operation, x in
      guard operation.keeps, let (_, parts) = rewriter.match(x[0], Multiply.self) else { return nil }
      for (factor, other) in [(parts[0], parts[1]), (parts[1], parts[0])] {
        guard let s = rewriter.source(factor, repeatedAlong: operation.axes) else { continue }
        return rewriter(Multiply(), [rewriter(operation, [other]), s])
      }
      return nil
    },
    Rule("Σ t = 1 for one-hot rows t", Sum.self) { rewriter, operation, x in
      guard rewriter.match(x[0], OneHot.self) != nil || rewriter.match(x[0], Distribution.self) != nil
      else { return nil }
      let shape = rewriter.shape(x[0])
      guard operation.keeps, operation.axes == [shape.rank - 1] else { return nil }
      return rewriter.number(1, shape.reduced(along: operation.axes))
    },
  ]
}

extension Rewriter {
  /// s with the shape that a sum along `axes` has, where `id` is s repeated along them.
  fileprivate mutating func source(_ id: NodeID, repeatedAlong axes: [Int]) -> NodeID? {
    let reduced = shape(id).reduced(along: axes)
    if let value = constant(id) { return number(value, reduced) }
    guard let (_, inner) = match(id, Broadcast.self), shape(inner[0]).broadcasts(to: reduced) else {
      return nil
    }
    return broadcast(inner[0], to: reduced)
  }
}
