import NNSyntax
import Testing

@Test func readsTheTwoLineModel() {
  let text = "x = [1.0, -2.0]\ny = sigmoid(x)\nupstream y = [1.0, 0.5]\nexpect y ~= [0.7], 1e-6 # why\n"
  #expect(
    syntax(text) == """
      (bind x (numbers 1 -2))
      (bind y (call sigmoid x))
      (upstream y (numbers 1 0.5))
      (expect y (numbers 0.7) 1e-06)

      """)
}

@Test(arguments: [
  ("1 + 2 * 3 - 4", "(- (+ 1 (* 2 3)) 4)"),
  ("-2 ^ 2", "(negate (^ 2 2))"),
  ("2 ^ -3 ^ 4", "(^ 2 (negate (^ 3 4)))"),
  ("a @ b · c / d", "(/ (@ (@ a b) c) d)"),
  ("a.T + bᵀ", "(+ (transpose a) (transpose b))"),
  ("--5", "(negate (negate 5))"),
  ("x[0, 1..3, ..2, 1.., ..]", "(slice x 0 (range 1..3) (range ..2) (range 1..) (range ..))"),
  ("[[1, 2], [3]]", "(list (numbers 1 2) (numbers 3))"),
  ("[1, x]", "(list 1 x)"),
  ("[-1]", "(numbers -1)"),
  ("[--1]", "(list (negate (negate 1)))"),
  ("[1, 2,]", "(numbers 1 2)"),
  ("[]", "(list)"),
  ("1.0", "1.0"),
  ("f(1, a=2,)", "(call f 1 (a 2))"),
  ("f (1)", "(call f 1)"),
  ("x -> f -> n: g(2)", "(pipe (pipe x (f)) (n: g 2))"),
  ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
  ("1 +\n 2", "(+ 1 2)"),
  ("x\n  # note\n\n  -> f", "(pipe x (f))"),
  ("x ->\n f", "(pipe x (f))"),
  ("f(\n1\n,\n2\n)", "(call f 1 2)"),
  ("\"a\\n\\\"\\u{41}\"", "\"a\\n\\\"A\""),
  ("[1, 2][0]", "(slice (numbers 1 2) 0)"),
  ("007", "7"),
  ("int + float", "(+ int float)"),
])
func readsExpression(_ text: String, _ wanted: String) {
  #expect(syntax("y = " + text) == "(bind y \(wanted))\n")
}

@Test(arguments: [
  ("input x: [N, 3]", "(input x [N 3])"),
  ("param W: [..., D] = he", "(param W [... D] he)"),
  ("x: []", "(bind x [])"),
  ("f(x)", "(bind (call f x))"),
  ("model m", "(model m)"),
  ("import \"a.nn\"", "(import \"a.nn\")"),
  ("a = 1; b = 2;", "(bind a 1)\n(bind b 2)"),
  ("group g \"t\" { a = 1 }", "(group g \"t\"\n  (bind a 1)\n)"),
  ("layer f() = 1", "(layer f ()\n  (return 1)\n)"),
  ("layer f(n: int, s: float = 1) { return n }", "(layer f ((n int) (s float 1))\n  (return n)\n)"),
])
func readsStatement(_ text: String, _ wanted: String) {
  #expect(syntax(text) == wanted + "\n")
}

@Test func keepsSubtreesInRuns() throws {
  let result = parse(Source(name: "m", text: "a = 1\ny = f(x[0, 1..2], b=[x, 2]) + -x.T\n"), index: 0)
  let last = try #require(result.syntax.expressions.indices.last)
  #expect(result.syntax.expressions[last].first.index == 1)
  for (index, expression) in result.syntax.expressions.enumerated() {
    for inner in result.syntax.expressions[expression.first.index...index] {
      #expect(inner.first.index >= expression.first.index)
    }
  }
}

@Test func namesEqualInEitherNormalForm() {
  let result = parse(Source(name: "m", text: "\u{E9} = 1\ne\u{301} = 2\n"), index: 0)
  let names = result.syntax.statements.compactMap { statement -> String? in
    guard case .bind(let binding) = statement.kind else { return nil }
    return binding.name?.text
  }
  #expect(names.count == 2)
  #expect(names.first == names.last)
}

@Test func countsColumnsInScalars() throws {
  let source = Source(name: "m.nn", text: "名前 = 1\r\n\té = 0x1\r\n")
  let diagnostic = try #require(parse(source, index: 0).diagnostics.first)
  let position = source.lineColumn(at: diagnostic.place.range.lowerBound)
  #expect(position.line == 2)
  #expect(position.column == 6)
}

@Test func countsColumnsOfLongLines() {
  let alphabet: [Unicode.Scalar] = ["a", "é", "名", "🙂", " "]
  for length in [0, 1, 255, 256, 257, 3000] {
    let lines = (0..<3).map { line in
      (0..<length).map { alphabet[($0 * $0 + $0 / 7 + line) % alphabet.count] }
    }
    var text = String.UnicodeScalarView()
    for line in lines { text += line + ["\n"] }
    let source = Source(name: "m.nn", text: String(text))
    var offset = 0
    for (line, scalars) in lines.enumerated() {
      for (column, scalar) in (scalars + ["\n"]).enumerated() {
        let found = source.lineColumn(at: offset)
        #expect((found.line, found.column) == (line + 1, column + 1))
        offset += scalar.utf8.count
      }
    }
    #expect(source.lineColumn(at: offset).line == 4)
  }
}

@Test func listsTokens() {
  let text = tokenText(of: Source(name: "m.nn", text: "x = [1, .5]\n  -> f(\"a b\").T # c\n"))
  #expect(
    text == """
      1:1 name x
      1:3 sign =
      1:5 open [
      1:6 number 1
      1:7 sign ,
      1:9 bad .5
      1:11 close ]
      2:3 operator ->
      2:6 name f
      2:7 open (
      2:8 string "a b"
      2:13 close )
      2:14 operator .T

      """)
}
