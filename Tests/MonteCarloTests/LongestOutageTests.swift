// SPDX-License-Identifier: GPL-3.0-or-later
// The longest outages of an experiment: the same for any number of threads, and really the longest.

import EventScheduling
import MonteCarlo
import Quantities
import ReliabilityModeling
import SimulationEngine
import Testing

@Suite struct LongestOutageTests {
  private static let models = [
    SmallDesign.exponential("a", every: .days(200), repair: .hours(6)),
    SmallDesign.fixed("b", every: .days(250), repair: .hours(5)),
  ]

  private func result(threads: Int) -> ExperimentResult {
    ExperimentResult(
      running: .year(.replications(500)), on: Self.models, using: WorkerPool(threads: threads))
  }

  @Test func `threads do not matter, and equal outages go to the first replications`() {
    let one = result(threads: 1)
    for threads in [2, 7] {
      let other = result(threads: threads)
      for design in 0...1 {
        for measure in ["nat", "egress"] {
          #expect(
            one.longest(design: design, measure: measure)
              == other.longest(design: design, measure: measure))
        }
      }
    }
    let equal = one.longest(design: 1, measure: "nat")
    #expect(equal.count == 5 && equal.allSatisfy { $0.length == 5 * 3_600_000_000 })
    #expect(equal.map(\.replication) == equal.map(\.replication).sorted())
    #expect(one.longest(design: 0, measure: "carried/gateway").isEmpty)
    #expect(one.longest(design: 0, measure: "nobody").isEmpty)
  }

  @Test func `no replication has a longer one, and the address leads to it`() {
    let model = Self.models[0]
    let longest = result(threads: 2).longest(design: 0, measure: "nat")
    #expect(longest == longest.sorted { $0.precedes($1) })
    var state = ReplicationState(for: model, seed: 7)
    let control = RunControl(horizon: .zero + SimDuration(.years(1)))
    var seen: [Outage] = []
    for replication in 0..<500 as Range<UInt32> {
      state.reset(replication: replication, in: model)
      _ = simulate(model, &state, under: control)
      seen += (0..<5).map { state.longestOutage($0, ofMeasure: 0) }
      state.forgetOutages()
    }
    #expect(longest == Array(seen.sorted { $0.precedes($1) }.prefix(5)))
  }
}
