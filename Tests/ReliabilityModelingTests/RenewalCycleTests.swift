// SPDX-License-Identifier: GPL-3.0-or-later
// How long parts take to come round and to forget, against hand calculation.

import EngineTesting
import Quantities
import RandomVariates
import ReliabilityModeling
import Testing

@Suite struct RenewalCycleTests {
  private func cycles(_ fill: (inout SystemModelBuilder) -> Void) -> RenewalCycles {
    var builder = SystemModelBuilder(name: "m")
    fill(&builder)
    return RenewalCycles(of: builder.system)
  }

  private func unit(_ name: ComponentPath, _ up: DurationLaw, _ down: DurationLaw) -> RepairableUnit
  {
    RepairableUnit(
      name, modes: [FailureMode("m", failure: up, repair: Action([.law(down)]))])
  }

  @Test func `an exponential clock has only its repair to forget`() {
    let found = cycles {
      $0.add(unit("a", .exponential(mean: .hours(100)), .exponential(mean: .hours(2))))
      $0.add(unit("b", .exponential(mean: .hours(50)), .constant(.hours(3))))
    }
    #expect(found.longest == .hours(102))
    // E[R²]/E[R] is twice the mean of an exponential repair, and a constant itself.
    #expect(abs(found.forgetting / .hours(7) - 1) < 1e-12)
    #expect(abs(found.eventsPerSecond * 3_600 / (2 / 102.0 + 2 / 53.0) - 1) < 1e-12)
  }

  @Test func `another clock is forgotten after a cycle that covers an instant`() {
    let found = cycles {
      $0.add(unit("a", .uniform(from: .hours(0), to: .hours(12)), .constant(.hours(4))))
    }
    // Cycle of mean 10 h and variance 12 h².
    #expect(found.longest == .hours(10))
    #expect(abs(found.forgetting / .hours(11.2) - 1) < 1e-12)
  }

  @Test func `a step that fails is taken again, and neither a strike nor an end comes round`() {
    let step = ActionStep(.law(.constant(.hours(1))), success: 0.5)
    let found = cycles {
      $0.add(
        RepairableUnit(
          "a",
          modes: [
            FailureMode("m", failure: .exponential(mean: .hours(98)), repair: Action([step])),
            FailureMode("struck", failure: nil, repair: Action([step])),
            FailureMode(
              "final", failure: .exponential(mean: .hours(900)), repair: Action([step]),
              repairWhen: .not(.always)),
          ]))
    }
    // Two tries on the mean, with variance (1 − p) / p² = 2.
    #expect(found.longest == .hours(100))
    #expect(abs(found.forgetting / .hours(3) - 1) < 1e-12)
  }

  @Test func `without the network's measures a model loses the network and keeps its parts`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: [1...2])
    builder.add(FlowNode("node", while: .part("a"), to: .end))
    builder.serve("egress", 10, to: .element("node"))
    builder.watch("a")
    let ups = builder.system.asked { $0.name == "a" }
    #expect(ups.measures.map(\.name) == ["a"] && ups.units.count == 1 && ups.incidents.count == 1)
    #expect(ups.nodes.isEmpty && ups.sources.isEmpty)
    let all = builder.system.asked { _ in true }
    #expect(all.measures.count == 2 && all.nodes.count == 1)
  }
}
