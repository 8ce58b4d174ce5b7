/// Shapes that do not fit.
let shapeCases: [Case] = [
  Case(
    "sum of other sizes",
    """
      a = [1.0, 2.0]
    #~^ note: a [2] comes from here
      b = [1.0, 2.0, 3.0]
    #~^ note: b [3] comes from here
      y = a + b
    #~    ^^^^^ error shape-mismatch: the shapes don't fit each other: a [2], b [3] | axes are compared from
    """),
  Case(
    "inner sizes of a product",
    """
      a = [[1.0, 2.0], [3.0, 4.0]]
    #~^ note: a [2, 2] comes from here
      b = [[1.0, 2.0, 3.0]]
    #~^ note: b [1, 3] comes from here
      y = a @ b
    #~    ^^^^^ error shape-mismatch: the inner sizes of the product differ: a [2, 2], b [1, 3]
    """),
  Case(
    "transposed weights",
    """
      x = [[1.0, 2.0]]
    #~^ note: x [1, 2] comes from here
      W = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    #~^ note: W [3, 2] comes from here
      y = x @ W
    #~    ^^^^^ error shape-mismatch: the inner sizes of the product differ: x [1, 2], W [3, 2]
    """),
  Case(
    "product with a scalar",
    """
      a = [1.0]
    #~^ note: a [1] comes from here
      y = a @ 2
    #~    ^^^^^ error shape-mismatch: a matrix product takes no scalar: a [1], 2 [] | write * to multiply by
    """),
  Case(
    "stacks of other numbers",
    """
      a: [2, 1, 3] = zeros
    #~^ note: a [2, 1, 3] comes from here
      b: [4, 3, 1] = zeros
    #~^ note: b [4, 3, 1] comes from here
      y = a @ b
    #~    ^^^^^ error shape-mismatch: the stacks of matrices differ in number: a [2, 1, 3], b [4, 3, 1]
    """),
  Case(
    "maximum of other sizes",
    """
      a = [1.0, 2.0]
    #~^ note: a [2] comes from here
      y = max(a, [1.0, 2.0, 3.0])
    #~    ^^^^^^^^^^^^^^^^^^^^^^^ error shape-mismatch: the shapes don't fit each other: a [2], [1.0, 2.0,
    """),
  Case(
    "transposed weights of affine",
    """
    x = [[1.0, 2.0]]
    param W = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    y = affine(x, W=W)
    #~  ^^^^^^^^^^^^^^ error dimension-mismatch: affine: W has the shape [3, 2], which makes D = 3, but D = 2
    #~         ^ note: D = 2 comes from here
    """),
  Case(
    "units and weights differ",
    """
    x = [[1.0, 2.0]]
    param W = [[1.0], [2.0]]
    y = affine(x, 3, W=W)
    #~  ^^^^^^^^^^^^^^^^^ error dimension-mismatch: affine: W has the shape [2, 1], which makes units = 1,
    #~            ^ note: units = 3 comes from here
    """),
  Case(
    "bias of another size",
    """
    x = [[1.0, 2.0]]
    y = affine(x, 3, b=[1.0, 2.0])
    #~  ^^^^^^^^^^^^^^^^^^^^^^^^^^ error dimension-mismatch: affine: b has the shape [2], which makes units =
    #~            ^ note: units = 3 comes from here
    """),
  Case(
    "bias that is a column",
    """
    x = [[1.0, 2.0]]
    y = affine(x, 2, b=[[1.0], [2.0]])
    #~  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error shape-mismatch: affine: b has the shape [2, 1], but [units=2] is
    """),
  Case(
    "scalar input of affine",
    """
    x = 1.0
    y = affine(x, 2)
    #~  ^^^^^^^^^^^^ error shape-mismatch: affine: x has the shape [], but [..., D] is wanted
    """),
  Case(
    "literal of another size than its annotation",
    """
    x: [2, 3] = [[1.0, 2.0], [3.0, 4.0]]
    #~          ^^^^^^^^^^^^^^^^^^^^^^^^ error shape-mismatch: x has the shape [2, 2], but [2, 3] is wanted
    #~ ^^^^^^ note: [2, 3] is written here
    y = relu(x)
    """),
  Case(
    "literal of another rank than its annotation",
    """
    x: [N, 3] = [1.0, 2.0, 3.0]
    #~          ^^^^^^^^^^^^^^^ error shape-mismatch: x has the shape [3], but [N, 3] is wanted
    #~ ^^^^^^ note: [N, 3] is written here
    y = relu(x)
    """),
  Case(
    "batch of other sizes",
    """
    input x: [N, 2] = [[1.0, 2.0], [3.0, 4.0]]
    #~                ^^^^^^^^^^^^^^^^^^^^^^^^ note: N = 2 comes from here
    target t: [N] = [0, 1, 0]
    #~              ^^^^^^^^^ error dimension-mismatch: t has the shape [3], which makes N = 3, but N = 2
    loss = softmax_loss(x, t)
    """),
  Case(
    "labels of another number",
    """
    x = [[1.0, 2.0], [3.0, 4.0]]
    target t = [0, 1, 0]
    #~     ^ note: t [3] comes from here
    loss = softmax_loss(x, t)
    #~     ^^^^^^^^^^^^^^^^^^ error shape-mismatch: softmax_loss: labels of the shape [2] or rows of the
    """),
  Case(
    "rows of another number of classes",
    """
    x = [[1.0, 2.0], [3.0, 4.0]]
    target t = [[1, 0, 0], [0, 1, 0]]
    #~     ^ note: t [2, 3] comes from here
    loss = x -> softmax_loss(t)
    #~          ^^^^^^^^^^^^^^^ error shape-mismatch: softmax_loss: labels of the shape [2] or rows of the
    """),
  Case(
    "computed value against its annotation",
    """
    x = [[1.0, 2.0]]
    y: [1, 3] = affine(x, 2)
    #~          ^^^^^^^^^^^^ error shape-mismatch: y has the shape [1, 2], but [1, 3] is wanted
    #~ ^^^^^^ note: [1, 3] is written here
    """),
  Case(
    "mismatch within a layer",
    """
      layer gate(x, g) = x * sigmoid(g)
    #~                   ^^^^^^^^^^^^^^ note: in the layer gate
      x = [1.0, 2.0]
    #~^ note: x [2] comes from here
      y = gate(x, [1.0, 2.0, 3.0])
    #~    ^^^^^^^^^^^^^^^^^^^^^^^^ error shape-mismatch: gate: the shapes don't fit each other: x [2],
    """),
  Case(
    "mismatch within a layer of a layer",
    """
      layer inner(a, b) = a @ b
    #~                    ^^^^^ note: in the layer inner
      layer outer(a) = inner(a, a)
      x = [[1.0, 2.0, 3.0]]
    #~^ note: a [1, 3] comes from here
      y = outer(x)
    #~    ^^^^^^^^ error shape-mismatch: outer: the inner sizes of the product differ: a [1, 3], b [1, 3]
    """),
  Case(
    "formal of a fixed size",
    """
    layer pixel(rgb: [3]) = sum(rgb)
    #~               ^^^ note: [3] is written here
    y = pixel([1.0, 2.0])
    #~  ^^^^^^^^^^^^^^^^^ error shape-mismatch: pixel: rgb has the shape [2], but [3] is wanted
    """),
  Case(
    "formals that share a size",
    """
    layer dot(a: [N], b: [N]) = sum(a * b)
    y = dot([1.0, 2.0], [1.0, 2.0, 3.0])
    #~  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error dimension-mismatch: dot: b has the shape [3], which makes N =
    #~      ^^^^^^^^^^ note: N = 2 comes from here
    """),
  Case(
    "formals that share leading sizes",
    """
    layer both(a: [..., D], b: [..., D]) = a + b
    y = both([[1.0]], [1.0])
    #~  ^^^^^^^^^^^^^^^^^^^^ error dimension-mismatch: both: b has the shape [1], whose leading sizes []
    """),
  Case(
    "mismatch that later layers don't repeat",
    """
      x = [[1.0, 2.0]]
    #~^ note: x [1, 2] comes from here
      h = x @ [[1.0, 2.0]]
    #~    ^^^^^^^^^^^^^^^^ error shape-mismatch: the inner sizes of the product differ: x [1, 2], [[1.0,
      a = affine(h, 3) -> relu -> affine(2)
      b = a + h
      loss = softmax_loss(b, [0])
    """),
  Case(
    "size that nothing fixes",
    """
    w: [N, 2] = zeros
    #~  ^ error unknown-dimension: nothing fixes the size N | write a number, or give N a size by a tensor
    y = relu(w)
    """),
  Case(
    "leading sizes that nothing fixes",
    """
    w: [..., 2] = zeros
    #~  ^^^ error unknown-dimension: what ... stands for is not known here
    y = relu(w)
    """),
  Case(
    "axis that is not there",
    """
      x = [1.0, 2.0]
    #~^ note: x [2] comes from here
    #~^ note: x [2] comes from here
      y = sum(x, axis=1)
    #~    ^^^^^^^^^^^^^^ error shape-mismatch: x [2] has no axis 1 | axes are counted from 0, or from the end
      z = mean(x, axis=-2)
    #~    ^^^^^^^^^^^^^^^^ error shape-mismatch: x [2] has no axis -2 | axes are counted from 0, or from the
    """),
  Case(
    "rows of no classes",
    """
    target t = [0]
    #~     ^ note: t [1] comes from here
    y = onehot(t, 0)
    #~  ^^^^^^^^^^^^ error shape-mismatch: t [1] can't be turned into rows of 0 classes
    """),
  Case(
    "long operands are shortened",
    """
    operand = [1.0, 2.0]
    y = (operand + operand + operand + operand + operand) * [1.0, 2.0, 3.0]
    #~  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error shape-mismatch: the shapes don't fit
    """),
]
