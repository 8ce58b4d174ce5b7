extension Rules {
  /// Matrix products and transposes.
  static let products: [Rule] = [
    Rule("(A · B)ᵀ = Bᵀ · Aᵀ", Transpose.self) { rewriter, operation, x in
      guard let (_, parts) = rewriter.match(x[0], MatMul.self), operation.order == [1, 0] else { return nil }
      let b = rewriter(operation, [parts[1]])
      return rewriter(MatMul(), [b, rewriter(operation, [parts[0]])])
    },
    Rule("sᵀ = s for one number", Transpose.self) { rewriter, _, x in
      rewriter.shape(x[0]).count == 1 ? x[0] : nil
    },
    Rule("A · (B · s) = (A · B) · s for one number s", MatMul.self) { rewriter, operation, x in
      guard let (_, parts) = rewriter.match(x[1], MatMul.self), rewriter.isOneNumber(parts[1]),
        !rewriter.isOneNumber(parts[0])
      else { return nil }
      return rewriter(operation, [rewriter(operation, [x[0], parts[0]]), parts[1]])
    },
    Rule("A · C + B · C = (A + B) · C", Add.self) { rewriter, operation, x in
      guard let (product, first) = rewriter.match(x[0], MatMul.self),
        let (_, second) = rewriter.match(x[1], MatMul.self), first[1] == second[1],
        rewriter.shape(first[0]) == rewriter.shape(second[0])
      else { return nil }
      return rewriter(product, [rewriter(operation, [first[0], second[0]]), first[1]])
    },
  ]
}

extension Rewriter {
  /// Whether a node is a matrix of one element.
  fileprivate func isOneNumber(_ id: NodeID) -> Bool { shape(id).count == 1 }
}
