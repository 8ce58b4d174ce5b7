// From the tree of an HTML-like label to its text: the one place where markup is written.

extension HTML {
  /// The label as Graphviz reads it, always with a tag in it.
  func markup() throws(GraphvizError) -> String {
    var text = Bytes(capacity: 256)
    switch self {
    case .text(let runs):
      if runs.allSatisfy(\.text.isEmpty) { throw .invalidLabel("it holds no text") }
      text.add("<FONT>")
      write(runs, to: &text)
      text.add("</FONT>")
    case .table(let table): try table.write(to: &text)
    }
    return text.text
  }
}

extension Table {
  fileprivate func write(to text: inout Bytes) throws(GraphvizError) {
    try checkRows()
    text.add("<TABLE")
    try attributes.write(to: &text)
    text.add(">")
    for row in rows {
      switch row {
      case .rule: text.add("<HR/>")
      case .row(let cells):
        text.add("<TR>")
        for cell in cells { try cell.write(to: &text) }
        text.add("</TR>")
      }
    }
    text.add("</TABLE>")
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
  fileprivate func write(to text: inout Bytes) throws(GraphvizError) {
    if let port { text.add(" PORT=\"", try checkedPort(port)) }
    text.add(" BORDER=\"", border)
    text.add(" CELLBORDER=\"", cellBorder)
    text.add(" CELLSPACING=\"", cellSpacing)
    text.add(" CELLPADDING=\"", cellPadding)
    text.add(" WIDTH=\"", width)
    text.add(" HEIGHT=\"", height)
    text.add(" FIXEDSIZE=\"", fixedSize.map { $0 ? "TRUE" : "FALSE" })
    text.add(" COLOR=\"", color)
    text.add(" BGCOLOR=\"", backgroundColor)
    text.add(" ALIGN=\"", align?.rawValue)
    text.add(" VALIGN=\"", verticalAlign?.rawValue)
    text.add(" STYLE=\"", rounded ? "ROUNDED" : nil)
    text.add(" SIDES=\"", sides?.letters)
    text.add(" ROWS=\"", ruledRows == true ? "*" : nil)
    text.add(" COLUMNS=\"", ruledColumns == true ? "*" : nil)
  }
}

extension Cell {
  fileprivate func write(to text: inout Bytes) throws(GraphvizError) {
    text.add("<TD")
    try attributes.write(to: &text)
    text.add(">")
    switch content {
    case .empty: break
    case .table(let table): try table.write(to: &text)
    case .text(let runs):
      Graphviz.write(runs, to: &text)
      // The last line takes its place only from a break after it.
      if attributes.lineAlign != nil { text.add("<BR/>") }
    }
    text.add("</TD>")
  }
}

extension Cell.Attributes {
  fileprivate func write(to text: inout Bytes) throws(GraphvizError) {
    if let port { text.add(" PORT=\"", try checkedPort(port)) }
    text.add(" WIDTH=\"", width)
    text.add(" HEIGHT=\"", height)
    text.add(" FIXEDSIZE=\"", fixedSize.map { $0 ? "TRUE" : "FALSE" })
    text.add(" ALIGN=\"", align?.rawValue)
    text.add(" BALIGN=\"", lineAlign?.rawValue)
    text.add(" VALIGN=\"", verticalAlign?.rawValue)
    text.add(" COLOR=\"", color)
    text.add(" BGCOLOR=\"", backgroundColor)
    text.add(" BORDER=\"", border)
    text.add(" CELLPADDING=\"", padding)
    text.add(" SIDES=\"", sides?.letters)
    text.add(" COLSPAN=\"", columns)
    text.add(" ROWSPAN=\"", rows)
    text.add(" STYLE=\"", rounded ? "ROUNDED" : nil)
  }
}

extension Bytes {
  /// Adds an attribute of a tag, if it has a value.
  fileprivate mutating func add(_ start: StaticString, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    add(start)
    add(text: value)
    add("\"")
  }

  fileprivate mutating func add(_ start: StaticString, _ value: Color?) {
    guard let value else { return }
    add(start)
    add(value)
    add("\"")
  }

  fileprivate mutating func add(_ start: StaticString, _ value: Int?) {
    guard let value else { return }
    add(start)
    add(number: value)
    add("\"")
  }
}

/// The runs' text; a run without text leaves nothing, for an empty tag is an error to Graphviz.
private func write(_ runs: [Run], to text: inout Bytes) {
  for run in runs where !run.text.isEmpty { run.write(to: &text) }
}

extension Run {
  fileprivate func write(to text: inout Bytes) {
    let hasFont = size != nil || color != nil || face != nil
    if hasFont {
      text.add("<FONT")
      text.add(" POINT-SIZE=\"", size)
      text.add(" COLOR=\"", color)
      text.add(" FACE=\"", face?.rawValue)
      text.add(">")
    }
    let tags = tags
    for tag in tags { text.add(text: "<\(tag)>") }
    text.add(text: escapedHTML(self.text, lineBreak: "<BR/>"))
    for tag in tags.reversed() { text.add(text: "</\(tag)>") }
    if hasFont { text.add("</FONT>") }
  }

  /// The tags round the text, the outermost first.
  private var tags: [String] {
    let all = [(bold, "B"), (italic, "I"), (underline, "U"), (`subscript`, "SUB"), (superscript, "SUP")]
    return all.filter(\.0).map(\.1)
  }
}

/// A port's name, which must be a plain word: a colon would split it, and Graphviz doesn't unescape it.
func checkedPort(_ port: String) throws(GraphvizError) -> String {
  let isWord = port.unicodeScalars.allSatisfy { isWordScalar($0) || $0 == "." || $0 == "-" }
  guard isWord && !port.isEmpty else { throw .invalidPort(port) }
  return port
}
