// SPDX-License-Identifier: GPL-3.0-or-later
// The longest outages of each measure, with the address at which a trace shows them again.

import FlatStorage
import ReliabilityModeling

/// A maximal interval in which a signal was down or a service short; the horizon cuts it off.
package struct Outage: Hashable, Sendable, BitwiseCopyable {
  /// In µs; 0 stands for no outage.
  package let length: Int64
  /// When it began, in µs.
  package let start: Int64
  package let replication: UInt32

  package init(length: Int64 = 0, start: Int64 = 0, replication: UInt32 = 0) {
    self.length = length
    self.start = start
    self.replication = replication
  }

  /// Whether it stands before another: the longer first, of equal ones the one met first.
  package func precedes(_ other: Outage) -> Bool {
    (other.length, replication, start) < (length, other.replication, other.start)
  }
}

enum OutageSlot {}

extension ReplicationState {
  /// So many outages of a measure are remembered.
  package static var outagesKept: Int { 5 }

  /// Takes over an outage that has ended, if it is one of the longest of its measure.
  ///
  /// Signals count first, then services. Replications come in ascending order, so an outage
  /// displaces only shorter ones.
  @inline(__always)
  mutating func note(outageOf measure: UInt32, from start: Int64, until end: Int64) {
    let last = measure &* UInt32(Self.outagesKept) &+ UInt32(Self.outagesKept) &- 1
    if end &- start > longest[Index(last)].length {
      insert(Outage(length: end &- start, start: start, replication: replication), at: last)
    }
  }

  @inline(never)
  private mutating func insert(_ outage: Outage, at last: UInt32) {
    let first = last &- UInt32(Self.outagesKept) &+ 1
    var place = last
    while place > first && longest[Index(place &- 1)].length < outage.length {
      longest[Index(place)] = longest[Index(place &- 1)]
      place &-= 1
    }
    longest[Index(place)] = outage
  }

  /// The longest outages since `forgetOutages`, the longest first, by the order of
  /// `FlatModel.outageMeasures`; what is missing has length 0.
  package mutating func longestOutage(_ rank: Int, ofMeasure measure: Int) -> Outage {
    longest[Index(measure * Self.outagesKept + rank)]
  }

  /// Begins to look for the longest outages anew.
  package mutating func forgetOutages() { longest.fill(Outage()) }
}
