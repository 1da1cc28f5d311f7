// SPDX-License-Identifier: GPL-3.0-or-later
// More states than the network's table has rows, against a computation of every one.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct NetworkStateTests {
  private static let units = 8
  private static let demand: Int64 = 1_000_003
  private static let seconds = 768

  /// All 256 states three times, in an order that changes several units at once.
  private static func state(at second: Int) -> Int { second * 97 % 256 }

  private func isDown(_ unit: Int, at second: Int) -> Bool {
    Self.state(at: second) >> unit & 1 != 0
  }

  private func capacity(_ unit: Int) -> Int64 { 100_000 + 37_000 * Int64(unit) }

  /// What each way carries, by the rules: equal parts, the last way that is in takes the rest.
  private func flows(at second: Int) -> [(share: Double, carried: Int64)] {
    let ways = (0..<Self.units).filter { !isDown($0, at: second) }
    var rest = Self.demand
    return (0..<Self.units).map { unit in
      guard ways.contains(unit) else { return (0, 0) }
      let part = unit == ways.last ? rest : Self.demand / Int64(ways.count)
      rest -= part
      return (1 / Double(ways.count), min(part, capacity(unit)))
    }
  }

  @Test func `losses and cuts are those of a computation that keeps nothing`() {
    var builder = SystemModelBuilder(name: "m")
    var ways: [FlowWay] = []
    for unit in 0..<Self.units {
      var spans: [ClosedRange<Double>] = []
      for second in 0..<Self.seconds where isDown(unit, at: second) {
        spans.append(Double(second)...Double(second + 1))
      }
      let path = ComponentPath("u\(unit)")
      builder.addUnit(path, downIn: spans)
      let node = ComponentPath("n\(unit)")
      builder.add(FlowNode(node, capacity: .scaled(capacity(unit), .full), to: .end))
      ways.append(FlowWay(.element(node), in: .part(path)))
      builder.add(.carried(name: node.text, node: node))
    }
    builder.add(FlowSplit("s", over: ways, whenNone: .none))
    builder.serve("egress", Self.demand, to: .element("s"))
    let run = Trials(builder.flat, count: 2, over: Seconds(Double(Self.seconds)))

    var carried = [Int64](repeating: 0, count: Self.units)
    var cuts = 0.0
    for second in 0..<Self.seconds {
      let now = flows(at: second)
      for unit in 0..<Self.units { carried[unit] += now[unit].carried }
      guard second > 0 else { continue }
      let before = flows(at: second - 1)
      for unit in 0..<Self.units
      where isDown(unit, at: second) && !isDown(unit, at: second - 1) {
        cuts += Double(before[unit].carried) / Double(Self.demand)
      }
    }
    let total = carried.reduce(0, +)
    for replication in 0...1 {
      for unit in 0..<Self.units {
        #expect(run.samples("n\(unit)", .carried)[replication] == Double(carried[unit]))
      }
      let lost = Int128(Self.demand) * Int128(Self.seconds) - Int128(total)
      let output = run.model.outputs.firstIndex { $0.kind == .lost } ?? -1
      #expect(run.raw[replication][output] == lost * 1_000_000)
      // A split's shares are kept as fractions, so that cuts are good to the rounding of a rate.
      let found = run.samples("egress", .interruptions)[replication]
      #expect((found - cuts).magnitude < 1e-3)
    }
  }
}
