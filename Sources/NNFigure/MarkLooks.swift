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

  /// The stroke of a forward arrow.
  var forwardStroke: Stroke { Stroke(color: color(Palette.forward), width: 1.1, arrowSize: 0.65) }

  /// The stroke of a backward arrow. Checked ones differ in weight, dashes and ends, so that they are told apart in
  /// grey too. Where steps are checked but not this one, which is what arrives at an operation, it stands behind them.
  func backwardStroke(_ arrow: Figure.Arrow) -> Stroke {
    switch arrow.verdict {
    case nil where isChecked: Stroke(color: color(Palette.muted), width: 1, arrowSize: 0.6)
    case nil: Stroke(color: color(Palette.backward), width: 1.9, arrowSize: 0.6)
    case .right: Stroke(color: color(Palette.right), width: 1.3, arrowSize: 0.6)
    case .wrong: Stroke(color: color(Palette.wrong), width: 4.5, arrowSize: 0.7, style: .dashed)
    case .kink:
      Stroke(color: color(Palette.right), width: 1.9, arrowSize: 0.8, style: .dotted, arrow: .diamond)
    case .undecided:
      Stroke(color: color(Palette.muted), width: 1.9, arrowSize: 0.8, style: .dotted, arrow: .openDot)
    }
  }
}

/// The line of an arrow.
struct Stroke {
  let color: Color
  let width: Double
  /// The size of its arrowhead, as Graphviz counts it.
  let arrowSize: Double
  /// Dashed or dotted; else solid.
  var style: Style?
  var arrow = Arrow.normal

  /// For an edge whose arrowhead stands at its tail.
  var attributes: [Attribute] {
    [Attribute(.color, color), Attribute(.penWidth, width), Attribute(.arrowSize, arrowSize)]
      + (style.map { [Attribute(.style, [$0])] } ?? [])
      + (arrow == .normal ? [] : [Attribute(.arrowTail, arrow)])
  }
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
