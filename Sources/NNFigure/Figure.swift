public import NNRuntime

/// What is drawn: boxes, arrows, frames and texts. Plain data, without coordinates.
public struct Figure: Sendable {
  /// The model's name; the start of every identity in the drawing.
  public var name: String
  /// The title over the drawing.
  public var title: String?
  /// What the drawing says, in sentences, for those who can't see it.
  public var sentences: [String]
  /// The manner of drawing.
  public var style: FigureOptions.Style
  /// The colours.
  public var theme: FigureOptions.Theme
  /// Where the forward pass runs to.
  public var direction: FigureOptions.Direction
  /// Values and operations, in topological order.
  public var boxes: [Box] = []
  /// The arrows between them.
  public var arrows: [Arrow] = []
  /// Frames around boxes; a frame stands after the one around it.
  public var frames: [Frame] = []
  /// What the drawing leaves out, in sentences.
  public var notes: [String] = []

  /// A value or an operation.
  public struct Box: Sendable {
    /// What it is.
    public enum Kind: Sendable {
      /// An operation with its sign, in a circle.
      case operation(String)
      /// A layer's use, a folded group, or several of them, in a rounded box.
      case layer(String, detail: String?)
      /// A value.
      case value(Card)
    }
    /// Its identity, unique in the figure.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// The frame that it stands in.
    public var frame: Int?
    /// What it is, in words.
    public var words: String
    /// What the figure points at here.
    public var marks: [Mark] = []
  }

  /// An arrow.
  public struct Arrow: Sendable {
    /// From a value's box to an operation's, or the reverse; indices of `boxes`.
    public var from: Int
    /// Where it leads in the forward pass.
    public var to: Int
    /// Whether a gradient flows back along it.
    public var hasGradient: Bool
    /// How the gradient that flows back along it was found, if it was checked.
    public var verdict: GradientCheck.Verdict?
    /// Whether it belongs to the line that the reader follows, rather than to a parameter.
    public var isMain: Bool
  }

  /// A frame around boxes.
  public struct Frame: Sendable {
    /// Its identity.
    public var id: String
    /// What stands at its top.
    public var title: String
    /// The frame around it.
    public var parent: Int?
    /// Whether it is a group of the file, not a layer.
    public var isGroup: Bool
  }
}

/// What is told of a value.
public struct Card: Sendable {
  /// Its name, as it is printed.
  public var name: String
  /// Whether the name is one, not a formula.
  public var isNamed: Bool
  /// The number of its axes, which decides how the name is set.
  public var rank: Int
  /// Its shape, such as `(N=2, 3)`; nil if it is not shown.
  public var shape: String?
  /// Its numbers; nil if they are not shown.
  public var value: Panel?
  /// Its gradient.
  public var gradient: GradientPart
}

/// What is told of a value's gradient.
public enum GradientPart: Sendable {
  /// The value has none, such as a label.
  case none
  /// The name ∂L/∂x unless the formula says enough, the formula if it is short, its numbers, and what each use adds,
  /// if there are several.
  case flows(name: String?, formula: PrintedFormula?, panel: Panel?, contributions: [Contribution])
}

/// A formula as it is printed.
public struct PrintedFormula: Sendable {
  /// The formula.
  public var text: String
  /// The shapes of the factors of a matrix product, such as `(3, 2) · (2, 4)`, so that the inner sizes are seen to
  /// match; nil for any other formula, or where no shapes are shown.
  public var factors: String?
}

/// What one use of a value adds to its gradient.
public struct Contribution: Sendable {
  /// The use.
  public var from: String
  /// What it adds.
  public var panel: Panel
}

/// Numbers as they are shown.
public struct Panel: Sendable {
  /// What stands in a cell.
  public struct Cell: Sendable {
    /// The number, or nothing in a heat map.
    public var text: String
    /// Sign and size, −4 … 4 by the greatest number of the tensor.
    public var tint: Int
  }
  /// Rows of cells.
  public var rows: [[Cell]]
  /// Whether it is a heat map of a tensor too large for numbers.
  public var isHeatMap: Bool
  /// Mean and deviation, least and greatest; nil if not shown.
  public var statistics: [String]
}
