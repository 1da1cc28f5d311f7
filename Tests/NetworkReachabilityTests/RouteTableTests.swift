// SPDX-License-Identifier: GPL-3.0-or-later
// Routes: the longest prefix wins, against a search that tries them all.

import NetworkReachability
import Testing

@Suite struct RouteTableTests {
  /// Every block of length 28 … 31 in a /28, and everything: 16 routes with distinct targets.
  static let routes: [Route<Int>] = destinations.enumerated().map { position, destination in
    Route(to: destination, target: position == 5 ? nil : position)
  }
  private static var destinations: [IPv4Prefix] {
    var all = [IPv4Prefix.everything]
    for length in 28...31 {
      for index in 0..<(1 << (length - 28)) {
        let first = IPv4Address(0x0A00_0100 + UInt32(index) << UInt32(32 - length))
        all.append(IPv4Prefix(containing: first, length: length))
      }
    }
    return all
  }

  @Test func `for every subset of routes every address goes the way of the longest prefix`() {
    for mask in stride(from: 0, to: 65_536, by: 7) {
      var table = RouteTable<Int>(local: [])
      let chosen = Self.routes.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
      let inserted = chosen.filter { table.insert($0) }
      #expect(inserted.count == chosen.count)
      for address in (0x0A00_00FE...0x0A00_0111).map({ IPv4Address($0) }) {
        let best = chosen.filter { $0.destination.contains(address) }
          .max { $0.destination.length < $1.destination.length }
        let expected: RouteTable<Int>.Verdict =
          if let best { best.target.map { .target($0) } ?? .blackhole } else { .noRoute }
        guard table.verdict(for: address) == expected else {
          Issue.record("\(address) with routes \(mask): not \(expected)")
          return
        }
      }
    }
  }

  @Test func `addresses of the network are local unless a longer prefix leads them away`() throws {
    var table = RouteTable<String>(local: [try IPv4Prefix(parsing: "10.0.0.0/16")])
    table.insert(Route(to: .everything, target: "gateway"))
    table.insert(Route(to: try IPv4Prefix(parsing: "10.0.7.0/24"), target: "appliance"))
    table.insert(Route(to: try IPv4Prefix(parsing: "10.0.0.0/8"), target: "peer"))
    let verdicts = ["10.0.1.9", "10.0.7.9", "10.9.0.1", "192.0.2.1"].map { text in
      IPv4Address(parsing: text).map(table.verdict(for:))
    }
    #expect(verdicts == [.local, .target("appliance"), .target("peer"), .target("gateway")])
  }

  @Test func `a second route to one destination is refused and changes nothing`() {
    var table = RouteTable<String>(local: [])
    let inserted = ["first", "second"].map { table.insert(Route(to: .everything, target: $0)) }
    #expect(inserted == [true, false])
    #expect(table.defaultRoute == .target("first"))
  }

  @Test func `a default route is missing, leads somewhere or drops`() throws {
    var table = RouteTable<String>(local: [])
    table.insert(Route(to: try IPv4Prefix(parsing: "10.0.0.0/8"), target: "peer"))
    #expect(table.defaultRoute == .noRoute)
    table.insert(Route(to: .everything, target: nil))
    #expect(table.defaultRoute == .blackhole)
  }
}
