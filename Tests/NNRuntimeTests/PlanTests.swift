import CKernels
import NNGraph
import NNSyntax
import Testing

@testable import NNRuntime

/// The model of a text that must be free of errors.
func compiled(_ text: String, location: SourceLocation = #_sourceLocation) throws -> Model {
  let source = Source(name: "m.nn", text: text)
  let program = parseProgram(source) { _, _ in .failure(ImportFailure("there is no such file")) }
  #expect(program.diagnostics == [], sourceLocation: location)
  let (graph, diagnostics) = elaborate(program)
  #expect(diagnostics == [], sourceLocation: location)
  return Model(try #require(graph, sourceLocation: location))
}

/// The greatest difference of two lists of numbers, relative to the greatest number.
func distance<T: BinaryFloatingPoint>(_ found: [T], _ wanted: [Double]) -> Double {
  guard found.count == wanted.count else { return .infinity }
  let scale = wanted.reduce(1) { max($0, abs($1)) }
  return zip(found, wanted).reduce(0) { max($0, abs(Double($1.0) - $1.1)) } / scale
}

/// Models whose loops have rows, columns and sums of sizes that leave parts of blocks and of vectors over, that are
/// divided among workers, and that are too long for one block.
private let models = [
  "input x: [130, 37] = normal(seed=1)\nparam b: [37] = normal(seed=2)\ny = sum(softmax(x + b) * tanh(x))",
  "input x: [1000, 3] = normal(seed=1)\nparam b: [3] = normal(seed=2)\ny = mean((x * b)^2)",
  "input x: [3, 5000] = normal(seed=1)\nparam b: [5000] = normal(seed=2)\ny = sum(sigmoid(x + b) * b)",
  "input x: [70001] = normal(seed=1)\ny = swish(x)",
  "input x: [900] = normal(seed=1)\ny = sum(3 * x + x * tanh(x) + (x * exp(x) + 2) * (5 + x * 7))",
  "input x: [2, 9000] = normal(seed=1)\ny = sum(softmax(x) * x)",
  "input x: [17, 4, 5] = normal(seed=1)\ny = mean(layer_norm(x) * sum(x, axis=1))",
  "input x: [300, 20] = normal(seed=1)\ny = sum(batch_norm(x)^3)",
  "input x: [5, 1] = normal(seed=1)\nparam w: [1, 700] = normal(seed=2)\ny = sum(relu(x @ w) * max(x, axis=0))",
  "input x: [64, 33] = normal(seed=1)\ntarget t: [64] = uniform(0, 1, seed=3)\ny = sum(gelu(x) @ x.T @ gelu(x))",
  """
  input x: [128, 50] = normal(seed=1)
  param c: [1] = [0.5]
  y = sum(x * c + exp(-x^2)) / 3 - sum(softplus(x), axis=0) @ log(x[0]^2 + 1)
  """,
]

/// One test at a time: some change which instructions are used.
@Suite(.serialized) struct RuntimeTests {}

extension RuntimeTests {
  @Test(arguments: models) func plansComputeWhatTheGraphSays(_ text: String) throws {
    let model = try compiled(text)
    let wanted = interpret(model.simplified.graph)
    let ids = model.namedNodes.map { model.simplified[$0] }
    let some = plan(model.simplified.graph, observing: ids)
    let all = plan(model.simplified.graph, observing: model.simplified.graph.ids)
    for plan in [some, all, planStep(model)] {
      let f64 = run(plan, as: Double.self)
      let f32 = run(plan, as: Float.self)
      for id in plan.observed {
        let numbers = wanted[id.index].elements
        #expect(distance(f64[id]?.elements ?? [], numbers) < 1e-12, "\(id)")
        #expect(distance(f32[id]?.elements ?? [], numbers) < 1e-3, "\(id)")
      }
    }
  }

  @Test(arguments: models) func everyNumberOfWorkersGivesTheSameBits(_ text: String) throws {
    let model = try compiled(text)
    let plan = plan(model.simplified.graph, observing: model.namedNodes.map { model.simplified[$0] })
    let alone = run(plan, as: Float.self, threads: 1)
    for threads in 2...5 {
      let execution = Execution<Float>(plan, threads: threads)
      execution.run(times: 3)
      for id in plan.observed {
        #expect(execution.numbers(of: id) == alone[id]?.elements, "\(threads) \(id)")
      }
    }
  }

  @Test func operationsOfLongVectorsAreFused() throws {
    let model = try compiled(
      "layer own(x) = x / (1 + exp(-x))\ninput x: [5000000] = normal(seed=1)\ny = own(x)")
    let operations = planStep(model).text.split(separator: "\n").filter { $0.hasPrefix("  ") }
    let codes = operations.map { $0.split(separator: " = ")[1].split(separator: " ").prefix(2) }
    #expect(codes.map { $0.joined(separator: " ") }.filter { $0.hasPrefix("stream") }.count == 2)
    #expect(operations.count == 4, "\(operations)")
  }

  @Test func longLoopsFetchWhatTheyReadAhead() throws {
    func fetched(_ shape: String) throws -> [[String]] {
      let model = try compiled("input x: \(shape) = normal(seed=1)\ninput z: \(shape) = zeros\ny = x * x + z")
      let plan = planStep(model)
      let names = Dictionary(uniqueKeysWithValues: plan.graph.values.map { ($0.node, $0.name) })
      return plan.loops.map { $0.fetched.compactMap { names[$0] } }
    }
    #expect(try fetched("[5000000]") == [["x", "z"]])
    #expect(try fetched("[4200, 1000]") == [["x", "z"]])
    #expect(try fetched("[5000]").allSatisfy(\.isEmpty))
  }

  @Test func constantsOfProductsAreOne() throws {
    let text = "layer own(x) = 0.5 * x * (1 + erf(x / sqrt(2)))\ninput x: [99] = normal(seed=1)\ny = own(x)"
    let plan = planStep(try compiled(text))
    let operations = plan.text.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(operations.count == 6, "\(operations)")
    #expect(operations.filter { $0.contains("divide") }.count == 1)
    let factor = NumberText.shortest(1.1283791670955126 / 2.0.squareRoot() * 0.5)
    let scaled = operations.filter { $0.contains("multiply twice") && $0.contains(factor) }
    #expect(scaled.count == 1, "\(operations)")
  }

  @Test func aNetworkIsOneLoopBetweenProducts() throws {
    let model = try compiled(
      """
      input x: [64, 30] = normal(seed=1)
      target t: [64] = [\((0..<64).map { "\($0 % 10)" }.joined(separator: ", "))]
      loss = x -> affine(20) -> sigmoid -> affine(10) -> softmax_loss(t)
      """)
    let kinds = planStep(model).kernels.map { kernel in
      switch kernel.work {
      case .loop: "loop"
      case .product: "product"
      case .move: "move"
      case .call: "call"
      }
    }
    // Forward: two products with a loop after each. Backward: two products of the second layer, a loop, one of the first,
    // whose input wants no gradient. The loss and the bias have factors beside their sums.
    #expect(kinds.filter { $0 == "product" }.count == 5)
    #expect(kinds.filter { $0 == "move" || $0 == "call" } == [])
    #expect(kinds.filter { $0 == "loop" }.count <= 5)
  }

  @Test func anArenaIsNoLargerThanWhatIsAlive() throws {
    let deep =
      "input x: [2, 4] = normal(seed=1)\ntarget t = [0, 1]\nloss = x"
      + String(repeating: " -> affine(4) -> sigmoid", count: 700) + " -> softmax_loss(t)"
    for text in models + [deep] {
      let plan = planStep(try compiled(text))
      #expect(Double(plan.arenaCount) <= 1.15 * Double(plan.boundCount) + 64, "\(text)")
    }
  }

  @Test func aRepeatedRunGivesTheSameNumbers() throws {
    let model = try compiled(models[0])
    let execution = Execution<Double>(planStep(model), threads: 2)
    execution.run()
    let first = execution.plan.observed.map { execution.numbers(of: $0) }
    execution.run(times: 5)
    #expect(execution.plan.observed.map { execution.numbers(of: $0) } == first)
  }
}
