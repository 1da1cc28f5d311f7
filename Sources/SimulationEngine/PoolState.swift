// SPDX-License-Identifier: GPL-3.0-or-later
// Where pools, their zones and their slots stand.

import EventScheduling
import FlatStorage
import ReliabilityModeling

struct PoolSlotState: BitwiseCopyable {
  /// What the slot is, and what its timer stands for.
  enum Phase: UInt8, BitwiseCopyable {
    /// Nobody is here, and nobody is missed.
    case empty
    /// Empty; the launch in its member's stead, here or elsewhere, awaits the next decision.
    case owing
    /// Empty; no open zone had room for that launch.
    case waiting
    /// Empty; a zone has opened, and the resume delay passes.
    case returning
    /// A launch step is under way.
    case stepping
    /// The next launch step waits for what it needs.
    case needing
    /// What it needs is back; the resume delay passes.
    case resuming
    /// In service; the timer is that of its grace.
    case serving
  }
  var phase = Phase.empty
  /// Step of the launch under way.
  var step: UInt8 = 0
  /// To be replaced, even if it works again.
  var isCondemned = false
  /// Where the member serves whose twin is launched here; none: a member in its own right.
  var twinOf = PoolZoneID.none
  /// Of the fault that the launch answers, or that condemned it.
  var origin = Origin()
  /// Number of the event that condemned the member, or began the launch.
  var began: UInt32 = 0

  var isServing: Bool { if case .serving = phase { true } else { false } }

  /// Neither launching nor in service.
  var isFree: Bool {
    switch phase {
    case .empty, .owing, .waiting, .returning: true
    case .stepping, .needing, .resuming, .serving: false
    }
  }
}

struct PoolZoneState: BitwiseCopyable {
  /// Slots that are launching or in service.
  var used: Int32 = 0
  /// Members that go once their twins elsewhere serve.
  var leaving: Int32 = 0
}

struct PoolState: BitwiseCopyable {
  /// Slots in service, the condemned ones among them.
  var serving: Int32 = 0
  var condemned: Int32 = 0
  /// Launches that wait for a zone.
  var missing: Int32 = 0
  /// Twins being launched.
  var twins: Int32 = 0
  /// Twins that serve and for which no member has gone yet.
  var surplus: Int32 = 0
  /// Of the event that armed the decision.
  var origin = Origin()
}

extension ReplicationState {
  /// Instant zero of a slot: in service, or without a member.
  mutating func beginSlot(_ slot: PoolSlotID, in model: FlatModel) {
    let row = model.slots[slot]
    switch row.start {
    case .serving:
      slots[slot].phase = .serving
      poolZones[row.zone].used &+= 1
      pools[row.pool].serving &+= 1
      return
    case .empty: break
    case .owing:
      slots[slot].phase = .owing
      pools[row.pool].missing &+= 1
      armDecision(of: row.pool, in: model)
    }
    units[row.unit].phase = .absent
    units[row.unit].clocksRun = false
    units[row.unit].isUp = false
    scheduler.cancel(model.units[row.unit].timer)
    for position in row.detectors.start..<row.detectors.end {
      let detector = model.slotDetectors[Index(position)]
      detectors[detector].isSuspended = true
      detectors[detector].isFresh = true
      detectors[detector].isAlive = false
    }
  }

  /// Whether the counts of a pool are those of its slots, and its launches those that it owes.
  mutating func isConsistent(_ pool: PoolID, in model: FlatModel) -> Bool {
    let row = model.pools[pool]
    let state = pools[pool]
    var (used, serving, missing) = (0 as Int32, 0 as Int32, 0 as Int32)
    for zone in row.zones.start..<row.zones.end {
      let places = model.poolZones[Index(zone)].slots
      var usedHere: Int32 = 0
      for slot in places.start..<places.end {
        let here = slots[Index(slot)]
        if here.isServing { serving &+= 1 }
        if !here.isFree { usedHere &+= 1 } else if here.phase != .empty { missing &+= 1 }
      }
      guard usedHere == poolZones[Index(zone)].used else { return false }
      used &+= usedHere
    }
    let extra = row.launchFirst ? state.twins &+ state.surplus : 0
    return serving == state.serving && missing == state.missing
      && used &+ missing == row.desired &+ extra
  }
}
