// SPDX-License-Identifier: GPL-3.0-or-later
// What the flow network carries in the states that it has been in: rows found again by a hash.

import FlatStorage
import ReliabilityModeling

enum NetworkRow {}
enum CutEntry {}
typealias RowID = Index<NetworkRow>

/// Whether a service is short, or dark: a bit of a word that holds those of all services.
struct OutageFlag: BitwiseCopyable {
  private let number: UInt32

  /// The flag of a service's being short or dark.
  init(service: UInt32, isDark: Bool) { number = 2 &* service &+ (isDark ? 1 : 0) }
  private init(number: UInt32) { self.number = number }

  /// The first flag that is set in a word that is not 0.
  static func least(of flags: UInt64) -> Self {
    Self(number: UInt32(truncatingIfNeeded: flags.trailingZeroBitCount))
  }

  var service: UInt32 { number &>> 1 }
  var isDark: Bool { number & 1 != 0 }
  var bit: UInt64 { 1 &<< UInt64(number) }
  var index: Index<OutageFlag> { Index(number) }

  /// Where the duration of its outages is summed.
  func timeOutput(in model: FlatModel) -> Index<MeasureOutput> {
    Index(model.network.services[Index(service)].firstOutput &+ 1 &+ (number & 1))
  }
  /// Where its outages are counted.
  func countOutput(in model: FlatModel) -> Index<MeasureOutput> {
    Index(model.network.services[Index(service)].firstOutput &+ 3 &+ (number & 1))
  }
}

/// The network's results in one state, and how long the present one has lasted.
///
/// Flows are a function of demand and of the signals, leaf levels and active candidates that the
/// network reads. The hash of these is kept incrementally; a state seen before is found again in a
/// table of fixed size. A row holds what the state makes of each element, the flows at mean demand,
/// and, if demand varies, a table of its hours. Results are the same with and without rows.
struct NetworkState: ~Copyable {
  /// The row of the state in which every part is healthy; never replaced.
  static let healthyRow = RowID(0 as UInt32)
  static let rows: UInt32 = 256
  /// The row of states that are only tried, behind all others.
  static let triedRow = RowID(256 as UInt32)
  static let cutEntries: UInt32 = 1_024

  /// Hash of the network's inputs now; 0 while every part is healthy.
  var hash: UInt64 = 0
  var committedHash: UInt64 = 0
  var row = NetworkState.healthyRow
  /// Since when the network has been in this row, in µs.
  var rowSince: Int64 = 0
  /// Flags of the outages that are open, and since when each is, in µs.
  var openOutages: UInt64 = 0
  var outageSince: Column<Index<OutageFlag>, Int64>

  /// The state that each row holds; 0 for a row that holds none.
  var hashes: Column<RowID, UInt64>
  var isHealthyRowFilled = false
  /// Time spent in each row in this replication, in µs, and the rows in which any was.
  var time: Column<RowID, Int64>
  var visited: DirtySet<NetworkRow>
  /// Flags of the services that are short or dark in each row.
  var flags: Column<RowID, UInt64>
  /// Rows times elements: what a node lets through at most, and which part of that; the sum of a
  /// split's weights, and the last way that is in, −1 for none.
  var capacity: Column<Index<Int64>, Int64>
  var passes: Column<Index<Int64>, Int64>
  var last: Column<Index<Int64>, Int32>
  /// Rows times ways: a split's weights.
  var weights: Column<Index<Int64>, Int64>
  /// Rows times sources.
  var sourceLevels: Column<Index<Int64>, Int64>

  /// Rows times services: offered, and served.
  var offered: Column<Index<Int64>, Int64>
  var served: Column<Index<Int64>, Int64>
  /// Rows times measured nodes.
  var carried: Column<Index<Int64>, Int64>
  /// Rows times sources.
  var emitted: Column<Index<Int64>, Int64>
  /// Rows times elements: what a node lets through of its inflow; whether a node is open, a
  /// switch's way, whether a split has inflow.
  var ratio: Column<Index<Double>, Double>
  var choice: Column<Index<Int64>, Int32>
  /// Rows times ways: a split's shares.
  var shares: Column<Index<Double>, Double>

  /// The hours of each row, if demand varies.
  var hours: HourlyFlows

  /// Scratch of one evaluation.
  var rates: Column<Index<SourceRow>, Int64>
  var flows: Column<SlotID, Int64>
  var arrived: Column<SlotID, Int64>
  var inflow: Column<ElementID, Int64>
  var outflow: Column<ElementID, Int64>
  var levels: Column<LevelID, Int64>
  var reaches: Column<ElementID, Bool>
  var carry: Column<ElementID, Double>
  var kept: Column<ElementID, Double>

  /// Cuts of flows from one state to the next, in parts of 10⁹ of the demand, by services; a key's
  /// lowest bit tells whether any is cut.
  var cutKeys: Column<Index<CutEntry>, UInt64>
  var cuts: Column<Index<Int64>, Int64>

  init(for network: FlatNetwork) {
    hashes = Column(repeating: 0, count: Int(Self.rows))
    time = Column(repeating: 0, count: Int(Self.rows))
    visited = DirtySet(capacity: Int(Self.rows))
    let rows = Int(Self.rows) + 1
    flags = Column(repeating: 0, count: rows)
    capacity = Column(repeating: 0, count: rows * network.elements.count)
    passes = Column(repeating: 0, count: rows * network.elements.count)
    last = Column(repeating: -1, count: rows * network.elements.count)
    weights = Column(repeating: 0, count: rows * network.ways.count)
    sourceLevels = Column(repeating: 0, count: rows * network.sources.count)
    offered = Column(repeating: 0, count: rows * network.services.count)
    served = Column(repeating: 0, count: rows * network.services.count)
    carried = Column(repeating: 0, count: rows * network.carried.count)
    emitted = Column(repeating: 0, count: rows * network.sources.count)
    ratio = Column(repeating: 1, count: rows * network.elements.count)
    choice = Column(repeating: 0, count: rows * network.elements.count)
    shares = Column(repeating: 0, count: rows * network.ways.count)
    hours = HourlyFlows(of: network, rows: rows)
    rates = Column(repeating: 0, count: network.sources.count)
    flows = Column(repeating: 0, count: network.slotCount)
    arrived = Column(repeating: 0, count: network.sources.count)
    inflow = Column(repeating: 0, count: network.elements.count)
    outflow = Column(repeating: 0, count: network.elements.count)
    levels = Column(repeating: 0, count: network.levels.count)
    reaches = Column(repeating: true, count: network.elements.count)
    carry = Column(repeating: 0, count: network.elements.count)
    kept = Column(repeating: 0, count: network.elements.count)
    cutKeys = Column(repeating: 0, count: Int(Self.cutEntries))
    cuts = Column(repeating: 0, count: Int(Self.cutEntries) * network.services.count)
    outageSince = Column(repeating: 0, count: 2 * network.services.count)
  }

  /// Back to the healthy state at instant zero; rows stay, they depend on no replication.
  mutating func reset() {
    hash = 0
    row = Self.healthyRow
    beginAccount()
  }

  /// Forgets all time and every outage; the present state counts from instant zero on.
  mutating func beginAccount() {
    committedHash = hash
    rowSince = 0
    openOutages = 0
    // A whole replication has left none; one that ended early has.
    while !visited.isEmpty { time[visited.removeFirst()] = 0 }
  }

  /// Counts the time in the present row up to `now`.
  @inline(__always)
  mutating func leaveRow(at now: Int64) {
    time[row] &+= now &- rowSince
    rowSince = now
    visited.insert(row)
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
  @inline(__always)
  mutating func find(_ wanted: UInt64) -> (id: RowID, isNew: Bool) {
    if wanted == 0 { return (Self.healthyRow, false) }
    var slot = 1 &+ UInt32(truncatingIfNeeded: wanted &>> 32) % (Self.rows &- 1)
    if hashes[Index(slot)] == wanted { return (Index(slot), false) }
    if slot == row.rawValue { slot = slot == 1 ? 2 : slot &- 1 }
    if hashes[Index(slot)] == wanted { return (Index(slot), false) }
    hashes[Index(slot)] = wanted
    return (Index(slot), true)
  }
}
