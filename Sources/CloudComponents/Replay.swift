// SPDX-License-Identifier: GPL-3.0-or-later
// Dated incidents of a region, sorted by what they strike and packed into lanes.

package import Quantities
package import ReliabilityModeling

/// The incidents of a region between two dates, as strikes of simulated time.
package struct Replay: Hashable, Sendable {
  /// Strikes that never overlap each other, in order of time.
  package typealias Lane = [ReplayedStrike]

  /// The lanes of one kind of incident.
  package struct Lanes: Hashable, Sendable {
    package private(set) var all: [Lane] = []
    package init() {}

    /// Appends to the first lane that is free by then; a row without duration ends its lane.
    mutating func pack(_ strike: ReplayedStrike) {
      for index in all.indices {
        guard let last = all[index].last, let duration = last.duration,
          last.at + duration < strike.at
        else { continue }
        all[index].append(strike)
        return
      }
      all.append([strike])
    }
  }

  /// The Monday with which simulated time begins.
  package let start: CivilMinute
  /// From there to the end of the record: the horizon.
  package let span: Seconds
  package private(set) var zones = Lanes()
  /// Gateways of zones, and of the region.
  package private(set) var zoneGateways = Lanes()
  package private(set) var regionGateways = Lanes()
  /// Planes of zones, and of the region, in the order of `Plane.allCases`.
  package private(set) var zonePlanes = Array(repeating: Lanes(), count: Plane.allCases.count)
  package private(set) var regionPlanes = Array(repeating: Lanes(), count: Plane.allCases.count)
  /// Rows that strike nothing of a network design, such as those of databases alone.
  package private(set) var skipped: [IncidentRecord] = []
  /// Rows whose duration is drawn because nobody said when they ended.
  package private(set) var undated: [IncidentRecord] = []

  /// Sorts and packs rows.
  ///
  /// - Parameters:
  ///   - rows: Those of the region and period, by start.
  ///   - from: Simulated time begins on the Monday at or before it.
  ///   - end: The horizon.
  ///   - world: Its zones and plane coupling.
  ///   - zoneIDs: Zone of the world by AWS's identifier; an identifier that is not among them is
  ///     not ours. Without any, zones are drawn.
  package init(
    of rows: [IncidentRecord], from: CivilMinute, before end: CivilMinute, in world: World,
    zoneIDs: [(id: String, zone: String)] = []
  ) {
    start = from.monday
    span = .minutes(Double(end.sinceEpoch - start.sinceEpoch))
    for row in rows {
      let groups = Self.groups(of: row, in: world, zoneIDs: zoneIDs)
      if !add(row, striking: groups, in: world) {
        skipped.append(row)
      } else if row.durationMinutes == nil {
        undated.append(row)
      }
    }
  }

  /// Whether the row strikes anything.
  private mutating func add(
    _ row: IncidentRecord, striking groups: ReplayedStrike.Groups, in world: World
  ) -> Bool {
    let isRegional = row.scope == .region
    let planes = Plane.allCases.indices.filter {
      row.planes.contains(Plane.allCases[$0].rawValue)
    }
    let takesControl = row.plane != .data
    if isRegional, row.plane != .control, row.subjects.contains(.natGateways) {
      regionGateways.pack(strike(of: row, severity: nil, groups: .none))
    } else if !isRegional, row.plane != .control, row.concernsZone {
      // A row of both planes draws its mark within the range that takes the zone's planes.
      let coupling = world.incidents.zone?.coupling.probability.value ?? 0
      let mark = takesControl ? ReplayedStrike.Mark.drawn(below: coupling) : .fixed(1)
      zones.pack(strike(of: row, severity: nil, mark: mark, groups: groups))
    } else if !isRegional, row.plane != .control, row.subjects.contains(.natGateways) {
      zoneGateways.pack(strike(of: row, severity: 1, groups: groups))
    } else if takesControl, !planes.isEmpty {
      for index in planes {
        if isRegional {
          regionPlanes[index].pack(strike(of: row, severity: 0, groups: .none))
        } else {
          zonePlanes[index].pack(strike(of: row, severity: 0, groups: groups))
        }
      }
    } else {
      return false
    }
    return true
  }

  private func strike(
    of row: IncidentRecord, severity: Double?, mark: ReplayedStrike.Mark = .fixed(1),
    groups: ReplayedStrike.Groups
  ) -> ReplayedStrike {
    let minutes = Double(row.start.sinceEpoch - start.sinceEpoch)
    return ReplayedStrike(
      at: .zero + SimDuration(.minutes(minutes)),
      duration: row.durationMinutes.map { SimDuration(.minutes(Double($0))) },
      severity: severity, mark: mark, groups: groups)
  }

  private static func groups(
    of row: IncidentRecord, in world: World, zoneIDs: [(id: String, zone: String)]
  ) -> ReplayedStrike.Groups {
    guard !row.zoneIDs.isEmpty, !zoneIDs.isEmpty else {
      let population = max(world.zonePopulation, world.zones.count)
      return .drawn(count: min(row.zoneCount, population), population: population)
    }
    let named = zoneIDs.filter { row.zoneIDs.contains($0.id) }
      .compactMap { world.zones.firstIndex(of: $0.zone) }
    return named.isEmpty ? .none : .named(named.sorted())
  }
}

extension IncidentRecord {
  /// Whether running things of a zone were struck, and not a managed service or storage alone.
  var concernsZone: Bool {
    !subjects.isDisjoint(with: [.instances, .zoneNetwork, .internetConnectivity])
  }
}
