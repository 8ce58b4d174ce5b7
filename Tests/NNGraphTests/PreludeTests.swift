import NNRuntime
import NNSyntax
import Testing

@testable import NNGraph

private let x = "x = [[0.3, -1.2, 0.7], [-0.4, 0.9, 2.1]]\n"
private let upstream = "upstream y = [[0.5, -1.0, 0.25], [1.5, 0.75, -0.5]]"

/// A tiny model for each layer of the prelude; its result is called y.
let preludeModels: [String: String] = [
  "relu": x + "y = relu(x)\n" + upstream,
  "sigmoid": x + "y = sigmoid(x)\n" + upstream,
  "affine": x + "y = affine(x, 3, seed=1)\n" + upstream,
  "softmax": x + "y = softmax(x)\n" + upstream,
  "cross_entropy": "p = [[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]]\ntarget t = [1, 0]\ny = cross_entropy(p, t)",
  "softmax_loss": x + "target t = [2, 0]\ny = softmax_loss(x, t)\nupstream y = -1.5",
  "swish": x + "y = swish(x)\n" + upstream,
  "identity": x + "y = identity(x)\n" + upstream,
  "leaky_relu": x + "y = leaky_relu(x, 0.1)\n" + upstream,
  "tanh": x + "y = tanh(x)\n" + upstream,
  "softplus": x + "y = softplus(x)\n" + upstream,
  "elu": x + "y = elu(x, 0.5)\n" + upstream,
  "gelu": x + "y = gelu(x)\n" + upstream,
  "gelu_tanh": x + "y = gelu_tanh(x)\n" + upstream,
  "linear": x + "y = linear(x, 3, seed=1)\n" + upstream,
  "nll_loss": x + "target t = [2, 0]\ny = nll_loss(x, t)",
  "mse_loss": x + "target t = [[1, 0, 2], [0.5, 1, -1]]\ny = mse_loss(x, t)",
  "bce_loss": x + "target t = [[1, 0, 1], [0, 1, 0]]\ny = bce_loss(x, t)",
  "layer_norm": x + "y = layer_norm(x)\n" + upstream,
  "batch_norm": x + "y = batch_norm(x, eps=0.1)\n" + upstream,
  "dropout": x + "y = dropout(x, 0.3, seed=4)\n" + upstream,
]

private let preludeLayers = parse(Source(name: "prelude", text: Prelude.text), index: 0).syntax.statements
  .compactMap { if case .layer(let layer) = $0.kind { layer.name.text } else { nil } }

/// The model of a layer, as it is and with its result used twice.
private func models(of layer: String) throws -> [String] {
  let text = try #require(preludeModels[layer], "write a tiny model for the layer \(layer)")
  let lines = text.split(separator: "\n").filter { !$0.hasPrefix("upstream") }.joined(separator: "\n")
  return [text, lines + "\nz = y + y * y", lines + "\nz = sum(y * (y + y))"]
}

@Test(arguments: preludeLayers) func gradientOfTheLayerPassesTheCheck(_ layer: String) throws {
  for text in try models(of: layer) {
    let report = check(try compiled(text))
    #expect(report.findings == [])
    #expect(report.gradients.count > 0)
    #expect(report.gradients.allSatisfy { $0.verdict == .right && $0.isWhole })
  }
}

@Test(arguments: preludeLayers) func layerIsComputedAsItIsDefined(_ layer: String) throws {
  for text in try models(of: layer) {
    let model = try compiled(text)
    let wanted = interpret(model.graph)
    let all = run(plan(model.graph, observing: model.graph.ids), as: Double.self)
    let (double, single) = (Computed(model), Computed(model, dtype: .f32))
    for id in model.graph.ids {
      #expect(model.graph[id].shape.count == wanted[id.index].elements.count)
      #expect(distance(all[id]?.elements ?? [], wanted[id.index].elements) < 1e-14)
    }
    for id in model.namedNodes {
      let numbers = wanted[id.index].elements
      #expect(distance(double.valuation[id] ?? [], numbers) < 1e-14, "\(text) \(id)")
      #expect(distance(single.valuation[id] ?? [], numbers) < 1e-5, "\(text) \(id)")
    }
  }
}

@Test(arguments: preludeLayers) func layerIsTheSameAfterSimplification(_ layer: String) throws {
  for text in try models(of: layer) { expectEqualAfterSimplification(try compiled(text).graph) }
}

@Test func innerNodesShowTheirOwnMathematics() throws {
  let model = try compiled("x = [1000.0]\ny = sigmoid(-x)")
  let names = model.graph.innerNames(forwardCount: model.forwardCount)
  let inner = try #require(names.first { $0.value == "sigmoid1/exp" }).key
  let valuation = evaluate(model, observing: model.namedNodes.union([inner]))
  #expect(valuation[inner] == [.infinity])
  #expect(valuation[try #require(model.graph.output)] == [0])
}

/// A `.nn` text whose graph holds the primitive, for each that a file can call.
private let callers: [String: String] = [
  "add": "y = x + 1", "divide": "y = x / 2", "exp": "y = exp(x)", "log": "y = log(x)",
  "log1p": "y = log1p(x)",
  "matmul": "y = x @ x.T",
  "max": "y = max(x, 0.5)", "max-along": "y = max(x, axis=0)", "mean": "y = mean(x)", "multiply": "y = x * x",
  "onehot": "target t = [0, 1]\ny = onehot(t, 2)", "power": "y = x ^ 2", "sqrt": "y = sqrt(x)",
  "step": "y = step(x)", "subtract": "y = x - 1", "sum": "y = sum(x, axis=-1)", "erf": "y = erf(x)",
  "transpose": "y = transpose(x)", "negate": "y = -x", "slice": "y = x[0]",
]

@Test func everyPrimitiveWithANameOrAnOperatorCanBeCalled() throws {
  for kind in Catalogue.all where !kind.functions.isEmpty || kind.binaryOperator != nil {
    #expect(callers[kind.keyword] != nil, "write a call of \(kind.keyword)")
  }
  for (keyword, text) in callers.sorted(by: { $0.key < $1.key }) {
    let graph = try compiled("x = [[0.5, 1.5], [2.5, 3.5]]\n" + text).graph
    #expect(graph.nodes.contains { type(of: $0.operation).keyword == keyword }, "\(keyword)")
  }
}

@Test func functionsTakeTheirArgumentsByNameToo() throws {
  let computed = try Computed(
    """
    m = [[1.0, 2.0], [3.0, 4.0]]
    a = sum(m, 0)
    b = sum(axis=0, x=m)
    c = max(a=m, b=[[2.0, 2.0], [2.0, 5.0]])
    target t = [1]
    d = onehot(t, classes=2)
    """)
  #expect(try computed.value("a") == [4, 6])
  #expect(try computed.value("b") == [4, 6])
  #expect(try computed.value("c") == [2, 2, 3, 5])
  #expect(try computed.value("d") == [0, 1])
}
