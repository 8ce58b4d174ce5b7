import NNGraph

/// The plan of one step of training without its update: the output and the gradients of all parameters, or of all
/// inputs where there are none.
public func planStep(_ model: Model) -> Plan {
  func gradients(_ role: ValueRole) -> [NodeID] {
    model.graph.values.filter { $0.role == role }.compactMap { model.definition.gradient(of: $0.node) }
  }
  let parameters = gradients(.param)
  let wanted = parameters.isEmpty ? gradients(.input) : parameters
  let observed = [model.graph.output].compactMap(\.self) + wanted
  return plan(model.simplified.graph, observing: observed.map { model.simplified[$0] })
}
