import NNGraph

/// Two functions of one operand that come of the same power.
enum FunctionPair: Hashable, Sendable {
  /// σ(x) and σ(−x).
  case logistic
  /// erf(x) and exp(−x · x), of which its slope is made.
  case errorFunction
}

/// Two nodes that are computed at once: the first function of an operand, and the second of the same.
struct PlannedPair {
  let function: FunctionPair
  let first: NodeID
  let second: NodeID
}

/// The pairs among the nodes of a group that are made at one site, for each node that belongs to one.
func functionPairs(_ group: Group, _ forms: Forms, _ levels: Levels) -> [NodeID: PlannedPair] {
  var logistics: [NodeID: NodeID] = [:]
  var errorFunctions: [NodeID: NodeID] = [:]
  for id in group.nodes {
    switch forms.application(id) {
    case (.logistic, let operands)?: logistics[operands[0]] = id
    case (.erf, let operands)?: errorFunctions[operands[0]] = id
    default: break
    }
  }
  var pairs: [NodeID: PlannedPair] = [:]
  for id in group.nodes {
    guard let (function, operand) = forms.second(id),
      let first = function == .logistic ? logistics[operand] : errorFunctions[operand], first != id,
      levels.site[first.index] == levels.site[id.index], pairs[first] == nil, pairs[id] == nil
    else { continue }
    let pair = PlannedPair(function: function, first: first, second: id)
    (pairs[first], pairs[id]) = (pair, pair)
  }
  return pairs
}

extension Forms {
  /// The function that makes a node of others, if it takes all of them element by element and none is a number.
  fileprivate func application(_ id: NodeID) -> (function: VectorFunction, operands: Operands)? {
    guard case .element(let function) = self[id] else { return nil }
    let reads = reads(id)
    guard reads.allSatisfy({ $0.access == .full && number($0.node) == nil }) else { return nil }
    return (function, Operands(reads.map(\.node)))
  }

  /// The pair of which a node may be the second, with the operand that the first would have.
  fileprivate func second(_ id: NodeID) -> (FunctionPair, NodeID)? {
    guard let outer = application(id), let negated = application(outer.operands[0]),
      negated.function == .negate
    else { return nil }
    if outer.function == .logistic { return (.logistic, negated.operands[0]) }
    guard outer.function == .exp, let square = application(negated.operands[0]), square.function == .multiply,
      square.operands[0] == square.operands[1]
    else { return nil }
    return (.errorFunction, square.operands[0])
  }
}
