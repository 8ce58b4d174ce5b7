/// A stretch of a source with what it is, for pages that colour it.
public struct Highlight: Sendable {
  /// What stands there.
  public enum Kind: String, Sendable {
    /// A word that can't be a name, such as `layer`.
    case keyword
    /// A name.
    case name
    /// A name before an open parenthesis: a layer or a function.
    case call
    /// A number.
    case number
    /// A text in quotes.
    case string
    /// An operator or a sign.
    case sign
    /// A comment.
    case comment
    /// White space.
    case space
    /// What is no word of the language.
    case bad
  }

  /// What stands there.
  public var kind: Kind
  /// The bytes of the source.
  public var range: Range<Int>
}

/// The whole of a source in stretches, in order and without gaps. Bytes that can't be read are one bad stretch.
public func highlights(of source: Source) -> [Highlight] {
  guard checkBytes(of: source, index: 0) == nil else {
    return [Highlight(kind: .bad, range: 0..<source.bytes.count)]
  }
  var lexer = Lexer(source: source, index: 0)
  var found: [Highlight] = []
  var end = 0
  while true {
    let token = lexer.next()
    found += trivia(source, end..<token.range.lowerBound)
    if token.kind == .openParenthesis, let last = found.last, last.kind == .name {
      found[found.count - 1].kind = .call
    }
    if token.kind == .end { return found }
    found.append(Highlight(kind: kind(of: token, source), range: token.range))
    end = token.range.upperBound
  }
}

private func kind(of token: Token, _ source: Source) -> Highlight.Kind {
  switch token.kind {
  case .name: keywords.contains(source.text(token.range)) ? .keyword : .name
  case .number: .number
  case .string: .string
  case .bad: .bad
  default: .sign
  }
}

/// White space, and comments from `#` to the end of the line.
private func trivia(_ source: Source, _ range: Range<Int>) -> [Highlight] {
  var found: [Highlight] = []
  var start = range.lowerBound
  while start < range.upperBound {
    let isComment = source.bytes[start] == 0x23
    let rest = source.bytes[start..<range.upperBound]
    let end =
      isComment
      ? rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? range.upperBound
      : rest.firstIndex(of: 0x23) ?? range.upperBound
    found.append(Highlight(kind: isComment ? .comment : .space, range: start..<end))
    start = end
  }
  return found
}
