// How the time of each stage grows with the number of layers: `make bench`. Times of one machine mean little; the
// last column, the time a layer against that of the smallest model, should stay near 1.
import NNC

/// A chain of dense layers with a loss.
func chain(_ layers: Int) -> Source {
  let stages = String(repeating: "\n  -> affine(4) -> sigmoid", count: layers)
  return Source(
    name: "chain.nn",
    text: "input x: [2, 4] = normal(seed=1)\ntarget t = [0, 1]\nloss = x\(stages)\n  -> softmax_loss(t)\n")
}

/// The least time of some runs, in milliseconds: what disturbs a run only makes it longer.
func milliseconds(_ runs: Int, _ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let times = (0..<runs).map { _ in clock.measure(body) }
  let least = times.min() ?? .zero
  return Double(least.components.seconds) * 1e3 + Double(least.components.attoseconds) * 1e-15
}

func column(_ text: String) -> String { String(repeating: " ", count: max(0, 14 - text.count)) + text }

func row(_ cells: [String]) { print(cells.map(column).joined()) }

row(["layers", "nodes", "parse+shape ms", "differ. ms", "simplify ms", "a layer"])
var first: Double?
for layers in [10, 100, 1_000, 10_000] {
  let source = chain(layers)
  let runs = max(3, 1_000 / layers)
  let program = parseProgram(source, importing: noImports)
  guard let graph = elaborate(program).graph else { fatalError("the chain compiles") }
  let front = milliseconds(runs) { _ = elaborate(parseProgram(source, importing: noImports)) }
  let backward = milliseconds(runs) { _ = differentiate(graph) }
  let definition = differentiate(graph).graph
  let simple = milliseconds(runs) { _ = simplify(definition) }
  let aLayer = simple / Double(layers)
  if first == nil { first = aLayer }
  let ratio = aLayer / (first ?? aLayer)
  row([
    "\(layers)", "\(definition.nodes.count)", NumberText.significant(front, digits: 3),
    NumberText.significant(backward, digits: 3), NumberText.significant(simple, digits: 3),
    NumberText.significant(ratio, digits: 3),
  ])
}
