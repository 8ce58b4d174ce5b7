/// Sizes that are too large, or none.
let sizeCases: [Case] = [
  Case(
    "elements that can't be counted",
    """
    w: [4611686018427387905, 4] = zeros
    #~ ^^^^^^^^^^^^^^^^^^^^^^^^ error too-large: w of the shape [4611686018427387905, 4] has
    y = relu(w)
    """),
  Case(
    "weights beyond memory",
    """
    x: [1, 100000] = zeros
    y = affine(x, 1000000000)
    #~  ^^^^^^^^^^^^^^^^^^^^^ error too-large: affine: the tensors up to this one, of the shape [100000,
    """),
  Case(
    "tensors beyond memory together",
    """
    a: [40000000] = zeros
    b = relu(a)
    c = relu(b)
    #~  ^^^^^^^ error too-large: relu: the tensors up to this one, of the shape [40000000], take more than
    d = relu(c)
    e = relu(d)
    """),
  Case(
    "product beyond memory",
    """
    a: [60000, 1] = zeros
    b: [1, 60000] = zeros
    y = a @ b
    #~  ^^^^^ error too-large: the tensors up to this one, of the shape [60000, 60000], take more than
    """),
  Case(
    "size of zero",
    """
    w: [0, 2] = zeros
    #~ ^^^^^^ error bad-size: w has a size of 0 | sizes are at least 1
    y = relu(w)
    """),
  Case(
    "size of zero in a layer",
    """
    layer f(x, n: int, W: [n, 2] = zeros) = W
    y = f(1, 0)
    #~       ^ error bad-argument: f: n can't be this: a whole number of at least 1 is wanted
    """),
]
