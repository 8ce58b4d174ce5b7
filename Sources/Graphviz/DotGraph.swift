/// A directed graph as a caller builds it: plain data, in the order in which Graphviz is to see it.
///
/// The order of nodes and edges matters to the layout: what comes first tends to stand first.
public struct DotGraph: Sendable, Hashable {
  /// The graph's name, which an SVG shows as its title. Never empty: a graph without a name gets one that
  /// changes from run to run.
  public var name: String
  /// What belongs to the graph itself. Clusters don't inherit any of it.
  public var attributes: [Attribute]
  /// What every node has that doesn't say otherwise.
  public var nodeDefaults: [Attribute]
  /// What every edge has that doesn't say otherwise.
  public var edgeDefaults: [Attribute]
  /// The nodes, edges and subgraphs.
  public var items: [Item]

  /// A graph with the given parts.
  public init(
    name: String, attributes: [Attribute] = [], nodeDefaults: [Attribute] = [],
    edgeDefaults: [Attribute] = [], items: [Item] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.nodeDefaults = nodeDefaults
    self.edgeDefaults = edgeDefaults
    self.items = items
  }
}

extension DotGraph {
  /// One thing in a graph or a cluster.
  public indirect enum Item: Sendable, Hashable {
    /// A node.
    case node(Node)
    /// An edge. Inside a cluster, it puts both its ends into that cluster.
    case edge(Edge)
    /// A frame round some items.
    case cluster(Cluster)
    /// Nodes that stand on one rank.
    case ranked(Ranked)
  }

  /// A node. Naming one again adds to its attributes.
  public struct Node: Sendable, Hashable {
    /// The name by which edges refer to it; an SVG shows it as the node's title.
    public var name: String
    /// What it looks like.
    public var attributes: [Attribute]

    /// A node with the given parts.
    public init(_ name: String, _ attributes: [Attribute] = []) {
      self.name = name
      self.attributes = attributes
    }
  }

  /// An arrow from one node to another. Two edges between the same ends are two arrows.
  public struct Edge: Sendable, Hashable {
    /// Where it starts.
    public var tail: End
    /// Where it points to.
    public var head: End
    /// What it looks like.
    public var attributes: [Attribute]

    /// An edge with the given parts.
    public init(_ tail: End, _ head: End, _ attributes: [Attribute] = []) {
      self.tail = tail
      self.head = head
      self.attributes = attributes
    }
  }

  /// One end of an edge: a node, and perhaps the place on it.
  public struct End: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The node's name.
    public var node: String
    /// The port of a cell in the node's label: ASCII letters, digits, `_`, `.` and `-`.
    public var port: String?
    /// The side of the node or of the port.
    public var side: Side?

    /// The end at a node, a port of it, or a side of either.
    public init(_ node: String, port: String? = nil, side: Side? = nil) {
      self.node = node
      self.port = port
      self.side = side
    }

    /// The end at the node of that name.
    public init(stringLiteral name: String) {
      self.init(name)
    }
  }

  /// A side of a node or cell, by the compass.
  public enum Side: String, Sendable, CaseIterable {
    /// Top, bottom, right, left, and the corners between them.
    case north = "n"
    case south = "s"
    case east = "e"
    case west = "w"
    case northEast = "ne"
    case northWest = "nw"
    case southEast = "se"
    case southWest = "sw"
    /// The middle.
    case center = "c"
  }

  /// A frame round some nodes, which stand together. It inherits no attribute from what is round it.
  public struct Cluster: Sendable, Hashable {
    /// The name, unique in the graph; an SVG shows it as the title `cluster_name`.
    public var name: String
    /// What it looks like.
    public var attributes: [Attribute]
    /// What stands in it.
    public var items: [Item]

    /// A cluster with the given parts.
    public init(_ name: String, _ attributes: [Attribute] = [], items: [Item] = []) {
      self.name = name
      self.attributes = attributes
      self.items = items
    }
  }

  /// Nodes that share a rank: a column where the graph runs from left to right, else a row. There is no first
  /// or last rank to ask for: Graphviz may crash on one.
  public struct Ranked: Sendable, Hashable {
    /// The nodes' names.
    public var nodes: [String]

    /// The given nodes on one rank.
    public init(_ nodes: [String]) {
      self.nodes = nodes
    }
  }
}
