/// A parsed file: words and places, no shapes.
///
/// Expressions lie in one array in post-order: the operands of an expression stand before it, and an
/// expression with all that belongs to it is the contiguous run `first...itself`. So a tree as deep as a file
/// is long is walked by a loop and freed without recursion.
public struct Syntax: Sendable {
  /// The statements, in source order.
  public var statements: [Statement]
  /// All expressions of the file, in post-order.
  public var expressions: [Expression]

  /// A file of `statements` over `expressions`.
  public init(statements: [Statement] = [], expressions: [Expression] = []) {
    self.statements = statements
    self.expressions = expressions
  }

  /// The expression with an identity of this file.
  public subscript(id: ExpressionID) -> Expression { expressions[id.index] }
}

/// The identity of an expression within its file.
public struct ExpressionID: Hashable, Sendable {
  /// Its index in `Syntax.expressions`.
  public let index: Int

  /// The expression at `index`.
  public init(_ index: Int) { self.index = index }
}

/// A name with the place where it stands.
///
/// The text keeps the scalars of the source: `String` compares, and hashes, by canonical equivalence, so that
/// names are equal as their normal forms C are.
public struct Name: Hashable, Sendable {
  /// The name itself.
  public var text: String
  /// Where it stands.
  public var place: Place

  /// A name at a place.
  public init(_ text: String, at place: Place) {
    self.text = text
    self.place = place
  }
}

/// A binary operator of the language.
public enum BinaryOperator: String, Sendable {
  /// `+`
  case add = "+"
  /// `-`
  case subtract = "-"
  /// `*`
  case multiply = "*"
  /// `/`
  case divide = "/"
  /// `^`
  case power = "^"
  /// `@` or `·`
  case matmul = "@"
}

/// An argument of a call: `units` or `units=4`.
public struct Argument: Sendable {
  /// The name before `=`, if there is one.
  public var name: Name?
  /// The value.
  public var value: ExpressionID

  /// An argument.
  public init(name: Name?, value: ExpressionID) {
    self.name = name
    self.value = value
  }
}

/// A call of a function, a generator or a layer.
public struct Call: Sendable {
  /// What is called.
  public var callee: Name
  /// The arguments, in source order; empty for `relu` and `relu()` alike.
  public var arguments: [Argument]

  /// A call.
  public init(callee: Name, arguments: [Argument]) {
    self.callee = callee
    self.arguments = arguments
  }
}

/// One part of a slice: an index, or a range with either end left out.
public enum Slice: Sendable {
  /// `x[3]`, which drops the axis.
  case index(ExpressionID)
  /// `x[1..4]`, `x[1..]`, `x[..4]` or `x[..]`; the end is not included.
  case range(from: ExpressionID?, to: ExpressionID?)
}

/// An expression; its operands stand before it in `Syntax.expressions`.
public struct Expression: Sendable {
  /// The forms of an expression.
  public enum Kind: Sendable {
    /// A number; `isInteger` if it was written without point and exponent and is exact.
    case number(Double, isInteger: Bool)
    /// A list of nothing but numbers (with or without a sign): a row of a tensor literal.
    case numbers([Double])
    /// A string, its escapes resolved.
    case string(String)
    /// A name used as a value.
    case name(Name)
    /// A call such as `affine(x, 4)`.
    indirect case call(Call)
    /// A list that isn't a row of numbers alone.
    case list([ExpressionID])
    /// `-x`
    case negate(ExpressionID)
    /// A binary operation; `place` is that of the operator.
    case binary(BinaryOperator, ExpressionID, ExpressionID, place: Place)
    /// `x.T` or `xᵀ`
    case transpose(ExpressionID)
    /// `x[0, 1..3]`
    case slice(ExpressionID, [Slice])
    /// `x -> affine(4)` or `x -> out: affine(4)`
    indirect case pipe(ExpressionID, name: Name?, Call)
    /// What could not be parsed; a diagnostic says why.
    case missing
  }

  /// Its form.
  public var kind: Kind
  /// Where it stands, from its first to its last character.
  public var place: Place
  /// The first expression of its run in post-order.
  public var first: ExpressionID

  /// An expression.
  public init(_ kind: Kind, at place: Place, first: ExpressionID) {
    self.kind = kind
    self.place = place
    self.first = first
  }
}

/// One dimension of a shape as it is written.
public enum DimensionSyntax: Sendable {
  /// A number.
  case size(Int, Place)
  /// A dimension variable.
  case variable(Name)
  /// `...`, any number of dimensions.
  case ellipsis(Place)
}

/// A type as it is written after a colon.
public enum TypeSyntax: Sendable {
  /// `[N, 3]`
  case shape([DimensionSyntax], Place)
  /// `int`
  case int(Place)
  /// `float`
  case float(Place)

  /// Where it stands.
  public var place: Place {
    switch self {
    case .shape(_, let place), .int(let place), .float(let place): place
    }
  }
}

/// What a bound value is for.
public enum Role: String, Sendable {
  /// Data, with a gradient.
  case input
  /// Labels, without a gradient.
  case target
  /// Trained, with a gradient.
  case param
  /// Without a gradient.
  case const
}

/// `[role] NAME [: type] [= expr]`, or an expression alone.
public struct Binding: Sendable {
  /// The role, if one is written.
  public var role: Role?
  /// The name; nil for an expression alone.
  public var name: Name?
  /// The type after the colon.
  public var type: TypeSyntax?
  /// The value.
  public var value: ExpressionID?

  /// A binding.
  public init(role: Role?, name: Name?, type: TypeSyntax?, value: ExpressionID?) {
    self.role = role
    self.name = name
    self.type = type
    self.value = value
  }
}

/// A formal parameter of a layer.
public struct Formal: Sendable {
  /// Its name.
  public var name: Name
  /// Its type, if one is written.
  public var type: TypeSyntax?
  /// Its default, if there is one.
  public var initial: ExpressionID?

  /// A formal parameter.
  public init(name: Name, type: TypeSyntax?, initial: ExpressionID?) {
    self.name = name
    self.type = type
    self.initial = initial
  }
}

/// The definition of a layer.
public struct LayerSyntax: Sendable {
  /// Its name.
  public var name: Name
  /// Its formal parameters.
  public var formals: [Formal]
  /// Its body; `= expr` is one `return` statement.
  public var body: [Statement]

  /// A definition.
  public init(name: Name, formals: [Formal], body: [Statement]) {
    self.name = name
    self.formals = formals
    self.body = body
  }
}

/// A statement.
public struct Statement: Sendable {
  /// The forms of a statement. They are kept on the heap, so that nested blocks are read on a small stack.
  public indirect enum Kind: Sendable {
    /// `model NAME "title"`
    case model(Name, title: String?)
    /// `import "file.nn"`; the place is that of the string
    case importFile(String, Place)
    /// `layer …`
    case layer(LayerSyntax)
    /// `group NAME "title" { … }`
    case group(Name?, title: String?, [Statement])
    /// A binding or an expression alone
    case bind(Binding)
    /// `upstream NAME = expr`
    case upstream(Name, ExpressionID)
    /// `expect expr ~= expr, tolerance`
    case expect(ExpressionID, ExpressionID, tolerance: ExpressionID?)
    /// `return expr`
    case result(ExpressionID)
  }

  /// Its form.
  public var kind: Kind
  /// Where it stands.
  public var place: Place

  /// A statement.
  public init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}
