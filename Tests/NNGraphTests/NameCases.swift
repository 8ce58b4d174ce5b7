/// Names that stand for nothing, for two things, or for themselves.
let nameCases: [Case] = [
  Case(
    "unknown value",
    """
    y = sigmoid(z)
    #~          ^ error unknown-name: there is no value z
    """),
  Case(
    "misspelt value",
    """
    weight = [1.0]
    y = relu(wieght)
    #~       ^^^^^^ error unknown-name: there is no value wieght | did you mean weight?
    """),
  Case(
    "value in other case",
    """
    Xs = [1.0]
    y = relu(xs)
    #~       ^^ error unknown-name: there is no value xs | did you mean Xs?
    """),
  Case(
    "misspelt layer",
    """
    x = [[1.0]]
    y = x -> afine(2) -> sigmiod
    #~       ^^^^^ error unknown-layer: there is no layer afine | did you mean affine?
    #~                   ^^^^^^^ error unknown-layer: there is no layer sigmiod | did you mean sigmoid?
    """),
  Case(
    "layers in other case",
    """
    x = [[1.0]]
    a = Affine(x, 2)
    #~  ^^^^^^ error unknown-layer: there is no layer Affine | did you mean affine?
    b = Relu(x)
    #~  ^^^^ error unknown-layer: there is no layer Relu | did you mean relu?
    c = softmaxloss(x, 0)
    #~  ^^^^^^^^^^^ error unknown-layer: there is no layer softmaxloss | did you mean softmax_loss?
    """),
  Case(
    "Cyrillic letter in a layer",
    """
    x = [1.0]
    y = rеlu(x)
    #~  ^^^^ error unknown-layer: there is no layer rеlu | contains Cyrillic U+0435, which looks like `e`;
    """),
  Case(
    "Cyrillic letter in a value",
    """
    x = [1.0]
    y = relu(х)
    #~       ^ error unknown-name: there is no value х | contains Cyrillic U+0445, which looks like `x`
    """),
  Case(
    "misspelt function and generator",
    """
    x = [1.0]
    y = epx(x)
    #~  ^^^ error unknown-layer: there is no layer epx | did you mean exp?
    w: [2] = unifrom(0, 1)
    #~       ^^^^^^^ error unknown-layer: there is no layer unifrom | did you mean uniform?
    """),
  Case(
    "layer that nobody defines",
    """
    x = [1.0]
    y = convolution(x)
    #~  ^^^^^^^^^^^ error unknown-layer: there is no layer convolution | define it: layer convolution(x) = …
    """),
  Case(
    "value called like a layer",
    """
    x = [1.0]
    y = x(3)
    #~  ^ error unknown-layer: x is a value, not a layer
    """),
  Case(
    "layer as a value",
    """
    x = [1.0]
    y = x * relu
    #~      ^^^^ error layer-as-value: relu is a layer, not a value | call it: relu(x), or x -> relu
    z = exp
    #~  ^^^ error layer-as-value: exp is a layer, not a value | call it: exp(x), or x -> exp
    """),
  Case(
    "name defined twice",
    """
      x = [1.0]
    #~^ note: first defined here
      x = [2.0]
    #~^ error duplicate-name: x is defined twice | a name is defined once; choose another, such as x2
    """),
  Case(
    "name of a stage defined twice",
    """
    x = [[1.0]]
    y = x -> out: affine(2) -> out: affine(3)
    #~                         ^^^ error duplicate-name: out is defined twice
    #~       ^^^ note: first defined here
    """),
  Case(
    "name of a function's stage defined twice",
    """
      x = [[1.0]]
    #~^ note: first defined here
      y = x -> x: exp
    #~         ^ error duplicate-name: x is defined twice
    """),
  Case(
    "names with equal normal forms",
    """
      é = [1.0]
    #~^ note: first defined here
      é = [2.0]
    #~^ error duplicate-name: é is defined twice | a name is defined once; choose another, such as é2
    """),
  Case(
    "layer defined twice",
    """
    layer f(x) = x
    #~    ^ note: first defined here
    layer f(x) = x * 2
    #~    ^ error duplicate-layer: the layer f is defined twice
    y = f([1.0])
    """),
  Case(
    "used before it is defined",
    """
      y = relu(h)
    #~         ^ error used-before-definition: h is used before it is defined | move the definition above
      h = [1.0]
    #~^ note: defined here
    """),
  Case(
    "value that needs itself",
    """
      x = [[1.0]]
      h = affine(h, 3)
    #~           ^ error used-before-definition: h is used before it is defined | move the definition above
    #~^ note: defined here
    """),
  Case(
    "used before a group defines it",
    """
    y = relu(h)
    #~       ^ error used-before-definition: h is used before it is defined | move the definition above this
    group { h = [1.0] }
    #~      ^ note: defined here
    """),
  Case(
    "layer that uses itself",
    """
    layer f(x) = f(x) + 1
    #~    ^ note: defined here
    y = f([1.0])
    #~  ^^^^^^^^ error endless-layer: the layer f uses itself
    """),
  Case(
    "layers that use each other",
    """
    layer f(x) = g(x)
    #~    ^ note: defined here
    layer g(x) = f(x)
    y = f([1.0])
    #~  ^^^^^^^^ error endless-layer: the layer f uses itself
    """),
  Case(
    "layer that looks outside",
    """
    scale = 2.0
    layer f(x) = x * scale
    #~               ^^^^^ error unknown-name: there is no value scale in the layer f | a layer sees its
    y = f([1.0])
    """),
  Case(
    "misspelt formal",
    """
    layer f(inner) = iner * 2
    #~               ^^^^ error unknown-name: there is no value iner in the layer f | did you mean inner?
    y = f([1.0])
    """),
  Case(
    "several errors and no follow-on",
    """
      x = [1.0, 2.0]
    #~^ note: x [2] comes from here
      a = relu(q)
    #~         ^ error unknown-name: there is no value q
      b = a + 1
      c = x -> out: nolayer
    #~              ^^^^^^^ error unknown-layer: there is no layer nolayer | define it: layer nolayer(x) = …
      d = relu(out) + c
      e = x + [1.0, 2.0, 3.0]
    #~    ^^^^^^^^^^^^^^^^^^^ error shape-mismatch: the shapes don't fit each other: x [2], [1.0, 2.0, 3.0]
      f = e * 2
      g = x[5]
    #~    ^^^^ error bad-slice: there is no element 5 on an axis of 2 | indices count from 0; the end of a
      h = g + [1, [2]]
    #~            ^^^ error ragged-rows: the rows differ: the first is a number, this one a row of 1 number
    #~         ^ note: the first row
    """),
]
