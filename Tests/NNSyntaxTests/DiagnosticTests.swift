import NNSyntax
import Testing

@Test(arguments: numberCases) func refusesToken(_ program: Case) { check(program) }

@Test(arguments: structureCases) func refusesStructure(_ program: Case) { check(program) }

@Test(arguments: characterCases) func refusesCharacter(_ program: Case) { check(program) }

@Test(arguments: byteCases) func refusesBytes(_ program: ByteCase) {
  let found = ids(program.bytes)
  #expect(found == program.ids, "\(program.name)")
}

@Test func everyDiagnosticIsHit() {
  var hit: Set<String> = ["source-too-large"]
  for program in numberCases + structureCases + characterCases {
    hit.formUnion(split(program.text).marks.map(\.id))
  }
  for program in byteCases { hit.formUnion(program.ids) }
  #expect(syntaxDiagnosticIDs.filter { !hit.contains($0) } == [])
  #expect(hit.filter { !syntaxDiagnosticIDs.contains($0) } == [])
}

@Test func refusesTooLargeSources() {
  #expect(ids([UInt8](repeating: 0x20, count: sourceSizeLimit + 1)) == ["source-too-large"])
}

@Test func identitiesAreUnique() {
  #expect(Set(syntaxDiagnosticIDs).count == syntaxDiagnosticIDs.count)
}

@Test func namesTheOffsetAndTheLineOfBadBytes() throws {
  let bytes = Array("x = 1\ny = ".utf8) + [0xFF]
  let diagnostic = try #require(parse(Source(name: "m.nn", bytes: bytes), index: 3).diagnostics.first)
  #expect(diagnostic.message.contains("byte 10"))
  #expect(diagnostic.message.contains("line 2"))
  #expect(diagnostic.place == Place(source: 3, range: 10..<11))
}

@Test func keepsGoodStatementsAroundBadOnes() {
  let text = "a = [1 2]\nb = 3\nlayer f(x) = )\nc = b\n"
  let result = parse(Source(name: "m.nn", text: text), index: 0)
  #expect(
    result.syntax.text()
      == "(bind a (missing))\n(bind b 3)\n(layer f ((x))\n  (return (missing))\n)\n(bind c b)\n")
}

@Test func readsAGoodModelAfterRubbish() {
  let rubbish = String(repeating: "%% ?? [ ( lorem ipsum\n", count: 40)
  let text = parse(Source(name: "m.nn", text: rubbish + "x = [1, 2]\ny = f(x)\n"), index: 0).syntax.text()
  #expect(text.hasSuffix("(bind x (numbers 1 2))\n(bind y (call f x))\n"))
}
