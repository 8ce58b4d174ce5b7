import Graphviz
import NNRuntime

extension Look {
  /// A mark as a line of text; what is wrong stands on a band.
  func markBlock(_ mark: Mark) -> Block {
    let isAlarm = mark.kind == .warning || mark.kind == .error
    var block = text(
      "\(mark.sign) \(mark.text)", paint: mark.kind.ink, size: isAlarm ? size - 1 : size - 3, bold: isAlarm)
    block.paint = mark.kind.band.map(color)
    guard isAlarm else { return block }
    return Block(content: block.content, width: block.width + 8, height: block.height + 2, paint: block.paint)
  }

  /// The stroke of a backward arrow. Checked ones differ in weight, dashes and ends, so that they are told apart in
  /// grey too.
  func stroke(_ verdict: GradientCheck.Verdict?) -> [Attribute] {
    switch verdict {
    case nil:
      [Attribute(.color, color(Palette.backward)), Attribute(.penWidth, 1.9), Attribute(.arrowSize, 0.6)]
    case .right:
      [Attribute(.color, color(Palette.right)), Attribute(.penWidth, 1.3), Attribute(.arrowSize, 0.6)]
    case .wrong:
      [
        Attribute(.color, color(Palette.wrong)), Attribute(.penWidth, 4.5), Attribute(.arrowSize, 0.7),
        Attribute(.style, [.dashed]),
      ]
    case .kink:
      [
        Attribute(.color, color(Palette.right)), Attribute(.penWidth, 1.9), Attribute(.arrowSize, 0.8),
        Attribute(.style, [.dotted]), Attribute(.arrowTail, .diamond),
      ]
    case .undecided:
      [
        Attribute(.color, color(Palette.muted)), Attribute(.penWidth, 1.9), Attribute(.arrowSize, 0.8),
        Attribute(.style, [.dotted]), Attribute(.arrowTail, .openDot),
      ]
    }
  }
}

extension Look {
  /// The stroke of a backward arrow where no step was to be checked: what arrives at an operation. It steps back behind
  /// those that were.
  var uncheckedStroke: [Attribute] {
    [Attribute(.color, color(Palette.muted)), Attribute(.penWidth, 1), Attribute(.arrowSize, 0.6)]
  }
}

extension Figure {
  /// Whether it shows a check of the backward pass.
  var isChecked: Bool { arrows.contains { $0.verdict != nil } }
}

extension Mark.Kind {
  fileprivate var ink: Paint {
    switch self {
    case .right: Palette.right
    case .note: Palette.muted
    case .warning, .error: Palette.ink
    }
  }

  fileprivate var band: Paint? {
    switch self {
    case .right, .note: nil
    case .warning: Palette.warningBand
    case .error: Palette.errorBand
    }
  }
}

extension [Mark] {
  /// The frame round what has a mark: thick where something is wrong.
  var frameWidth: Int { contains { $0.kind == .error } ? 4 : contains { $0.kind == .warning } ? 3 : 1 }

  /// The colour of that frame; nil if nothing is wrong.
  var framePaint: Paint? {
    contains { $0.kind == .error } ? Palette.wrong : contains { $0.kind == .warning } ? Palette.warning : nil
  }
}
