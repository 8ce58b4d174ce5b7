import Foundation
import NNSyntax
import Testing

/// Files that are cut, mixed and disturbed.
let samples = [
  """
  model net "Two-layer \\"net\\" \\u{2202}"  # title
  import "layers.nn"
  input  x: [N, 3] = [[0.1, 0.2, 0.3],
                      [0.4, -0.5, 6e-1]]
  target t: [N] = [0, 1]
  loss = x
    -> affine(4, init=he)
    -> out: sigmoid
    -> softmax_loss(t)
  expect loss ~= 0.5, 1e-6; upstream loss = 1
  """,
  """
  layer affine(x: [..., D], units: int, W: [D, units] = xavier, b = zeros) = x @ W + b
  layer gate(x) {
    a₁ = x.T · xᵀ ^ -2; b = -(x[0, 1..3, ..2, 1..] / 2)
    return a₁ * b
  }
  group "block" { h = load("x.npy")[0..100] -> relu }
  名前: [] = zeros
  """,
]

/// Reads bytes and checks what must hold for all of them.
func survives(_ bytes: [UInt8]) {
  let source = Source(name: "m.nn", bytes: bytes)
  var sources = Sources()
  _ = sources.add(source)
  let (syntax, diagnostics) = parse(source, index: 0)
  for (index, expression) in syntax.expressions.enumerated() where expression.first.index > index {
    Issue.record("a run ends before it begins: \(source.text(0..<source.bytes.count))")
  }
  _ = syntax.text()
  let text = render(diagnostics, in: sources, as: .human, color: false, limit: 5)
  if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }) {
    Issue.record("a control character is printed")
  }
}

@Test(arguments: samples) func survivesEveryPrefix(_ text: String) {
  #expect(ids(text) == [])
  let bytes = Array(text.utf8)
  for end in 0...bytes.count { survives(Array(bytes[..<end])) }
}

@Test(arguments: samples) func survivesEveryTokenMoved(_ text: String) {
  let words = tokenText(of: Source(name: "m.nn", text: text)).split(separator: "\n").map {
    String($0.split(separator: " ", maxSplits: 2)[2])
  }
  for index in words.indices {
    var (without, twice, swapped) = (words, words, words)
    without.remove(at: index)
    twice.insert(words[index], at: index)
    swapped.swapAt(index, words.count - 1 - index)
    for mixed in [without, twice, swapped] {
      survives(Array(mixed.joined(separator: " ").utf8))
      survives(Array(mixed.joined(separator: "\n").utf8))
    }
  }
}

@Test func survivesNoise() {
  var state: UInt64 = 42
  func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
  let words = [
    "x", "layer", "group", "return", "model", "=", "(", ")", "[", "]", "{", "}", ",", "->", "-", "1", "2.5",
    "..",
    "...", ":", ";", "\n", "\n", " ", "\"a\"", "\"", "#", ".T", "ᵀ", "~=", "^", "\0", "\u{202E}", "é", "//",
    "/*",
  ]
  for round in 0..<20_000 {
    var bytes: [UInt8] = []
    for _ in 0..<next(30) {
      if round % 4 == 0 {
        bytes.append(UInt8(next(256)))
      } else {
        bytes += Array(words[next(words.count)].utf8)
      }
    }
    survives(bytes)
  }
}

/// Runs `body` on a thread with a small stack.
func onSmallStack(_ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
    let thread = Thread {
      body()
      continuation.resume()
    }
    thread.stackSize = 512 << 10
    thread.start()
  }
}

@Test(arguments: [
  "(", "[", "-", "f(", "x[", "2^", "2^-", "[[1],", "f(a=", "group {", "group { a = (", "layer f(x) {",
])
func nestsOnASmallStack(_ opening: String) async {
  await onSmallStack {
    for count in [1, 20, 32, 64, 65, 1000] {
      for prefix in ["", "x = ", "y = f(a) -> g("] {
        survives(Array((prefix + String(repeating: opening, count: count)).utf8))
        survives(Array((prefix + String(repeating: opening, count: count) + "1").utf8))
      }
    }
  }
}

@Test func readsFullDepthOnASmallStack() async {
  await onSmallStack {
    let deep = String(repeating: "(-f(1, a=x[", count: 16) + "1" + String(repeating: "]))", count: 16)
    #expect(ids("y = " + deep) == [])
    let blocks = String(repeating: "group {\n", count: 32) + "y = " + String(repeating: "[", count: 32) + "x"
    #expect(ids(blocks + String(repeating: "]", count: 32) + String(repeating: "\n}", count: 32)) == [])
  }
}

@Test(arguments: ["(", "[", "{", "-", "group {"]) func refusesAMillionBracketsOnce(_ opening: String) async {
  await onSmallStack {
    let found = ids((opening == "group {" ? "" : "x = ") + String(repeating: opening, count: 1_000_000))
    #expect(found == (opening == "{" ? ["expected-expression"] : ["nesting-too-deep"]))
  }
}

@Test func readsLongChainsWithoutRecursion() async {
  await onSmallStack {
    let stages = parse(
      Source(name: "m", text: "x = y" + String(repeating: "\n -> relu", count: 100_000)), index: 0)
    #expect(stages.diagnostics == [])
    #expect(stages.syntax.expressions.count == 100_001)
    let terms = parse(Source(name: "m", text: "x = y" + String(repeating: " + y", count: 100_000)), index: 0)
    #expect(terms.syntax.expressions.count == 200_001)
    #expect(terms.syntax.text().utf8.count > 400_000)
  }
}

@Test func keepsTenThousandErrorsInOrder() {
  let result = parse(Source(name: "m", text: String(repeating: "x = [1 2]\n", count: 10_000)), index: 0)
  #expect(result.diagnostics.count == 10_000)
  #expect(result.diagnostics == result.diagnostics.inSourceOrder)
}
