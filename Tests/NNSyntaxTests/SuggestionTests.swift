import NNSyntax
import Testing

private let layers = ["affine", "relu", "sigmoid", "softmax_loss", "softmax", "tanh", "max", "mean"]

@Test(arguments: [
  ("afine", "affine"), ("Affine", "affine"), ("softmaxloss", "softmax_loss"), ("Relu", "relu"),
  ("sigmiod", "sigmoid"), ("r\u{435}lu", "relu"), ("RELU", "relu"), ("softmx", "softmax"),
  ("SoftmaxLoss", "softmax_loss"),
])
func suggestsTheNearestName(_ name: String, _ wanted: String) {
  #expect(suggestion(for: name, among: layers) == wanted)
}

@Test(arguments: ["conv", "x", "transformer", "", "rlxx"]) func suggestsNothingFar(_ name: String) {
  #expect(suggestion(for: name, among: layers) == nil)
}

@Test func prefersTheEarlierOfTwoAsNear() {
  #expect(suggestion(for: "bat", among: ["cat", "hat"]) == "cat")
  #expect(suggestion(for: "abcdefghi", among: ["abcdefgxy", "abcdefghx"]) == "abcdefghx")
}

@Test func tellsLettersOfOtherScripts() {
  #expect(confusableHint("r\u{435}lu") == "contains Cyrillic U+0435, which looks like `e`")
  #expect(confusableHint("\u{3BF}ut")?.contains("Greek U+03BF") == true)
  #expect(confusableHint("\u{FF52}elu")?.contains("U+FF52") == true)
  #expect(confusableHint("\u{212A}")?.contains("U+212A") == true)
  #expect(confusableHint("relu") == nil)
  #expect(confusableHint("α₁") == nil)
  #expect(confusableHint("名前") == nil)
}
