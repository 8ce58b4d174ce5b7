import NNGraph

/// Where in a loop numbers come about.
struct Home: Hashable, Sendable {
  /// The space of the loop.
  let space: Space
  /// How many numbers there are.
  let extent: Extent

  /// How many numbers of a space there are.
  enum Extent: Hashable, Sendable {
    /// One for each element.
    case full
    /// One for each row.
    case row
    /// One for each column, known when all rows are done.
    case column
    /// One, known when all is done.
    case one
  }
}

/// When and where each node is computed. Nodes of one level don't wait for each other unless they are of one loop.
struct Levels: Sendable {
  /// The level of each node.
  var level: [Int]
  /// For each node that is computed in a loop, what it works on; nil for all others.
  var site: [Home?]
  /// For each node that is computed in a loop, what comes out.
  var home: [Home?]
}

/// Gives each node the first level at which it can be computed: that of its operands if it can be computed in one loop
/// with them, else the next. Then cheap nodes that only later levels read are moved there, so that their numbers need
/// not be kept.
func fuse(_ forms: Forms) -> Levels {
  let none = [Home?](repeating: nil, count: forms.forms.count)
  var levels = Levels(level: [Int](repeating: 0, count: none.count), site: none, home: none)
  for id in forms.graph.ids where forms.isComputed[id.index] { levels.settle(id, forms) }
  levels.delay(forms)
  return levels
}

extension Levels {
  /// The level of a node whose operands are settled.
  fileprivate mutating func settle(_ id: NodeID, _ forms: Forms) {
    switch forms[id] {
    case .unneeded, .leaf, .alias: return
    case .product, .move, .call:
      level[id.index] = forms.operands(id).map { after($0, forms) }.max() ?? 0
    case .repeat, .element, .oneHot, .rowReduction, .columnSum, .totalSum:
      let reads = forms.reads(id)
      var best: (level: Int, site: Home)?
      for site in sites(id, reads, forms) {
        let level = reads.map { earliest($0, for: site, forms) }.max() ?? 0
        if best.map({ level < $0.level }) ?? true { best = (level, site) }
      }
      guard let best else { preconditionFailure("a loop has a space") }
      level[id.index] = best.level
      site[id.index] = best.site
      home[id.index] = Home(space: best.site.space, extent: extent(forms[id], best.site))
    }
  }

  /// The sites at which a node can be computed: those of its operands, then one of its own.
  private func sites(_ id: NodeID, _ reads: [Read], _ forms: Forms) -> [Home] {
    let others = reads.filter { $0.access == .full }.compactMap { home[$0.node.index] }
    let isOfSum: Bool
    if case .totalSum = forms[id] { isOfSum = true } else { isOfSum = false }
    switch forms[id] {
    case .rowReduction, .columnSum:
      return [Home(space: forms.space(forms.graph[id].operands[0]), extent: .full)]
    default:
      let space = isOfSum ? forms.space(forms.graph[id].operands[0]) : forms.space(id)
      let sites =
        others.filter { $0.extent == .full || $0.extent == .row } + [Home(space: space, extent: .full)]
      return sites.filter { site in reads.allSatisfy { fits($0, site) } }
    }
  }

  /// Whether a node of a loop can read an operand, from memory at least.
  private func fits(_ read: Read, _ site: Home) -> Bool {
    switch read.access {
    case .one, .full: true
    case .row, .column: site.extent == .full && read.space == site.space
    }
  }

  /// How many numbers come out of a node. The sum of a single row is one number a row.
  private func extent(_ form: Form, _ site: Home) -> Home.Extent {
    switch form {
    case .rowReduction: .row
    case .columnSum: .column
    case .totalSum:
      site.space.rows == 1 && site.extent == .full && site.space.columns <= longestRow ? .row : .one
    default: site.extent
    }
  }

  /// The first level at which a node of a loop can read an operand.
  private func earliest(_ read: Read, for site: Home, _ forms: Forms) -> Int {
    flows(read, to: site) ? level[read.node.index] : after(read.node, forms)
  }

  /// The first level at which a node's numbers are in memory.
  private func after(_ id: NodeID, _ forms: Forms) -> Int {
    if case .leaf = forms[id] { 0 } else { level[id.index] + 1 }
  }

  /// Whether an operand's numbers can be used within one loop, as they come about.
  func flows(_ read: Read, to site: Home) -> Bool {
    guard let home = home[read.node.index], home.space == site.space else { return false }
    switch read.access {
    case .full: return home.extent == site.extent
    case .row: return home.extent == .row && site.extent == .full
    case .one: return home.extent == .row && site.extent == .full && site.space.rows == 1
    case .column: return false
    }
  }
}

extension Levels {
  /// Moves cheap nodes to the first level that reads them, where keeping their operands until then takes less than
  /// keeping their numbers.
  fileprivate mutating func delay(_ forms: Forms) {
    var lastRead = [Int](repeating: -1, count: level.count)
    for id in forms.graph.ids where forms.isComputed[id.index] {
      for source in forms.sources(id) {
        lastRead[source.index] = max(lastRead[source.index], level[id.index])
      }
    }
    var limit = [Int](repeating: Int.max, count: level.count)
    for id in forms.observed { limit[forms.base[id.index].index] = -1 }
    for id in forms.graph.ids.reversed() where forms.isComputed[id.index] {
      let latest = limit[id.index]
      if forms[id].isCheap, latest < .max, latest > level[id.index],
        kept(by: id, until: latest, lastRead, forms) < (latest - level[id.index])
          * forms.space(id).count
      {
        level[id.index] = latest
        for source in forms.sources(id) { lastRead[source.index] = max(lastRead[source.index], latest) }
      }
      limitOperands(of: id, forms, &limit)
    }
  }

  /// What has to be kept longer for a node that is computed at a later level: numbers times levels.
  private func kept(by id: NodeID, until latest: Int, _ lastRead: [Int], _ forms: Forms) -> Int {
    Set(forms.reads(id).map(\.node)).reduce(0) { sum, operand in
      if case .leaf = forms[operand] { return sum }
      let read = max(lastRead[operand.index], level[id.index])
      return sum + max(0, latest - read) * forms.space(operand).count
    }
  }

  /// Limits how late the operands of a settled node may be computed.
  private func limitOperands(of id: NodeID, _ forms: Forms, _ limit: inout [Int]) {
    let level = level[id.index]
    guard let site = site[id.index] else {
      for operand in forms.sources(id) { limit[operand.index] = min(limit[operand.index], level - 1) }
      return
    }
    for read in forms.reads(id) {
      limit[read.node.index] = min(limit[read.node.index], flows(read, to: site) ? level : level - 1)
    }
  }
}

extension Form {
  /// Whether computing it takes little more time than reading it.
  fileprivate var isCheap: Bool {
    switch self {
    case .element(let function): function.isCheap
    case .oneHot, .repeat: true
    default: false
    }
  }
}
