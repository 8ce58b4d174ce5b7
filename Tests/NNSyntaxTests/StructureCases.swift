/// Programs whose parts don't fit together.
let structureCases: [Case] = [
  Case("row without comma", "x = [1 2]\n#~     ^ error missing-comma: write `, 2`"),
  Case("rows without comma", "x = [[1, 2] [3, 4]]\n#~          ^ error missing-comma: comma"),
  Case("rows of lines without comma", "x = [[1, 2]\n     [3, 4]]\n#~   ^ error missing-comma: comma"),
  Case("arguments without comma", "y = f(a b)\n#~      ^ error missing-comma: write `, b`"),
  Case("double comma", "x = [1,, 2]\n#~     ^ error extra-comma: nothing between"),
  Case("leading comma", "x = [, 2]\n#~   ^ error extra-comma: delete"),
  Case("trailing comma in a type", "x: [N, ] = 1\n#~     ^ error extra-comma: delete"),
  Case("MATLAB rows", "x = [1, 2; 3, 4]\n#~       ^ error expected-token: lists of their own"),
  Case("open list", "x = [1, 2\n#~  ^ error unclosed-bracket: never closed"),
  Case(
    "open list before a layer",
    "x = [1, 2\n#~  ^ error unclosed-bracket: write `]`\n"
      + "layer f(x) = 0x1\n#~           ^^^ error number-in-other-base: 1"
  ),
  Case("open list before a binding", "x = [1, 2,\n#~  ^ error unclosed-bracket: `]`\ny = 3"),
  Case("open call", "y = f(1, 2\n#~   ^ error unclosed-bracket: write `)`\nz = 3"),
  Case("open call before a layer", "y = f(1, 2\n#~   ^ error unclosed-bracket: `)`\nlayer g(x) = x"),
  Case("open block", "layer f(x) {\n#~         ^ error unclosed-bracket: write `}`\n  return x"),
  Case(
    "open block before a layer", "group g {\n#~      ^ error unclosed-bracket: `}`\n  a = 1\nlayer f(x) = x"),
  Case("open parenthesis", "y = (1 + 2\n#~  ^ error unclosed-bracket: write `)`"),
  Case("extra parenthesis", "y = f(1))\n#~      ^ error stray-bracket: delete"),
  Case("extra bracket", "y = [1]]\n#~     ^ error stray-bracket: delete"),
  Case("extra brace", "y = 1 }\n#~    ^ error stray-bracket: no open bracket\nz = 1"),
  Case("mismatched", "y = f(1, 2]\n#~        ^ error mismatched-bracket: closed by `]`"),
  Case("mismatched list", "y = [1, x)\n#~       ^ error mismatched-bracket: closed by `)`"),
  Case("tuple", "y = (1, 2)\n#~    ^ error expected-token: square brackets"),
  Case("keyword as a name", "  input = 3\n#~^^^^^ error keyword-as-name: word of the language"),
  Case("keyword as a value", "loss = f(x, target)\n#~          ^^^^^^ error keyword-as-name: target"),
  Case("keyword as a formal", "layer f(input) = 1\n#~      ^^^^^ error keyword-as-name: input"),
  Case("keyword as a stage", "y = x -> layer\n#~       ^^^^^ error keyword-as-name: layer"),
  Case("keyword as a dimension", "input x: [group]\n#~        ^^^^^ error keyword-as-name: group"),
  Case("keyword as a bound name", "input target: [3]\n#~    ^^^^^^ error keyword-as-name: target"),
  Case(
    "two layers on a line",
    "layer f(x) = x layer g(x) = x\n#~             ^^^^^ error expected-end-of-statement: new line"),
  Case("two bindings on a line", "x = 3 y = 4\n#~    ^ error expected-end-of-statement: `;`"),
  Case("misspelt keyword", "modle net\n#~    ^^^ error expected-end-of-statement: did you mean `model`?"),
  Case("layer without a name", "layer (x) = x\n#~    ^ error expected-name: layer"),
  Case("layer without arguments", "layer f = x\n#~      ^ error expected-token: `(` was wanted"),
  Case("layer without a body", "layer f(x)\n#~        ^ error expected-token: `=` or `{`\ny = 1"),
  Case("layer with a bad formal", "layer f(x, 3) = x\n#~         ^ error expected-name: argument"),
  Case(
    "bad formals and a bad body",
    "layer f(x y) {\n#~        ^ error missing-comma: y\n"
      + "  return 0x1\n#~       ^^^ error number-in-other-base: 1\n}"
  ),
  Case("repeated argument", "y = f(a=1, a=2)\n#~         ^ error repeated-argument: given twice"),
  Case("positional after named", "y = f(a=1, 2)\n#~         ^ error positional-after-named: before"),
  Case("no index", "y = x[]\n#~    ^ error expected-expression: index"),
  Case("colon in a slice", "y = x[1:3]\n#~     ^ error expected-token: `..`"),
  Case("ellipsis in a slice", "y = x[1...3]\n#~     ^^^ error expected-token: wanted"),
  Case("two ends of a range", "y = x[1..2..3]\n#~        ^^ error expected-token: `]`"),
  Case("two models", "model a\n  model b\n#~^^^^^^^ error second-model: already"),
  Case(
    "import in a group", "group g {\n  import \"a.nn\"\n#~^^^^^^ error misplaced-statement: inside a group\n}"
  ),
  Case(
    "layer in a layer",
    "layer f(x) {\n  layer g(x) = x\n#~^^^^^ error misplaced-statement: inside a layer\n  return x\n}"),
  Case("model in a group", "group g {\n  model a\n#~^^^^^ error misplaced-statement: model\n}"),
  Case("return in a file", "  return 3\n#~^^^^^^ error return-outside-layer: block of a layer"),
  Case("return in a group", "group g {\n  return 3\n#~^^^^^^ error return-outside-layer: layer\n}"),
  Case("layer without return", "layer f(x) { y = x }\n#~    ^ error missing-return: returns nothing"),
  Case(
    "return without a value", "layer f(x) {\n  return\n#~      ^ error expected-expression: after `return`\n}"
  ),
  Case("import without quotes", "x = 1\nimport layers\n#~     ^^^^^^ error expected-token: quotes"),
  Case("import without a file", "import\n#~    ^ error expected-token: in quotes\nx = 1"),
  Case("role without a name", "input\n#~   ^ error expected-name: the line ends here\nx = 1"),
  Case("role before a string", "input \"x\"\n#~    ^^^ error expected-name: without quotes"),
  Case("upstream without value", "upstream y\n#~        ^ error expected-token: `=` was wanted"),
  Case("expect without reference", "expect y\n#~      ^ error expected-token: `~=` was wanted"),
  Case("group without a block", "group g\n#~     ^ error expected-token: `{` was wanted\nx = 1"),
  Case("no type", "x: = 3\n#~ ^ error expected-type: a shape"),
  Case("unknown type", "x: real = 3\n#~ ^^^^ error expected-type: real"),
  Case("negative size", "x: [-1, 3]\n#~  ^ error expected-dimension: not negative"),
  Case("broken size", "x: [2.5]\n#~  ^^^ error expected-dimension: whole number"),
  Case(
    "huge size", "x: [99999999999999999999]\n#~  ^^^^^^^^^^^^^^^^^^^^ error expected-dimension: too large"),
  Case("two points in a type", "x: [.., 3]\n#~  ^^ error expected-dimension: write `...`"),
  Case("product in a type", "x: [N * 2]\n#~    ^ error expected-token: wanted"),
  Case("hyphen in a name", "my-name = 3\n#~      ^ error left-side-is-no-name: a name"),
  Case("two equals", "x = y = 3\n#~    ^ error left-side-is-no-name: one `=`"),
  Case("operator at the start of a line", "x = 1\n  + 2\n#~^ error expected-expression: at its end"),
  Case("nothing after equals", "x =\n#~ ^ error expected-expression: end of the file"),
  Case("nothing before a statement", "x =\n#~ ^ error expected-expression: the line ends here\ny = 1"),
  Case("stage without a layer", "y = x ->\n#~      ^ error expected-name: a layer"),
  Case("stage that is a number", "y = x -> 3\n#~       ^ error expected-name: `3` was found"),
  Case("call on the next line", "y = relu\n  (x) 3\n#~    ^ error expected-end-of-statement: 3"),
  Case("argument without value", "y = f(a=)\n#~      ^ error expected-expression: `)` was found"),
  Case("error on the last line", "x = 1\ny = )\n#~  ^ error expected-expression: `)` was found"),
  Case(
    "five errors",
    """
    x = [1 2]
    #~     ^ error missing-comma: 2
    layer f(x) = 1 +
    #~              ^ error expected-expression: ends
    y = f(x))
    #~      ^ error stray-bracket: )
    input 3
    #~    ^ error expected-name: 3
    z = 0x10
    #~  ^^^^ error number-in-other-base: 16
    good = y
    """),
]
