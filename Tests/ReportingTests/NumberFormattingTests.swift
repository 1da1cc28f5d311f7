// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers of every size are printed.

import Reporting
import Testing

@Suite struct NumberFormattingTests {
  private func plain(_ text: String) -> String {
    String(text.map { $0 == "\u{00A0}" ? " " : $0 })
  }

  @Test(arguments: [
    (14.4961, "14.5"), (80.04, "80.0"), (1_234.5, "1 234"), (0.0012345, "0.00123"),
    (9.996, "10.0"), (99.96, "100"), (0.99951, "1.00"), (-16.31, "-16.3"), (0, "0"),
    (3.14e-7, "3.14e-07"), (17_739.4, "17 739"), (Double.infinity, "–"), (.nan, "–"),
  ])
  func `three significant digits, and every digit of a whole part`(value: Double, text: String) {
    #expect(plain(NumberFormatting.significant(value)) == text)
  }

  @Test(arguments: [
    (1_234_567.891, 2, "1 234 567.89"), (-999.6, 0, "-1 000"), (-0.04, 1, "0.0"), (100, 0, "100"),
  ])
  func `thousands are grouped, and zero has no sign`(value: Double, decimals: Int, text: String) {
    #expect(plain(NumberFormatting.fixed(value, decimals: decimals)) == text)
  }

  @Test(
    arguments: [
      (14.4961, 14.1962, 14.8013, "14.5", "14.2 to 14.8"),
      (100.02, 98.72, 101.33, "100", "99 to 101"),
      (0.4, -0.31, 1.1, "0.40", "-0.31 to 1.10"), (14.5, 14.48, 14.52, "14.50", "14.48 to 14.52"),
      (0, 0, 0, "0", "0 to 0"), (3e-6, 2.5e-6, 3.5e-6, "3.00e-06", "2.50e-06 to 3.50e-06"),
    ])
  func `a mean and the ends of its interval share their decimals`(
    mean: Double, low: Double, high: Double, text: String, interval: String
  ) {
    let estimate = NumberFormatting.estimate(mean: mean, low: low, high: high)
    #expect(estimate.mean == text)
    #expect(estimate.interval == interval)
  }

  @Test func `without an interval none is made up`() {
    let estimate = NumberFormatting.estimate(mean: 14.52, low: -.infinity, high: .infinity)
    #expect(estimate == ("14.5", "–"))
  }

  @Test(arguments: [
    (12.43, "12.4"), (0.444, "0.44"), (0.00123, "0.0012"), (0, "0"), (1_234, "1 234"),
  ])
  func `a mean number of events`(value: Double, text: String) {
    #expect(plain(NumberFormatting.rate(value)) == text)
  }

  @Test func `a probability near its ends is a bound`() {
    #expect(plain(NumberFormatting.probability(0.99612)) == "99.6 %")
    #expect(plain(NumberFormatting.probability(0.99993)) == "over 99.9 %")
    #expect(plain(NumberFormatting.probability(1e-5)) == "under 0.1 %")
  }

  @Test func `nines are rounded, and a bound is never rounded up`() {
    // -log10(2.757e-5) = 4.5596, -log10(1.1e-5) = 4.9586
    #expect(NumberFormatting.nines(lostShare: 2.757e-5, isBound: false) == "4.6")
    #expect(NumberFormatting.nines(lostShare: 1.1e-5, isBound: false) == "5.0")
    #expect(NumberFormatting.nines(lostShare: 1.1e-5, isBound: true) == "≥4.9")
    #expect(NumberFormatting.nines(lostShare: 0, isBound: false) == "–")
  }

  @Test func `time alone takes the unit that suits it, a column takes one for all`() {
    #expect(plain(NumberFormatting.time(minutes: 0.7501)) == "45.0 s")
    #expect(plain(NumberFormatting.time(minutes: 14.5)) == "14.5 min")
    #expect(plain(NumberFormatting.time(minutes: 1_230)) == "20.5 h")
    #expect(TimeUnit(forColumnOfMinutes: [0.3, 0.02, 0]) == .seconds)
    #expect(TimeUnit(forColumnOfMinutes: [0.3, 700]) == .minutes)
    #expect(TimeUnit(forColumnOfMinutes: [612, 7_000]) == .hours)
    #expect(TimeUnit(forColumnOfMinutes: []) == .minutes)
  }

  @Test func `large counts are rounded, small ones are not`() {
    #expect(plain(NumberFormatting.roundedCount(213_877)) == "214 000")
    #expect(plain(NumberFormatting.roundedCount(999_600)) == "1 000 000")
    #expect(plain(NumberFormatting.roundedCount(640)) == "640")
  }

  @Test func `rates and spans read as a person wrote them`() {
    #expect(plain(NumberFormatting.bitRate(1.2e9)) == "1.2 Gbps")
    #expect(plain(NumberFormatting.bitRate(30e6)) == "30 Mbps")
    #expect(plain(NumberFormatting.span(seconds: 31_536_000)) == "1 year")
    #expect(plain(NumberFormatting.span(seconds: 10 * 86_400)) == "10 days")
    #expect(plain(NumberFormatting.span(seconds: 6.21)) == "6.2 s")
  }

  @Test func `dollars show cents only where they matter`() {
    #expect(plain(NumberFormatting.dollars(17_849.31)) == "17 849")
    #expect(plain(NumberFormatting.dollars(3.65)) == "3.65")
    #expect(plain(NumberFormatting.dollars(-2_562)) == "-2 562")
  }
}
