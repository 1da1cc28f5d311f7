// SPDX-License-Identifier: GPL-3.0-or-later
// Pools decide: what is condemned goes, what is missing is launched, zones are balanced.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension ReplicationState {
  /// Something has changed: the pool decides when all reports of the instant are in.
  @inline(never)
  mutating func armDecision(of pool: PoolID, in model: FlatModel) {
    let timer = model.pools[pool].decision
    guard !scheduler.isArmed(timer) else { return }
    pools[pool].origin = origin
    scheduler.schedule(timer, after: .zero)
  }

  /// A detector of a slot has reported down.
  @inline(never)
  mutating func condemn(_ slot: PoolSlotID, in model: FlatModel) {
    guard slots[slot].isServing, !slots[slot].isCondemned else { return }
    let pool = model.slots[slot].pool
    slots[slot].isCondemned = true
    slots[slot].origin = origin
    slots[slot].began = eventNumber
    pools[pool].condemned &+= 1
    armDecision(of: pool, in: model)
  }

  /// A pool's decision timer fired.
  @inline(never)
  mutating func decide(pool: PoolID, in model: FlatModel) {
    let row = model.pools[pool]
    if pools[pool].serving >= row.gate {
      var left = row.replaceAtOnce
      while left > 0 && pools[pool].condemned > 0 {
        terminate(firstCondemned(of: row, in: model), in: model)
        left &-= 1
      }
    }
    if pools[pool].missing > 0 { launchMissing(row, in: model) }
    origin = pools[pool].origin
    while pools[pool].surplus > 0 {
      pools[pool].surplus &-= 1
      let zone = fullestZone(of: row, openOnly: false, in: model)
      terminate(leavingSlot(of: zone, in: model), isReplaced: false, in: model)
    }
    if row.batch > 0 { balance(pool, row, in: model) }
    assert(isConsistent(pool, in: model), "a pool lost count of its slots")
  }

  /// The condemned slot that is first by path.
  private mutating func firstCondemned(of row: PoolRow, in model: FlatModel) -> PoolSlotID {
    var first = PoolSlotID.none
    for slot in row.slots.start..<row.slots.end where slots[Index(slot)].isCondemned {
      // Units are numbered by path.
      if first.isNone
        || model.slots[Index(slot)].unit.rawValue < model.slots[first].unit.rawValue
      {
        first = Index(slot)
      }
    }
    return first
  }

  // MARK: Missing members

  private mutating func launchMissing(_ row: PoolRow, in model: FlatModel) {
    var position = row.slots.start
    while position != row.slots.end {
      let slot = PoolSlotID(position)
      switch slots[slot].phase {
      case .owing, .waiting:
        let zone = launchZone(of: row, replacing: model.slots[slot].zone, in: model)
        if zone.isNone {
          slots[slot].phase = .waiting
        } else if case .owing = slots[slot].phase {
          launch(owedBy: slot, in: zone, in: model)
          // Another launch may be owed here now: this place is looked at again.
          continue
        } else {
          slots[slot].phase = .returning
          scheduler.schedule(model.slots[slot].timer, after: resumption(of: slot, in: model))
        }
      case .empty, .returning, .stepping, .needing, .resuming, .serving: break
      }
      position &+= 1
    }
  }

  /// The open zone with the fewest used slots among those with a free one, ties by order.
  mutating func launchZone(
    of row: PoolRow, replacing own: PoolZoneID, in model: FlatModel
  ) -> PoolZoneID {
    var best = PoolZoneID.none
    for position in row.zones.start..<row.zones.end {
      let zone = PoolZoneID(position)
      let places = model.poolZones[zone]
      let used = poolZones[zone].used
      guard row.elsewhere || position == own.rawValue, values[places.open] != 0,
        used < Int32(places.slots.count), best.isNone || used < poolZones[best].used
      else { continue }
      best = zone
    }
    return best
  }

  private mutating func launch(
    owedBy slot: PoolSlotID, in zone: PoolZoneID, in model: FlatModel
  ) {
    let cause = slots[slot].origin
    let place = freeSlot(of: zone, in: model)
    pools[model.slots[slot].pool].missing &-= 1
    if place.rawValue != slot.rawValue {
      // A launch that is owed in that place is from now on owed in this one.
      let (here, there) = (model.slots[slot].timer, model.slots[place].timer)
      slots[slot].phase = slots[place].phase
      slots[slot].origin = slots[place].origin
      if case .returning = slots[place].phase {
        scheduler.schedule(here, after: scheduler.due(of: there) - scheduler.now)
        scheduler.cancel(there)
      }
    }
    beginLaunch(in: place, cause: cause, in: model)
  }

  /// The lowest free ordinal of a zone that has one.
  mutating func freeSlot(of zone: PoolZoneID, in model: FlatModel) -> PoolSlotID {
    let places = model.poolZones[zone].slots
    for slot in places.start..<places.end where slots[Index(slot)].isFree { return Index(slot) }
    preconditionFailure("a zone without a free slot was chosen")
  }

  // MARK: Balance

  /// While no slot is missing and two open zones differ by more than one, twins are launched in the
  /// emptiest zone, up to a batch at a time.
  private mutating func balance(_ pool: PoolID, _ row: PoolRow, in model: FlatModel) {
    while pools[pool].twins < row.batch && pools[pool].missing == 0 {
      let fullest = fullestZone(of: row, openOnly: true, in: model)
      let emptiest = emptiestZone(of: row, in: model)
      guard !fullest.isNone, !emptiest.isNone,
        members(of: fullest) &- members(of: emptiest) > 1
      else { return }
      if row.launchFirst {
        poolZones[fullest].leaving &+= 1
      } else {
        terminate(leavingSlot(of: fullest, in: model), isReplaced: false, in: model)
      }
      let twin = freeSlot(of: emptiest, in: model)
      pools[pool].twins &+= 1
      beginLaunch(in: twin, cause: pools[pool].origin, in: model)
      slots[twin].twinOf = fullest
    }
  }

  /// Used slots of a zone once all twins under way have replaced their members.
  private mutating func members(of zone: PoolZoneID) -> Int32 {
    poolZones[zone].used &- poolZones[zone].leaving
  }

  /// The zone with the most members among those with one in service, ties by order.
  private mutating func fullestZone(
    of row: PoolRow, openOnly: Bool, in model: FlatModel
  ) -> PoolZoneID {
    var best = PoolZoneID.none
    for position in row.zones.start..<row.zones.end {
      let zone = PoolZoneID(position)
      guard !openOnly || values[model.poolZones[zone].open] != 0,
        best.isNone || members(of: zone) > members(of: best),
        !leavingSlot(of: zone, in: model).isNone
      else { continue }
      best = zone
    }
    return best
  }

  /// The open zone with the fewest members among those with a free slot, ties by order.
  private mutating func emptiestZone(of row: PoolRow, in model: FlatModel) -> PoolZoneID {
    var best = PoolZoneID.none
    for position in row.zones.start..<row.zones.end {
      let zone = PoolZoneID(position)
      let places = model.poolZones[zone]
      guard values[places.open] != 0, poolZones[zone].used < Int32(places.slots.count),
        best.isNone || members(of: zone) < members(of: best)
      else { continue }
      best = zone
    }
    return best
  }

  /// Who goes first: a condemned slot in service, else the highest ordinal in service; none if
  /// nobody serves.
  private mutating func leavingSlot(of zone: PoolZoneID, in model: FlatModel) -> PoolSlotID {
    let places = model.poolZones[zone].slots
    var last = PoolSlotID.none
    for slot in places.start..<places.end where slots[Index(slot)].isServing {
      if slots[Index(slot)].isCondemned { return Index(slot) }
      last = Index(slot)
    }
    return last
  }
}
