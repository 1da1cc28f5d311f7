// SPDX-License-Identifier: GPL-3.0-or-later
// The one rounding rule of simulated time, and what saturates.

import Quantities
import Testing

@Suite struct SimTimeTests {
  static let roundings: [(Double, Int64)] = [
    (0, 0), (0.25, 0), (0.5, 1), (1.49, 1), (1.5, 2), (2.5, 3), (1_000_000_000.5, 1_000_000_001),
    // 142 years is 2^52 µs; below that every microsecond is told apart.
    (4_503_599_627_370_495, 4_503_599_627_370_495),
    (4_503_599_627_370_495.5, 4_503_599_627_370_496),
    (0x1p61, 2_305_843_009_213_693_952),
  ]

  @Test(arguments: roundings)
  func `a sampled span is rounded to the nearest microsecond, half up`(
    sampled: Double, microseconds: Int64
  ) {
    #expect(SimDuration(rounding: sampled).microseconds == microseconds)
  }

  @Test(arguments: [0x1p62, 1e19, 1e300, Double.infinity])
  func `a span too long to count never ends`(sampled: Double) {
    #expect(SimDuration(rounding: sampled).microseconds == Int64.max)
  }

  @Test(arguments: [-0.25, -1, -1e6, -1e30, -Double.infinity])
  func `a negative span becomes zero`(sampled: Double) {
    #expect(SimDuration(rounding: sampled) == .zero)
  }

  @Test func `seconds become microseconds once`() {
    #expect(SimDuration(Seconds(0.1)).microseconds == 100_000)
    #expect(SimDuration(Seconds(2.3456789)).microseconds == 2_345_679)
    #expect(SimDuration(.years(1)).microseconds == 8_760 * 3_600 * 1_000_000)
    #expect(SimDuration(.months(12)) == SimDuration(.years(1)))
    #expect(SimDuration(microseconds: 1_500_000).seconds == Seconds(1.5))
  }

  @Test func `an instant plus a span saturates at never`() {
    let late = SimTime(microseconds: Int64.max - 5)
    #expect(late + SimDuration(microseconds: 4) == SimTime(microseconds: Int64.max - 1))
    #expect(late + SimDuration(microseconds: 5) == .never)
    #expect(late + SimDuration(microseconds: 6) == .never)
    #expect(SimTime.never + SimDuration(rounding: .infinity) == .never)
    #expect(SimTime.zero + SimDuration(rounding: .infinity) == .never)
  }

  @Test func `two instants differ by a span`() {
    let earlier = SimTime(microseconds: 7)
    #expect((earlier + SimDuration(microseconds: 35)) - earlier == SimDuration(microseconds: 35))
    #expect(earlier < .never)
  }

  @Test func `quantities of one unit add, scale and compare`() {
    #expect(Seconds.minutes(90) == .hours(1.5))
    #expect(Seconds.hours(1) + .minutes(2) - Seconds(20) == Seconds(3_700))
    #expect(Seconds.days(3) / .hours(12) == 6)
    #expect(BitsPerSecond.gigabits(1.2) * 0.5 < .gigabits(0.7))
  }
}
