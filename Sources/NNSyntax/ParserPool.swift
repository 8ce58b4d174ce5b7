/// The makers of expressions. Each appends to `expressions`, so that operands stand before what they belong
/// to.
extension Parser {
  /// Appends an expression that reaches from the byte `start` to the token read last. `first` is the number
  /// of expressions before its operands; without operands it is left out.
  func push(_ kind: Expression.Kind, from start: Int, first: Int? = nil) -> ExpressionID {
    let id = ExpressionID(expressions.count)
    let end = max(start, previousEnd)
    expressions.append(Expression(kind, at: place(start..<end), first: ExpressionID(first ?? id.index)))
    return id
  }

  func pushBinary(
    _ operation: BinaryOperator, _ left: ExpressionID, _ right: ExpressionID, _ sign: Range<Int>
  ) -> ExpressionID {
    let (start, first) = begin(of: left)
    return push(.binary(operation, left, right, place: place(sign)), from: start, first: first)
  }

  func pushNegation(of value: ExpressionID, from start: Int) -> ExpressionID {
    push(.negate(value), from: start, first: begin(of: value).first)
  }

  func pushTranspose(of value: ExpressionID) -> ExpressionID {
    let (start, first) = begin(of: value)
    return push(.transpose(value), from: start, first: first)
  }

  func pushSlice(of value: ExpressionID, _ parts: [Slice]) -> ExpressionID {
    let (start, first) = begin(of: value)
    return push(.slice(value, parts), from: start, first: first)
  }

  private func begin(of value: ExpressionID) -> (start: Int, first: Int) {
    let expression = expressions[value.index]
    return (expression.place.range.lowerBound, expression.first.index)
  }

  /// `-> [ NAME ":" ] NAME [ args ]` after `value`.
  func stage(of value: ExpressionID) throws(Stop) -> ExpressionID {
    let (start, first) = begin(of: value)
    advance()
    var name: Name?
    if token.kind == .name && following.kind == .colon {
      name = try self.name(for: "the result", afterOperator: true)
      advance()
    }
    let callee = try self.name(for: "a layer", afterOperator: true)
    let list = atArguments ? try arguments() : []
    return push(.pipe(value, name: name, Call(callee: callee, arguments: list)), from: start, first: first)
  }

  /// A value that stands in a statement; what can't be read is `.missing`, and the statement is broken.
  func value() -> ExpressionID {
    let base = expressions.count
    if isBroken { return push(.missing, from: previousEnd) }
    do {
      return try expression()
    } catch {
      isBroken = true
      expressions.removeSubrange(base...)
      return push(.missing, from: previousEnd)
    }
  }
}
