// SPDX-License-Identifier: GPL-3.0-or-later
// A law as the loop wants it: a record of 32 bytes without a unit.

import CGSL
import Quantities

/// One law, compiled: raw numbers in microseconds (laws of durations) or as they are (shares).
///
/// Mixtures, truncated and shifted laws keep their laws, empirical ones their points, in the table
/// that made the record; all others stand for themselves.
package struct CompiledSampler: BitwiseCopyable, Sendable {
  /// The family that the law belongs to; a hyperexponential is a mixture, an Erlang a gamma.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case constant, exponential, weibull, lognormal, gamma, pareto, lomax
    case uniform, triangular, pert, empirical, mixture, truncated, shifted
  }

  package let kind: Kind
  /// How many laws or points, and the first of them in their table.
  let count: UInt16
  let first: UInt32
  /// The value; the mean; the shape; the logarithm of the median; the lower end; the least; the
  /// shift; the base's probability below the bounds.
  let a: Double
  /// The reciprocal of a Weibull's shape; the standard deviation of the logarithm; the upper end;
  /// the most; the base's probability above the bounds.
  let b: Double
  /// The scale; the median; the likeliest; the least of a Pareto; the base's probability within
  /// the bounds.
  let c: Double

  init(
    _ kind: Kind, _ a: Double = 0, _ b: Double = 0, _ c: Double = 0, count: UInt16 = 0,
    first: UInt32 = 0
  ) {
    self.kind = kind
    (self.count, self.first) = (count, first)
    (self.a, self.b, self.c) = (a, b, c)
  }

  /// Compiles a law that stands for itself; values are multiplied by `scale`.
  init<Unit>(simple law: Distribution<Unit>, scale: Double) {
    switch law {
    case .constant(let value):
      self.init(.constant, value.value * scale)
    case .exponential(let mean):
      self.init(.exponential, mean.value * scale)
    case .weibull(let shape, let size):
      self.init(.weibull, shape, 1 / shape, size.value * scale)
    case .lognormal(let median, let sigma):
      let scaled = median.value * scale
      self.init(.lognormal, gsl_sf_log(scaled), sigma, scaled)
    case .gamma(let shape, let mean):
      self.init(.gamma, shape, 0, mean.value * scale / shape)
    case .erlang(let stages, let mean):
      self.init(.gamma, Double(stages), 0, mean.value * scale / Double(stages))
    case .pareto(let shape, let least):
      self.init(.pareto, shape, 0, least.value * scale)
    case .lomax(let shape, let size):
      self.init(.lomax, shape, 0, size.value * scale)
    case .uniform(let from, let to):
      self.init(.uniform, from.value * scale, to.value * scale)
    case .triangular(let least, let likeliest, let most):
      self.init(
        .triangular, least.value * scale, most.value * scale, likeliest.value * scale)
    case .pert(let least, let likeliest, let most):
      self.init(.pert, least.value * scale, most.value * scale, likeliest.value * scale)
    case .hyperexponential, .empirical, .mixture, .truncated, .shifted:
      preconditionFailure("a composed law is compiled by a sampler table")
    }
  }

  /// The parameters of a PERT law's beta: that of the lower end, and that of the upper.
  var betaShapes: (lower: Double, upper: Double) {
    (1 + 4 * (c - a) / (b - a), 1 + 4 * (b - c) / (b - a))
  }
}

extension CompiledSampler {
  /// One variate of a law that stands for itself, by GSL where it has a generator.
  ///
  /// Uniform and triangular laws take the stream's first uniform, with the arithmetic of
  /// `gsl_ran_flat`.
  func draw(from stream: inout RandomStream) -> Double {
    switch kind {
    case .constant: a
    case .uniform, .triangular: transformed(stream.uniform())
    case .exponential: stream.withGSL { gsl_ran_exponential($0, a) }
    case .weibull: stream.withGSL { gsl_ran_weibull($0, c, a) }
    case .lognormal: stream.withGSL { gsl_ran_lognormal($0, a, b) }
    case .gamma: stream.withGSL { gsl_ran_gamma($0, a, c) }
    case .pareto: stream.withGSL { gsl_ran_pareto($0, a, c) }
    case .lomax: stream.withGSL { gsl_ran_pareto($0, a, c) } - c
    case .pert: drawPert(from: &stream)
    case .empirical, .mixture, .truncated, .shifted:
      preconditionFailure("a composed law draws from its table")
    }
  }

  private func drawPert(from stream: inout RandomStream) -> Double {
    let (lower, upper) = betaShapes
    let beta = stream.withGSL { gsl_ran_beta($0, lower, upper) }
    return a * (1 - beta) + b * beta
  }

  /// A uniform or triangular variate from a uniform in 0 ≤ u < 1.
  func transformed(_ uniform: Double) -> Double {
    kind == .uniform
      ? a * (1 - uniform) + b * uniform
      : triangularInverse(lower: uniform, upper: 1 - uniform)
  }
}
