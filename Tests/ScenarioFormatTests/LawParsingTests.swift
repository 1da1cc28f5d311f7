// SPDX-License-Identifier: GPL-3.0-or-later
// Laws from text: their parameters, and errors that point into the text.

import Diagnostics
import Quantities
import RandomVariates
import ScenarioFormat
import Testing

@Suite struct LawParsingTests {
  private static let place = SourceLocation(file: "x", line: 7, column: 11)

  private static func node(_ text: String) -> LocatedNode {
    LocatedNode(.scalar(text, isQuoted: false), at: place)
  }

  @Test(
    arguments: [
      ("10 min", .constant(.minutes(10))),
      ("exponential(mean 90 d)", .exponential(mean: .days(90))),
      ("exponential( 2 y )", .exponential(mean: .years(2))),
      ("lognormal(median 93 min, sigma 1.3)", .lognormal(median: .minutes(93), sigma: 1.3)),
      ("lognormal(sigma 0.6,median 93 min)", .lognormal(median: .minutes(93), sigma: 0.6)),
      ("uniform(1 s, 5 s)", .uniform(from: Seconds(1), to: Seconds(5))),
      (
        "triangular(20 s, 60 s, 300 s)",
        .triangular(least: Seconds(20), likeliest: Seconds(60), most: Seconds(300))
      ),
      ("weibull(shape 2, scale 90 d)", .weibull(shape: 2, scale: .days(90))),
      ("weibull(mean 90 d, shape 0.7)", .weibull(shape: 0.7, mean: .days(90))),
      ("gamma(shape 2, mean 4 h)", .gamma(shape: 2, mean: .hours(4))),
      ("gamma(shape 2, scale 4 h)", .gamma(shape: 2, mean: .hours(8))),
      ("erlang(3, mean 4 h)", .erlang(stages: 3, mean: .hours(4))),
      ("erlang(stages 3, 4 h)", .erlang(stages: 3, mean: .hours(4))),
      (
        "hyperexponential(70 % 1 h, 30 % mean 10 h)",
        .hyperexponential([
          .init(weight: 0.7, mean: .hours(1)), .init(weight: 0.3, mean: .hours(10)),
        ])
      ),
      ("pareto(shape 2.5, least 1 h)", .pareto(shape: 2.5, least: .hours(1))),
      ("lomax(scale 1 h, shape 2.5)", .lomax(shape: 2.5, scale: .hours(1))),
      (
        "pert(1 h, 2 h, 6 h)",
        .pert(least: .hours(1), likeliest: .hours(2), most: .hours(6))
      ),
      (
        "empirical(0 % 1 min, 50 % 10 min, 100 % 4 h)",
        .empirical([
          .init(probability: 0, value: .minutes(1)), .init(probability: 0.5, value: .minutes(10)),
          .init(probability: 1, value: .hours(4)),
        ])
      ),
      (
        "truncated(exponential(mean 1 h), from 5 min, to 4 h)",
        .truncated(.exponential(mean: .hours(1)), from: .minutes(5), to: .hours(4))
      ),
      (
        "truncated(pareto(shape 0.8, least 1 min), to 4 h)",
        .truncated(.pareto(shape: 0.8, least: .minutes(1)), from: Seconds(0), to: .hours(4))
      ),
      (
        "truncated(lomax(shape 2, scale 1 min), from 4 h)",
        .truncated(.lomax(shape: 2, scale: .minutes(1)), from: .hours(4), to: Seconds(.infinity))
      ),
      (
        "shifted(gamma(shape 2, mean 4 h), by 5 min)",
        .shifted(.gamma(shape: 2, mean: .hours(4)), by: .minutes(5))
      ),
    ] as [(String, DurationLaw)])
  func `a law is read`(_ text: String, _ law: DurationLaw) throws {
    #expect(try DurationLaw(reading: Self.node(text)) == law)
  }

  @Test func `a lognormal by mean has that mean, by p95 that quantile`() throws {
    let byMean = try DurationLaw(reading: Self.node("lognormal(mean 163.5 min, sigma 1.002)"))
    #expect(abs(byMean.mean / .minutes(163.5) - 1) < 1e-12)
    let byQuantile = try DurationLaw(reading: Self.node("lognormal(median 12 min, p95 60 min)"))
    #expect(abs(byQuantile.quantile(0.5) / .minutes(12) - 1) < 1e-9)
    #expect(abs(byQuantile.quantile(0.95) / .minutes(60) - 1) < 1e-9)
  }

  @Test func `severities are laws of shares`() throws {
    let law = try ShareLaw(reading: Self.node("mixture(75 % uniform(0.02, 0.3), 25 % 1)"))
    #expect(
      law
        == .mixture([
          .init(weight: 0.75, law: .uniform(from: Share(0.02), to: Share(0.3))),
          .init(weight: 0.25, law: .constant(Share(1))),
        ]))
    #expect(try ShareLaw(reading: Self.node("40 %")) == .constant(Share(0.4)))
  }

  @Test(
    arguments: [
      ("exponental(mean 90 d)", 11, "there is no law 'exponental' | did you mean 'exponential'?"),
      (
        "exponential(mean 90 apples)", 31,
        "'90 apples' is not a duration: there is no unit 'apples'"
      ),
      ("exponential(mean 0 d)", 28, "the mean must be more than 0"),
      ("exponential(1 d, 2 d)", 11, "wrong number of values for exponential"),
      ("uniform(5 s, 1 s)", 24, "the upper end of a uniform law must be above the lower end"),
      ("uniform(1 s, 5 s", 18, "the ')' of this '(' is missing"),
      ("uniform(1 s, 5 s) later", 29, "nothing may follow the ')' of a law"),
      ("uniform(-1 s, 5 s)", 19, "'-1 s' is negative"),
      (
        "uniform(1 s, 10 Gbps)", 27,
        "'10 Gbps' is not a duration: 'Gbps' is the unit of a bandwidth"
      ),
      ("triangular(60 s, 20 s, 300 s)", 28, "the likeliest value is below the least"),
      (
        "triangular(20 s, 60 s)", 11,
        "triangular takes three values: least, likeliest and most, not 2"
      ),
      ("lognormal(12 min, sigma 1)", 21, "say what this is: median, mean, sigma or p95"),
      ("lognormal(median 12 min)", 11, "a lognormal law takes two of median, mean, sigma and p95"),
      ("lognormal(median 12 min, p95 10 min)", 40, "the p95 must be above the median"),
      ("lognormal(median 12 min, sigma -1)", 42, "sigma must be a number above 0, at most 10"),
      ("lognormal(median 12 min, median 1 h)", 36, "'median' is given twice"),
      ("mixture(75 % 1 s, 20 % 2 s)", 11, "the weights of a mixture add to 95 %, not to 100 %"),
      ("mixture(1 s, 2 s)", 19, "each law of a mixture stands behind its weight, such as '75 %'"),
      ("mixture(75 % 1 s, 25 %)", 32, "a law is missing behind the weight"),
      ("weibull(2, scale 90 d)", 19, "say what this is: shape, scale or mean | such as weibull("),
      ("weibull(shape 2)", 11, "weibull takes a shape, and a scale or a mean | such as weibull("),
      ("weibull(scale 2 d, mean 2 d)", 11, "weibull takes a shape, and a scale or a mean"),
      ("weibull(shape 0, scale 90 d)", 25, "the shape must be a number from 0.1 to 1000"),
      ("weibull(shape 2 d, scale 90 d)", 25, "the shape must be a number from 0.1 to 1000"),
      ("weibull(shape 2, scale 0 d)", 34, "the scale must be more than 0"),
      ("gamma(shape 2000, mean 4 h)", 23, "the shape must be a number from 0.1 to 1000"),
      ("gamma(shape 2, mean 4)", 31, "'4' is not a duration: the unit is missing"),
      ("erlang(2.5, mean 4 h)", 18, "the stages must be a whole number from 1 to 1000"),
      ("erlang(0, mean 4 h)", 18, "the stages must be a whole number from 1 to 1000"),
      ("erlang(3)", 11, "wrong number of values for erlang | such as erlang(3, mean 4 h)"),
      (
        "hyperexponential(70 % 1 h, 20 % 10 h)", 11,
        "the weights of a hyperexponential add to 90 %, not to 100 %"
      ),
      ("hyperexponential(70 % 1 h, 30 % 0 h)", 43, "the mean must be more than 0"),
      (
        "hyperexponential(1 h)", 11,
        "a hyperexponential takes 2 to 100 means, each behind its weight"
      ),
      ("pareto(shape 1, least 1 h)", 11, "'pareto(shape 1, least 1 h)': the shape of a Pareto or"),
      ("pareto(shape 2, scale 1 h)", 27, "say what this is: shape or least"),
      ("lomax(shape 2)", 11, "wrong number of values for lomax"),
      ("pert(1 h, 2 h)", 11, "pert takes three values: least, likeliest and most, not 2"),
      ("pert(1 h, 7 h, 6 h)", 26, "the most must be above the least and not below the likeliest"),
      ("empirical(0 % 1 min)", 11, "wrong number of values for empirical"),
      ("empirical(1 min, 100 % 2 min)", 21, "each value of an empirical law stands behind"),
      ("empirical(5 % 1 min, 100 % 2 min)", 21, "an empirical law begins at 0 %"),
      ("empirical(0 % 1 min, 90 % 2 min)", 32, "an empirical law ends at 100 %"),
      ("empirical(0 % 1 s, 9 % 2 s, 5 % 3 s)", 39, "the probabilities of an empirical law may"),
      ("empirical(0 % 2 min, 100 % 1 min)", 38, "the values of an empirical law may not fall"),
      ("empirical(0 %, 100 % 1 min)", 23, "a value is missing behind the probability"),
      ("truncated(exponential(mean 1 h))", 11, "wrong number of values for truncated"),
      ("truncated(exponential(1 h), 5 min)", 39, "each bound stands once behind 'from' or 'to'"),
      ("truncated(exponential(1 h), to 1 h, to 2 h)", 47, "each bound stands once behind 'from'"),
      ("truncated(exponential(1 h), from 2 h, to 1 h)", 11, "a truncated law needs 0 ≤ lower"),
      ("truncated(uniform(1 h, 2 h), from 3 h)", 11, "nothing of the law lies within its bounds"),
      ("truncated(pareto(shape 1, least 1 h), from 2 h)", 11, "the mean of the law is infinite"),
      ("shifted(exponential(mean 1 h))", 11, "wrong number of values for shifted"),
      ("shifted(exponentail(mean 1 h), by 2 h)", 19, "there is no law 'exponentail'"),
      ("shifted(exponential(mean 1 h), by -2 h)", 45, "'-2 h' is negative"),
      ("", 11, "expected a duration or a law, not nothing"),
      ("()", 11, "there is no law ''"),
      ("soon", 11, "'soon' is not a duration: there is no number"),
    ] as [(String, Int, String)])
  func `an error in a law points to its place`(_ text: String, _ column: Int, _ message: String) {
    do {
      let law = try DurationLaw(reading: Self.node(text))
      Issue.record("'\(text)' was read as \(law)")
    } catch {
      #expect(error.location.column == column)
      #expect(([error.message] + error.notes).joined(separator: " | ").hasPrefix(message))
    }
  }

  @Test func `laws are nested eight deep at most`() {
    var text = "1 s"
    for _ in 0..<9 { text = "mixture(50 % \(text), 50 % 2 s)" }
    #expect(throws: Misreading.self) { try DurationLaw(reading: Self.node(text)) }
    text = "exponential(mean 1 s)"
    for _ in 0..<7 { text = "shifted(\(text), by 2 s)" }
    #expect(throws: Never.self) { try DurationLaw(reading: Self.node(text)) }
    text = "shifted(\(text), by 2 s)"
    #expect(throws: Misreading.self) { try DurationLaw(reading: Self.node(text)) }
    let open = String(repeating: "mixture(50 % ", count: 20_000)
    #expect(throws: Misreading.self) { try DurationLaw(reading: Self.node(open)) }
  }

  @Test(arguments: [
    "10 min", "exponential(mean 25 y)", "lognormal(median 93 min, sigma 1.002)",
    "uniform(1 s, 5 s)",
    "triangular(20 s, 1 min, 5 min)", "mixture(75 % uniform(1 s, 2 s), 25 % exponential(mean 1 h))",
    "weibull(shape 1.5, scale 90 d)", "gamma(shape 0.7, mean 4 h)", "erlang(3, mean 4 h)",
    "hyperexponential(70 % 1 h, 30 % 10 h)", "pareto(shape 2.5, least 1 h)",
    "lomax(shape 2.5, scale 1 h)", "pert(1 h, 2 h, 6 h)",
    "empirical(0 % 1 min, 50 % 10 min, 50 % 1 h, 100 % 4 h)",
    "truncated(lognormal(median 1 h, sigma 1), from 5 min, to 4 h)",
    "truncated(pareto(shape 2.5, least 1 h), from 2 h)", "truncated(erlang(2, mean 1 h), to 2 h)",
    "shifted(truncated(exponential(mean 1 h), to 2 h), by 5 min)",
    "mixture(33.3333 % 1 s, 33.3333 % 2 s, 33.3333 % 3 s)",
  ])
  func `a law is written as it is read`(_ text: String) throws {
    #expect(try DurationLaw(reading: Self.node(text)).text == text)
  }
}
