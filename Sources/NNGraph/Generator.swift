import RealModule

/// Where the numbers of a tensor come from when the file does not write them.
///
/// Random numbers are SplitMix64 (Steele, Lea, Flood 2014): the state grows by 0x9E3779B97F4A7C15 for each draw
/// and is mixed with the constants 0xBF58476D1CE4E5B9 and 0x94D049BB133111EB. A uniform number is the upper 53
/// bits times 2⁻⁵³. A normal number is Box and Muller's √(−2 ln(1 − u₁)) · cos(2π u₂), two draws each. Elements
/// are drawn in row-major order. This does not change.
public enum Generator: Hashable, Sendable {
  /// 0 everywhere.
  case zeros
  /// 1 everywhere.
  case ones
  /// The identity matrix.
  case eye
  /// Evenly distributed in `low ..< high`.
  case uniform(low: Double, high: Double)
  /// Normally distributed.
  case normal(mean: Double, deviation: Double)
  /// 1 with a probability, else 0.
  case bernoulli(probability: Double)
  /// Normal with deviation √(2 / fan-in), He et al. 2015.
  case he
  /// Normal with deviation √(2 / (fan-in + fan-out)), Glorot and Bengio 2010.
  case xavier

  /// The numbers for a tensor of `shape`, in row-major order.
  public func elements(shape: Shape, seed: UInt64) -> [Double] {
    switch self {
    case .zeros: [Double](repeating: 0, count: shape.count)
    case .ones: [Double](repeating: 1, count: shape.count)
    case .eye: Generator.identity(shape)
    case .uniform(let low, let high): Generator.draw(shape, seed) { low + (high - low) * $0.uniform() }
    case .normal(let mean, let deviation): Generator.draw(shape, seed) { mean + deviation * $0.normal() }
    case .bernoulli(let p): Generator.draw(shape, seed) { $0.uniform() < p ? 1 : 0 }
    case .he: Generator.normal(shape, seed, variance: 2 / Generator.fans(shape).input)
    case .xavier:
      Generator.normal(
        shape, seed, variance: 2 / (Generator.fans(shape).input + Generator.fans(shape).output))
    }
  }

  /// The name as a file writes it.
  public var name: String {
    switch self {
    case .zeros: "zeros"
    case .ones: "ones"
    case .eye: "eye"
    case .uniform(let low, let high): "uniform(\(low), \(high))"
    case .normal(let mean, let deviation): "normal(\(mean), \(deviation))"
    case .bernoulli(let p): "bernoulli(\(p))"
    case .he: "he"
    case .xavier: "xavier"
    }
  }

  private static func identity(_ shape: Shape) -> [Double] {
    var result = [Double](repeating: 0, count: shape.count)
    guard shape.rank == 2 else { return result }
    for i in 0..<min(shape[0], shape[1]) { result[i * shape[1] + i] = 1 }
    return result
  }

  /// How many inputs an output of weights `[in, out]` sees and the reverse; a vector's size counts for both.
  private static func fans(_ shape: Shape) -> (input: Double, output: Double) {
    guard shape.rank >= 2 else { return (Double(shape.count), Double(shape.count)) }
    let output = shape[shape.rank - 1]
    return (Double(shape.count / output), Double(output))
  }

  private static func normal(_ shape: Shape, _ seed: UInt64, variance: Double) -> [Double] {
    draw(shape, seed) { .sqrt(variance) * $0.normal() }
  }

  private static func draw(_ shape: Shape, _ seed: UInt64, _ next: (inout RandomNumbers) -> Double)
    -> [Double]
  {
    var numbers = RandomNumbers(seed: seed)
    return (0..<shape.count).map { _ in next(&numbers) }
  }
}

/// The random numbers that `Generator` documents.
public struct RandomNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The sequence of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next number in 0 ..< 1.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The next normally distributed number, with mean 0 and deviation 1.
  public mutating func normal() -> Double {
    let radius = Double.sqrt(-2 * .log(1 - uniform()))
    return radius * .cos(2 * .pi * uniform())
  }

  /// The seed of a tensor: the run's seed and the tensor's name, by FNV-1a over both, so that another layer in
  /// the file does not change it.
  public static func seed(run: UInt64, name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: run >> UInt64(shift))) }
    for byte in name.utf8 { mix(byte) }
    return hash
  }
}
