// SPDX-License-Identifier: GPL-3.0-or-later
// One law of each kind, at parameters where nothing cancels.

import Quantities
import RandomVariates
import Testing

/// A law with its moments, which a comment computes.
struct KnownLaw: Sendable, CustomTestStringConvertible {
  let name: String
  let law: DurationLaw
  let mean: Double
  let variance: Double

  var testDescription: String { name }

  /// Continuous laws: their quantiles undo their probabilities.
  static let continuous = [
    KnownLaw(
      name: "exponential", law: .exponential(mean: Seconds(7.3)), mean: 7.3, variance: 53.29),
    // exp(0.7²/2) = 1.277621313205; variance mean²·(exp(0.49) − 1) = mean² · 0.632316219955
    KnownLaw(
      name: "lognormal", law: .lognormal(median: Seconds(5.5), sigma: 0.7),
      mean: 7.026917222626876, variance: 31.22223566471465),
    KnownLaw(
      name: "uniform", law: .uniform(from: Seconds(1.25), to: Seconds(4)), mean: 2.625,
      variance: 0.6302083333333333),
    // (1.5 + 2.25 + 9)/3; (0.75² + 0.75·6.75 + 6.75²)/18
    KnownLaw(
      name: "triangular",
      law: .triangular(least: Seconds(1.5), likeliest: Seconds(2.25), most: Seconds(9)),
      mean: 4.25, variance: 2.84375),
    // Weights 0.75 and 0.25 of 3 and 1: mean 0.75·2 + 0.25·11 = 4.25;
    // second moments 0.75·(1/3 + 4) + 0.25·2·11² = 63.75, less 4.25².
    KnownLaw(
      name: "mixture",
      law: .mixture([
        .init(weight: 3, law: .uniform(from: Seconds(1), to: Seconds(3))),
        .init(weight: 1, law: .exponential(mean: Seconds(11))),
      ]), mean: 4.25, variance: 45.6875),
  ]

  /// Those with atoms besides.
  static let all =
    continuous + [
      KnownLaw(name: "constant", law: .constant(Seconds(3.25)), mean: 3.25, variance: 0),
      // Nested: 0.4 of 2 s; 0.6 of (0.5 of 10 s, 0.5 of uniform 1 to 3): mean 0.8 + 3 + 0.6;
      // second moments 0.4·4 + 0.3·100 + 0.3·13/3 = 32.9, less 4.4².
      KnownLaw(
        name: "nested mixture with atoms",
        law: .mixture([
          .init(weight: 0.4, law: .constant(Seconds(2))),
          .init(
            weight: 0.6,
            law: .mixture([
              .init(weight: 7, law: .constant(Seconds(10))),
              .init(weight: 7, law: .uniform(from: Seconds(1), to: Seconds(3))),
            ])),
        ]), mean: 4.4, variance: 13.54),
    ]
}
