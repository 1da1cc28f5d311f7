// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled samplers: the law, the address, and what they must not do.

import CGSL
import CVariates
import Quantities
import RandomVariates
import TestSupport
import Testing

@Suite struct SamplerTests {
  static func samples(_ law: DurationLaw, count: Int, key: UInt64 = 2_024) -> [Double] {
    var table = SamplerTable()
    let sampler = table.add(law)
    return (0..<count).map { index in
      table.sample(
        sampler, key: key, variate: UInt32(index % 50), replication: UInt32(index / 50), branch: 0)
        / 1e6
    }
  }

  @Test func `a record has 32 bytes`() {
    #expect(MemoryLayout<CompiledSampler>.size == 32)
    #expect(MemoryLayout<CompiledSampler>.stride == 32)
  }

  @Test(arguments: KnownLaw.all)
  func `samples have the mean and the variance of their law, in microseconds`(known: KnownLaw) {
    let moments = SampleMoments(of: Self.samples(known.law, count: 40_000))
    guard known.variance > 0 else {
      #expect(moments.mean == known.mean && moments.variance == 0)
      return
    }
    expectMean(moments.mean, standardError: moments.standardError, equals: known.mean)
    expectMean(
      moments.variance, standardError: moments.standardErrorOfVariance, equals: known.variance,
      "variance")
  }

  @Test(arguments: KnownLaw.continuous)
  func `samples follow their law`(known: KnownLaw) {
    let samples = Self.samples(known.law, count: 20_000, key: 31)
    expectLaw(samples) { known.law.cdf(Seconds($0)) }
  }

  @Test(arguments: KnownLaw.all)
  func `a sample depends on its address and on nothing drawn before`(known: KnownLaw) throws {
    let all = Self.samples(known.law, count: 200)
    for index in [199, 3, 3, 77] {
      var table = SamplerTable()
      _ = table.add(DurationLaw.exponential(mean: Seconds(1)))
      let sampler = table.add(known.law)
      let alone = table.sample(
        sampler, key: 2_024, variate: UInt32(index % 50), replication: UInt32(index / 50),
        branch: 0)
      try #require(alone / 1e6 == all[index])
    }
    if known.law.greatest > known.law.least { #expect(Set(all).count > 30) }
  }

  @Test func `a uniform law gives the number of gsl_ran_flat at the same address`() throws {
    var table = SamplerTable()
    let law = table.add(ShareLaw.uniform(from: Share(0.02), to: Share(0.3)))
    for variate: UInt32 in 0..<2_000 {
      var stream = RandomStream(key: 5, variate: variate, replication: 9, branch: 1)
      let flat = stream.withGSL { gsl_ran_flat($0, 0.02, 0.3) }
      try #require(table.sample(law, key: 5, variate: variate, replication: 9, branch: 1) == flat)
    }
  }

  @Test func `a triangular law is its quantile at a gsl_ran_flat`() throws {
    let law = KnownLaw.continuous[3].law
    var table = SamplerTable()
    let sampler = table.add(law)
    for variate: UInt32 in 0..<500 {
      var stream = RandomStream(key: 5, variate: variate, replication: 9, branch: 1)
      let flat = stream.withGSL { gsl_ran_flat($0, 0, 1) }
      let sample = table.sample(sampler, key: 5, variate: variate, replication: 9, branch: 1)
      try #require(agree(sample, law.quantile(flat).value * 1e6))
    }
  }

  @Test func `exponential and lognormal delays are GSL's`() throws {
    var table = SamplerTable()
    let exponential = table.add(DurationLaw.exponential(mean: Seconds(3)))
    let lognormal = table.add(DurationLaw.lognormal(median: Seconds(2), sigma: 1.1))
    for variate: UInt32 in 0..<500 {
      var stream = RandomStream(key: 6, variate: variate, replication: 1, branch: 0)
      let first = stream.withGSL { gsl_ran_exponential($0, 3e6) }
      try #require(
        table.sample(exponential, key: 6, variate: variate, replication: 1, branch: 0) == first)
      var other = RandomStream(key: 6, variate: variate, replication: 1, branch: 0)
      let second = other.withGSL { gsl_ran_lognormal($0, gsl_sf_log(2e6), 1.1) }
      try #require(
        table.sample(lognormal, key: 6, variate: variate, replication: 1, branch: 0) == second)
    }
  }

  @Test func `a share is sampled as it is, a mixture by the weights of its laws`() {
    var table = SamplerTable()
    let severity = table.add(
      ShareLaw.mixture([
        .init(weight: 0.75, law: .uniform(from: Share(0.02), to: Share(0.3))),
        .init(weight: 0.25, law: .constant(Share(1))),
      ]))
    let samples = (0..<20_000).map { replication in
      table.sample(severity, key: 8, variate: 0, replication: UInt32(replication), branch: 0)
    }
    #expect(samples.allSatisfy { $0 == 1 || $0 >= 0.02 && $0 <= 0.3 })
    expectMean(samples.map { $0 == 1 ? 1 : 0 }, equals: 0.25, "whole zones")
    expectMean(samples, equals: 0.37)
  }

  @Test func `sampling allocates nothing`() {
    var table = SamplerTable()
    let laws = KnownLaw.all.map { table.add(failure: $0.law) }
    var sum = 0.0
    expectNoAllocation {
      // By position: in debug builds an iterator over other elements than Int allocates.
      for position in 0..<laws.count {
        let law = laws[position]
        for variate in 0..<20 {
          sum += table.sample(law, key: 3, variate: UInt32(variate), replication: 1, branch: 0)
          sum += table.failureDelay(law, unitExponential: Double(variate) + 0.5)
        }
      }
    }
    #expect(sum > 0)
  }
}
