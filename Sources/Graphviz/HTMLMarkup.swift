// From the tree of an HTML-like label to its text: the one place where markup is written.

extension HTML {
  /// The label as Graphviz reads it, always with a tag in it.
  func markup() throws(GraphvizError) -> String {
    switch self {
    case .text(let runs):
      let text = Graphviz.markup(of: runs)
      if text.isEmpty { throw .invalidLabel("it holds no text") }
      return "<FONT>\(text)</FONT>"
    case .table(let table):
      return try table.markup()
    }
  }
}

extension Table {
  fileprivate func markup() throws(GraphvizError) -> String {
    try checkRows()
    var text = "<TABLE" + (try attributes.markup()) + ">"
    for row in rows {
      switch row {
      case .rule: text += "<HR/>"
      case .row(let cells):
        text += "<TR>"
        for cell in cells { text += try cell.markup() }
        text += "</TR>"
      }
    }
    return text + "</TABLE>"
  }

  /// A rule stands between two rows; a row has a cell.
  private func checkRows() throws(GraphvizError) {
    var lastIsRule = true
    for row in rows {
      switch row {
      case .rule:
        if lastIsRule { throw .invalidLabel("a rule must stand between two rows") }
        lastIsRule = true
      case .row(let cells):
        if cells.isEmpty { throw .invalidLabel("a row must have a cell") }
        lastIsRule = false
      }
    }
    if rows.isEmpty { throw .invalidLabel("a table must have a row") }
    if lastIsRule { throw .invalidLabel("a rule must stand between two rows") }
  }
}

extension Table.Attributes {
  fileprivate func markup() throws(GraphvizError) -> String {
    var list = MarkupAttributes()
    try list.add(port: port)
    list.add("BORDER", border)
    list.add("CELLBORDER", cellBorder)
    list.add("CELLSPACING", cellSpacing)
    list.add("CELLPADDING", cellPadding)
    list.add("WIDTH", width)
    list.add("HEIGHT", height)
    list.add("FIXEDSIZE", fixedSize.map { $0 ? "TRUE" : "FALSE" })
    list.add("COLOR", color?.text)
    list.add("BGCOLOR", backgroundColor?.text)
    list.add("ALIGN", align?.rawValue)
    list.add("VALIGN", verticalAlign?.rawValue)
    list.add("STYLE", rounded ? "ROUNDED" : nil)
    list.add("SIDES", sides?.letters)
    list.add("ROWS", ruledRows == true ? "*" : nil)
    list.add("COLUMNS", ruledColumns == true ? "*" : nil)
    return list.text
  }
}

extension Cell {
  fileprivate func markup() throws(GraphvizError) -> String {
    let inner =
      switch content {
      case .empty: ""
      case .table(let table): try table.markup()
      // The last line takes its place only from a break after it.
      case .text(let runs): Graphviz.markup(of: runs) + (attributes.lineAlign == nil ? "" : "<BR/>")
      }
    return "<TD" + (try attributes.markup()) + ">" + inner + "</TD>"
  }
}

extension Cell.Attributes {
  fileprivate func markup() throws(GraphvizError) -> String {
    var list = MarkupAttributes()
    try list.add(port: port)
    list.add("WIDTH", width)
    list.add("HEIGHT", height)
    list.add("FIXEDSIZE", fixedSize.map { $0 ? "TRUE" : "FALSE" })
    list.add("ALIGN", align?.rawValue)
    list.add("BALIGN", lineAlign?.rawValue)
    list.add("VALIGN", verticalAlign?.rawValue)
    list.add("COLOR", color?.text)
    list.add("BGCOLOR", backgroundColor?.text)
    list.add("BORDER", border)
    list.add("CELLPADDING", padding)
    list.add("SIDES", sides?.letters)
    list.add("COLSPAN", columns)
    list.add("ROWSPAN", rows)
    list.add("STYLE", rounded ? "ROUNDED" : nil)
    return list.text
  }
}

/// The attributes of one tag.
private struct MarkupAttributes {
  var text = ""

  mutating func add(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { text += " \(name)=\"\(value)\"" }
  }

  mutating func add(_ name: String, _ value: Int?) {
    add(name, value.map { String($0) })
  }

  mutating func add(port: String?) throws(GraphvizError) {
    guard let port else { return }
    add("PORT", try checkedPort(port))
  }
}

/// The runs' text; a run without text leaves nothing, for an empty tag is an error to Graphviz.
private func markup(of runs: [Run]) -> String {
  runs.map { $0.text.isEmpty ? "" : $0.markup() }.joined()
}

extension Run {
  fileprivate func markup() -> String {
    var text = escapedHTML(text, lineBreak: "<BR/>")
    let tags = [(superscript, "SUP"), (`subscript`, "SUB"), (underline, "U"), (italic, "I"), (bold, "B")]
    for (applies, tag) in tags where applies {
      text = "<\(tag)>\(text)</\(tag)>"
    }
    let font = fontAttributes()
    return font.isEmpty ? text : "<FONT\(font)>\(text)</FONT>"
  }

  private func fontAttributes() -> String {
    var list = MarkupAttributes()
    list.add("POINT-SIZE", size)
    list.add("COLOR", color?.text)
    list.add("FACE", face?.rawValue)
    return list.text
  }
}

/// A port's name, which must be a plain word: a colon would split it, and Graphviz doesn't unescape it.
func checkedPort(_ port: String) throws(GraphvizError) -> String {
  let isWord = port.unicodeScalars.allSatisfy { isWordScalar($0) || $0 == "." || $0 == "-" }
  guard isWord && !port.isEmpty else { throw .invalidPort(port) }
  return port
}
