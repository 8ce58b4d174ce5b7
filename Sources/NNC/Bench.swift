/// How long a step of a model takes, and each stage of its compilation.
public struct Bench: Sendable {
  /// The precision.
  public let dtype: DType
  /// How many workers shared the work.
  public let threads: Int
  /// The median time of a forward and backward pass, in seconds.
  public let secondsPerStep: Double
  /// The times between which half of all samples lie, in seconds.
  public let spread: (low: Double, high: Double)
  /// The operations of a step; a function such as exp counts as one.
  public let operationsPerStep: Int
  /// The bytes of the arena in which values lie between kernels.
  public let arenaBytes: Int
  /// The most bytes that are alive at once.
  public let arenaBoundBytes: Int
  /// The least time of each stage of compilation, in seconds, in order.
  public let stages: [(name: String, seconds: Double)]
}

/// Times a step of a compiled model, which computes its output and the gradients of its parameters, and each stage of
/// its compilation. It takes about two seconds, more where one step takes that long.
/// - Parameter threads: how many workers share large work; nil for as many as pay.
public func bench(_ compilation: Compilation, threads: Int? = nil) -> Bench {
  switch compilation.options.dtype {
  case .f64: bench(compilation, threads, Double.self)
  case .f32: bench(compilation, threads, Float.self)
  }
}

private func bench<T: Precision>(_ compilation: Compilation, _ threads: Int?, _ type: T.Type) -> Bench {
  let plan = planStep(compilation.model)
  let execution = Execution<T>(plan, threads: threads)
  let samples = samplesOfSteps { execution.run(times: $0) }
  return Bench(
    dtype: compilation.options.dtype, threads: execution.workers, secondsPerStep: samples[samples.count / 2],
    spread: (samples[samples.count / 4], samples[samples.count * 3 / 4]),
    operationsPerStep: plan.operationCount,
    arenaBytes: execution.arenaBytes, arenaBoundBytes: execution.boundBytes, stages: stages(compilation))
}

/// The times of a step in rising order. A sample is as many steps as take long enough to be timed.
private func samplesOfSteps(_ run: (Int) -> Void) -> [Double] {
  run(1)
  var steps = 1
  while seconds({ run(steps) }) < 0.01, steps < 1 << 24 { steps *= 2 }
  let clock = ContinuousClock()
  let end = clock.now + .seconds(2)
  var samples: [Double] = []
  repeat { samples.append(seconds { run(steps) } / Double(steps)) } while samples.count < 9 || clock.now < end
  return samples.sorted()
}

/// The least time of each stage over a few repetitions: what disturbs a run only makes it longer.
private func stages(_ compilation: Compilation) -> [(name: String, seconds: Double)] {
  let source = compilation.program.sources[Program.model]
  let differentiated = differentiate(compilation.graph)
  func least(_ body: () -> Void) -> Double {
    var best = seconds(body)
    for _ in 0..<4 where best < 0.2 { best = min(best, seconds(body)) }
    return best
  }
  return [
    ("parse", least { _ = parse(source, index: Program.model) }),
    (
      "elaborate",
      least {
        _ = elaborate(compilation.program, seed: compilation.options.seed, limits: compilation.options.limits)
      }
    ),
    ("differentiate", least { _ = differentiate(compilation.graph) }),
    ("simplify", least { _ = simplify(differentiated.graph) }),
    ("plan", least { _ = planStep(compilation.model) }),
  ]
}

private func seconds(_ body: () -> Void) -> Double {
  let time = ContinuousClock().measure(body).components
  return Double(time.seconds) + Double(time.attoseconds) * 1e-18
}

extension Bench {
  /// The `nnc.bench/1` object.
  public var json: String {
    JSON.object([
      ("schema", .string("nnc.bench/1")),
      ("dtype", .string(dtype.rawValue)),
      ("threads", .number("\(threads)")),
      ("secondsPerStep", .number(secondsPerStep)),
      ("spread", .array([.number(spread.low), .number(spread.high)])),
      ("flopsPerStep", .number("\(operationsPerStep)")),
      ("arenaBytes", .number("\(arenaBytes)")),
      ("arenaBoundBytes", .number("\(arenaBoundBytes)")),
      ("stages", .object(stages.map { ($0.name, .number($0.seconds)) })),
    ]).text() + "\n"
  }

  /// The same for people.
  public func text(name: String) -> String {
    let rate = Double(operationsPerStep) / secondsPerStep * 1e-9
    var rows = [
      (
        "step",
        "\(duration(secondsPerStep)), half of all between \(duration(spread.low)) and \(duration(spread.high))"
      ),
      ("operations", "\(operationsPerStep), \(NumberText.significant(rate, digits: 3)) G/s"),
      ("arena", "\(arenaBytes) bytes, at most \(arenaBoundBytes) alive at once"),
    ]
    rows += stages.map { ($0.name, duration($0.seconds)) }
    let width = rows.map(\.0.count).max() ?? 0
    let lines = rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count) + "  " + $0.1 }
    let workers = threads == 1 ? "1 thread" : "\(threads) threads"
    return (["\(name): \(dtype.rawValue), \(workers)"] + lines).joined(separator: "\n") + "\n"
  }

  private func duration(_ seconds: Double) -> String {
    let (factor, unit) = seconds < 1e-3 ? (1e6, "µs") : seconds < 1 ? (1e3, "ms") : (1, "s")
    return "\(NumberText.significant(seconds * factor, digits: 3)) \(unit)"
  }
}
