// SPDX-License-Identifier: GPL-3.0-or-later
// A law as the loop wants it: a record of 32 bytes without a unit.

import CGSL
import Quantities

/// One law, compiled: raw numbers in microseconds (laws of durations) or as they are (shares).
///
/// A mixture keeps its laws in the table that made the record; all others stand for themselves.
package struct CompiledSampler: BitwiseCopyable, Sendable {
  /// The family that the law belongs to.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case constant, exponential, lognormal, uniform, triangular, mixture
  }

  package let kind: Kind
  /// Of a mixture: how many laws, and the first of them in its table.
  let count: UInt16
  let first: UInt32
  /// The value; the mean; the logarithm of the median; the lower end; the least.
  let a: Double
  /// The standard deviation of the logarithm; the upper end; the most.
  let b: Double
  /// The median; the likeliest.
  let c: Double

  private init(_ kind: Kind, _ a: Double = 0, _ b: Double = 0, _ c: Double = 0) {
    self.kind = kind
    (count, first) = (0, 0)
    (self.a, self.b, self.c) = (a, b, c)
  }

  /// A mixture of the laws `first ..< first + count` of its table.
  init(mixing count: UInt16, from first: UInt32) {
    kind = .mixture
    (self.count, self.first) = (count, first)
    (a, b, c) = (0, 0, 0)
  }

  /// Compiles a law that is no mixture; values are multiplied by `scale`.
  init<Unit>(simple law: Distribution<Unit>, scale: Double) {
    switch law {
    case .constant(let value):
      self.init(.constant, value.value * scale)
    case .exponential(let mean):
      self.init(.exponential, mean.value * scale)
    case .lognormal(let median, let sigma):
      let scaled = median.value * scale
      self.init(.lognormal, gsl_sf_log(scaled), sigma, scaled)
    case .uniform(let from, let to):
      self.init(.uniform, from.value * scale, to.value * scale)
    case .triangular(let least, let likeliest, let most):
      self.init(
        .triangular, least.value * scale, most.value * scale, likeliest.value * scale)
    case .mixture:
      preconditionFailure("a mixture is compiled by a sampler table")
    }
  }

  /// Whether a unit exponential times `scale` is a variate of this law.
  package var isExponential: Bool { kind == .exponential }

  /// The mean of an exponential, the value of a constant.
  package var scale: Double { a }

  /// Whether the law draws nothing.
  package var isConstant: Bool { kind == .constant }
}

extension CompiledSampler {
  /// One variate, a function of its address alone; allocates nothing.
  ///
  /// Exponential and lognormal laws are GSL's; uniform and triangular ones take the stream's first
  /// uniform, with the arithmetic of `gsl_ran_flat`.
  /// The record must come from `table`, which its mixtures read.
  package func sample(
    key: UInt64, variate: UInt32, replication: UInt32, branch: UInt32, in table: SamplerTable
  ) -> Double {
    switch kind {
    case .constant:
      return a
    case .uniform, .triangular:
      return transformed(
        RandomStream.uniform(
          key: key, variate: variate, replication: replication, branch: branch))
    case .exponential, .lognormal, .mixture:
      var stream = RandomStream(
        key: key, variate: variate, replication: replication, branch: branch)
      return kind == .mixture ? table.mixed(self, from: &stream) : draw(from: &stream)
    }
  }

  /// One variate of a law that is no mixture.
  func draw(from stream: inout RandomStream) -> Double {
    switch kind {
    case .constant: a
    case .uniform, .triangular: transformed(stream.uniform())
    case .exponential: stream.withGSL { gsl_ran_exponential($0, a) }
    case .lognormal: stream.withGSL { gsl_ran_lognormal($0, a, b) }
    case .mixture: preconditionFailure("a mixture draws from its table")
    }
  }

  private func transformed(_ uniform: Double) -> Double {
    kind == .uniform
      ? a * (1 - uniform) + b * uniform
      : triangularInverse(lower: uniform, upper: 1 - uniform)
  }

  /// The delay at which a failure clock with this law fires: its inverse cumulative hazard.
  ///
  /// That is the upper quantile at exp(−E). A mixture goes by its marginal hazard, which is solved
  /// to about 1e-15; a constant fires at its value. The record must come from `table`.
  package func failureDelay(unitExponential: Double, in table: SamplerTable) -> Double {
    switch kind {
    case .exponential: unitExponential * a
    case .constant: a
    case .lognormal, .uniform, .triangular, .mixture:
      inverse(
        lower: -gsl_expm1(-unitExponential), upper: gsl_sf_exp(-unitExponential), in: table)
    }
  }
}
