import Testing

@testable import NNGraph

/// Operands are held against an array of the same nodes.
@Test(arguments: 0...3)
func operandsAreWhatAnArrayIs(count: Int) {
  let array = (0..<count).map { NodeID(7 * $0 + 1) }
  var operands = Operands(array)
  #expect(Array(operands) == array)
  #expect(operands.count == count)
  #expect(Array(operands.replaced { NodeID($0.index + 1) }) == array.map { NodeID($0.index + 1) })
  #expect(operands == Operands(array))
  for index in array.indices {
    #expect(operands[index] == array[index])
    let before = operands
    operands[index] = NodeID(1000 + index)
    #expect(operands != before)
  }
  #expect(Array(operands) == array.indices.map { NodeID(1000 + $0) })
  if count < 3 {
    operands.append(NodeID(5))
    #expect(operands.count == count + 1 && operands.last == NodeID(5))
    #expect(operands != Operands(array))
  }
}
