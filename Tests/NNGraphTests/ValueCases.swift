/// Literals, values and slices that make no sense.
let valueCases: [Case] = [
  Case(
    "ragged rows",
    """
    x = [[1, 2], [3]]
    #~           ^^^ error ragged-rows: the rows differ: the first is a row of 2 numbers, this one a row of 1
    #~   ^^^^^^ note: the first row
    """),
  Case(
    "ragged rows of rows",
    """
    x = [[[1, 2]], [[3]]]
    #~             ^^^^^ error ragged-rows: the rows differ: the first is of the shape [1, 2], this one of
    #~   ^^^^^^^^ note: the first row
    """),
  Case(
    "number among rows",
    """
    x = [[1, 2], 3]
    #~           ^ error ragged-rows: the rows differ: the first is a row of 2 numbers, this one a number
    #~   ^^^^^^ note: the first row
    """),
  Case(
    "empty list",
    """
    x = []
    #~  ^^ error empty-list: a tensor needs at least one number | write [0] or zeros
    y = [[], []]
    #~   ^^ error empty-list: a tensor needs at least one number | write [0] or zeros
    #~       ^^ error empty-list: a tensor needs at least one number | write [0] or zeros
    """),
  Case(
    "name in a list",
    """
    a = 1.0
    x = [a, 2.0]
    #~   ^ error not-a-number: a tensor literal holds numbers alone
    """),
  Case(
    "unknown name in a list",
    """
    x = [q, 2.0]
    #~   ^ error unknown-name: there is no value q
    """),
  Case(
    "string in a list",
    """
    x = ["a", 2.0]
    #~   ^^^ error not-a-number: a tensor literal holds numbers alone
    """),
  Case(
    "string as a value",
    """
    x = "hello"
    #~  ^^^^^^^ error not-a-tensor: a string is no value
    """),
  Case(
    "string in a sum",
    """
    x = [1.0]
    y = x + "a"
    #~      ^^^ error not-a-tensor: a string is no value
    """),
  Case(
    "input without a value",
    """
    input x: [2, 3]
    #~    ^ error missing-value: x has no value | give it numbers, or a generator: x: [2, 3] = normal()
    y = relu(x)
    """),
  Case(
    "computed input",
    """
    x = [1.0]
    param y = relu(x)
    #~        ^^^^^^^ error computed-leaf: param y takes numbers or a generator | leave out param to name a
    """),
  Case(
    "type of a number for a value",
    """
    x: int = 3
    #~       ^ error wrong-type: x is a tensor of the shape [], a number is wanted
    #~ ^^^ note: wanted here
    y: float = zeros
    #~ ^^^^^ error wrong-type: y needs a shape, such as [2, 3]
    """),
  Case(
    "too many indices",
    """
    x = [1.0, 2.0]
    y = x[0, 1]
    #~  ^^^^^^^ error bad-slice: 2 indices for a tensor of the shape [2]
    """),
  Case(
    "index out of range",
    """
    x = [1.0, 2.0]
    a = x[2]
    #~  ^^^^ error bad-slice: there is no element 2 on an axis of 2 | indices count from 0; the end of a
    b = x[-3]
    #~  ^^^^^ error bad-slice: there is no element -3 on an axis of 2 | indices count from 0; the end of a
    c = x[0..3]
    #~  ^^^^^^^ error bad-slice: there are no elements 0..3 on an axis of 2 | indices count from 0; the end
    """),
  Case(
    "empty range",
    """
    x = [1.0, 2.0]
    a = x[1..1]
    #~  ^^^^^^^ error bad-slice: there are no elements 1..1 on an axis of 2 | indices count from 0; the end
    b = x[1..0]
    #~  ^^^^^^^ error bad-slice: there are no elements 1..0 on an axis of 2 | indices count from 0; the end
    """),
  Case(
    "index that is no whole number",
    """
    x = [1.0, 2.0]
    a = x[0.5]
    #~  ^^^^^^ error bad-slice: an index is a whole number
    b = x[x]
    #~  ^^^^ error bad-slice: an index is a whole number
    """),
  Case(
    "unknown index",
    """
    x = [1.0, 2.0]
    a = x[q]
    #~    ^ error unknown-name: there is no value q
    """),
]

/// Lines about other values: upstream gradients, expectations, imports.
let lineCases: [Case] = [
  Case(
    "upstream of another value",
    """
    x = [1.0]
    a = relu(x)
    y = sigmoid(a)
    upstream a = [1.0]
    #~       ^ error upstream-not-output: the upstream gradient belongs to the output, and a is not the last
    """),
  Case(
    "upstream of no value",
    """
    x = [1.0]
    yes = sigmoid(x)
    upstream yse = [1.0]
    #~       ^^^ error unknown-name: there is no value yse | did you mean yes?
    """),
  Case(
    "upstream of another shape",
    """
    x = [1.0, 2.0]
    y = sigmoid(x)
    #~  ^^^^^^^^^^ note: y is defined here
    upstream y = [1.0, 2.0, 3.0]
    #~           ^^^^^^^^^^^^^^^ error upstream-shape: the upstream gradient has the shape [3], but y has [2]
    """),
  Case(
    "upstream given twice",
    """
    x = [1.0]
    y = sigmoid(x)
    upstream y = [1.0]
    #~       ^ note: first given here
    upstream y = [2.0]
    #~       ^ error duplicate-upstream: the upstream gradient is given twice
    """),
  Case(
    "computed upstream",
    """
    x = [1.0]
    y = sigmoid(x)
    upstream y = x
    #~           ^ error bad-upstream: an upstream gradient is written as numbers
    """),
  Case(
    "upstream with an unknown name",
    """
    x = [1.0]
    y = sigmoid(x)
    upstream y = q
    #~           ^ error unknown-name: there is no value q
    """),
  Case(
    "expectation of another shape",
    """
      x = [1.0, 2.0]
      y = sigmoid(x)
      expect y ~= [1.0, 2.0, 3.0]
    #~^^^^^^^^^^^^^^^^^^^^^^^^^^^ error expect-shape: a value of the shape [2] is expected to be one of [3]
    """),
  Case(
    "negative tolerance",
    """
    y = sigmoid([1.0])
    expect y ~= 0.7, -1
    #~               ^^ error bad-tolerance: a tolerance is a number that is not negative
    """),
  Case(
    "tolerance that is no number",
    """
    y = sigmoid([1.0])
    expect y ~= 0.7, [1, 2]
    #~               ^^^^^^ error bad-tolerance: a tolerance is a number that is not negative
    """),
  Case(
    "unknown value in an expectation",
    """
    y = sigmoid([1.0])
    expect yy ~= 0.7
    #~     ^^ error unknown-name: there is no value yy
    """),
  Case(
    "unknown tolerance",
    """
    y = sigmoid([1.0])
    expect y ~= 0.7, q
    #~               ^ error unknown-name: there is no value q
    """),
  Case(
    "import without a file",
    """
    import "layers.nn"
    #~     ^^^^^^^^^^^ error import-failed: "layers.nn" can't be imported: there is no such file
    y = relu([1.0])
    """),
  Case(
    "no arguments at all",
    """
    layer one() = 1
    #~    ^^^ note: one() is defined here
    y = one(2)
    #~      ^ error too-many-arguments: one takes no arguments, this is the first
    """),
  Case(
    "two ellipses",
    """
    layer f(x: [..., ..., D]) = x
    #~               ^^^ error repeated-ellipsis: the shape of x has ... twice | one ... stands for all axes
    y: [1, 1, 1, 1] = zeros
    z = f(y)
    """),
  Case(
    "two ellipses bound in a model",
    """
    x: [..., ..., 2] = [[[[1, 2]]]]
    #~       ^^^ error repeated-ellipsis: the shape of x has ... twice | one ... stands for all axes that are
    """),
  Case(
    "matrix of equal rows given as labels",
    """
    x = [[1.0, 2.0]]
    target t = 1
    #~     ^ note: t [] comes from here
    loss = softmax_loss(x, t)
    #~     ^^^^^^^^^^^^^^^^^^ error shape-mismatch: softmax_loss: labels of the shape [1] or rows of the
    """),
  Case(
    "range beyond the start",
    """
    x = [1.0, 2.0]
    a = x[-5..]
    #~  ^^^^^^^ error bad-slice: there are no elements -3..2 on an axis of 2 | indices count from 0; the end
    """),
]
