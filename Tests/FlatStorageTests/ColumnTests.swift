// SPDX-License-Identifier: GPL-3.0-or-later
// Owned columns: what is stored comes back, nothing outside is reached, copies are apart.

import FlatStorage
import TestSupport
import Testing

enum Sample {}
typealias SampleIndex = Index<Sample>

@Suite struct ColumnTests {
  static func squares(_ count: Int) -> Column<SampleIndex, Int32> {
    var column = Column<SampleIndex, Int32>(repeating: -1, count: count)
    for position in 0..<count { column[SampleIndex(position)] = Int32(position * position) }
    return column
  }

  static func elements(_ column: borrowing Column<SampleIndex, Int32>) -> [Int32] {
    var all: [Int32] = []
    for position in 0..<column.count { all.append(column[SampleIndex(position)]) }
    return all
  }

  @Test(arguments: [0, 1, 15, 16, 17, 1_000])
  func `a column of any length holds what was written`(count: Int) {
    let column = Self.squares(count)
    #expect(column.count == count)
    #expect(Self.elements(column) == (0..<Int32(count)).map { $0 * $0 })
  }

  @Test func `filling sets every element`() {
    var column = Self.squares(33)
    column.fill(7)
    #expect(Self.elements(column) == Array(repeating: 7, count: 33))
  }

  @Test func `a clone is apart from its original`() {
    var original = Self.squares(20)
    var clone = original.clone()
    original[SampleIndex(3)] = -3
    clone[SampleIndex(4)] = -4
    #expect(original[SampleIndex(4)] == 16)
    #expect(clone[SampleIndex(3)] == 9)
    original.copy(clone)
    #expect(original[SampleIndex(3)] == 9)
    #expect(original[SampleIndex(4)] == -4)
  }

  @Test func `a table is copied into a column of its length`() {
    let table = Table<SampleIndex, Int32>([4, 5, 6])
    var column = Self.squares(3)
    column.copy(table)
    #expect(Self.elements(column) == table.elements)
    var empty = Self.squares(0)
    empty.copy(Table<SampleIndex, Int32>([]))
    #expect(empty.count == 0)
  }

  @Test func `a lent block is the column itself, aligned for vectors at its start`() {
    var column = Self.squares(16)
    column.withBlock(SampleIndex(8), 8) { block in
      for offset in 0..<8 { block[offset] += 1 }
    }
    #expect(column[SampleIndex(7)] == 49)
    #expect(column[SampleIndex(8)] == 65)
    column.withBlock(SampleIndex(0), 16) { #expect(UInt(bitPattern: $0) % 64 == 0) }
  }

  @Test func `an index outside a column traps`() async {
    await #expect(processExitsWith: .failure) { _ = ColumnTests.squares(16)[SampleIndex(16)] }
    await #expect(processExitsWith: .failure) {
      var column = ColumnTests.squares(16)
      column[SampleIndex.none] = 1
    }
    await #expect(processExitsWith: .failure) {
      var column = ColumnTests.squares(16)
      column.withBlock(SampleIndex(9), 8) { _ in }
    }
  }

  @Test func `columns of different lengths are not copied`() async {
    await #expect(processExitsWith: .failure) {
      var column = ColumnTests.squares(16)
      column.copy(ColumnTests.squares(17))
    }
    await #expect(processExitsWith: .failure) {
      var column = ColumnTests.squares(2)
      column.copy(Table<SampleIndex, Int32>([1, 2, 3]))
    }
  }

  @Test func `reading and writing allocate nothing, making does`() {
    var column = Self.squares(64)
    expectNoAllocation {
      for position in 0..<64 { column[SampleIndex(position)] &+= 1 }
      column.fill(0)
    }
    if canCountAllocations {
      #expect(allocations { _ = Column<SampleIndex, Int32>(repeating: 0, count: 8) } > 0)
    }
  }
}
