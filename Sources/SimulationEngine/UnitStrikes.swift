// SPDX-License-Identifier: GPL-3.0-or-later
// Failures that fail other units in the same instant: imperfect coverage, common cause, fencing.

import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Fails what a failure or a completed switch strikes, each by a coin of its own; what fails is a
  /// fault of its own, and the origin of the event under way stays.
  @inline(never)
  mutating func strike(_ strikes: IndexRange<UnitStrikeRow>, in model: FlatModel) {
    let cause = origin
    for position in strikes.start..<strikes.end {
      let row = model.unitStrikes[Index(position)]
      // The coin is thrown even for what has failed: one a strike.
      if row.probability < 1, streams.uniform(row.coinStream) >= row.probability { continue }
      strikeUnit(row.unit, mode: row.mode, in: model)
    }
    origin = cause
  }

  /// Fails a healthy unit in a mode, whatever its clocks say; a failed one is not struck.
  ///
  /// Its other clocks pause as at any failure, and that of the mode is drawn anew by the repair.
  @inline(never)
  mutating func strikeUnit(_ unit: UnitID, mode: UInt8, in model: FlatModel) {
    guard case .healthy = units[unit].phase else { return }
    if model.units[unit].isSimple {
      changeSimpleUnit(unit, in: model)
    } else {
      fail(unit, mode: mode, in: model)
    }
  }
}
