import Testing

@testable import NNGraph

/// The table against a dictionary by text, over operations that differ in kind, parameters, operands or scope.
@Test func aTableOfApplicationsHoldsWhatADictionaryHolds() throws {
  var random = RandomNumbers(seed: 3)
  func number(below bound: Int) -> Int { Int(random.numbers(1, 0, Double(bound))[0]) }
  let operations: [any Primitive] = [
    Add(), Multiply(), Constant(1), Constant(2), Broadcast(to: try #require(Shape([2]))),
    Broadcast(to: try #require(Shape([3]))),
  ]
  func application() -> Application {
    Application(
      operation: operations[number(below: operations.count)],
      operands: Operands((0..<number(below: 3)).map { _ in NodeID(number(below: 4)) }),
      scope: ScopeID(number(below: 2))
    )
  }
  var table = ApplicationTable()
  var dictionary: [String: NodeID] = [:]
  func text(_ application: Application) -> String {
    "\(application.operation.signature) \(application.operands.map(\.index)) \(application.scope.index)"
  }
  for index in 0..<2000 {
    let noted = application()
    table.note(noted, NodeID(index))
    dictionary[text(noted)] = NodeID(index)
    let asked = application()
    #expect(table[asked] == dictionary[text(asked)])
    if index % 700 == 699 {
      table.removeAll()
      dictionary.removeAll()
    }
  }
}
