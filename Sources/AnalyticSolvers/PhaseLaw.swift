// SPDX-License-Identifier: GPL-3.0-or-later
// Delays as phases of a Markov chain: exponential, Erlang, hyperexponential, and no delay at all.

import Quantities
import RandomVariates

/// A delay as exponential phases: it enters one of them, and each leads to the next one or ends.
///
/// A paused clock keeps its phase, which is all that it has to know.
struct PhaseLaw: Hashable, Sendable {
  /// The value of a phase that is over: what waits for it happens in this instant.
  static let due: UInt8 = 255
  /// Phases of one delay; the rest of a byte's values are for what is not pending.
  static let limit = 200

  /// A phase in which a draw may begin, or `due`.
  struct Entry: Hashable, Sendable {
    var probability: Double
    var phase: UInt8
  }
  private(set) var entries: [Entry] = []
  /// Rate at which each phase ends, per second.
  private(set) var rates: [Double] = []
  /// Whether the end of a phase is the begin of the next one.
  private(set) var leadsOn: [Bool] = []

  /// No delay.
  static var none: Self {
    var law = Self()
    law.entries = [Entry(probability: 1, phase: due)]
    return law
  }

  private init() {}

  /// `nil` if a law is not made of exponential phases.
  init?(_ law: DurationLaw) {
    guard append(law, weight: 1), rates.count <= Self.limit else { return nil }
  }

  /// What follows the end of a phase.
  func next(after phase: UInt8) -> UInt8 { leadsOn[Int(phase)] ? phase + 1 : Self.due }

  private mutating func append(_ law: DurationLaw, weight: Double) -> Bool {
    switch law {
    case .constant(let value):
      guard value.value == 0 else { return false }
      entries.append(Entry(probability: weight, phase: Self.due))
      return true
    case .exponential(let mean): return append(stages: 1, mean: mean, weight: weight)
    case .erlang(let stages, let mean): return append(stages: stages, mean: mean, weight: weight)
    case .hyperexponential(let phases):
      let total = phases.reduce(0) { $0 + $1.weight }
      return phases.allSatisfy {
        append(stages: 1, mean: $0.mean, weight: weight * $0.weight / total)
      }
    case .mixture(let parts):
      let total = parts.reduce(0) { $0 + $1.weight }
      return parts.allSatisfy { append($0.law, weight: weight * $0.weight / total) }
    case .shifted(let law, let by): return by.value == 0 && append(law, weight: weight)
    case .gamma(let shape, let mean):
      guard shape == shape.rounded(), shape >= 1, shape <= Double(Self.limit) else { return false }
      return append(stages: Int(shape), mean: mean, weight: weight)
    case .weibull(let shape, let scale):
      return shape == 1 && append(stages: 1, mean: scale, weight: weight)
    case .lognormal, .pareto, .lomax, .uniform, .triangular, .pert, .empirical, .truncated:
      return false
    }
  }

  private mutating func append(stages: Int, mean: Seconds, weight: Double) -> Bool {
    guard mean.value > 0, mean.value.isFinite, stages >= 1, rates.count + stages <= Self.limit
    else { return false }
    entries.append(Entry(probability: weight, phase: UInt8(rates.count)))
    for stage in 1...stages {
      rates.append(Double(stages) / mean.value)
      leadsOn.append(stage < stages)
    }
    return true
  }
}
