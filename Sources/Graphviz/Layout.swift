internal import CGraphvizShim

/// Where the parts of a graph stand, in points from the upper left corner.
public struct Layout: Sendable {
  /// A place.
  public struct Point: Sendable, Hashable {
    /// Rightwards and downwards.
    public var x, y: Double

    /// The place at these distances from the corner.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A frame round some nodes.
  public struct Cluster: Sendable, Hashable {
    /// Its upper left and its lower right corner.
    public let least, most: Point
    /// The middle of its label, if it has one.
    public let label: Point?
  }

  /// The line of an edge.
  public struct Curve: Sendable, Hashable {
    /// A point, and for each Bézier curve two control points and the next point.
    public let points: [Point]
    /// Where the arrowhead at the tail ends, if there is one, which begins at the first point.
    public let tailTip: Point?
    /// Where the arrowhead at the head ends, if there is one, which begins at the last point.
    public let headTip: Point?
  }

  /// The size of the whole, without what `pad` adds.
  public let width, height: Double
  /// The middle of the graph's label, if it has one.
  public let label: Point?
  /// The lines of each edge, in the order of the graph's edges; nearly always one.
  public let edges: [[Curve]]
  private let nodes: [String: Point]
  private let clusters: [String: Cluster]

  /// The middle of a node.
  public func node(_ name: String) -> Point? { nodes[escapedName(name)] }

  /// The place of a cluster.
  public func cluster(_ name: String) -> Cluster? { clusters[clusterName(name)] }
}

extension Layout {
  /// What the library has found for a graph. Only to be used under the lock.
  init(_ graph: NativeGraph) {
    let box = graphviz_box(graph.pointer)
    let place = { (point: GraphvizPoint) in
      Point(x: point.x - box.least.x, y: box.most.y - point.y)
    }
    width = box.most.x - box.least.x
    height = box.most.y - box.least.y
    label = labelPlace(graph.pointer).map(place)
    nodes = graph.nodes.mapValues { place(graphviz_node_place($0)) }
    clusters = graph.clusters.mapValues { cluster in
      let box = graphviz_box(cluster)
      let (least, most) = (place(box.least), place(box.most))
      return Cluster(
        least: Point(x: least.x, y: most.y), most: Point(x: most.x, y: least.y),
        label: labelPlace(cluster).map(place))
    }
    edges = graph.edges.map { edge in
      (0..<graphviz_curve_count(edge)).map { index in
        let curve = graphviz_curve(edge, index)
        return Curve(
          points: UnsafeBufferPointer(start: curve.points, count: curve.count).map(place),
          tailTip: curve.has_tail_tip ? place(curve.tail_tip) : nil,
          headTip: curve.has_head_tip ? place(curve.head_tip) : nil)
      }
    }
  }
}

private func labelPlace(_ graph: OpaquePointer) -> GraphvizPoint? {
  var place = GraphvizPoint()
  return graphviz_label_place(graph, &place) ? place : nil
}
