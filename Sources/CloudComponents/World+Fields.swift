// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the world section: zones, people, changes and planes.

import Quantities
import RandomVariates
package import ScenarioFormat

extension World {
  static let regionField = Field<Region>(
    "region", "Region of AWS; us-east-1 has rates of its own, and the only shipped prices.")
  static let zonesField = Field<[String]>(
    "zones", "Names of the zones in use, in order.",
    must: Requirement("one to sixteen different names") {
      (1...16).contains($0.count) && Set($0).count == $0.count
    })
  static let reaction = Field<DurationLaw>(
    "reaction", default: AWSFacts.operatorReaction, "From a fault to hands on.")
  static let fix = Field<DurationLaw>(
    "fix", default: AWSFacts.operatorFix, "Repair by hand once begun.")
  static let changeRate = Field<PerYear>(
    "rate", default: AWSFacts.changeRate, "Changes to each design.",
    must: .moreThan(PerYear(0)))
  static let changeBreaks = Field<Share>(
    "breaks", default: AWSFacts.changeBreaks, "Probability that a change causes an outage.")
  static let changeDuration = Field<DurationLaw>(
    "duration", default: AWSFacts.changeDuration, "Outage that a bad change causes.")
  static let changeReach = Field<Change.Reach>(
    "reach", default: AWSFacts.changeReach, "What a bad change takes.")
  static let planeInterval = Field<Seconds>(
    "mtbf", "Mean from the end of an impairment to the next, drawn exponentially.",
    must: .moreThan(Seconds(0)))
  static let planeDuration = Field<DurationLaw>("duration", "Duration of an impairment.")

  /// Reads the section but for `region` and `prices`.
  package init(_ read: inout FieldReader, in region: Region) {
    var zones = read(Self.zonesField)
    for name in zones where !Self.isPlain(name) {
      read.fail("zones", "'\(name)' is no name of a zone", notes: ["such as a, b or use1-az4"])
    }
    if read.failed("zones") { zones = [] }
    let operators = read.group("operators") { read in
      Operators(reaction: read(Self.reaction), fix: read(Self.fix))
    }
    let change = read.switchableGroup("change") { read in
      let bad = read(Self.changeRate).value * read(Self.changeBreaks).value
      let (duration, reach) = (read(Self.changeDuration), read(Self.changeReach))
      return bad > 0
        ? Change(mtbf: .years(1 / bad), duration: duration, reach: reach) : nil
    }
    let planes = read.switchableGroup("planes") { read in
      Plane.allCases.compactMap { plane in
        read.groupIfPresent(plane.rawValue) { read in
          let mean = read(Self.planeInterval)
          return PlaneImpairment(
            plane, mtbf: .exponential(mean: mean), duration: read(Self.planeDuration))
        }
      }
    }
    let reading = IncidentReading(&read, in: region)
    self.init(
      region: region.code, zones: zones,
      zonePopulation: max(region.zoneCount, zones.count), incidents: reading.modes,
      operators: operators, change: change.flatMap { $0 }, planes: planes ?? [])
    if let period = reading.period, !zones.isEmpty {
      replay = period.replay(in: self, &read)
    }
  }

  /// Letters, digits, `-` and `_`, because a zone's name is a part of paths.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_")
      }
  }

  static let fields: [FieldReference] = [
    regionField.reference(), zonesField.reference(),
    reaction.reference(in: "operators"), fix.reference(in: "operators"),
    changeRate.reference(in: "change"), changeBreaks.reference(in: "change"),
    changeDuration.reference(in: "change"), changeReach.reference(in: "change"),
    planeInterval.reference(in: "planes.PLANE"), planeDuration.reference(in: "planes.PLANE"),
  ]
}

extension Change.Reach: FieldChoice {}
