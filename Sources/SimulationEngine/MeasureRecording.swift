// SPDX-License-Identifier: GPL-3.0-or-later
// Measures see an instant only when the clock leaves it.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension ReplicationState {
  @inline(__always)
  var hasUncommittedMeasures: Bool {
    dirtyMeasures != 0 || network.hash != network.committedHash || charging.isOpen
  }

  /// Takes over the state in which the clock leaves `instant`; returns whether the replication is
  /// over, because a first failure that it waited for has come.
  @inline(never)
  mutating func commitMeasures(at instant: SimTime, in model: FlatModel) -> Bool {
    let now = instant.microseconds
    var isOver = false
    var marked = dirtyMeasures
    dirtyMeasures = 0
    while marked != 0 {
      let index = Index<UpRow>(UInt32(truncatingIfNeeded: marked.trailingZeroBitCount))
      marked &= marked &- 1
      let row = model.upMeasures[index]
      let isUp = values[row.signal] != 0
      guard isUp != ups[index].isUp else { continue }
      ups[index].isUp = isUp
      if isUp {
        endOutage(of: index, row, at: now)
      } else if beginOutage(of: index, row, at: now) {
        isOver = true
      }
    }
    if network.hash != network.committedHash { commitNetwork(at: now, in: model) }
    if charging.isOn { charge(at: now, in: model) }
    return isOver
  }

  /// Instant zero of the network: its healthy row, evaluated once, and what is short then.
  mutating func beginNetwork(in model: FlatModel) {
    if !network.isHealthyRowFilled {
      network.isHealthyRowFilled = true
      evaluateNetwork(into: NetworkState.healthyRow, in: model)
    }
    network.reset()
    turnOutages(to: flags(of: NetworkState.healthyRow, at: 0, in: model), at: 0, in: model)
  }

  /// Measures begin now, at instant zero, with what is down, short or dark already.
  ///
  /// Nothing that happened before counts; an outage under way begins here.
  @inline(never)
  mutating func beginMeasuring(in model: FlatModel) {
    outputs.fill(0)
    ups.fill(UpState())
    charging.begin(isOn: charging.isOn)
    markMeasuresDown(in: model)
    network.beginAccount()
    let row = network.find(network.hash)
    if row.isNew { evaluateNetwork(into: row.id, in: model) }
    network.row = row.id
    turnOutages(to: flags(of: row.id, at: 0, in: model), at: 0, in: model)
  }

  /// Flags of the services that are short or dark in a row at an instant.
  @inline(__always)
  private mutating func flags(of row: RowID, at now: Int64, in model: FlatModel) -> UInt64 {
    guard model.network.cycleHours > 0 else { return network.flags[row] }
    return hourFlags(of: row, inHour: now / HourlyFlows.microsecondsPerHour, in: model)
  }

  /// Marks the measures of all signals that are down.
  mutating func markMeasuresDown(in model: FlatModel) {
    dirtyMeasures = 0
    for up in 0..<UInt32(ups.count)
    where values[model.upMeasures[Index(up)].signal] == 0 { dirtyMeasures |= 1 &<< UInt64(up) }
  }

  /// The clock leaves an instant in which the network's inputs have changed.
  ///
  /// Only the time spent in each state is summed here; what a state loses and carries is multiplied
  /// by it once, at the horizon.
  @inline(never)
  private mutating func commitNetwork(at now: Int64, in model: FlatModel) {
    let row = network.find(network.hash)
    if row.isNew {
      addIntegrals(of: row.id, in: model)
      evaluateNetwork(into: row.id, in: model)
    }
    addInterruptions(to: row.id, in: model)
    if model.network.cycleHours > 0 {
      leaveHours(at: now, in: model)
    } else {
      network.leaveRow(at: now)
    }
    let flags = flags(of: row.id, at: now, in: model)
    if flags != network.openOutages { turnOutages(to: flags, at: now, in: model) }
    network.row = row.id
    network.committedHash = network.hash
  }

  /// Opens and closes outages where a state differs from the one before.
  @inline(never)
  mutating func turnOutages(to flags: UInt64, at now: Int64, in model: FlatModel) {
    var changed = flags ^ network.openOutages
    network.openOutages = flags
    while changed != 0 {
      let flag = OutageFlag.least(of: changed)
      changed &= changed &- 1
      if flags & flag.bit != 0 {
        network.outageSince[flag.index] = now
        outputs[flag.countOutput(in: model)] &+= 1
      } else {
        closeOutage(flag, at: now, in: model)
      }
    }
  }

  private mutating func closeOutage(_ flag: OutageFlag, at now: Int64, in model: FlatModel) {
    let since = network.outageSince[flag.index]
    outputs[flag.timeOutput(in: model)] &+= Int128(now &- since)
    if !flag.isDark { note(outageOf: UInt32(ups.count) &+ flag.service, from: since, until: now) }
  }

  /// Adds what a state lost and carried in the time that was spent in it, and forgets that time.
  private mutating func addIntegrals(of row: RowID, in model: FlatModel) {
    let time = Int128(network.time[row])
    guard time != 0 else { return }
    network.time[row] = 0
    let services = UInt32(model.network.services.count)
    for service in 0..<services {
      let result = Index<Int64>(row.rawValue &* services &+ service)
      let loss = network.offered[result] &- network.served[result]
      let output = model.network.services[Index(service)].firstOutput
      outputs[Index(output)] &+= Int128(loss) &* time
    }
    let measures = UInt32(model.network.carried.count)
    for measure in 0..<measures {
      let rate = network.carried[Index(row.rawValue &* measures &+ measure)]
      outputs[Index(model.network.carried[Index(measure)].output)] &+= Int128(rate) &* time
    }
  }

  /// Commits what is open and closes every interval at the horizon.
  @inline(never)
  mutating func closeMeasures(at horizon: SimTime, in model: FlatModel) {
    let end = horizon.microseconds
    if charging.isOn { closeCharges(at: end, in: model) }
    for index in 0..<UInt32(ups.count) {
      close(Index(index), model.upMeasures[Index(index)], at: end)
    }
    guard !model.network.services.elements.isEmpty else { return }
    if model.network.cycleHours > 0 {
      leaveHours(at: end, in: model)
    } else {
      network.leaveRow(at: end)
    }
    while !network.visited.isEmpty { addIntegrals(of: network.visited.removeFirst(), in: model) }
    var open = network.openOutages
    while open != 0 {
      closeOutage(OutageFlag.least(of: open), at: end, in: model)
      open &= open &- 1
    }
  }
}
