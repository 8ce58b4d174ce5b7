/// Labels 0 … K−1 as rows of the identity matrix, with one axis more than the labels. Labels have no gradient.
struct OneHot: Primitive {
  static let keyword = "onehot"
  static let chainRule = "has no gradient"
  static let functions = [
    Function("onehot", ["t"], options: [.init("classes", isRequired: true)]) {
      builder, call throws(ShapeError) in
      try rows(&builder, call)
    }
  ]
  static let samples = [Sample(OneHot(3), [4], domains: [.labels(3)])]

  /// The number of classes K.
  let classes: Int

  init(_ classes: Int) { self.classes = classes }

  var parameters: String { "classes=\(classes)" }
  func kernel(of operands: [Shape]) -> Kernel { .oneHot(classes: classes) }

  func shape(of operands: [Shape]) throws(ShapeError) -> Shape {
    guard let shape = Shape(operands[0].dimensions + [classes]) else {
      throw ShapeError("{0} can't be turned into rows of \(classes) classes")
    }
    return shape
  }

  func pullback(_ backward: inout Backward) -> [NodeID?] { [nil] }

  func formula(_ operands: [Formula]) -> Formula { .function("onehot", operands) }

  var inspectsOperands: Bool { true }

  func complaint(about operands: [[Double]], of shapes: [Shape]) -> String? {
    let labels = operands[0]
    let isWhole = { (label: Double) in label.rounded() == label }
    guard let row = labels.firstIndex(where: { !isWhole($0) || $0 < 0 || $0 >= Double(classes) }) else {
      return nil
    }
    let hint =
      labels.allSatisfy { isWhole($0) && $0 >= 1 && $0 <= Double(classes) }
      ? "; labels count from 0, these look as if they counted from 1" : ""
    return "label \(NumberText.shortest(labels[row])) at row \(row) is none of the \(classes) classes "
      + "0 … \(classes - 1)\(hint)"
  }

  /// Labels become rows; a target that already has a row for each sample stays as it is. In a layer whose formals
  /// say `[..., K]`, what `...` stands for tells the two apart.
  private static func rows(
    _ builder: inout GraphBuilder, _ call: Function.Arguments
  ) throws(ShapeError) -> NodeID {
    let classes = call.options["classes"]?.first ?? 1
    let shape = builder.graph[call.operands[0]].shape
    guard let leading = call.leadingDimensions else { return try builder.add(OneHot(classes), call.operands) }
    if shape.dimensions == leading + [classes] { return try builder.add(Distribution(), call.operands) }
    guard shape.dimensions == leading else {
      throw ShapeError(
        "labels of the shape \(listText(leading)) or rows of the shape \(listText(leading + [classes])) are wanted, "
          + "not {0}")
    }
    return try builder.add(OneHot(classes), call.operands)
  }
}

private func listText(_ sizes: [Int]) -> String { "[" + sizes.map(String.init).joined(separator: ", ") + "]" }
