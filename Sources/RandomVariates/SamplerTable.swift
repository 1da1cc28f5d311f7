// SPDX-License-Identifier: GPL-3.0-or-later
// The compiled laws of one model, and what composed laws are made of.

import CGSL
import Quantities

/// The place of a law in its sampler table.
package struct SamplerID: Hashable, Sendable, BitwiseCopyable {
  package let rawValue: UInt32
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }
  /// The place of no law.
  package static let none = Self(.max)
}

/// The compiled laws of one model; read only once it is filled, and then allocation-free.
package struct SamplerTable: Sendable {
  /// Every law, in the order of adding, and beside it the inverse of its hazard, if tabulated.
  private var records: [CompiledSampler] = []
  private var hazards: [HazardTable?] = []
  /// The laws within composed laws; of a truncated law, the base and a uniform of its bounds.
  private(set) var parts: [CompiledSampler] = []
  /// Beside `parts`: its weight in a mixture, and the sum of weights up to and including it.
  private(set) var weights: [Double] = []
  private(set) var bounds: [Double] = []
  /// The quantiles of empirical laws.
  private(set) var points: [EmpiricalPoint] = []
  /// The pieces of all hazard tables.
  private(set) var pieces = HazardPieces()
  /// Equal laws share their hazard table: making it takes milliseconds.
  private var durationHazards: [DurationLaw: HazardTable] = [:]
  private var shareHazards: [ShareLaw: HazardTable] = [:]

  package init() { GSLErrors.disableAbort() }

  /// How many laws it holds; their places are 0 ..< count.
  package var count: Int { records.count }

  /// Compiles a law of durations; its variates are in microseconds.
  ///
  /// - Precondition: The law has no `problem`.
  package mutating func add(_ law: DurationLaw) -> SamplerID {
    let id = compile(law, scale: 1e6)
    if isDrawnByHazard(id) { tabulate(id, law, sharing: \.durationHazards) }
    return id
  }

  /// Compiles the law of a failure clock: `failureDelay` is made fast too.
  ///
  /// A law without a closed inverse hazard gets a table, which takes some milliseconds once for all
  /// laws that are equal.
  ///
  /// - Precondition: The law has no `problem`.
  package mutating func add(failure law: DurationLaw) -> SamplerID {
    let id = compile(law, scale: 1e6)
    if !hasClosedHazard(self[id]) { tabulate(id, law, sharing: \.durationHazards) }
    return id
  }

  /// Compiles a law of shares; its variates are as they are.
  ///
  /// - Precondition: The law has no `problem`.
  package mutating func add(_ law: ShareLaw) -> SamplerID {
    let id = compile(law, scale: 1)
    if isDrawnByHazard(id) { tabulate(id, law, sharing: \.shareHazards) }
    return id
  }

  /// Compiles a law without a hazard table; values are multiplied by `scale`.
  mutating func compile<Unit>(_ law: Distribution<Unit>, scale: Double) -> SamplerID {
    precondition(law.problem == nil, "the law's parameters were not checked")
    return compile(trusted: law, scale: scale)
  }

  /// Compiles a law that is known to have no problem, or whose mean alone is infinite.
  mutating func compile<Unit>(trusted law: Distribution<Unit>, scale: Double) -> SamplerID {
    let components = law.components
    if components.count == 1 {
      records.append(record(of: components[0].law, scale: scale))
    } else {
      let laws = components.map { record(of: $0.law, scale: scale) }
      records.append(
        CompiledSampler(
          .mixture, count: UInt16(laws.count),
          first: append(laws, weights: components.map(\.weight))))
    }
    hazards.append(nil)
    return SamplerID(UInt32(records.count - 1))
  }

  /// The record of a law.
  package subscript(law: SamplerID) -> CompiledSampler { records[Int(law.rawValue)] }

  /// The delay at which a failure clock with this law fires: its inverse cumulative hazard.
  ///
  /// That is the upper quantile at exp(−E). A mixture goes by its marginal hazard; a constant fires
  /// at its value. Closed forms and tables cost some nanoseconds, other laws microseconds.
  package func failureDelay(_ law: SamplerID, unitExponential: Double) -> Double {
    let record = self[law]
    switch record.kind {
    case .exponential, .weibull, .pareto, .lomax: return record.closedDelay(unitExponential)
    case .constant: return record.a
    case .lognormal, .gamma, .uniform, .triangular, .pert, .empirical, .mixture, .truncated,
      .shifted:
      if let hazard = hazards[Int(law.rawValue)],
        let delay = pieces.delay(in: hazard, unitExponential: unitExponential)
      {
        return delay
      }
      return exactDelay(record, unitExponential: unitExponential)
    }
  }

  /// The inverse cumulative hazard without a table.
  @inline(never)
  func exactDelay(_ law: CompiledSampler, unitExponential: Double) -> Double {
    inverse(law, lower: -gsl_expm1(-unitExponential), upper: gsl_sf_exp(-unitExponential))
  }

  /// Makes the hazard table of a law, or takes that of an equal one.
  private mutating func tabulate<Unit>(
    _ id: SamplerID, _ law: Distribution<Unit>,
    sharing shared: WritableKeyPath<Self, [Distribution<Unit>: HazardTable]>
  ) {
    let record = self[id]
    let table: HazardTable
    if let equal = self[keyPath: shared][law] {
      table = equal
    } else {
      let octaves = HazardTable.octaves.map { exponent in
        HazardPieces.fitting(octave: exponent) { exactDelay(record, unitExponential: $0) }
      }
      table = pieces.append(octaves)
      self[keyPath: shared][law] = table
    }
    hazards[Int(id.rawValue)] = table
  }
}

extension SamplerTable {
  /// Compiles a law that is no mixture.
  private mutating func record<Unit>(of law: Distribution<Unit>, scale: Double) -> CompiledSampler {
    switch law {
    case .empirical(let quantiles):
      let first = UInt32(points.count)
      points += quantiles.map {
        EmpiricalPoint(lower: $0.probability, value: $0.value.value * scale)
      }
      return CompiledSampler(.empirical, count: UInt16(quantiles.count), first: first)
    case .truncated(let base, let from, let to):
      let inner = record(of: base, scale: scale)
      let limits = CompiledSampler(.uniform, from.value * scale, to.value * scale)
      return CompiledSampler(
        .truncated, lower(inner, limits.a), upper(inner, limits.b),
        probability(inner, from: limits.a, to: limits.b), count: 2,
        first: append([inner, limits], weights: [1, 0]))
    case .shifted(let base, let by):
      let inner = record(of: base, scale: scale)
      return CompiledSampler(
        .shifted, by.value * scale, count: 1, first: append([inner], weights: [1]))
    case .constant, .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto,
      .lomax, .uniform, .triangular, .pert, .mixture:
      return CompiledSampler(simple: law, scale: scale)
    }
  }

  /// Adds the laws of a composed one and returns the place of the first.
  private mutating func append(_ laws: [CompiledSampler], weights shares: [Double]) -> UInt32 {
    let first = UInt32(parts.count)
    var sum = 0.0
    for (law, weight) in zip(laws, shares) {
      sum += weight
      parts.append(law)
      weights.append(weight)
      bounds.append(sum)
    }
    // Rounding must not leave a gap below 1.
    bounds[bounds.count - 1] = 1
    return first
  }

  /// Whether the inverse hazard is a formula, or a quantile that is one.
  private func hasClosedHazard(_ law: CompiledSampler) -> Bool {
    switch law.kind {
    case .constant, .exponential, .weibull, .lognormal, .pareto, .lomax, .uniform, .triangular,
      .empirical:
      true
    case .gamma, .pert, .mixture: false
    case .truncated, .shifted: hasClosedHazard(parts[Int(law.first)])
    }
  }

  /// Whether variates are quantiles of uniforms and these have no formula.
  func isDrawnByHazard(_ law: SamplerID) -> Bool {
    var record = self[law]
    if record.kind == .shifted { record = parts[Int(record.first)] }
    return record.kind == .truncated && !hasClosedHazard(record)
  }
}
