/// The primitives. A new one is its file and a line here.
public enum Catalogue {
  /// Every primitive.
  public static let all: [any Primitive.Type] = [
    Add.self,
    Broadcast.self,
    Constant.self,
    Distribution.self,
    Divide.self,
    Embed.self,
    ErrorFunction.self,
    Exp.self,
    Leaf.self,
    Log.self,
    Log1p.self,
    Logistic.self,
    MatMul.self,
    Maximum.self,
    MaximumAlong.self,
    Mean.self,
    Multiply.self,
    Negate.self,
    OneHot.self,
    Power.self,
    Reshape.self,
    Slice.self,
    Softplus.self,
    SquareRoot.self,
    Step.self,
    Subtract.self,
    Sum.self,
    SumOfOthers.self,
    Tanh.self,
    Transpose.self,
  ]

  /// Every function that a file can call, by name; several share a name if they take different arguments.
  public static let functions: [String: [Function]] = Dictionary(
    grouping: all.flatMap { $0.functions }, by: \.name)

  /// The operators of the language, by spelling.
  public static let operators: [String: OperatorForm] = Dictionary(
    uniqueKeysWithValues: all.compactMap { $0.binaryOperator }.map { ($0.spelling, $0) })
}

/// The shape of operands that must be equal.
func equalShapes(_ operands: [Shape]) throws(ShapeError) -> Shape {
  guard operands.allSatisfy({ $0 == operands[0] }) else {
    throw ShapeError("the operands' shapes differ: {0}, {1}")
  }
  return operands[0]
}
