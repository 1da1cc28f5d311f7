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
  static let continuous = basic + further + composed

  private static let basic = [
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

  /// The further families.
  private static let further = [
    // 40·Γ(5/3); 40²·(Γ(7/3) − Γ(5/3)²)
    KnownLaw(
      name: "Weibull", law: .weibull(shape: 1.5, scale: Seconds(40)), mean: 36.109811718037344,
      variance: 601.1044557022912),
    // 3·Γ(1 + 1/0.7): a falling hazard, infinite at 0.
    KnownLaw(
      name: "Weibull of shape 0.7", law: .weibull(shape: 0.7, scale: Seconds(3)),
      mean: 3.7974705181718498, variance: 30.841519982878378),
    // 5²/2.5
    KnownLaw(
      name: "gamma", law: .gamma(shape: 2.5, mean: Seconds(5)), mean: 5, variance: 10),
    KnownLaw(
      name: "gamma of shape 0.4", law: .gamma(shape: 0.4, scale: Seconds(10)), mean: 4,
      variance: 40),
    // 12²/3
    KnownLaw(name: "Erlang", law: .erlang(stages: 3, mean: Seconds(12)), mean: 12, variance: 48),
    // 0.75·1 + 0.25·10; second moment 2·(0.75 + 25), less 3.25².
    KnownLaw(
      name: "hyperexponential",
      law: .hyperexponential([
        .init(weight: 0.75, mean: Seconds(1)), .init(weight: 0.25, mean: Seconds(10)),
      ]), mean: 3.25, variance: 40.9375),
    // 2·4.5/3.5; 2²·4.5/(3.5²·2.5)
    KnownLaw(
      name: "Pareto", law: .pareto(shape: 4.5, least: Seconds(2)), mean: 2.5714285714285714,
      variance: 0.58775510204081633),
    KnownLaw(
      name: "Lomax", law: .lomax(shape: 4.5, scale: Seconds(2)), mean: 0.57142857142857143,
      variance: 0.58775510204081633),
    // (1 + 4·2 + 6)/6; 1.5·3.5/7
    KnownLaw(
      name: "PERT", law: .pert(least: Seconds(1), likeliest: Seconds(2), most: Seconds(6)),
      mean: 2.5, variance: 0.75),
    // 0.2·2 + 0.5·4.5 + 0.3·13; second moment (0.2·(1 + 3 + 9) + 0.5·(9 + 18 + 36)
    // + 0.3·(36 + 120 + 400))/3 = 66.96…, less 6.55².
    KnownLaw(
      name: "empirical",
      law: .empirical([
        .init(probability: 0, value: Seconds(1)), .init(probability: 0.2, value: Seconds(3)),
        .init(probability: 0.7, value: Seconds(6)), .init(probability: 1, value: Seconds(20)),
      ]), mean: 6.55, variance: 24.064166666666667),
  ]

  /// Continuous laws made of others; moments of truncated ones by quadrature to 40 digits.
  private static let composed = [
    KnownLaw(
      name: "truncated lognormal",
      law: .truncated(
        .lognormal(median: Seconds(5), sigma: 0.7), from: Seconds(2), to: Seconds(9)),
      mean: 4.8376816910490347, variance: 3.4859170987789801),
    KnownLaw(
      name: "truncated gamma",
      law: .truncated(.gamma(shape: 2.5, mean: Seconds(5)), from: Seconds(1), to: Seconds(12)),
      mean: 4.8194162558550246, variance: 6.4295532849382118),
    // A mixture of truncated laws, with weights that changed.
    KnownLaw(
      name: "truncated hyperexponential",
      law: .truncated(
        .hyperexponential([
          .init(weight: 0.75, mean: Seconds(1)), .init(weight: 0.25, mean: Seconds(10)),
        ]), from: Seconds(0.5), to: Seconds(20)), mean: 3.2848734251746507,
      variance: 15.988110205783425),
    KnownLaw(
      name: "shifted Pareto", law: .shifted(.pareto(shape: 4.5, least: Seconds(2)), by: Seconds(3)),
      mean: 5.5714285714285714, variance: 0.58775510204081633),
    KnownLaw(
      name: "shifted Erlang", law: .shifted(.erlang(stages: 4, mean: Seconds(8)), by: Seconds(1.5)),
      mean: 9.5, variance: 16),
    // 0.5·12 + 0.5·(2 + 4); 0.5·48 + 0.5·8, and 3² of the means around 9.
    KnownLaw(
      name: "mixture of gammas",
      law: .mixture([
        .init(weight: 1, law: .erlang(stages: 3, mean: Seconds(12))),
        .init(weight: 1, law: .shifted(.gamma(shape: 2, mean: Seconds(4)), by: Seconds(2))),
      ]), mean: 9, variance: 37),
  ]

  /// Those with atoms besides.
  static let all = continuous + [nested] + atomic

  /// A mixture of mixtures with two atoms.
  ///
  /// Nested: 0.4 of 2 s; 0.6 of (0.5 of 10 s, 0.5 of uniform 1 to 3): mean 0.8 + 3 + 0.6;
  /// second moments 0.4·4 + 0.3·100 + 0.3·13/3 = 32.9, less 4.4².
  static let nested =
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
      ]), mean: 4.4, variance: 13.54)

  private static let atomic = [
    KnownLaw(name: "constant", law: .constant(Seconds(3.25)), mean: 3.25, variance: 0),
    // An atom of 0.3 at 2 s, a gap to 4 s: 0.4·1.5 + 0.3·2 + 0.3·6; second moment
    // 0.4·(1 + 2 + 4)/3 + 0.3·4 + 0.3·(16 + 32 + 64)/3 = 13.3333, less 3².
    KnownLaw(
      name: "empirical with an atom and a gap",
      law: .empirical([
        .init(probability: 0, value: Seconds(1)), .init(probability: 0.4, value: Seconds(2)),
        .init(probability: 0.7, value: Seconds(2)), .init(probability: 0.7, value: Seconds(4)),
        .init(probability: 1, value: Seconds(8)),
      ]), mean: 3, variance: 4.3333333333333333),
    // The nested mixture from 2 s on, an atom on the bound: 0.4 of 2 s, 0.3 of 10 s, 0.15 of
    // uniform 2 to 3 s, over 0.85: mean 4.175/0.85; second moment (1.6 + 30 + 0.95)/0.85.
    KnownLaw(
      name: "truncated mixture with atoms",
      law: .truncated(nested.law, from: Seconds(2), to: Seconds(.infinity)),
      mean: 4.9117647058823529, variance: 14.168685121107266),
  ]
}
