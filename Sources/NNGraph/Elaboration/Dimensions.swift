import NNSyntax

extension Elaborator {
  /// Fits a shape to a written type, binding the variables that are still free.
  /// - Returns: the variable that each axis is named by, or nil after a diagnostic.
  mutating func fit(_ shape: Shape, to type: TypeSyntax, what: String, at place: Place) -> [String?]? {
    guard case .shape(let dimensions, let typePlace) = type else {
      report(
        Diagnostic(
          "wrong-type", at: place, "\(what) is a tensor of the shape \(shape), a number is wanted",
          notes: [.init("wanted here", at: type.place)]))
      return nil
    }
    guard hasOneEllipsis(dimensions, what) else { return nil }
    let ellipsis = dimensions.firstIndex(where: \.isEllipsis)
    let written = dimensions.count - (ellipsis == nil ? 0 : 1)
    guard ellipsis == nil ? shape.rank == written : shape.rank >= written else {
      report(mismatch(shape, dimensions, what, at: place, typePlace))
      return nil
    }
    var variables = [String?](repeating: nil, count: shape.rank)
    var axis = 0
    for dimension in dimensions {
      switch dimension {
      case .ellipsis:
        let count = shape.rank - written
        guard bindLeading(Array(shape.dimensions[axis..<axis + count]), what, shape, at: place) else {
          return nil
        }
        axis += count
      case .size(let size, _):
        guard shape[axis] == size else {
          report(mismatch(shape, dimensions, what, at: place, typePlace))
          return nil
        }
        axis += 1
      case .variable(let name):
        guard bind(name, to: shape[axis], what, shape, at: place) else { return nil }
        variables[axis] = name.text
        axis += 1
      }
    }
    return variables
  }

  private func mismatch(
    _ shape: Shape, _ dimensions: [DimensionSyntax], _ what: String, at place: Place, _ typePlace: Place
  ) -> Diagnostic {
    let wanted = "[" + dimensions.map(text).joined(separator: ", ") + "]"
    let isAxisMissing = frame.layer == nil && shape.rank + 1 == dimensions.count
    return Diagnostic(
      "shape-mismatch", at: callPlace(place),
      "\(callPrefix)\(what) has the shape \(shape), but \(wanted) is wanted",
      notes: [.init("\(wanted) is written here", at: typePlace)],
      hint: isAxisMissing ? "a tensor of one row is written [[…]]" : nil)
  }

  private func text(_ dimension: DimensionSyntax) -> String {
    switch dimension {
    case .size(let size, _): "\(size)"
    case .variable(let name): frame.dimensions[name.text].map { "\(name.text)=\($0.size)" } ?? name.text
    case .ellipsis: "..."
    }
  }

  /// Which axes two ellipses stand for could not be told.
  private mutating func hasOneEllipsis(_ dimensions: [DimensionSyntax], _ what: String) -> Bool {
    guard case .ellipsis(let second)? = dimensions.filter(\.isEllipsis).dropFirst().first else { return true }
    report(
      Diagnostic(
        "repeated-ellipsis", at: second, "the shape of \(what) has ... twice",
        hint: "one ... stands for all axes that are not written"))
    return false
  }

  /// Binds a dimension variable, or checks it against what has fixed it before.
  mutating func bind(_ name: Name, to size: Int, _ what: String, _ shape: Shape, at place: Place) -> Bool {
    guard let fixed = frame.dimensions[name.text] else {
      frame.dimensions[name.text] = (size, place)
      return true
    }
    guard fixed.size == size else {
      report(
        Diagnostic(
          "dimension-mismatch", at: callPlace(place),
          "\(callPrefix)\(what) has the shape \(shape), which makes \(name.text) = \(size), but \(name.text) = \(fixed.size)",
          notes: [.init("\(name.text) = \(fixed.size) comes from here", at: fixed.from)],
          hint: transposeHint(what, shape, name.text, fixed.size)))
      return false
    }
    return true
  }

  private func transposeHint(_ what: String, _ shape: Shape, _ variable: String, _ size: Int) -> String? {
    guard shape.rank == 2, shape[1] == size, shape[0] != size else { return nil }
    return "\(what) transposed would fit: weights are [in, out]; write .T after weights stored as [out, in]"
  }

  private mutating func bindLeading(_ sizes: [Int], _ what: String, _ shape: Shape, at place: Place) -> Bool {
    guard let leading = frame.leading else {
      frame.leading = sizes
      return true
    }
    guard leading == sizes else {
      report(
        Diagnostic(
          "dimension-mismatch", at: callPlace(place),
          "\(callPrefix)\(what) has the shape \(shape), whose leading sizes \(sizes) differ from \(leading)"))
      return false
    }
    return true
  }

  /// The shape that a written type says, with the variables that are bound.
  mutating func shape(of type: TypeSyntax, what: String) -> (shape: Shape, variables: [String?])? {
    guard case .shape(let dimensions, let typePlace) = type else {
      report(Diagnostic("wrong-type", at: type.place, "\(what) needs a shape, such as [2, 3]"))
      return nil
    }
    guard hasOneEllipsis(dimensions, what) else { return nil }
    var sizes: [Int] = []
    var variables: [String?] = []
    for dimension in dimensions {
      switch dimension {
      case .size(let size, _):
        sizes.append(size)
        variables.append(nil)
      case .variable(let name):
        guard let size = size(of: name) else { return nil }
        sizes.append(size)
        variables.append(name.text)
      case .ellipsis(let place):
        guard let leading = frame.leading else {
          report(Diagnostic("unknown-dimension", at: place, "what ... stands for is not known here"))
          return nil
        }
        sizes += leading
        variables += leading.map { _ in nil }
      }
    }
    guard let shape = Shape(sizes) else {
      report(badSizes(sizes, what, at: typePlace))
      return nil
    }
    return (shape, variables)
  }

  private func badSizes(_ sizes: [Int], _ what: String, at place: Place) -> Diagnostic {
    if let size = sizes.first(where: { $0 < 1 }) {
      return Diagnostic(
        "bad-size", at: callPlace(place), "\(callPrefix)\(what) has a size of \(size)",
        hint: "sizes are at least 1")
    }
    let product = sizes.reduce(1.0) { $0 * Double($1) }
    return Diagnostic(
      "too-large", at: callPlace(place),
      "\(callPrefix)\(what) of the shape \(sizes) has \(product) elements, more than can be counted",
      hint: "choose smaller sizes")
  }

  private mutating func size(of name: Name) -> Int? {
    if let (size, _) = frame.dimensions[name.text] { return size }
    if case .literal(let literal)? = frame.names[name.text]?.meaning, let size = literal.integer {
      return size
    }
    report(
      Diagnostic(
        "unknown-dimension", at: callPlace(name.place), "\(callPrefix)nothing fixes the size \(name.text)",
        hint: "write a number, or give \(name.text) a size by a tensor whose numbers are written"))
    return nil
  }
}

extension DimensionSyntax {
  fileprivate var isEllipsis: Bool { if case .ellipsis = self { true } else { false } }
}
