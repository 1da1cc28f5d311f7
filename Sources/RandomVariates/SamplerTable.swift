// SPDX-License-Identifier: GPL-3.0-or-later
// The compiled laws of one model, and what mixtures are made of.

/// The place of a law in its sampler table.
package struct SamplerID: Hashable, Sendable, BitwiseCopyable {
  package let rawValue: UInt32
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }
  /// The place of no law.
  package static let none = Self(.max)
}

/// The compiled laws of one model; read only once it is filled, and then allocation-free.
package struct SamplerTable: Sendable {
  /// Every law, in the order of adding.
  package private(set) var records: [CompiledSampler] = []
  /// The laws of all mixtures, none a mixture itself.
  private var parts: [CompiledSampler] = []
  /// Beside `parts`: its weight, and the sum of weights of its mixture up to and including it.
  private var weights: [Double] = []
  private var bounds: [Double] = []

  package init() { GSLErrors.disableAbort() }

  /// Compiles a law of durations; its variates are in microseconds.
  ///
  /// - Precondition: The law has no `problem`.
  package mutating func add(_ law: DurationLaw) -> SamplerID { add(law, scale: 1e6) }

  /// Compiles a law of shares; its variates are as they are.
  ///
  /// - Precondition: The law has no `problem`.
  package mutating func add(_ law: ShareLaw) -> SamplerID { add(law, scale: 1) }

  mutating func add<Unit>(_ law: Distribution<Unit>, scale: Double) -> SamplerID {
    precondition(law.problem == nil, "the law's parameters were not checked")
    let components = law.components
    if components.count == 1 {
      records.append(CompiledSampler(simple: components[0].law, scale: scale))
    } else {
      records.append(
        CompiledSampler(mixing: UInt16(components.count), from: UInt32(parts.count)))
      var sum = 0.0
      for component in components {
        sum += component.weight
        parts.append(CompiledSampler(simple: component.law, scale: scale))
        weights.append(component.weight)
        bounds.append(sum)
      }
      // Rounding must not leave a gap below 1.
      bounds[bounds.count - 1] = 1
    }
    return SamplerID(UInt32(records.count - 1))
  }

  /// The record of a law.
  package subscript(law: SamplerID) -> CompiledSampler { records[Int(law.rawValue)] }

  /// One variate of a law, a function of its address alone; allocates nothing.
  package func sample(
    _ law: SamplerID, key: UInt64, variate: UInt32, replication: UInt32, branch: UInt32
  ) -> Double {
    self[law].sample(
      key: key, variate: variate, replication: replication, branch: branch, in: self)
  }

  /// The delay at which a failure clock with this law fires, from its unit exponential.
  package func failureDelay(_ law: SamplerID, unitExponential: Double) -> Double {
    self[law].failureDelay(unitExponential: unitExponential, in: self)
  }
}

extension SamplerTable {
  /// One variate of a mixture: the first uniform chooses the law, which draws what follows.
  func mixed(_ mixture: CompiledSampler, from stream: inout RandomStream) -> Double {
    let choice = stream.uniform()
    var index = Int(mixture.first)
    while choice >= bounds[index] { index += 1 }
    return parts[index].draw(from: &stream)
  }

  /// The quantile of a mixture's marginal law.
  ///
  /// It lies between the least and the greatest quantile of the laws.
  func mixtureInverse(_ mixture: CompiledSampler, lower: Double, upper: Double) -> Double {
    let range = Int(mixture.first)..<Int(mixture.first) + Int(mixture.count)
    var (low, high) = (Double.infinity, 0.0)
    for index in range {
      let quantile = parts[index].inverse(lower: lower, upper: upper, in: self)
      low = min(low, quantile)
      high = max(high, quantile)
    }
    if low == high { return low }
    return smallestRoot(from: low, to: high, tolerance: max(low * 0x1p-52, high * 0x1p-80)) { x in
      var probability = 0.0
      if lower < 0.5 {
        for index in range { probability += weights[index] * parts[index].lowerProbability(x) }
        return probability - lower
      }
      for index in range { probability += weights[index] * parts[index].upperProbability(x) }
      return upper - probability
    }
  }
}
