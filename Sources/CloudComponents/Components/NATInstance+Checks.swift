// SPDX-License-Identifier: GPL-3.0-or-later
// What of a NAT instance only its surroundings show to be wrong.

import Diagnostics
package import ScenarioFormat

extension NATInstance {
  package func check(_ read: inout FieldReader, in surroundings: Surroundings) {
    checkGroup(&read, in: surroundings)
    if let takeover {
      surroundings.check(watcherSubnet, of: takeover, &read)
      checkTakeover(takeover, &read)
      // Without a peer to lead to, the design says so once it is lowered.
      if takeover.watcher == .peer, standby != nil, surroundings.zones.count == 1 {
        read.fail(
          "failover", "\(read.subject) stands alone, without a peer to watch it",
          notes: ["'watcher' is 'function' or 'external'"])
      }
    }
  }

  private func checkGroup(_ read: inout FieldReader, in surroundings: Surroundings) {
    guard let group, !group.zones.isEmpty else { return }
    let place = read.node["recovery"]?["zones"]?.location
    for zone in group.zones where !surroundings.worldZones.contains(zone) {
      read.fail(
        "recovery", "zone '\(zone)' of the group of \(read.subject) is not in the world", at: place,
        notes: notesForUnknown(zone, among: surroundings.worldZones))
    }
    if group.afterLaunch.contains(where: { $0.kind == .attach }), spansZones {
      read.fail(
        "recovery", "the interface of \(read.subject) stays in its zone, the group does not",
        at: place, notes: ["'interfaceReattach' needs a group in one zone"])
    }
  }

  /// Whether its group may place it in another zone.
  private var spansZones: Bool { (group?.zones.count ?? 0) > 1 }

  private func checkTakeover(_ takeover: TakeoverScript, _ read: inout FieldReader) {
    let kills = takeover.stopsOwner != nil
    if spansZones, takeover.probe == .box || takeover.watcher == .peer || kills {
      read.fail(
        "failover", "\(read.subject) moves between zones, where no peer or box is watched",
        notes: ["'watcher: function' with 'probe: through' follows it"])
    }
    if kills, !takeover.failsBack {
      read.fail(
        "failover", "with 'mutualKill' the routes of \(read.subject) have to fail back",
        notes: ["a switch back would stop the instance that it leads to"])
    }
  }
}
