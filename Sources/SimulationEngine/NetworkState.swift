// SPDX-License-Identifier: GPL-3.0-or-later
// What the flow network carries in the states that it has been in: rows found again by a hash.

import FlatStorage
import ReliabilityModeling

enum NetworkRow {}
enum CutEntry {}
typealias RowID = Index<NetworkRow>

/// A service between two commits.
struct ServiceState: BitwiseCopyable {
  var lossRate: Int64 = 0
  /// Since when this rate holds, in µs.
  var lossSince: Int64 = 0
  var shortSince: Int64 = 0
  var darkSince: Int64 = 0
  var isShort = false
  var isDark = false
}

struct CarriedState: BitwiseCopyable {
  var rate: Int64 = 0
  var since: Int64 = 0
}

/// The network's results in one state, and how long the present one has lasted.
///
/// With constant demand the flows are a function of the signals, leaf levels and active candidates
/// that the network reads. Their hash is kept incrementally; a state seen before is found again in
/// a table of fixed size, and nothing is computed. Results are the same with and without it.
struct NetworkState: ~Copyable {
  /// The row of the state in which every part is healthy; never replaced.
  static let healthyRow = RowID(0 as UInt32)
  static let rows: UInt32 = 256
  static let cutEntries: UInt32 = 1_024

  /// Hash of the network's inputs now; 0 while every part is healthy.
  var hash: UInt64 = 0
  var committedHash: UInt64 = 0
  var row = NetworkState.healthyRow

  /// The state that each row holds.
  var hashes: Column<RowID, UInt64>
  var isFilled: Column<RowID, Bool>
  /// Rows times services: offered, and served.
  var offered: Column<Index<Int64>, Int64>
  var served: Column<Index<Int64>, Int64>
  /// Rows times measured nodes.
  var carried: Column<Index<Int64>, Int64>
  /// Rows times sources.
  var emitted: Column<Index<Int64>, Int64>
  /// Rows times elements: what a node lets through of its inflow; whether a node is open, a
  /// switch's way, whether a split had inflow.
  var ratio: Column<Index<Double>, Double>
  var choice: Column<Index<Int64>, Int32>
  /// Rows times ways: a split's shares.
  var shares: Column<Index<Double>, Double>

  /// Scratch of one evaluation.
  var flows: Column<SlotID, Int64>
  var arrived: Column<SlotID, Int64>
  var outflow: Column<ElementID, Int64>
  var levels: Column<LevelID, Int64>
  var weights: Column<Index<WayRow>, Int64>
  var reaches: Column<ElementID, Bool>
  var carry: Column<ElementID, Double>
  var kept: Column<ElementID, Double>

  /// Cuts of flows from one state to the next, in parts of 10⁹ of the demand, by services.
  var cutKeys: Column<Index<CutEntry>, UInt64>
  var cuts: Column<Index<Int64>, Int64>

  var services: Column<Index<ServiceRow>, ServiceState>
  var carriedStates: Column<Index<CarriedRow>, CarriedState>

  init(for network: FlatNetwork) {
    let rows = Int(Self.rows)
    hashes = Column(repeating: 0, count: rows)
    isFilled = Column(repeating: false, count: rows)
    offered = Column(repeating: 0, count: rows * network.services.count)
    served = Column(repeating: 0, count: rows * network.services.count)
    carried = Column(repeating: 0, count: rows * network.carried.count)
    emitted = Column(repeating: 0, count: rows * network.sources.count)
    ratio = Column(repeating: 1, count: rows * network.elements.count)
    choice = Column(repeating: 0, count: rows * network.elements.count)
    shares = Column(repeating: 0, count: rows * network.ways.count)
    flows = Column(repeating: 0, count: network.slotCount)
    arrived = Column(repeating: 0, count: network.sources.count)
    outflow = Column(repeating: 0, count: network.elements.count)
    levels = Column(repeating: 0, count: network.levels.count)
    weights = Column(repeating: 0, count: network.ways.count)
    reaches = Column(repeating: true, count: network.elements.count)
    carry = Column(repeating: 0, count: network.elements.count)
    kept = Column(repeating: 0, count: network.elements.count)
    cutKeys = Column(repeating: 0, count: Int(Self.cutEntries))
    cuts = Column(repeating: 0, count: Int(Self.cutEntries) * network.services.count)
    services = Column(repeating: ServiceState(), count: network.services.count)
    carriedStates = Column(repeating: CarriedState(), count: network.carried.count)
  }

  /// Back to the healthy state at instant zero; rows stay, they depend on no replication.
  mutating func reset() {
    hash = 0
    committedHash = 0
    row = Self.healthyRow
    services.fill(ServiceState())
    for measure in 0..<UInt32(carriedStates.count) {
      carriedStates[Index(measure)] = CarriedState(rate: carried[Index(measure)])
    }
  }

  /// What `value` adds to the hash; nothing at its healthy `base`, and nothing if unread.
  @inline(__always)
  static func mix(_ key: UInt64, _ value: Int64, base: Int64) -> UInt64 {
    guard value != base, key != 0 else { return 0 }
    var mixed = key ^ UInt64(bitPattern: value) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 30)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 31)
  }

  /// The row for a state, and whether it must be evaluated first.
  ///
  /// Never the row of the present state, whose results are still wanted.
  mutating func find(_ wanted: UInt64) -> (row: RowID, isNew: Bool) {
    if wanted == 0 { return (Self.healthyRow, false) }
    var slot = 1 &+ UInt32(truncatingIfNeeded: wanted &>> 32) % (Self.rows &- 1)
    if hashes[Index(slot)] == wanted && isFilled[Index(slot)] { return (Index(slot), false) }
    if slot == row.rawValue { slot = slot == 1 ? 2 : slot &- 1 }
    if hashes[Index(slot)] == wanted && isFilled[Index(slot)] { return (Index(slot), false) }
    hashes[Index(slot)] = wanted
    isFilled[Index(slot)] = true
    return (Index(slot), true)
  }
}
