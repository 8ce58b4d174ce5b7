/// Calls with arguments that the layer or function does not take.
let argumentCases: [Case] = [
  Case(
    "missing size",
    """
    x = [[1.0]]
    y = affine(x)
    #~  ^^^^^^^^^ error missing-argument: affine: the argument units is missing | give a size, as in
    """),
  Case(
    "missing labels",
    """
    x = [[1.0]]
    y = softmax_loss(x)
    #~  ^^^^^^^^^^^^^^^ error missing-argument: softmax_loss: the argument t is missing
    """),
  Case(
    "misspelt argument",
    """
    x = [[1.0]]
    y = affine(x, unit=3)
    #~            ^^^^ error unknown-argument: affine has no argument unit | did you mean units?
    """),
  Case(
    "argument of no layer",
    """
    x = [[1.0]]
    y = affine(x, 3, momentum=0.9)
    #~               ^^^^^^^^ error unknown-argument: affine has no argument momentum
    """),
  Case(
    "argument by position and by name",
    """
    x = [[1.0]]
    y = affine(x, 3, units=3)
    #~               ^^^^^ error duplicate-argument: the argument units is given twice
    """),
  Case(
    "too many arguments",
    """
    x = [[1.0]]
    y = sigmoid(x, 2)
    #~             ^ error too-many-arguments: sigmoid takes 1 argument, this is the second
    z = x -> affine(1, [[1.0]], [1.0], 5)
    #~                                 ^ error too-many-arguments: affine takes 4 arguments, this is the 5th
    """),
  Case(
    "size that is no whole number",
    """
    x = [[1.0]]
    y = affine(x, 2.5)
    #~            ^^^ error bad-argument: affine: units can't be this: a whole number of at least 1 is wanted
    z = affine(x, 0)
    #~            ^ error bad-argument: affine: units can't be this: a whole number of at least 1 is wanted
    w = affine(x, -1)
    #~            ^^ error bad-argument: affine: units can't be this: a whole number of at least 1 is wanted
    """),
  Case(
    "tensor as a size",
    """
    x = [[1.0]]
    y = affine(x, x)
    #~            ^ error bad-argument: affine: units can't be this: a whole number is wanted, not a tensor
    z = affine(x, [3])
    #~            ^^^ error bad-argument: affine: units can't be this: a whole number of at least 1 is wanted
    """),
  Case(
    "tensor as a number",
    """
    layer scaled(x, by: float) = x * by
    x = [1.0]
    y = scaled(x, x)
    #~            ^ error bad-argument: scaled: by can't be this: a number is wanted
    z = scaled(x, [1.0, 2.0])
    #~            ^^^^^^^^^^ error bad-argument: scaled: by can't be this: a number is wanted
    """),
  Case(
    "number as a tensor of rank one",
    """
    layer norm(x: [D]) = sum(x * x)
    #~            ^^^ note: [D] is written here
    y = norm(3.0)
    #~  ^^^^^^^^^ error shape-mismatch: norm: x has the shape [], but [D] is wanted
    """),
  Case(
    "string as an argument",
    """
    y = relu("x")
    #~       ^^^ error bad-argument: relu: x can't be this: a tensor or a number is wanted
    """),
  Case(
    "generator for a formal without a shape",
    """
    y = relu(normal)
    #~       ^^^^^^ error bad-argument: relu: x can't be this: a tensor or a number is wanted
    """),
  Case(
    "wrong number of arguments of a function",
    """
    x = [1.0]
    a = exp(x, x)
    #~  ^^^ error wrong-arguments: exp takes other arguments: exp(x) | write exp(x)
    b = sqrt()
    #~  ^^^^ error wrong-arguments: sqrt takes other arguments: sqrt(x) | write sqrt(x)
    c = onehot(x)
    #~  ^^^^^^ error wrong-arguments: onehot takes other arguments: onehot(t, classes) | write onehot(t,
    """),
  Case(
    "unknown argument of a function",
    """
    x = [1.0]
    y = sum(x, axes=0)
    #~         ^^^^ error unknown-argument: sum has no argument axes | did you mean axis?
    z = exp(x, base=2)
    #~         ^^^^ error unknown-argument: exp has no argument base | write exp(x)
    """),
  Case(
    "axis that is no whole number",
    """
    x = [1.0]
    y = sum(x, axis=0.5)
    #~              ^^^ error bad-argument: axis takes a whole number
    z = sum(x, axis=x)
    #~              ^ error bad-argument: axis takes a whole number
    """),
  Case(
    "init that is no generator",
    """
    x = [[1.0]]
    y = affine(x, 2, init=3)
    #~                    ^ error bad-argument: init takes a generator | such as init=he
    """),
  Case(
    "seed that is no whole number",
    """
    x = [[1.0]]
    y = affine(x, 2, seed=1.5)
    #~                    ^^^ error bad-argument: seed takes a whole number
    z = affine(x, 2, seed=x)
    #~                    ^ error bad-argument: seed takes a whole number
    """),
]

/// Generators in the wrong place or with wrong arguments.
let generatorCases: [Case] = [
  Case(
    "generator without a shape",
    """
    w = normal()
    #~  ^^^^^^^^ error unknown-shape: normal(0.0, 1.0) does not know the shape of w | write it: w: [2, 3] =
    y = relu(w)
    """),
  Case(
    "generator within an expression",
    """
    x = [1.0]
    y = x * uniform(0, 1)
    #~      ^^^^^^^^^^^^^ error unknown-shape: uniform(0.0, 1.0) does not know its shape here | bind it to a
    """),
  Case(
    "misspelt argument of a generator",
    """
    w: [2] = normal(sdt=2)
    #~              ^^^ error unknown-argument: normal has no argument sdt | did you mean std?
    v: [2] = uniform(low=1)
    #~               ^^^ error unknown-argument: uniform has no argument low | did you mean lo?
    """),
  Case(
    "generator without arguments",
    """
    w: [2] = zeros(3)
    #~             ^ error unknown-argument: zeros has no such argument
    v: [2] = he(2)
    #~          ^ error unknown-argument: he has no such argument
    """),
  Case(
    "too many arguments of a generator",
    """
    w: [2] = uniform(0, 1, 2)
    #~                     ^ error unknown-argument: uniform has no such argument
    """),
  Case(
    "argument of a generator that is no number",
    """
    w: [2] = normal([1.0, 2.0])
    #~              ^^^^^^^^^^ error bad-argument: normal takes numbers
    """),
  Case(
    "seed of a generator that is no whole number",
    """
    w: [2] = normal(seed=1.5)
    #~                   ^^^ error bad-argument: seed takes a whole number
    """),
  Case(
    "argument of a generator given twice",
    """
    w: [2] = uniform(0, lo=1)
    #~                  ^^ error duplicate-argument: the argument lo is given twice
    """),
  Case(
    "default without a shape",
    """
    layer f(x, W = xavier) = x * W
    #~         ^ error unknown-shape: the formal W needs a shape for its default
    y = f([1.0])
    """),
  Case(
    "identity that is no matrix",
    """
      w: [3] = eye
    #~^ error shape-mismatch: eye makes a matrix, but w has the shape [3]
      y = relu(w)
    """),
]
