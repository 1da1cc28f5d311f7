// SPDX-License-Identifier: GPL-3.0-or-later
// What a state of the network lost and carried while it lasted, over the hours that it spanned.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Adds what the present row lost and carried up to `now`, with the outages that its hours began
  /// and ended.
  @inline(never)
  mutating func leaveHours(at now: Int64, in model: FlatModel) {
    let (row, since) = (network.row, network.rowSince)
    network.rowSince = now
    guard now > since else { return }
    let hour = HourlyFlows.microsecondsPerHour
    let isLong = now &- since >= network.hours.cycle &* hour
    if isLong || row == NetworkState.healthyRow { complete(row, in: model) }
    guard network.hours.isWhole[row], network.hours.reaches(now) else {
      return walkHours(of: row, from: since, until: now, in: model)
    }
    for service in 0..<UInt32(model.network.services.count) {
      let output = model.network.services[Index(service)].firstOutput
      outputs[Index(output)] &+= integral(of: row, service, from: since, until: now)
    }
    let services = UInt32(model.network.services.count)
    for measure in 0..<UInt32(model.network.carried.count) {
      let output = model.network.carried[Index(measure)].output
      outputs[Index(output)] &+=
        integral(of: row, services &+ measure, from: since, until: now)
    }
    guard !network.hours.isUniform[row] else { return }
    for index in since / hour &+ 1..<(now &+ hour &- 1) / hour {
      let flags = hourFlags(of: row, inHour: index, in: model)
      if flags != network.openOutages { turnOutages(to: flags, at: index &* hour, in: model) }
    }
  }

  @inline(__always)
  private mutating func integral(
    of row: RowID, _ column: UInt32, from start: Int64, until end: Int64
  ) -> Int128 {
    network.hours.integral(row, column, until: end)
      - network.hours.integral(row, column, until: start)
  }

  /// Hour by hour, for rows that are not whole.
  private mutating func walkHours(
    of row: RowID, from since: Int64, until now: Int64, in model: FlatModel
  ) {
    let hour = HourlyFlows.microsecondsPerHour
    let services = UInt32(model.network.services.count)
    var start = since
    var index = since / hour
    while start < now {
      let end = min(now, (index &+ 1) &* hour)
      let flags = hourFlags(of: row, inHour: index, in: model)
      if flags != network.openOutages { turnOutages(to: flags, at: start, in: model) }
      let place = network.hours.place(of: index)
      for service in 0..<services {
        let rate = hourRate(of: row, at: place, service)
        if rate == 0 { continue }
        let output = model.network.services[Index(service)].firstOutput
        outputs[Index(output)] &+= Int128(rate) * Int128(end &- start)
      }
      for measure in 0..<UInt32(model.network.carried.count) {
        let rate = hourRate(of: row, at: place, services &+ measure)
        let output = model.network.carried[Index(measure)].output
        outputs[Index(output)] &+= Int128(rate) * Int128(end &- start)
      }
      start = end
      index &+= 1
    }
  }

  /// A column of an hour that `hourFlags` has just looked at.
  @inline(__always)
  mutating func hourRate(of row: RowID, at place: Int64, _ column: UInt32) -> Int64 {
    guard row.rawValue < network.hours.tables else {
      return network.hours.scratch[Index(column)]
    }
    let start = network.hours.start(of: row, place) &+ column
    let value = network.hours.rates[Index(start)]
    guard network.hours.isWhole[row] else { return value }
    return network.hours.rates[Index(start &+ network.hours.columns)] &- value
  }

  /// Flags of the services that are short or dark in an hour of a row; evaluates the hour if it
  /// is not known.
  @inline(__always)
  mutating func hourFlags(of row: RowID, inHour hour: Int64, in model: FlatModel) -> UInt64 {
    let place = network.hours.place(of: hour)
    guard row.rawValue < network.hours.tables else {
      return evaluateHour(of: row, at: place, in: model)
    }
    let index = row.rawValue &* UInt32(network.hours.cycle) &+ UInt32(place)
    if network.hours.isKnown[Index(index)] { return network.hours.flags[Index(index)] }
    let flags = evaluateHour(of: row, at: place, in: model)
    network.hours.isKnown[Index(index)] = true
    network.hours.flags[Index(index)] = flags
    let start = network.hours.start(of: row, place)
    for column in 0..<network.hours.columns {
      network.hours.rates[Index(start &+ column)] = network.hours.scratch[Index(column)]
    }
    return flags
  }

  /// One pass over the network with the demand of an hour of the cycle, into the scratch columns.
  @inline(never)
  mutating func evaluateHour(
    of row: RowID, at place: Int64, in model: FlatModel
  ) -> UInt64 {
    let sources = UInt32(model.network.sources.count)
    for source in 0..<sources {
      let (rate, first) = (
        model.network.sources[Index(source)].rate, model.network.sources[Index(source)].factors
      )
      let factor =
        first.isNone
        ? FlowMath.one : model.network.factors[Index(first.rawValue &+ UInt32(place))]
      network.rates[Index(source)] = FlowMath.scaled(rate, by: factor)
    }
    pass(row, in: model)
    var flags: UInt64 = 0
    let services = UInt32(model.network.services.count)
    for service in 0..<services {
      var (offered, served): (Int64, Int64) = (0, 0)
      for source in 0..<sources where model.network.sources[Index(source)].service == service {
        offered &+= network.rates[Index(source)]
        served &+= network.arrived[Index(source)]
      }
      network.hours.scratch[Index(service)] = offered &- served
      flags |= outageFlags(of: service, offered: offered, served: served, in: model)
    }
    for measure in 0..<UInt32(model.network.carried.count) {
      let element = model.network.carried[Index(measure)].element
      network.hours.scratch[Index(services &+ measure)] = network.outflow[element]
    }
    return flags
  }

  /// Evaluates what is left of a row's hours, if it has a table.
  private mutating func complete(_ row: RowID, in model: FlatModel) {
    guard row.rawValue < network.hours.tables, !network.hours.isWhole[row] else { return }
    for hour in 0..<network.hours.cycle { _ = hourFlags(of: row, inHour: hour, in: model) }
    network.hours.sumUp(row)
  }
}
