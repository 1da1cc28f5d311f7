// SPDX-License-Identifier: GPL-3.0-or-later
// A clone goes on as its original would, and neither feels the other.

import EngineTesting
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import SimulationEngine
import Testing

@Suite struct CloneTests {
  private static let month = SimDuration(.days(30))

  private func outputs(_ state: borrowing ReplicationState, _ model: FlatModel) -> [Int128] {
    (0..<model.outputs.count).map { state.output($0) }
  }

  /// The rich model, with crews, strikes and standby, and twins whose clocks use up many blocks.
  private func model() -> FlatModel {
    RichModel().flat { builder in
      builder.add(RepairCrew("crew"))
      for (name, other) in [("x", "y"), ("y", "x")] {
        builder.add(
          RepairableUnit(
            ComponentPath(name),
            modes: [
              FailureMode(
                "m", failure: .exponential(mean: .hours(20)),
                repair: Action([.law(.exponential(mean: .hours(3)))]))
            ], agesWhile: name == "x" ? .always : .not(.part("x")), crew: "crew",
            strikes: [UnitStrike(ComponentPath(other), probability: 0.3)]))
      }
      builder.watch("x", "y")
    }
  }

  @Test(arguments: [InitialState.new, .stationary])
  func `clone and continue gives what no clone gives`(start: InitialState) {
    let model = model()
    let control = RunControl(horizon: .zero + SimDuration(.days(200)))
    for replication: UInt32 in 0..<3 {
      var whole = ReplicationState(for: model, seed: 4, start: start, warmUp: Self.month)
      whole.reset(replication: replication, in: model)
      #expect(simulate(model, &whole, under: control) == .horizonReached)

      var first = ReplicationState(for: model, seed: 4, start: start, warmUp: Self.month)
      first.reset(replication: replication, in: model)
      for part in 1...4 {
        let instant = SimTime(microseconds: Int64(part) * Self.month.microseconds)
        #expect(
          advance(model, &first, to: instant, eventBudget: 1_000_000) == .horizonReached)
        var second = first.clone()
        #expect(simulate(model, &second, under: control) == .horizonReached)
        #expect(outputs(second, model) == outputs(whole, model), "cloned in month \(part)")
      }
      #expect(simulate(model, &first, under: control) == .horizonReached)
      #expect(outputs(first, model) == outputs(whole, model))
    }
  }

  @Test func `a clone of a clone starts the next replication as its original`() {
    let model = model()
    let control = RunControl(horizon: .zero + Self.month)
    var state = ReplicationState(for: model, seed: 4)
    #expect(simulate(model, &state, under: control) == .horizonReached)
    let copy = state.clone()
    var second = copy.clone()
    state.reset(replication: 7, in: model)
    second.reset(replication: 7, in: model)
    #expect(simulate(model, &state, under: control) == .horizonReached)
    #expect(simulate(model, &second, under: control) == .horizonReached)
    #expect(outputs(second, model) == outputs(state, model))
  }
}
