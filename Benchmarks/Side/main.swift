// nnc's side of the benchmarks, one process a measurement; the driver, bench.py, names it:
//   step MODEL DTYPE THREADS   forward and backward passes of a compiled model
//   figure MODEL               from the model's text to the SVG's bytes, with every node drawn
//   dot MODEL                  the same figure's DOT text, written once
//   stage NAME MODEL           one stage of compilation
// It says that it is ready, takes a number a line, does that many steps and answers the seconds that they took.
import NNC
import NNFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ends with the reason that the driver shows.
func skip(_ reason: String) -> Never {
  print("skip \(reason.split(separator: "\n").first ?? "")")
  exit(1)
}

func source(_ path: String) -> Source {
  do {
    return try readModel(path)
  } catch {
    skip("\(path) can't be read")
  }
}

func compiled(_ path: String, dtype: DType = .f64) -> Compilation {
  var options = CompileOptions()
  options.dtype = dtype
  do {
    return try compile(source(path), options: options)
  } catch {
    skip("\(error)")
  }
}

func say(_ line: String) {
  print(line)
  fflush(nil)
}

/// Answers one line after the other with the time of so many steps.
func answer(_ facts: String = "{}", _ steps: (Int) -> Void) {
  say("ready \(facts)")
  while let line = readLine(), let count = Int(line) {
    let time = ContinuousClock().measure { steps(count) }.components
    say("\(Double(time.seconds) + Double(time.attoseconds) * 1e-18)")
  }
}

func step<T: Precision>(_ path: String, threads: Int?, _ type: T.Type) {
  let execution = Execution<T>(planStep(compiled(path, dtype: T.dtype).model), threads: threads)
  let facts =
    "{\"workers\": \(execution.workers), \"arenaBytes\": \(execution.arenaBytes), "
    + "\"boundBytes\": \(execution.boundBytes)}"
  answer(facts) { execution.run(times: $0) }
}

/// Options that fold nothing.
let unfolded: FigureOptions = {
  var options = FigureOptions()
  options.boxLimit = .max
  return options
}()

func figure(_ path: String) {
  let source = source(path)
  answer { count in
    for _ in 0..<count {
      do {
        _ = try emit(.svg, try compile(source), options: unfolded)
      } catch {
        skip("\(error)")
      }
    }
  }
}

/// What a stage does, given what the stages before it made.
func work(of stage: String, _ path: String) -> () -> Void {
  let source = source(path)
  if stage == "compile to plan" {
    return {
      let program = parseProgram(source, importing: noImports)
      guard let graph = elaborate(program).graph else { skip("the model doesn't compile") }
      _ = planStep(Model(graph))
    }
  }
  if stage == "compile" { return { _ = try? compile(source) } }
  let compilation = compiled(path)
  let definition = differentiate(compilation.graph).graph
  switch stage {
  case "parse": return { _ = parseProgram(source, importing: noImports) }
  case "elaborate": return { _ = elaborate(compilation.program) }
  case "differentiate": return { _ = differentiate(compilation.graph) }
  case "simplify": return { _ = simplify(definition) }
  case "plan": return { _ = planStep(compilation.model) }
  case "report": return { _ = report(compilation.model, dtype: .f64, detail: .layer) }
  case "figure": return { _ = figure(compilation, options: unfolded) }
  case "dot text": return { _ = try? emit(.dot, compilation, options: unfolded) }
  case "derivation": return { _ = deriveLayers(compilation.model, hasNumbers: false) }
  case "page of an inspection":
    let inspection = inspect(compilation.model)
    let figure = (try? emit(.svg, compilation)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return { _ = inspectionHTML(inspection, compilation, name: "m", figure: figure, rows: inspection.rows) }
  default: skip("there is no stage \(stage)")
  }
}

let words = CommandLine.arguments.dropFirst()
switch (words.first, Array(words.dropFirst())) {
case ("step", let rest) where rest.count == 3:
  let threads = rest[2] == "auto" ? nil : Int(rest[2])
  if rest[1] == "f32" {
    step(rest[0], threads: threads, Float.self)
  } else {
    step(rest[0], threads: threads, Double.self)
  }
case ("figure", let rest) where rest.count == 1: figure(rest[0])
case ("dot", let rest) where rest.count == 1:
  do {
    try writeStandardOutput(try emit(.dot, compiled(rest[0]), options: unfolded))
  } catch {
    skip("\(error)")
  }
case ("stage", let rest) where rest.count == 2:
  let work = work(of: rest[0], rest[1])
  answer { count in for _ in 0..<count { work() } }
default: skip("usage: step MODEL DTYPE THREADS, figure MODEL, dot MODEL, or stage NAME MODEL")
}
