/// The blocks of a Markdown file that are fenced as `nn`, each with an empty line for each line above it, so that
/// the lines of its diagnostics are those of the file.
func fencedBlocks(of markdown: [UInt8]) -> [[UInt8]] {
  var blocks: [[UInt8]] = []
  var fence: Fence?
  var block: [UInt8] = []
  for (number, line) in markdown.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
    if let open = fence {
      if open.isClosed(by: line) {
        if open.isModel { blocks.append(block) }
        fence = nil
      } else if open.isModel {
        block += open.withoutIndent(line) + [0x0A]
      }
    } else if let opened = Fence(line) {
      fence = opened
      block = [UInt8](repeating: 0x0A, count: number + 1)
    }
  }
  if let fence, fence.isModel { blocks.append(block) }
  return blocks
}

/// The line that opens a fenced block, as CommonMark has it; in a list it may stand further in.
private struct Fence {
  let mark: UInt8
  let length: Int
  let indent: Int
  let isModel: Bool

  init?(_ line: ArraySlice<UInt8>) {
    let rest = line.drop { $0 == 0x20 }
    guard let mark = rest.first, mark == 0x60 || mark == 0x7E else { return nil }
    let info = rest.drop { $0 == mark }
    guard rest.count - info.count >= 3, mark == 0x7E || !info.contains(0x60) else { return nil }
    self.mark = mark
    length = rest.count - info.count
    indent = line.count - rest.count
    let separators: Set<UInt8> = [0x20, 0x09, 0x0D, 0x2C, 0x7B, 0x7D]
    isModel = info.split { separators.contains($0) }.first.map { $0.elementsEqual("nn".utf8) } ?? false
  }

  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    let rest = line.drop { $0 == 0x20 }
    let after = rest.drop { $0 == mark }
    return rest.count - after.count >= length && after.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  func withoutIndent(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.dropFirst(min(indent, line.prefix { $0 == 0x20 }.count))
  }
}
