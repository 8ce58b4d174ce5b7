import Graphviz

/// How wide a text may turn out. Readers have different fonts in place of Helvetica and Times; these are the widths
/// of the widest common ones (DejaVu and Liberation), so that a text fits its cell whichever is taken.
struct TextMeasure {
  let family: FontFamily
  let bold: Bool

  /// The width of a text in points, rounded up.
  func width(_ text: String, size: Int) -> Int {
    let thousandths = text.unicodeScalars.reduce(0) { $0 + width($1) }
    return (thousandths * size + 999) / 1000
  }

  /// The width of a character in thousandths of the font's size.
  private func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII {
      let index = Int(scalar.value) - 32
      return ascii.indices.contains(index) ? ascii[index] : 0
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    case .mathSymbol: return 840
    case .otherNumber, .modifierLetter: return bold ? 460 : 440
    case .lowercaseLetter: return bold ? 780 : 700
    case .uppercaseLetter: return bold ? 900 : 830
    default: return scalar.value < 0x250 ? 700 : 1000
    }
  }

  private var ascii: [Int] {
    switch (family == .times, bold) {
    case (false, false): TextMeasure.sans
    case (false, true): TextMeasure.sansBold
    case (true, false): TextMeasure.serif
    case (true, true): TextMeasure.serifBold
    }
  }

  // U+0020 … U+007E
  private static let sans = [
    317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 336, 336, 837, 837, 837, 556, 1015, 684, 686, 722, 770, 666, 610, 777, 751,
    294, 500, 666, 557, 862, 748, 787, 666, 787, 722, 666, 610, 731, 684, 988, 685, 666, 685, 390, 336, 390,
    837, 556, 500, 612, 634, 549, 634, 615, 352, 634, 633, 277, 277, 579, 277, 974, 633, 611, 634, 634, 411,
    520, 392, 633, 591, 817, 591, 591, 524, 636, 336, 636, 837,
  ]

  // U+0020 … U+007E
  private static let sansBold = [
    348, 456, 520, 837, 695, 1001, 872, 306, 457, 457, 522, 837, 379, 415, 379, 365, 695, 695, 695, 695,
    695, 695, 695, 695, 695, 695, 399, 399, 837, 837, 837, 610, 1000, 773, 762, 733, 830, 683, 683, 820,
    836, 372, 556, 774, 637, 995, 836, 850, 732, 850, 770, 720, 682, 812, 773, 1103, 770, 724, 725, 457,
    365, 457, 837, 556, 500, 674, 715, 592, 715, 678, 435, 715, 711, 342, 342, 665, 342, 1041, 711, 687,
    715, 715, 493, 595, 478, 711, 651, 923, 645, 651, 582, 711, 365, 711, 837,
  ]

  // U+0020 … U+007E
  private static let serif = [
    317, 401, 459, 837, 636, 950, 890, 274, 390, 390, 500, 837, 317, 337, 317, 336, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 336, 336, 837, 837, 837, 536, 1000, 722, 734, 765, 801, 729, 693, 798, 872,
    395, 400, 747, 664, 1023, 875, 819, 672, 819, 752, 685, 666, 842, 722, 1027, 722, 722, 694, 390, 336,
    390, 837, 500, 500, 596, 640, 560, 640, 591, 370, 640, 644, 319, 310, 605, 319, 948, 644, 602, 640, 640,
    478, 513, 401, 644, 564, 855, 563, 564, 526, 636, 336, 636, 837,
  ]

  // U+0020 … U+007E
  private static let serifBold = [
    348, 438, 555, 837, 695, 1000, 902, 306, 473, 473, 522, 837, 348, 415, 348, 365, 695, 695, 695, 695,
    695, 695, 695, 695, 695, 695, 369, 369, 837, 837, 837, 585, 1000, 775, 845, 795, 867, 762, 709, 854,
    944, 467, 500, 869, 703, 1106, 914, 871, 751, 871, 831, 722, 744, 872, 775, 1123, 775, 722, 729, 473,
    365, 473, 837, 500, 500, 647, 699, 608, 699, 636, 430, 699, 727, 379, 361, 692, 379, 1058, 727, 666,
    699, 699, 526, 562, 461, 727, 581, 860, 596, 581, 567, 643, 363, 643, 837,
  ]
}
