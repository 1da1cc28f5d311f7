// SPDX-License-Identifier: GPL-3.0-or-later
// The hours of a demand that varies, by states of the network: no hour is an event.

import FlatStorage
import Quantities
import ReliabilityModeling

/// What states of the network lose and carry hour by hour, evaluated when first asked for.
///
/// The rows that the tables have room for keep their hours; once a row is whole, its sums up to
/// each hour stand in their place, and any span costs the same. Other rows evaluate hour by hour.
struct HourlyFlows: ~Copyable {
  static let microsecondsPerHour: Int64 = 3_600_000_000
  /// Room for all rows of a weekly profile; with growth, which has as many hours as the horizon,
  /// for fewer.
  static let roomInHours = 256 * DemandProfile.hoursPerWeek

  let cycle: Int64
  let repeats: Bool
  /// Rows with a table: those below.
  let tables: UInt32
  /// Services, whose losses come first, then measured nodes.
  let columns: UInt32
  /// Tables times `cycle` + 1 hours times columns: rates, or the sums of the hours before.
  var rates: Column<Index<Int64>, Int64>
  /// Tables times hours: flags of outages; whether the hour is known.
  var flags: Column<Index<UInt64>, UInt64>
  var isKnown: Column<Index<Bool>, Bool>
  var isWhole: Column<RowID, Bool>
  /// Of whole rows: whether all hours have the flags of the first.
  var isUniform: Column<RowID, Bool>
  /// An hour of a row without a table.
  var scratch: Column<Index<Int64>, Int64>

  init(of network: FlatNetwork, rows: Int) {
    cycle = Int64(network.cycleHours)
    repeats = network.cycleHours == DemandProfile.hoursPerWeek
    let room = network.cycleHours > 0 ? max(1, Self.roomInHours / network.cycleHours) : 0
    let tables = min(rows, room)
    self.tables = UInt32(tables)
    let columns = network.services.count + network.carried.count
    self.columns = UInt32(columns)
    rates = Column(repeating: 0, count: tables * (network.cycleHours + 1) * columns)
    flags = Column(repeating: 0, count: tables * network.cycleHours)
    isKnown = Column(repeating: false, count: tables * network.cycleHours)
    isWhole = Column(repeating: false, count: rows)
    isUniform = Column(repeating: false, count: rows)
    scratch = Column(repeating: 0, count: columns)
  }

  /// A row stands for another state from now on.
  mutating func forget(_ row: RowID) {
    guard row.rawValue < tables else { return }
    isWhole[row] = false
    isUniform[row] = false
    let first = row.rawValue &* UInt32(cycle)
    for hour in first..<first &+ UInt32(cycle) { isKnown[Index(hour)] = false }
  }

  /// The place in a cycle of an hour since instant zero; beyond it the last week repeats.
  @inline(__always)
  func place(of hour: Int64) -> Int64 {
    if hour < cycle { return hour }
    let week = Int64(DemandProfile.hoursPerWeek)
    return cycle &- week &+ hour % week
  }

  /// Where the columns of a row's hour begin in `rates`.
  @inline(__always)
  func start(of row: RowID, _ place: Int64) -> UInt32 {
    (row.rawValue &* UInt32(cycle &+ 1) &+ UInt32(place)) &* columns
  }

  /// Puts sums in the place of the rates of a row, all of whose hours are known.
  mutating func sumUp(_ row: RowID) {
    for column in 0..<columns {
      var sum: Int64 = 0
      for hour in 0...cycle {
        let place = Index<Int64>(start(of: row, hour) &+ column)
        let rate = hour < cycle ? rates[place] : 0
        rates[place] = sum
        sum &+= rate
      }
    }
    isWhole[row] = true
    let first = row.rawValue &* UInt32(cycle)
    var isUniform = true
    for hour in first..<first &+ UInt32(cycle) where flags[Index(hour)] != flags[Index(first)] {
      isUniform = false
    }
    self.isUniform[row] = isUniform
  }

  /// ∫ of a column of a whole row from instant zero to an instant that its sums reach.
  @inline(__always)
  mutating func integral(_ row: RowID, _ column: UInt32, until instant: Int64) -> Int128 {
    let (hour, rest) = instant.quotientAndRemainder(dividingBy: Self.microsecondsPerHour)
    let cycles = repeats ? hour / cycle : 0
    let inCycle = hour &- cycles &* cycle
    let place = start(of: row, inCycle) &+ column
    let before = rates[Index(place)]
    var sum = Int128(before)
    if cycles > 0 {
      sum += Int128(cycles) * Int128(rates[Index(start(of: row, cycle) &+ column)])
    }
    var integral = sum * Int128(Self.microsecondsPerHour)
    if rest > 0 {
      let rate = rates[Index(place &+ columns)] &- before
      integral += Int128(rate) * Int128(rest)
    }
    return integral
  }

  /// Whether sums reach an instant; beyond the growth that was laid out, hours are walked.
  @inline(__always)
  func reaches(_ instant: Int64) -> Bool {
    repeats || instant <= cycle &* Self.microsecondsPerHour
  }

  /// An independent copy, known hours included.
  borrowing func clone() -> HourlyFlows { HourlyFlows(copying: self) }

  private init(copying other: borrowing HourlyFlows) {
    cycle = other.cycle
    repeats = other.repeats
    tables = other.tables
    columns = other.columns
    rates = other.rates.clone()
    flags = other.flags.clone()
    isKnown = other.isKnown.clone()
    isWhole = other.isWhole.clone()
    isUniform = other.isUniform.clone()
    scratch = other.scratch.clone()
  }
}
