// SPDX-License-Identifier: GPL-3.0-or-later
// Reads which incidents the world has: those of the catalogue, own ones, none, or the dated ones.

import Diagnostics
import Quantities
import RandomVariates
import ScenarioFormat

/// The incidents of a world as they are written.
struct IncidentReading {
  let modes: IncidentModes
  /// The span of dated incidents that takes the place of drawn ones.
  let period: ReplayPeriod?

  /// Reads `incidents: catalogue`, `none`, or a map of modes, perhaps with `replay`.
  init(_ read: inout FieldReader, in region: Region) {
    let written = read.take("incidents")
    if let written, written.isOff {
      read.record("incidents", "none", ValueOrigin(of: written.location))
      modes = IncidentModes()
      period = nil
      return
    }
    var map = written ?? LocatedNode(.map([]), at: read.node.location)
    if let word = map.scalar {
      if word != "catalogue" {
        read.fail(
          "incidents", "'incidents' of the world: \(map.described) is not known here",
          notes: notesForUnknown(word, among: ["catalogue", "none"]))
      }
      map = LocatedNode(.map([]), at: map.location)
    }
    let fields = ModeFields(in: region)
    (modes, period) = read.part(map, named: "incidents", of: "incidents of the world") { read in
      let period = ReplayPeriod(&read)
      let isDrawn = period == nil
      let modes = IncidentModes(
        zone: read.switchableGroup("zone") { fields.zoneIncidents(&$0, isDrawn: isDrawn) },
        zoneControl: read.switchableGroup("zoneControl") {
          fields.zoneControl.mode(&$0, isDrawn: isDrawn)
        },
        gatewayZone: read.switchableGroup("gatewayZone") {
          fields.gatewayZone.mode(&$0, isDrawn: isDrawn)
        },
        gatewayRegion: read.switchableGroup("gatewayRegion") {
          fields.gatewayRegion.mode(&$0, isDrawn: isDrawn)
        })
      return (modes, period)
    }
  }
}

/// The fields of one kind of incident.
struct ModeField {
  let name: String
  let rate: Field<PerYear?>
  let duration: Field<DurationLaw>
  /// `nil`: always the whole.
  let severity: Field<ShareLaw>?

  static let interval = Field<Seconds?>(
    optional: "mtbf", "Mean from an end to the next strike, in place of 'rate'.",
    must: .moreThan(Seconds(0)))

  init(
    _ name: String, rate: Cited<PerYear>, duration: Cited<DurationLaw>,
    severity: Cited<ShareLaw>? = nil
  ) {
    self.name = name
    self.rate = Field(
      switchable: "rate", default: rate, "\(Self.capitalized(rate.meaning)).",
      must: .moreThan(PerYear(0)))
    self.duration = Field(
      "duration", default: duration, "\(Self.capitalized(duration.meaning)).")
    self.severity = severity.map {
      Field("severity", default: $0, "\(Self.capitalized($0.meaning)).")
    }
  }

  /// Reads the mode; under a replay nothing is drawn, and only its laws are needed.
  func mode(_ read: inout FieldReader, isDrawn: Bool) -> IncidentMode {
    var mean: Seconds?
    if isDrawn {
      if read.node["mtbf"] != nil {
        mean = read(Self.interval)
        if read.take("rate") != nil {
          read.fail("rate", "\(read.subject) has both 'rate' and 'mtbf'; one of them decides")
        }
      } else {
        mean = read(rate).map { .years(1 / $0.value) }
        _ = read.take("mtbf")
      }
    }
    let duration = read(duration)
    guard let severity else { return IncidentMode(mtbf: mean, duration: duration) }
    return IncidentMode(mtbf: mean, duration: duration, severity: read(severity))
  }

  var references: [FieldReference] {
    [rate.reference(in: name), Self.interval.reference(in: name), duration.reference(in: name)]
      + (severity.map { [$0.reference(in: name)] } ?? [])
  }

  private static func capitalized(_ phrase: String) -> String {
    phrase.prefix(1).uppercased() + phrase.dropFirst()
  }
}

/// The fields of all kinds of incidents, with a region's rates as defaults.
struct ModeFields {
  let zone: ModeField
  let zoneControl = ModeField(
    "zoneControl", rate: AWSFacts.zoneControlRate, duration: AWSFacts.zoneControlDuration)
  let gatewayZone = ModeField(
    "gatewayZone", rate: AWSFacts.gatewayZoneRate, duration: AWSFacts.gatewayZoneDuration)
  let gatewayRegion = ModeField(
    "gatewayRegion", rate: AWSFacts.gatewayRegionRate,
    duration: AWSFacts.gatewayRegionDuration, severity: AWSFacts.gatewayRegionSeverity)

  static let spread = Field<Share>(
    "spread", default: AWSFacts.zoneIncidentSpread,
    "Probability that an incident also strikes each other zone.")
  static let coupling = Field<Share>(
    "probability", default: AWSFacts.planeCoupling,
    "Probability that an incident takes control planes with it.")
  static let couplingRegion = Field<Share>(
    "region", default: AWSFacts.planeCouplingRegion,
    "Given that, probability that those of the whole region fall.")
  static let shortage = Field<Share>(
    "probability", default: AWSFacts.capacityShortage,
    "Probability that another zone has no instances to give.")
  static let shortageDuration = Field<DurationLaw>(
    "duration", default: AWSFacts.capacityShortageDuration, "Duration of such a shortage.")
  static let shortageSeverity = Field<Share>(
    "severity", default: AWSFacts.capacityShortageSeverity,
    "Severity of the incident from which it may occur.")

  static let launchSeverity = Field<Share>(
    "launchSeverity", default: AWSFacts.launchSeverity,
    "Severity from which nothing is launched in the zone, read by Auto Scaling groups.")

  init(in region: Region) {
    zone = ModeField(
      "zone", rate: region.zoneIncidentRate, duration: AWSFacts.zoneIncidentDuration,
      severity: AWSFacts.zoneIncidentSeverity)
  }

  func zoneIncidents(_ read: inout FieldReader, isDrawn: Bool) -> ZoneIncidents {
    let mode = zone.mode(&read, isDrawn: isDrawn)
    let spread = read(Self.spread)
    let coupling = read.switchableGroup("planes") { read in
      PlaneCoupling(
        probability: read(Self.coupling), regionShare: read(Self.couplingRegion))
    }
    let shortage = read.switchableGroup("shortage") { read in
      CapacityShortage(
        probability: read(Self.shortage), duration: read(Self.shortageDuration),
        threshold: read(Self.shortageSeverity))
    }
    return ZoneIncidents(
      mode, spread: spread, coupling: coupling ?? .none, shortage: shortage ?? .none,
      launchThreshold: read(Self.launchSeverity))
  }
}

extension World {
  static let incidentFields: [FieldReference] = {
    let fields = ModeFields(in: .northVirginia)
    return fields.zone.references
      + [
        ModeFields.spread.reference(in: "zone"),
        ModeFields.launchSeverity.reference(in: "zone"),
        ModeFields.coupling.reference(in: "zone.planes"),
        ModeFields.couplingRegion.reference(in: "zone.planes"),
        ModeFields.shortage.reference(in: "zone.shortage"),
        ModeFields.shortageDuration.reference(in: "zone.shortage"),
        ModeFields.shortageSeverity.reference(in: "zone.shortage"),
      ] + fields.zoneControl.references + fields.gatewayZone.references
      + fields.gatewayRegion.references + ReplayPeriod.fields
  }()
}
