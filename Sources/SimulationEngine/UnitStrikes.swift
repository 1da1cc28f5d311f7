// SPDX-License-Identifier: GPL-3.0-or-later
// Failures that fail other units in the same instant: imperfect coverage, common cause, fencing.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Of the latest fault of a unit: its own, or that of the failure that struck it.
  mutating func faultOrigin(of unit: UnitID, in model: FlatModel) -> Origin {
    let row = model.units[unit]
    if row.isCoupled && model.coupling.units[unit].isStruck { return faultOrigins[unit] }
    return Origin(
      hash: row.originHash, ordinal: units[unit].ordinal, mode: units[unit].mode)
  }

  /// A fault has begun, whose origin may be another's.
  mutating func keepOrigin(of unit: UnitID, in model: FlatModel) {
    if model.coupling.units[unit].isStruck { faultOrigins[unit] = origin }
  }

  /// Fails what a completed switch strikes, each by a coin of its own; the origin is the switch's.
  @inline(never)
  mutating func strike(_ strikes: IndexRange<UnitStrikeRow>, in model: FlatModel) {
    for position in strikes.start..<strikes.end {
      let row = model.unitStrikes[Index(position)]
      // The coin is thrown even for what has failed: one a strike.
      if row.probability < 1, streams.uniform(row.coinStream) >= row.probability { continue }
      guard units[row.unit].isHealthy else { continue }
      fail(row.unit, mode: row.mode, struckBy: origin, in: model)
      strikeOthers(from: row.unit, in: model)
    }
  }

  /// A unit has failed: it strikes others, and those that it fails strike too, until none is left.
  ///
  /// Each unit fails once at most, so a chain ends however its strikes run. All carry the origin of
  /// the first failure. A coin is addressed by striker, target and ordinal of the striker's fault;
  /// a failed unit is not struck.
  ///
  /// - Complexity: O(strikes of all units that fail)
  @inline(never)
  mutating func strikeOthers(from unit: UnitID, in model: FlatModel) {
    let cause = origin
    strikers.insert(unit)
    while !strikers.isEmpty {
      let striker = strikers.removeFirst()
      let strikes = model.coupling.units[striker].strikes
      for position in strikes.start..<strikes.end {
        let row = model.unitStrikes[Index(position)]
        guard units[row.unit].isHealthy else { continue }
        if row.probability < 1 {
          let fault = units[striker].ordinal &- 1
          guard streams.uniform(row.coinStream, variate: fault) < row.probability else { continue }
        }
        fail(row.unit, mode: row.mode, struckBy: cause, in: model)
        strikers.insert(row.unit)
      }
    }
  }
}
