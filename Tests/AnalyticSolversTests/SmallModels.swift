// SPDX-License-Identifier: GPL-3.0-or-later
// Models for tests: units of given availability, built and checked.

import AnalyticSolvers
import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

extension SystemModel {
  /// A model from its parts; a finding is a mistake of the test.
  init(_ add: (inout SystemModelBuilder) -> Void) {
    var builder = SystemModelBuilder(name: "test")
    add(&builder)
    var sink = DiagnosticSink()
    self = builder.build(noting: &sink)
    #expect(sink.diagnostics.isEmpty)
  }

  /// The steady unavailability of a signal by the structure function.
  func steady(_ signal: Signal) throws -> Double {
    try StructureFunction.make(of: signal, in: self).get().steadyUnavailability
  }

  /// What the Markov chain of a signal answers from a new start.
  func chain(
    _ signal: Signal, _ kind: ValueKind, horizon: Seconds = .years(1)
  ) throws -> ExactValue {
    let result = MarkovSolver.solve(
      self,
      AnalyticQuestion(signal, kind: kind, start: .new, horizon: .zero + SimDuration(horizon)))
    return try #require(result.exact, "\(result.whyNot ?? "")")
  }

  /// The answer to a question about a signal.
  func solve(
    _ signal: Signal, _ kind: ValueKind, start: InitialState = .new, horizon: Seconds = .years(1)
  ) -> AnalyticResult {
    AnalyticSolver.solve(
      self, measure: .up(name: "m", signal, kind: kind), start: start,
      horizon: .zero + SimDuration(horizon))
  }
}

extension RepairableUnit {
  /// A unit with one mode.
  init(
    _ path: ComponentPath, failure: DurationLaw, repair: DurationLaw, requires: [Signal] = [],
    repairClock: Clock = .pause, crew: String? = nil
  ) {
    self.init(
      path, modes: [FailureMode("down", failure: failure, repair: Action([.law(repair)]))],
      requires: requires, repairClock: repairClock, crew: crew)
  }

  /// A unit that is up for this part of the time, in cycles of 1000 h.
  init(_ path: ComponentPath, availability: Double, requires: [Signal] = []) {
    self.init(
      path, failure: .exponential(mean: .hours(1_000 * availability)),
      repair: .exponential(mean: .hours(1_000 * (1 - availability))), requires: requires)
  }
}

extension Signal: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .part(ComponentPath(value)) }
}

/// SplitMix64: random choices of a test, the same in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
