import NNC

extension CompileRequest {
  /// What the commonest command lines ask for: models called `.nn` or `-`, `--emit` and `-o`, each with a word after
  /// it; nil for any other, which is left to ArgumentParser. That describes all commands and options to itself before
  /// it reads a word, which takes longer than to compile a small model.
  init?(shortForm words: some Collection<String>) {
    self.init(models: [])
    var rest = words.makeIterator()
    while let word = rest.next() {
      switch word {
      case "--emit":
        guard let value = rest.next(), CompileRequest.isPlain(value) else { return nil }
        emit.append(value)
      case "-o" where output == nil:
        guard let value = rest.next(), CompileRequest.isPlain(value) else { return nil }
        output = value
      default:
        guard word == "-" || word.hasSuffix(".nn"), CompileRequest.isPlain(word) else { return nil }
        models.append(word)
      }
    }
    if models.isEmpty { return nil }
  }

  private static func isPlain(_ word: String) -> Bool { word == "-" || !word.isEmpty && !word.hasPrefix("-") }
}
