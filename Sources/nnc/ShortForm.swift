import NNC

extension CompileRequest {
  /// What the commonest command lines ask for: models in files called `.nn`, `--emit` and `-o`, each with a word after
  /// it; nil for any other, which is left to ArgumentParser. That describes all commands and options to itself before
  /// it reads a word, which takes longer than to compile a small model.
  init?(shortForm words: some Collection<String>) {
    var models: [String] = []
    var values: [String: String] = [:]
    var rest = words.makeIterator()
    while let word = rest.next() {
      switch word {
      case "--emit", "-o":
        guard let value = rest.next(), !value.isEmpty, !value.hasPrefix("-"),
          values.updateValue(value, forKey: word) == nil
        else { return nil }
      default:
        guard word.hasSuffix(".nn"), !word.hasPrefix("-") else { return nil }
        models.append(word)
      }
    }
    guard !models.isEmpty else { return nil }
    self.init(models: models)
    emit = values["--emit"]
    output = values["-o"]
  }
}
