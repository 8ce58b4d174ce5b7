import HeapModule
import NNGraph

/// Nodes that one kernel computes, in topological order.
struct Group: Sendable {
  /// The nodes.
  var nodes: [NodeID]
  /// The space of a loop; nil for a kernel that computes one node by itself.
  var space: Space?
}

/// The most nodes that one loop computes.
private let mostNodes = 200

/// Joins the nodes of one level and space that are connected: one reads the other, or both read the same.
func groups(_ forms: Forms, _ levels: Levels) -> [Group] {
  var joined = DisjointSets(count: forms.forms.count)
  // For each node and level, the first reader at each site.
  var readers: [NodeID: [Int: [(site: Home, node: NodeID)]]] = [:]
  for id in forms.graph.ids where forms.isComputed[id.index] {
    guard let site = levels.site[id.index] else { continue }
    for read in forms.reads(id) {
      if levels.flows(read, to: site), levels.level[read.node.index] == levels.level[id.index] {
        joined.join(id, read.node)
      } else if read.access == .full {
        let level = levels.level[id.index]
        if let other = readers[read.node]?[level]?.first(where: { $0.site == site }) {
          joined.join(id, other.node)
        } else {
          readers[read.node, default: [:]][level, default: []].append((site, id))
        }
      }
    }
  }
  return collect(forms, levels, &joined)
}

private func collect(_ forms: Forms, _ levels: Levels, _ joined: inout DisjointSets) -> [Group] {
  var groups: [Group] = []
  var groupOf: [Int: Int] = [:]
  for id in forms.graph.ids where forms.isComputed[id.index] {
    if case .leaf = forms[id] { continue }
    guard let site = levels.site[id.index] else {
      groups.append(Group(nodes: [id], space: nil))
      continue
    }
    let root = joined.root(id.index)
    if let group = groupOf[root], groups[group].nodes.count < mostNodes {
      groups[group].nodes.append(id)
    } else {
      groupOf[root] = groups.count
      groups.append(Group(nodes: [id], space: site.space))
    }
  }
  return groups
}

/// Sets of nodes that grow together.
private struct DisjointSets {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  mutating func root(_ index: Int) -> Int {
    var index = index
    while parent[index] != index {
      parent[index] = parent[parent[index]]
      index = parent[index]
    }
    return index
  }

  mutating func join(_ one: NodeID, _ other: NodeID) {
    let (a, b) = (root(one.index), root(other.index))
    parent[max(a, b)] = min(a, b)
  }
}

/// A group that waits for no other, by its first node.
private struct Ready: Comparable {
  let node: NodeID
  let group: Int

  static func < (one: Ready, other: Ready) -> Bool { one.node < other.node }
}

/// Orders groups so that each stands after those that it reads, otherwise as their nodes stand in the graph.
func arrange(_ groups: [Group], _ forms: Forms) -> [Group] {
  var groupOf = [Int](repeating: -1, count: forms.forms.count)
  for (index, group) in groups.enumerated() { for id in group.nodes { groupOf[id.index] = index } }
  var waiting = [Int](repeating: 0, count: groups.count)
  var followers = [[Int]](repeating: [], count: groups.count)
  for (index, group) in groups.enumerated() {
    var before: Set<Int> = []
    for id in group.nodes {
      for operand in forms.sources(id) where groupOf[operand.index] >= 0 && groupOf[operand.index] != index {
        if before.insert(groupOf[operand.index]).inserted { followers[groupOf[operand.index]].append(index) }
      }
    }
    waiting[index] = before.count
  }
  var ready = Heap(
    groups.indices.filter { waiting[$0] == 0 }.map { Ready(node: groups[$0].nodes[0], group: $0) })
  var order: [Group] = []
  while let next = ready.popMin() {
    order.append(groups[next.group])
    for follower in followers[next.group] {
      waiting[follower] -= 1
      if waiting[follower] == 0 { ready.insert(Ready(node: groups[follower].nodes[0], group: follower)) }
    }
  }
  precondition(order.count == groups.count, "groups of one level don't wait for each other")
  return order
}

extension Forms {
  /// The nodes whose numbers a computed node reads.
  func sources(_ id: NodeID) -> Operands {
    switch self[id] {
    case .product, .move, .call: operands(id)
    case .leaf, .unneeded, .alias: []
    default: Operands(reads(id).map(\.node))
    }
  }
}
