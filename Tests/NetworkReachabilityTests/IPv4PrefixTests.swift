// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses and prefixes against brute force over small blocks.

import NetworkReachability
import Testing

@Suite struct IPv4PrefixTests {
  /// All blocks of at most 32 addresses inside 203.0.113.32/27, and that block.
  static let small: [IPv4Prefix] = (27...32).flatMap { length in
    (0..<(1 << (length - 27))).map { index in
      IPv4Prefix(
        containing: IPv4Address(0xCB00_7120 + UInt32(index) << UInt32(32 - length)),
        length: length)
    }
  }

  /// Addresses of a small block, by counting.
  private func addresses(_ prefix: IPv4Prefix) -> Set<UInt32> {
    Set(prefix.first.rawValue...prefix.last.rawValue)
  }

  @Test func `contains and overlaps agree with sets of addresses for every pair of small blocks`() {
    for one in Self.small {
      for other in Self.small {
        let (mine, yours) = (addresses(one), addresses(other))
        #expect(one.contains(other) == yours.isSubset(of: mine))
        #expect(one.overlaps(other) == !mine.isDisjoint(with: yours))
      }
    }
  }

  @Test func `every small block holds as many addresses as its length says`() {
    for block in Self.small {
      #expect(UInt64(addresses(block).count) == block.addressCount)
      #expect(
        (0xCB00_7110...0xCB00_7150).filter { block.contains(IPv4Address($0)) }.count
          == addresses(block).count)
    }
  }

  @Test func `what is printed is read back, for every length of a full address`() throws {
    for length in 0...32 {
      let block = IPv4Prefix(containing: IPv4Address(0xAC1F_F7E5), length: length)
      #expect(try IPv4Prefix(parsing: block.description) == block)
    }
  }

  @Test(arguments: [
    "", "10.0.0.0", "10.0.0/8", "10.0.0.0.0/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.256/32",
    "10.00.0.0/8", "010.0.0.0/8", "10.0.0.0/", "/8", "10.0.0.0/08", "a.b.c.d/8", "10.0.0.0/8/8",
    " 10.0.0.0/8", "10.0.0.0/8 ", "+1.0.0.0/8", "10..0.0/8", "1000.0.0.0/8", "٣.0.0.0/8",
  ])
  func `a text that is no prefix is refused`(text: String) {
    #expect(throws: IPv4Prefix.ParsingProblem.malformed) { try IPv4Prefix(parsing: text) }
  }

  @Test func `a prefix that names a host is refused with what was meant`() throws {
    let meant = try IPv4Prefix(parsing: "10.1.16.0/20")
    #expect(throws: IPv4Prefix.ParsingProblem.hostBits(meant)) {
      try IPv4Prefix(parsing: "10.1.17.3/20")
    }
  }

  @Test func `subdivisions of one length are disjoint, in order and fill the block`() throws {
    let block = try IPv4Prefix(parsing: "192.0.2.64/26")
    for length in 26...32 {
      let parts = (0...70).compactMap { block.subdivision($0, ofLength: length) }
      #expect(parts.count == 1 << (length - 26))
      #expect(parts.reduce(0) { $0 + $1.addressCount } == block.addressCount)
      for (earlier, later) in zip(parts, parts.dropFirst()) {
        #expect(later.first.rawValue == earlier.last.rawValue + 1)
      }
    }
    #expect(block.subdivision(-1, ofLength: 28) == nil)
  }

  @Test func `the whole address space divides without overflow`() throws {
    #expect(IPv4Prefix.everything.addressCount == 1 << 32)
    let last = try #require(IPv4Prefix.everything.subdivision(255, ofLength: 8))
    #expect(last.description == "255.0.0.0/8")
    #expect(last.last.description == "255.255.255.255")
    #expect(IPv4Prefix.everything.subdivision(256, ofLength: 8) == nil)
  }
}

@Suite struct PrefixAllocatorTests {
  @Test func `blocks are handed out lowest first and around what is taken`() throws {
    var allocator = PrefixAllocator(
      within: try IPv4Prefix(parsing: "10.0.0.0/24"),
      avoiding: [try IPv4Prefix(parsing: "10.0.0.32/28"), try IPv4Prefix(parsing: "10.0.0.128/25")])
    let blocks = (0..<4).map { _ in allocator.next(ofLength: 27)?.description }
    #expect(blocks == ["10.0.0.0/27", "10.0.0.64/27", "10.0.0.96/27", nil])
  }

  @Test func `for every set of taken sixteenths the free ones are found, and only they`() throws {
    let range = try IPv4Prefix(parsing: "255.255.255.240/28")
    for mask in 0..<65_536 where mask % 37 == 0 || mask > 65_500 {
      let taken = (0..<16).filter { mask >> $0 & 1 == 1 }.compactMap {
        range.subdivision($0, ofLength: 32)
      }
      var allocator = PrefixAllocator(within: range, avoiding: taken)
      var found: [IPv4Prefix] = []
      while let block = allocator.next(ofLength: 32) { found.append(block) }
      #expect(found.count == 16 - taken.count)
      #expect(Set(found).isDisjoint(with: taken))
    }
  }

  @Test func `a block larger than the range is never free`() throws {
    var allocator = PrefixAllocator(within: try IPv4Prefix(parsing: "10.0.0.0/24"))
    #expect(allocator.next(ofLength: 23) == nil)
  }
}
