// SPDX-License-Identifier: GPL-3.0-or-later
// When an estimate is precise enough, asked at fixed checkpoints only.

/// The relative-precision rule: half-width of the 95 % interval at most a share of the mean, with
/// enough events behind it that the interval can be believed.
///
/// Asked at any moment, such a rule stops on a lucky low variance; so it is asked at fixed numbers
/// of batches, the first of which is 40.
package struct SequentialStopping: Hashable, Sendable {
  /// Events that an estimate needs behind it.
  package static let requiredEvents = 1_000
  /// Fewer events than this make no claim; from here to `requiredEvents` it is a weaker one.
  package static let leastEvents = 200
  package static let confidence = 0.95
  package static let firstCheckpoint: UInt64 = 40

  /// Largest relative half-width, such as 0.02.
  package let precision: Double

  /// A rule for one precision, more than 0.
  package init(precision: Double) {
    precondition(precision > 0, "a precision is more than 0")
    self.precision = precision
  }

  /// The first checkpoint after `batches`: the least ⌈40 · 1.5ⁿ⌉ that is greater.
  package static func checkpoint(after batches: UInt64) -> UInt64 {
    var exact = Double(firstCheckpoint)
    while UInt64(exact.rounded(.up)) <= batches { exact *= 1.5 }
    return UInt64(exact.rounded(.up))
  }

  /// What an estimate still lacks; `nil` when it is good enough.
  package func shortfall(of estimate: Estimate) -> PrecisionShortfall? {
    if estimate.isBound { return .nothingSeen }
    let reached = estimate.relativeHalfWidth
    // Every batch gave the same sum: a deterministic loss has no events to wait for.
    if reached == 0 { return nil }
    if estimate.events < Self.leastEvents { return .fewEvents(reached: reached) }
    if !(reached <= precision) { return .wide(reached: reached) }
    return estimate.events < Self.requiredEvents ? .weakClaim(reached: reached) : nil
  }

  /// Roughly by what factor the effort must grow until `estimate` is good enough; 1 when it is.
  package func remainingFactor(of estimate: Estimate) -> Double {
    guard let shortfall = shortfall(of: estimate) else { return 1 }
    let forEvents = Double(Self.requiredEvents) / Double(max(estimate.events, 1))
    let width = (shortfall.reached ?? 1) / precision
    return max(1, forEvents, width.isFinite ? width * width : 1)
  }
}

/// Why an estimate is not precise enough.
package enum PrecisionShortfall: Hashable, Sendable {
  /// Not one event: there is only a bound.
  case nothingSeen
  /// Fewer than 200 events: the interval is not to be believed.
  case fewEvents(reached: Double)
  /// Narrow enough, on 200 to 999 events: a weaker claim.
  case weakClaim(reached: Double)
  /// Enough events to tell that the interval is wider than wanted.
  case wide(reached: Double)

  /// The relative half-width of the 95 % interval, where there is one.
  package var reached: Double? {
    switch self {
    case .nothingSeen: nil
    case .fewEvents(let reached), .weakClaim(let reached), .wide(let reached): reached
    }
  }
}
