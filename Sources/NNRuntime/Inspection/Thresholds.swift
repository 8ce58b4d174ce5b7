/// From where on something is told of. Ratios are of Euclidean norms.
public struct InspectionThresholds: Hashable, Sendable {
  /// A gradient vanishes if less than this share of it is left.
  public var vanishing = 1e-4
  /// A gradient explodes if it grows by more than this factor.
  public var exploding = 1e3
  /// A unit is saturated if its slope is below this share of the greatest that its function has.
  public var saturation = 0.01
  /// The share of a batch's samples for which a saturated unit has such a slope.
  public var saturatedSamples = 0.9
  /// The share of a layer's units that may be saturated.
  public var saturatedShare = 0.25
  /// The share of a layer's units that may be dead for a whole batch; among few samples some units are, by chance.
  public var deadShare = 0.4

  /// The documented defaults.
  public init() {}
}
