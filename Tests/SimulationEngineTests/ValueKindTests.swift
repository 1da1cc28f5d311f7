// SPDX-License-Identifier: GPL-3.0-or-later
// What each kind of value records of a scripted history, to the microsecond.

import EngineTesting
import EventScheduling
import Quantities
import RandomVariates
import ReliabilityModeling
import SimulationEngine
import Testing

@Suite struct ValueKindTests {
  private static let micro = 1e-6

  /// One measure of a unit that is down in the given spans of 100 s.
  private func value(
    _ kind: ValueKind, downIn spans: [ClosedRange<Double>], _ output: MeasureOutput.Kind
  ) -> Double {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: spans)
    builder.add(.up(name: "up", .part("a"), kind: kind))
    return Trials(builder.flat, over: Seconds(100))["up", output]
  }

  private func instant(_ seconds: Double) -> SimTime { .zero + SimDuration(Seconds(seconds)) }

  @Test func `the state at an instant is that in which the clock leaves it`() {
    // The drop at 30 s returns within its instant; the last outage outlasts the horizon, and the
    // state at the horizon is the one before it.
    let spans = [10.0...20, 30...30, 90...150]
    let before = Self.micro
    let expected = [
      0: 0.0, 10 - before: 0, 10: 1, 20 - before: 1, 20: 0, 30: 0, 90 - before: 0, 90: 1,
      100 - before: 1, 100: 1,
    ]
    for (at, down) in expected {
      #expect(value(.at(instant(at)), downIn: spans, .downAt) == down, "at \(at) s")
    }
  }

  @Test func `a first failure by t is one before t`() {
    func failed(by seconds: Double, _ spans: [ClosedRange<Double>]) -> Double {
      value(.firstFailure(by: instant(seconds)), downIn: spans, .failedBefore)
    }
    #expect(failed(by: 10, [10...20, 50...60]) == 0)
    #expect(failed(by: 10 + Self.micro, [10...20, 50...60]) == 1)
    #expect(failed(by: 40, [10...20, 50...60]) == 1)
    #expect(failed(by: 40, [30...30, 50...60]) == 0)
    #expect(failed(by: 100, [90...150]) == 1)
  }

  @Test func `the time down is compared to its bound with equality`() {
    func within(_ seconds: Double, _ spans: [ClosedRange<Double>]) -> Double {
      value(.downTime(atMost: SimDuration(Seconds(seconds))), downIn: spans, .downAtMost)
    }
    #expect(within(0, []) == 1)
    #expect(within(0, [30...30]) == 1)
    #expect(within(20, [10...20, 50...60]) == 1)
    #expect(within(20 - Self.micro, [10...20, 50...60]) == 0)
    #expect(within(20, [10...20, 90...150]) == 1)
    #expect(within(20 - Self.micro, [10...20, 90...150]) == 0)
  }

  @Test func `a replication that waits for a first failure ends with it`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: [30...30, 50...60, 80...90])
    builder.add(.up(name: "up", .part("a"), kind: .meanTimeToFirstFailure))
    let model = builder.flat
    #expect(model.endsAtFirstFailure)
    var state = ReplicationState(for: model, seed: 1)
    let end = simulate(model, &state, under: RunControl(horizon: instant(100)))
    #expect(end == .firstFailure && state.output(0) == 50_000_000)
    // Strike and end at 30 s, strike at 50 s, and the event that moved the clock on.
    #expect(state.dispatchedEvents == 4)
    state.reset(replication: 1, in: model)
    #expect(simulate(model, &state, under: RunControl(horizon: instant(50))) == .horizonReached)
  }

  @Test func `what is down at the start has failed at once`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: [10...20])
    let inverted = Signal.not(.part("a"))
    builder.add(.up(name: "at", inverted, kind: .at(.zero)))
    builder.add(.up(name: "first", inverted, kind: .firstFailure(by: instant(1))))
    builder.add(.up(name: "time", inverted, kind: .downTime(atMost: SimDuration(Seconds(90)))))
    let run = Trials(builder.flat, over: Seconds(100))
    #expect(run["at", .downAt] == 1 && run["first", .failedBefore] == 1)
    #expect(run["time", .downAtMost] == 1)
  }

  // MARK: Longest outages

  private func longest(_ state: inout ReplicationState, _ measure: Int) -> [Outage] {
    (0..<ReplicationState.outagesKept).map { state.longestOutage($0, ofMeasure: measure) }
  }

  @Test func `the five longest outages keep their address, of equal ones the first`() {
    var builder = SystemModelBuilder(name: "m")
    builder.addUnit("a", downIn: [1...3, 10...14, 20...21, 30...34, 40...43, 50...60, 90...150])
    builder.add(FlowNode("node", while: .part("a"), to: .end))
    builder.serve("egress", 10, to: .element("node"))
    builder.watch("a")
    let model = builder.flat
    #expect(model.outageMeasures == ["a", "egress"])
    var state = ReplicationState(for: model, seed: 1)
    let control = RunControl(horizon: instant(100))
    for replication in [7, 8] as [UInt32] {
      state.reset(replication: replication, in: model)
      _ = simulate(model, &state, under: control)
    }
    func outage(_ length: Int64, at start: Int64, in replication: UInt32) -> Outage {
      Outage(length: length * 1_000_000, start: start * 1_000_000, replication: replication)
    }
    let expected = [
      outage(10, at: 50, in: 7), outage(10, at: 90, in: 7), outage(10, at: 50, in: 8),
      outage(10, at: 90, in: 8), outage(4, at: 10, in: 7),
    ]
    #expect(longest(&state, 0) == expected)
    #expect(longest(&state, 1) == expected)
    state.forgetOutages()
    #expect(longest(&state, 0) == [Outage](repeating: Outage(), count: 5))
  }
}
