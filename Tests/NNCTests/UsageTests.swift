import Foundation
import NNC
import Testing

@Suite struct UsageTests {
  @Test(arguments: [
    (["m.nn", "--emit", "svg,json", "-o", "x"], "write --emit svg=PATH,json=PATH"),
    (["-", "--emit", "svg,json"], "write --emit svg=PATH,json=PATH"),
    (["m.nn", "--emit", "svgg"], "there is no kind 'svgg'; did you mean svg?"),
    (["m.nn", "--emit", "html"], "Kinds: svg, dot, png, pdf, json, text"),
    (["m.nn", "--emit", ""], "there is no kind ''"),
    (["m.nn", "--emit", "svg="], "a path is missing after svg="),
    (["m.nn", "--emit", "svg,,json"], "there is no kind ''"),
    (["m.nn", "-o", "x.bmp"], "can't be read off x.bmp; say --emit with one of svg, dot"),
    (["m.nn", "-o", ""], "a path is missing after -o"),
    (["m.nn", "-o"], "Missing value for '-o"),
    (["m.nn", "--emit"], "Missing value for '--emit"),
    (["m.nn", "--emit", "--full"], "Missing value for '--emit"),
    (["m.nn", "--detial", "node"], "Did you mean '--detail'?"),
    (["m.nn", "--detail", "nod"], "'layer' and 'node'"),
    (["m.nn", "--style", "x"], "'book' and 'card'"),
    (["m.nn", "--theme", "x"], "light"),
    (["m.nn", "--direction", "RL"], "'LR' and 'TB'"),
    (["m.nn", "--dtype", "f16"], "'f64' and 'f32'"),
    (["m.nn", "--diagnostics", "xml"], "human"),
    (["m.nn", "--show", "value"], "there is no part 'value' to show; did you mean values?"),
    (["m.nn", "--digits", "0"], "--digits takes 1 to 17"),
    (["m.nn", "--digits", "18"], "--digits takes 1 to 17"),
    (["m.nn", "--seed=-1"], "--seed"),
    (["m.nn", "--max-errors", "0"], "at least 1"),
    (["m.nn", "--max-memory", "0"], "--max-memory takes 1 to"),
    (["m.nn", "--max-memory", "9223372036854775807"], "--max-memory takes 1 to"),
    (["m.nn", "--expand", "sigmod1"], "no layer or group sigmod1 in model; did you mean sigmoid1?"),
    (["m.nn", "--fold", "Sigmoid"], "did you mean sigmoid?"),
    (["m.nn", "n.nn", "--fold", "nothing"], "no layer or group nothing in any of the models"),
    (["m.nn", "n.nn", "-o", "x.svg"], "-o x.svg takes one model"),
    (["check", "m.nn", "--tolerance", "nan"], "greater than 0"),
    (["check"], "Missing expected argument"),
    (["check", "m.nn", "--emit", "json"], "nnc check draws svg, dot, png or pdf; for json say nnc --emit"),
    (["check", "m.nn", "-o", ""], "a path is missing after -o"),
    (["check", "m.nn", "n.nn", "-o", "x.svg"], "-o x.svg takes one model"),
    (["inspect"], "Missing expected argument"),
    (["inspect", "m.nn", "--format", "xml"], "'text', 'json', 'csv', 'html' or 'svg'"),
    (["inspect", "m.nn", "--sort", "size"], "- cumulative"),
    (["inspect", "m.nn", "--only", "sigmoid,z"], "there is no value, layer or role z in the model"),
    (["inspect", "m.nn", "--only", "sigmod"], "did you mean sigmoid?"),
    (["inspect", "m.nn", "--digits", "0"], "--digits takes 1 to 17"),
    (["inspect", "m.nn", "--vanishing", "2"], "--vanishing takes a share from 0 to 1"),
    (["inspect", "m.nn", "--saturated-share", "nan"], "--saturated-share takes a share from 0 to 1"),
    (["inspect", "m.nn", "--exploding", "0.5"], "--exploding takes a factor of at least 1"),
    (["inspect", "m.nn", "-o", "./m.nn"], "./m.nn is the model; write the inspection to another file"),
    (["doctor", "m.nn"], "Unexpected argument 'm.nn'"),
    (["derive"], "Missing expected argument"),
    (["derive", "sigmiod"], "there is no layer sigmiod; did you mean sigmoid?"),
    (["derive", "nothing"], "Layers: "),
    (["derive", "relu", "--digits", "18"], "--digits takes 1 to 17"),
    (["derive", "relu", "--format", "pdf"], "'text', 'markdown', 'latex'"),
    (["derive", "relu", "-o", ""], "a path is missing after -o"),
    (["derive", "m.nn", "-o", "./m.nn"], "./m.nn is read; write the derivation to another file"),
    (["derive", "m.nn", "--import", "n.nn"], "a model has its own imports"),
  ])
  func wrongUsageSaysWhatToWrite(_ arguments: [String], _ message: String) throws {
    let folder = try Folder(["m.nn": sigmoidModel, "n.nn": sigmoidModel])
    let outcome = try folder.nnc(arguments)
    outcome.expectRefusal(64, message)
    // Whether any of several models has a name is known only after all of them.
    if !arguments.contains("nothing") { #expect(folder.names == ["m.nn", "n.nn"]) }
  }

  /// The commonest command lines are read without ArgumentParser; a command's name before them leads through it.
  @Test(arguments: [
    ["m.nn"], ["m.nn", "n.nn"], ["m.nn", "--emit", "svg,json"], ["-o", "x.dot", "m.nn"], ["m.nn", "-o", "-"],
    ["--emit", "text=-,plan", "m.nn"], ["missing.nn"], ["m.nn", "m.nn"], ["m.nn", "--emit", "svgg"],
    ["m.nn", "-o", "m.nn", "--emit", "svg"], ["m.nn", "--emit", "svg", "--emit", "json"],
  ])
  func aShortCommandLineMeansTheSameAsTheWholeOne(_ arguments: [String]) throws {
    let files = ["m.nn": sigmoidModel, "n.nn": sigmoidModel]
    let (short, whole) = (try Folder(files), try Folder(files))
    let (outcome, expected) = (try short.nnc(arguments), try whole.nnc(["compile"] + arguments))
    #expect(outcome.status == expected.status)
    #expect(outcome.output == expected.output)
    #expect(outcome.errors == expected.errors)
    #expect(short.names == whole.names)
    for name in short.names { #expect(short.text(name) == whole.text(name)) }
  }

  @Test func withoutArgumentsAnExampleIsGiven() throws {
    try Folder().nnc([]).expectRefusal(64, "a model is missing, such as: nnc model.nn")
  }

  @Test func aWordLikeACommandIsRecognised() throws {
    let outcome = try Folder(["m.nn": sigmoidModel]).nnc(["chek", "m.nn"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("did you mean the command check?"))
  }

  @Test func outputOverAModelIsRefused() throws {
    let folder = try Folder([
      "m.nn": sigmoidModel, "n.nn": sigmoidModel, "i.nn": "import \"n.nn\"\n" + sigmoidModel,
    ])
    for arguments in [
      ["m.nn", "--emit", "svg", "-o", "m.nn"], ["m.nn", "--emit", "svg", "-o", "\(folder.path)/m.nn"],
      ["n.nn", "m.nn", "--emit", "svg=./m.nn"],
    ] {
      try folder.nnc(arguments).expectRefusal(64, "m.nn is a model; write the svg to another file")
    }
    #expect(folder.text("m.nn") == sigmoidModel)
  }

  @Test func outputOverAnImportIsRefused() throws {
    let folder = try Folder([
      "m.nn": "import \"n.nn\"\ny = twice([1.0])\n", "n.nn": "layer twice(x) = x + x\n",
    ])
    try folder.nnc(["m.nn", "--emit", "svg", "-o", "n.nn"]).expectRefusal(64, "n.nn is imported by m.nn")
    #expect(folder.text("n.nn") == "layer twice(x) = x + x\n")
  }

  @Test func oneFileForTwoOutputsIsRefused() throws {
    let folder = try Folder(["m.nn": sigmoidModel, "n.nn": sigmoidModel])
    try folder.nnc(["m.nn", "--emit", "svg=a,json=./a"]).expectRefusal(
      64, "./a would be written twice: with the svg and with the json")
    try folder.nnc(["m.nn", "n.nn", "--emit", "svg=a.svg"]).expectRefusal(
      64, "with the svg of m.nn and with the svg of n.nn")
    try folder.nnc(["m.nn", "--emit", "svg,svg"]).expectRefusal(64, "m.svg would be written twice")
    #expect(folder.names == ["m.nn", "n.nn"])
  }

  @Test func layersCanBeNamedByUseByKindAndByGroup() throws {
    let folder = try Folder(["m.nn": "x = [1.0]\ngroup \"my block\" {\ny = sigmoid(x)\n}\n"])
    for arguments in [["--expand", "sigmoid1"], ["--expand", "sigmoid"], ["--fold", "my block"]] {
      let outcome = try folder.nnc(["m.nn", "-o", "-"] + arguments)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test func helpTellsEveryOptionAndNothingElse() throws {
    let folder = try Folder()
    for arguments in [["--help"], ["-h"], ["help"]] {
      let outcome = try folder.nnc(arguments)
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
      let help = outcome.output
      for word in [
        "--emit", "-o, --output", "--detail", "--expand", "--fold", "--show", "--style", "--theme",
        "--direction", "--digits", "--dtype", "--seed", "--diagnostics", "--max-errors", "--max-memory",
        "--allow-outside", "--threads", "--full", "--version", "check", "inspect", "derive", "docs", "bench",
        "doctor",
        "f64, f32", "human, short,",
        "layer, node", "book, card", "light, dark, auto", "LR, TB", "0 done",
      ] { #expect(help.contains(word), "\(word)") }
      for word in ["fmt", "docs-worker"] {
        #expect(!help.contains(word), "\(word)")
      }
      for kind in Emission.allCases { #expect(help.contains(kind.rawValue)) }
      #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test func theVersionIsOneLine() throws {
    let outcome = try Folder().nnc(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test func doctorSaysWhatIsThere() throws {
    let outcome = try Folder().nnc(["doctor"])
    #expect(outcome.status == 0)
    for word in ["nnc ", "vector instructions: ", "Graphviz ", "svg: works", "png: works", "pdf: works"] {
      #expect(outcome.output.contains(word))
    }
    #expect(outcome.errors.isEmpty)
  }
}
