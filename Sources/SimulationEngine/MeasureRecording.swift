// SPDX-License-Identifier: GPL-3.0-or-later
// Measures see an instant only when the clock leaves it.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

extension ReplicationState {
  @inline(__always)
  var hasUncommittedMeasures: Bool {
    dirtyMeasures != 0 || network.hash != network.committedHash
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
    return isOver
  }

  /// Instant zero of the network: its healthy row, evaluated once, and what is short then.
  mutating func beginNetwork(in model: FlatModel) {
    if !network.isFilled[NetworkState.healthyRow] {
      network.isFilled[NetworkState.healthyRow] = true
      evaluateNetwork(into: NetworkState.healthyRow, in: model)
    }
    network.reset()
    for index in 0..<UInt32(model.network.services.count) {
      commit(
        Index(index), offered: network.offered[Index(index)], served: network.served[Index(index)],
        at: 0, in: model)
    }
  }

  @inline(never)
  private mutating func commitNetwork(at now: Int64, in model: FlatModel) {
    let (row, isNew) = network.find(network.hash)
    if isNew { evaluateNetwork(into: row, in: model) }
    addInterruptions(to: row, in: model)
    let services = UInt32(model.network.services.count)
    for index in 0..<services {
      let result = Index<Int64>(row.rawValue &* services &+ index)
      commit(
        Index(index), offered: network.offered[result], served: network.served[result], at: now,
        in: model)
    }
    let measures = UInt32(model.network.carried.count)
    for index in 0..<measures {
      let rate = network.carried[Index(row.rawValue &* measures &+ index)]
      let state = network.carriedStates[Index(index)]
      guard rate != state.rate else { continue }
      let output = model.network.carried[Index(index)].output
      outputs[Index(output)] &+= Int128(state.rate) &* Int128(now &- state.since)
      network.carriedStates[Index(index)] = CarriedState(rate: rate, since: now)
    }
    network.row = row
    network.committedHash = network.hash
  }

  private mutating func commit(
    _ service: Index<ServiceRow>, offered: Int64, served: Int64, at now: Int64,
    in model: FlatModel
  ) {
    var state = network.services[service]
    let row = model.network.services[service]
    let loss = offered &- served
    if loss != state.lossRate {
      outputs[Index(row.firstOutput)] &+= Int128(state.lossRate) &* Int128(now &- state.lossSince)
      state.lossRate = loss
      state.lossSince = now
    }
    let isShort = FlowMath.isBelow(served, offered, parts: row.shortBelow)
    if isShort != state.isShort {
      state.isShort = isShort
      if isShort {
        state.shortSince = now
        outputs[Index(row.firstOutput &+ 3)] &+= 1
      } else {
        outputs[Index(row.firstOutput &+ 1)] &+= Int128(now &- state.shortSince)
        note(outageOf: service.rawValue &+ UInt32(ups.count), from: state.shortSince, until: now)
      }
    }
    let isDark = served == 0 && offered > 0
    if isDark != state.isDark {
      state.isDark = isDark
      if isDark {
        state.darkSince = now
        outputs[Index(row.firstOutput &+ 4)] &+= 1
      } else {
        outputs[Index(row.firstOutput &+ 2)] &+= Int128(now &- state.darkSince)
      }
    }
    network.services[service] = state
  }

  /// Commits what is open and closes every interval at the horizon.
  @inline(never)
  mutating func closeMeasures(at horizon: SimTime, in model: FlatModel) {
    let end = horizon.microseconds
    for index in 0..<UInt32(ups.count) {
      close(Index(index), model.upMeasures[Index(index)], at: end)
    }
    for index in 0..<UInt32(model.network.services.count) {
      let state = network.services[Index(index)]
      let first = model.network.services[Index(index)].firstOutput
      outputs[Index(first)] &+= Int128(state.lossRate) &* Int128(end &- state.lossSince)
      if state.isShort {
        outputs[Index(first &+ 1)] &+= Int128(end &- state.shortSince)
        note(outageOf: index &+ UInt32(ups.count), from: state.shortSince, until: end)
      }
      if state.isDark { outputs[Index(first &+ 2)] &+= Int128(end &- state.darkSince) }
    }
    for index in 0..<UInt32(model.network.carried.count) {
      let state = network.carriedStates[Index(index)]
      let output = model.network.carried[Index(index)].output
      outputs[Index(output)] &+= Int128(state.rate) &* Int128(end &- state.since)
    }
  }
}
