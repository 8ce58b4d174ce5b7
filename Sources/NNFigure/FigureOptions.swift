public import NNRuntime

/// What a figure shows, and how.
public struct FigureOptions: Sendable {
  /// The manner of drawing.
  public enum Style: String, CaseIterable, Sendable {
    /// The textbook's computational graph.
    case book
    /// A card a tensor, with its numbers tinted.
    case card
  }

  /// What is told of a value.
  public enum Part: String, CaseIterable, Sendable {
    /// Its numbers.
    case values
    /// Its gradient's numbers.
    case gradients
    /// The formula of its gradient.
    case formulas
    /// Its shape.
    case shapes
    /// Mean, deviation, least and greatest number.
    case statistics
  }

  /// The colours.
  public enum Theme: String, CaseIterable, Sendable {
    /// Dark on a light page.
    case light
    /// Light on a dark page.
    case dark
    /// Whichever the reader's system prefers; where nothing can be preferred, light.
    case auto
  }

  /// Where the forward pass runs to.
  public enum Direction: String, CaseIterable, Sendable {
    /// To the right.
    case leftToRight = "LR"
    /// Down.
    case topToBottom = "TB"
  }

  /// How much of each layer is shown.
  public var detail: Detail = .layer
  /// The manner of drawing; nil for `card` at layer detail and `book` at node detail.
  public var style: Style?
  /// Layers to show in their nodes, by the name of the use or of the layer.
  public var expanded: Set<String> = []
  /// Layers and groups to show as one box, by the name of the use, of the layer or of the group.
  public var folded: Set<String> = []
  /// What is told of a value.
  public var parts: [Part] = [.values, .gradients, .formulas, .shapes]
  /// The colours.
  public var theme: Theme = .auto
  /// Where the forward pass runs to.
  public var direction: Direction = .leftToRight
  /// How many significant digits numbers have.
  public var digits = 3
  /// Above this number of boxes a figure folds: first layers are shown whole, then those in the middle become one
  /// box.
  public var boxLimit = 120

  /// The documented defaults.
  public init() {}

  /// The manner of drawing that is in force.
  public var effectiveStyle: Style { style ?? (detail == .layer ? .card : .book) }
}
