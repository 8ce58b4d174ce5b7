internal import NNC
internal import NNFiles

/// A file of the documentation.
struct PageFile: Sendable {
  /// Its path below the folder of the documentation.
  var path: String
  /// Its contents.
  var bytes: [UInt8]
}

/// All that is made of one model.
struct Made: Sendable {
  var entry: Entry
  var files: [PageFile]
}

/// Makes the pages and figures of a model. Depends on nothing but the model, what it imports, and the options.
func make(_ file: ModelFile, _ options: DocsOptions) -> Made {
  var inputs: [Input] = []
  var made: Made
  do {
    let source = try file.read()
    inputs.append(Input(path: file.path, hash: contentHash(source.bytes)))
    let compilation = try compile(source, options: options.compile) { path, from in
      let result = readImport(path, from: from, mayLeaveFolder: options.mayLeaveFolder)
      inputs.append(importedInput(result, path, from, file))
      return result.mapError { failure in
        ImportFailure(file.withoutRoot(failure.reason), hint: failure.hint)
      }
    }
    made = try documented(file, compilation, options)
  } catch let failure as CompileFailure {
    made = failed(file, failure.diagnostics, in: failure.sources, options)
  } catch let fault as FileFault {
    if inputs.isEmpty { inputs.append(Input(path: file.path, hash: Input.unreadable)) }
    let message = file.withoutRoot(fault.message)
    made = failed(file, [], in: Sources(), options, because: "\(file.file): error: \(message)")
  } catch {
    made = failed(file, [], in: Sources(), options, because: "\(file.file): error: can't be drawn: \(error)")
  }
  made.entry.inputs = inputs
  made.entry.outputs = made.files.map { Output(path: $0.path, size: $0.bytes.count) }
  return made
}

/// What a model imports is an input, and so is a file that is missing: the model is made again when it is there.
private func importedInput(
  _ result: Result<Source, ImportFailure>, _ path: String, _ from: Source, _ file: ModelFile
) -> Input {
  switch result {
  case .success(let source): return Input(path: file.shown(source.name), hash: contentHash(source.bytes))
  case .failure:
    let folder = from.name.lastIndex(of: "/").map { String(from.name[...$0]) } ?? ""
    return Input(path: file.shown(path.hasPrefix("/") ? path : folder + path), hash: Input.unreadable)
  }
}

/// The files of a model that compiles.
private func documented(_ file: ModelFile, _ compilation: Compilation, _ options: DocsOptions) throws -> Made
{
  let study = Study(file, compilation, options)
  let drawings = try drawings(study, options)
  var files = drawings.map { drawing in
    PageFile(path: file.drawingPath(drawing.detail, drawing.suffix, options), bytes: drawing.bytes)
  }
  switch options.format {
  case .figures: break
  case .site:
    files.append(PageFile(path: file.pagePath(options), bytes: try page(study, drawings, options)))
  case .markdown:
    files.append(PageFile(path: file.pagePath(options), bytes: try markdownPage(study, drawings, options)))
  }
  return Made(entry: study.entry, files: files)
}

/// The files of a model with errors: a page that tells them, and no figure.
private func failed(
  _ file: ModelFile, _ diagnostics: [Diagnostic], in sources: Sources, _ options: DocsOptions,
  because reason: String? = nil
) -> Made {
  var shown = Sources()
  for source in sources.all { _ = shown.add(Source(name: file.shown(source.name), bytes: source.bytes)) }
  let lines = render(diagnostics, in: shown, as: .short, color: false, limit: diagnosticLimit)
  let entry = Entry(
    path: file.path, status: .error, title: file.name,
    diagnostics: lines.split(separator: "\n").map(String.init) + [reason].compactMap(\.self))
  let text = render(diagnostics, in: shown, as: .human, color: false, limit: diagnosticLimit) + (reason ?? "")
  let trimmed = String(text.reversed().drop { $0 == "\n" }.reversed())
  let source = sources.all.indices.contains(Program.model) ? sources[Program.model] : nil
  return Made(entry: entry, files: failurePage(entry, trimmed, source, file, options))
}

/// How many diagnostics of a model are told.
private let diagnosticLimit = 20

/// One drawing of a model.
struct Drawing: Sendable {
  var detail: Detail
  /// What its name has before the dot.
  var suffix: String
  var bytes: [UInt8]
  /// What it leaves out.
  var notes: [String]

  /// Its name beside a page, without `.svg`.
  var name: String { detail.rawValue + suffix }
}

/// The drawings that the format has: the asked detail alone, or both. On pages they are marked where something was found.
private func drawings(_ study: Study, _ options: DocsOptions) throws -> [Drawing] {
  try options.details.flatMap { detail in
    try options.theme.files.map { suffix, theme in
      var looks = options.figure
      looks.detail = detail
      looks.theme = theme
      let figure = figure(
        study.compilation, options: looks, numbers: study.numbers,
        findings: options.format == .figures ? [] : study.findings)
      let bytes = try render(figure, as: .svg)
      return Drawing(detail: detail, suffix: suffix, bytes: bytes, notes: figure.notes)
    }
  }
}

extension ModelFile {
  /// What it is called where it has no title: its own name, or the file's with the number of the block.
  var name: String {
    let last = String(file.split(separator: "/").last ?? "")
    return block.map { "\(last), block \($0)" } ?? String(last.dropLast(3))
  }
}
