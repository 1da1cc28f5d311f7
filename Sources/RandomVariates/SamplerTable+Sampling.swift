// SPDX-License-Identifier: GPL-3.0-or-later
// Variates of compiled laws, composed ones included.

import CGSL

extension SamplerTable {
  /// One variate of a law, a function of its address alone; allocates nothing.
  ///
  /// Most laws are GSL's; uniform, triangular, empirical and truncated ones are quantiles of the
  /// stream's first uniform; mixtures and shifted laws are composed of the others.
  package func sample(
    _ law: SamplerID, key: UInt64, variate: UInt32, replication: UInt32, branch: UInt32
  ) -> Double {
    let record = self[law]
    switch record.kind {
    case .constant:
      return record.a
    case .uniform, .triangular:
      return record.transformed(
        RandomStream.uniform(
          key: key, variate: variate, replication: replication, branch: branch))
    case .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .pert, .empirical, .mixture,
      .truncated, .shifted:
      var stream = RandomStream(
        key: key, variate: variate, replication: replication, branch: branch)
      // A truncated law's quantile may need its hazard table.
      return isDrawnByHazard(law)
        ? failureDelay(law, unitExponential: -gsl_log1p(-stream.uniform()))
        : draw(record, from: &stream)
    }
  }

  /// One variate of any record of this table.
  private func draw(_ law: CompiledSampler, from stream: inout RandomStream) -> Double {
    switch law.kind {
    case .mixture:
      // The first uniform chooses the law, which draws what follows.
      let choice = stream.uniform()
      var index = Int(law.first)
      while choice >= bounds[index] { index += 1 }
      return draw(parts[index], from: &stream)
    case .shifted:
      return law.a + draw(parts[Int(law.first)], from: &stream)
    case .empirical, .truncated:
      let uniform = stream.uniform()
      return inverse(law, lower: uniform, upper: 1 - uniform)
    case .constant, .exponential, .weibull, .lognormal, .gamma, .pareto, .lomax, .uniform,
      .triangular, .pert:
      return law.draw(from: &stream)
    }
  }
}
