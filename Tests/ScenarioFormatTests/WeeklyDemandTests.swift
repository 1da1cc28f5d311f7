// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes of demand over the week, and growth laid out in weekly steps.

import Quantities
import ReliabilityModeling
import ScenarioFormat
import Testing

@Suite struct WeeklyDemandTests {
  private let year = SimTime.zero + SimDuration(.years(1))

  private func mean(_ shape: WeeklyShape) -> Double { shape.shares.reduce(0, +) / 168 }

  @Test func `office hours are 40 % of the peak in the mean, evenings 60 %`() {
    #expect(abs(mean(WeeklyShape(.officeHours)) - 0.4) < 1e-12)
    #expect(abs(mean(WeeklyShape(.evenings)) - 0.6) < 1e-12)
    // Wednesday 10:00 is at the peak, Saturday 10:00 is not.
    #expect(WeeklyShape(.officeHours).shares[2 * 24 + 10] == 1)
    #expect(WeeklyShape(.officeHours).shares[5 * 24 + 10] == 0.1)
  }

  @Test func `what does not vary has no profile`() {
    let constant = WeeklyDemand().laidOut(peak: 7, until: year)
    #expect(constant.most == 7)
    #expect(constant.profile == nil)
  }

  @Test func `growth of 44 % in two years ends at 1.44 times the peak`() throws {
    let twoYears = SimTime.zero + SimDuration(.years(2))
    let demand = WeeklyDemand(growth: Share(0.2)).laidOut(peak: 1e9, until: twoYears)
    let profile = try #require(demand.profile)
    // 104.3 weeks are begun: the last step is that of week 104, 2 · 8 760 h / 168 h = 104.29.
    #expect(profile.weekly.count == 105)
    // Each step is 1.2 to the 168/8 760 = 1.0035026979608144.
    var power = 1.0
    for _ in 0..<104 { power *= 1.0035026979608144 }
    #expect(abs(power - 1e-9 * demand.most) < 1e-12)
    #expect(abs(demand.most / 1e9 - 1.44) < 0.003)
    let first = demand.most * Double(profile.factor(inHour: 0)) / 1e9
    #expect(abs(first - 1e9) < 2)
  }

  @Test func `the integral of a profile is the sum of its hours`() {
    let hourly = (0..<168).map { Int64($0) * 5_000_000 }
    let weekly: [Int64] = [500_000_000, 1_000_000_000, 750_000_000]
    for profile in [DemandProfile(hourly: hourly), DemandProfile(hourly: hourly, weekly: weekly)] {
      let hours = 168 * 7 + 29
      var expected = Int128(0)
      for hour in 0..<hours { expected += Int128(profile.factor(inHour: hour)) * 3_600_000_000 }
      expected += Int128(profile.factor(inHour: hours)) * 1_234_567
      let instant =
        SimTime.zero + SimDuration(microseconds: Int64(hours) * 3_600_000_000 + 1_234_567)
      #expect(profile.integral(until: instant) == expected)
    }
  }

  @Test func `a sum of demands has the mean of their shapes, weighted by their rates`() throws {
    let rising = DemandProfile(hourly: (0..<168).map { Int64($0) * 5_000_000 })
    let sum = try #require(DemandProfile.sum(of: [(300, rising), (100, nil)]) ?? nil)
    #expect(sum.hourly[0] == 250_000_000)
    // 3/4 of 50 % and 1/4 of 100 %.
    #expect(sum.hourly[100] == 625_000_000)
    let growing = DemandProfile(hourly: rising.hourly, weekly: [500_000_000, 1_000_000_000])
    #expect(DemandProfile.sum(of: [(300, rising), (100, growing)]) == nil)
    #expect(DemandProfile.sum(of: [(300, nil), (100, nil)]) == .some(nil))
  }
}
