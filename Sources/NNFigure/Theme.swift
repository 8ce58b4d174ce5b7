import Graphviz

/// A colour by what it is for, with its shade on a light and on a dark page. In an SVG it is a presentation
/// attribute and the class `nnc-` and its name, so that a style sheet can change it.
struct Paint: Sendable {
  let name: String
  let light: UInt32
  let dark: UInt32

  func color(_ theme: FigureOptions.Theme) -> Color { Color(theme == .dark ? dark : light) }
}

/// The colours of all figures. Blue and orange, rose and teal stay apart for the colour-blind; gradients are also
/// drawn heavier. Each light shade stands for one paint alone: a drawing's colours are told apart by it.
enum Palette {
  static let ink = Paint(name: "ink", light: 0x1B2130, dark: 0xE8EBF2)
  static let muted = Paint(name: "muted", light: 0x667085, dark: 0x9BA5B7)
  static let gradientInk = Paint(name: "gradient", light: 0xB4123A, dark: 0xFF8FA3)
  static let forward = Paint(name: "forward", light: 0x26324A, dark: 0xC6CEDD)
  static let backward = Paint(name: "backward", light: 0xC2183C, dark: 0xFB7185)
  static let card = Paint(name: "card", light: 0xFFFFFF, dark: 0x171B25)
  static let cardLine = Paint(name: "card-line", light: 0xC5CFDD, dark: 0x3C465A)
  static let layer = Paint(name: "layer", light: 0xEDEFFF, dark: 0x272B52)
  static let layerLine = Paint(name: "layer-line", light: 0x5B5FEF, dark: 0x8B93FF)
  static let operation = Paint(name: "operation", light: 0xF3F6FB, dark: 0x222938)
  static let operationLine = Paint(name: "operation-line", light: 0x46536B, dark: 0xAAB4C6)
  static let frame = Paint(name: "frame", light: 0xF8F9FC, dark: 0x1A1F2B)
  static let frameLine = Paint(name: "frame-line", light: 0xB9C3D4, dark: 0x465067)
  static let right = Paint(name: "right", light: 0x0B7A6B, dark: 0x3FC9B4)
  static let wrong = Paint(name: "wrong", light: 0xA10016, dark: 0xFF6B57)
  static let warning = Paint(name: "warning", light: 0x9A5B00, dark: 0xF2B33D)
  static let warningBand = Paint(name: "warning-band", light: 0xFFE08A, dark: 0x5C4408)
  static let errorBand = Paint(name: "error-band", light: 0xFFC9BF, dark: 0x6B1D14)

  private static let positiveValues = ramp(
    "value-plus", [0xE9F0FE, 0xC9DCFD, 0x9FC1FB, 0x74A3F5], [0x1B2740, 0x20386B, 0x274C95, 0x3163C4])
  private static let negativeValues = ramp(
    "value-minus", [0xFEF0E4, 0xFDDCC0, 0xFBBE8B, 0xF59E57], [0x34241A, 0x57351C, 0x804919, 0xAD5E16])
  private static let positiveGradients = ramp(
    "gradient-plus", [0xFDECF0, 0xFACFDA, 0xF3A5B8, 0xE97A95], [0x361C26, 0x5A2237, 0x832B4A, 0xAF375F])
  private static let negativeGradients = ramp(
    "gradient-minus", [0xE3F5F2, 0xBFE7E1, 0x8DD3C9, 0x58B9AC], [0x16302F, 0x194945, 0x1B655E, 0x1D8379])

  private static func ramp(_ name: String, _ light: [UInt32], _ dark: [UInt32]) -> [Paint] {
    zip(light, dark).enumerated().map { Paint(name: "\(name)-\($0 + 1)", light: $1.0, dark: $1.1) }
  }

  /// The paint of a cell by its tint; nil for none.
  static func tint(_ level: Int, isGradient: Bool) -> Paint? {
    guard level != 0 else { return nil }
    let positive = isGradient ? positiveGradients : positiveValues
    let negative = isGradient ? negativeGradients : negativeValues
    return level > 0 ? positive[min(level, 4) - 1] : negative[min(-level, 4) - 1]
  }

  /// The paint whose light shade a colour is.
  static func paint(light: UInt32) -> Paint? { lights.firstIndex(of: light).map { all[$0] } }

  private static let lights = all.map(\.light)

  /// Every paint.
  static let all =
    [
      ink, muted, gradientInk, forward, backward, card, cardLine, layer, layerLine, operation, operationLine,
      frame, frameLine, right, wrong, warning, warningBand, errorBand,
    ] + positiveValues + negativeValues + positiveGradients + negativeGradients
}
