// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped tables: every row is read, and the figures that other pages quote come out of them.

import CloudComponents
import Quantities
import Testing

@Suite struct InstanceTableTests {
  @Test func `every type has a name of its own, cores, bandwidth and a price`() {
    #expect(InstanceTable.all.count == 285)
    #expect(Set(InstanceTable.all.map(\.name)).count == 285)
    for type in InstanceTable.all {
      #expect(type.virtualCPUs >= 1)
      #expect(type.baselineBandwidth.value > 0 && type.hourlyPrice.map { $0.value > 0 } == true)
      #expect(type.baselineBandwidth <= type.burstBandwidth)
    }
  }

  /// - Source: EC2 guide, network bandwidth: at most 5 Gbit/s to the internet below 32 vCPU, half
  ///   of the bandwidth from 32 on.
  @Test func `bandwidth to the internet is 5 Gbps below 32 vCPU and half from 32 on`() {
    for type in InstanceTable.all {
      let (baseline, burst) = (type.baselineBandwidth.value, type.burstBandwidth.value)
      let small = type.virtualCPUs < 32
      #expect(type.internetBaseline.value == (small ? min(baseline, 5e9) : baseline / 2))
      #expect(type.internetMaximum.value == (small ? min(burst, 5e9) : burst / 2))
    }
  }

  @Test func `a type is found by its name, and only by it`() throws {
    let type = try #require(InstanceTable.type(named: "c7gn.medium"))
    #expect(type.internetBaseline == .gigabits(3.125) && type.internetMaximum == .gigabits(5))
    #expect(type.hourlyPrice == USDollars(0.0624) && type.recoversAutomatically)
    #expect(InstanceTable.type(named: "c7gn") == nil)
  }
}

@Suite struct IncidentHistoryTests {
  /// Zone incidents inside the window from which all rates are computed.
  private var window: [IncidentRecord] {
    IncidentHistory.all.filter {
      $0.scope == .zone && $0.start >= IncidentHistory.completeFrom
        && $0.start.sinceEpoch < IncidentHistory.completeThrough.sinceEpoch + 1_440
    }
  }

  @Test func `the list holds 64 zone, 4 multi-zone and 28 region incidents in order of start`() {
    let all = IncidentHistory.all
    #expect(
      [.zone, .severalZones, .region].map { scope in all.count { $0.scope == scope } }
        == [64, 4, 28] as [Int])
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.start <= $1.start })
  }

  @Test func `the window holds 42 incidents of running things and 13 of control alone`() {
    #expect(window.count { $0.plane != .control } == 42)
    #expect(window.count { $0.plane == .control } == 13)
    #expect(window.count { $0.plane == .both } == 8)
  }

  /// 42 durations add up to 6 866 min, 13 to 1 923 min.
  @Test func `mean durations in the window are those of the drawn incidents`() {
    let running = window.filter { $0.plane != .control }.compactMap(\.durationMinutes)
    let control = window.filter { $0.plane == .control }.compactMap(\.durationMinutes)
    #expect(running.reduce(0, +) == 6_866 && running.count == 42)
    #expect(control.reduce(0, +) == 1_923 && control.count == 13)
  }

  @Test func `rows of another region are left out and those without region are kept`() {
    let rows = IncidentHistory.records(
      in: "us-west-1", from: IncidentHistory.completeFrom,
      before: CivilMinute(year: 2023, month: 1, day: 1))
    #expect(rows.count { $0.regions.contains("us-west-1") } == 2)
    #expect(rows.count { $0.regions == ["global"] } == 3)
    #expect(rows.count == 5)
  }

  @Test func `an incident names what it concerned and which planes`() throws {
    let row = try #require(
      IncidentHistory.all.first { $0.start == CivilMinute(parsing: "2021-12-07T15:32Z") })
    #expect(row.durationMinutes == 458 && row.plane == .control && row.scope == .region)
    #expect(row.planes == ["launch", "network", "route53", "identity"])
    let gateways = IncidentHistory.all.filter { $0.subjects.contains(.natGateways) }
    #expect(gateways.count == 5)
  }
}

@Suite struct CivilMinuteTests {
  @Test func `every day of four centuries follows the one before and is read back`() {
    var expected = CivilMinute(year: 1800, month: 1, day: 1).sinceEpoch
    for year in 1800..<2200 {
      for month in 1...12 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        for day in 1...days {
          let date = CivilMinute(year: year, month: month, day: day)
          guard date.sinceEpoch == expected, CivilMinute(parsing: date.description) == date else {
            Issue.record("\(year)-\(month)-\(day) became \(date)")
            return
          }
          expected += 1_440
        }
      }
    }
  }

  @Test func `the Monday at or before is found on both sides of 1970`() {
    #expect(CivilMinute(parsing: "2018-05-10T12:27Z")?.monday.description == "2018-05-07")
    #expect(CivilMinute(parsing: "2018-05-07")?.monday.description == "2018-05-07")
    #expect(CivilMinute(parsing: "1969-12-28")?.monday.description == "1969-12-22")
  }

  @Test(arguments: [
    "", "2018", "2018-13-01", "2018-02-29", "2018-04-31", "18-05-10", "2018-05-10T24:00Z",
    "2018-05-10T12:60Z", "2018-05-10T12:27", "2018-05-10T12:27Zx", "2018-5-1", "2018-05-10 12:27Z",
  ])
  func `a text that is no date is refused`(text: String) {
    #expect(CivilMinute(parsing: text) == nil)
  }
}
