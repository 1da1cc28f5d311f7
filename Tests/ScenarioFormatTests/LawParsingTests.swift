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

  @Test func `mixtures are nested eight deep at most`() {
    var text = "1 s"
    for _ in 0..<9 { text = "mixture(50 % \(text), 50 % 2 s)" }
    #expect(throws: Misreading.self) { try DurationLaw(reading: Self.node(text)) }
    let open = String(repeating: "mixture(50 % ", count: 20_000)
    #expect(throws: Misreading.self) { try DurationLaw(reading: Self.node(open)) }
  }

  @Test(arguments: [
    "10 min", "exponential(mean 25 y)", "lognormal(median 93 min, sigma 1.002)",
    "uniform(1 s, 5 s)",
    "triangular(20 s, 1 min, 5 min)", "mixture(75 % uniform(1 s, 2 s), 25 % exponential(mean 1 h))",
  ])
  func `a law is written as it is read`(_ text: String) throws {
    #expect(try DurationLaw(reading: Self.node(text)).text == text)
  }
}
