// SPDX-License-Identifier: GPL-3.0-or-later
// What a signal's going down and coming up mean for each kind of value.

import FlatStorage
import ReliabilityModeling

/// A signal between two commits.
struct UpState: BitwiseCopyable {
  var isUp = true
  /// Since when it has been down, in µs.
  var since: Int64 = 0
  /// Time down before that, in µs.
  var total: Int64 = 0
}

extension ReplicationState {
  /// A signal is down from `now` on; returns whether the replication is over.
  @inline(__always)
  mutating func beginOutage(
    of measure: Index<UpRow>, _ row: UpRow, at now: Int64
  ) -> Bool {
    ups[measure].since = now
    switch row.kind {
    case .average: outputs[Index(row.firstOutput &+ 1)] &+= 1
    case .failedBefore: if now < row.bound { outputs[Index(row.firstOutput)] = 1 }
    case .timeToFailure:
      outputs[Index(row.firstOutput)] = Int128(now)
      return true
    case .downAt, .downAtMost: break
    }
    return false
  }

  /// A signal was down until `now`; the interval is half-open.
  @inline(__always)
  mutating func endOutage(of measure: Index<UpRow>, _ row: UpRow, at now: Int64) {
    let since = ups[measure].since
    switch row.kind {
    case .average: outputs[Index(row.firstOutput)] &+= Int128(now &- since)
    case .downAt:
      if since <= row.bound && row.bound < now { outputs[Index(row.firstOutput)] = 1 }
    case .downAtMost: ups[measure].total &+= now &- since
    case .failedBefore, .timeToFailure: break
    }
    note(outageOf: measure.rawValue, from: since, until: now)
  }

  /// Closes a signal's record at the horizon; the state at the horizon is the one before it.
  mutating func close(_ measure: Index<UpRow>, _ row: UpRow, at end: Int64) {
    if !ups[measure].isUp {
      endOutage(of: measure, row, at: end)
      if case .downAt = row.kind, row.bound == end { outputs[Index(row.firstOutput)] = 1 }
    }
    if case .downAtMost = row.kind, ups[measure].total <= row.bound {
      outputs[Index(row.firstOutput)] = 1
    }
  }
}
