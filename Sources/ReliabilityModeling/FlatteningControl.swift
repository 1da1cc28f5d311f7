// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of detectors and failovers.

import FlatStorage
import Quantities
import RandomVariates

extension Flattener {
  mutating func flattenControl() {
    for (i, detector) in system.detectors.enumerated() { flatten(detector, at: i) }
    for (i, failover) in system.failovers.enumerated() { flatten(failover, at: i) }
  }

  private mutating func flatten(_ detector: Detector, at index: Int) {
    let target = id(of: detector.target)
    let alive = id(of: detector.alive)
    let row = blind.firstIndex { $0.detector == DetectorID(index) }
    // A detector with blind spots is told by its unit, at every change of a reason.
    if row == nil { observe(target, .detector, index) }
    observe(alive, .detector, index)
    var checks = Detector.Checks(every: .zero, down: 1, up: 1)
    var delay = DurationLaw.constant(Seconds(0))
    var isMemoryless = false
    switch detector.timing {
    case .checks(let fixed): checks = fixed
    case .delay(let law): (delay, isMemoryless) = (law, true)
    }
    detectors.append(
      DetectorRow(
        timer: detectorTimers[index], output: id(of: .detector(index)), target: target,
        blind: row.map { Index($0) } ?? .none, alive: alive, isMemoryless: isMemoryless,
        fromResponse: checks.fromResponse, revivesUp: detector.revival == .up,
        startsUnseen: initialValues[Int(target.rawValue)] == 0
          || initialValues[Int(alive.rawValue)] == 0,
        interval: checks.interval.microseconds, down: Int64(checks.down), up: Int64(checks.up),
        latency: checks.latency.usual.microseconds, causes: rows(of: checks.latency),
        phaseStream: isMemoryless ? .none : streams.stream(detector.path, "phase"),
        delay: streams.draw(delay, detector.path, "delay"),
        slot: slotOfDetector[detector.path].map { PoolSlotID($0) } ?? .none))
  }

  /// A latency by mode of every unit that has such a mode; the more exact key wins.
  private mutating func rows(of latency: Detector.Latency) -> IndexRange<LatencyRow> {
    if let known = latencyRanges[latency] { return known }
    let start = latencies.count
    for unit in latency.byCause.isEmpty ? [] : system.units {
      for (mode, name) in (unit.modes.map(\.name) + ["broken"]).enumerated() {
        let causes = latency.byCause.filter { $0.mode == name }
        let exact = causes.first { $0.leaf == unit.path }
        guard let cause = exact ?? causes.first(where: { $0.leaf == nil }) else { continue }
        latencies.append(
          LatencyRow(
            originHash: StreamKey(path: unit.path.text, purpose: "").hash, mode: UInt8(mode),
            latency: cause.latency.microseconds))
      }
    }
    let range = IndexRange<LatencyRow>(start: start, end: latencies.count)
    latencyRanges[latency] = range
    return range
  }

  private mutating func flatten(_ failover: Failover, at index: Int) {
    let firstCandidate = candidates.count
    for candidate in failover.candidates {
      let seen = id(of: candidate.seen)
      observe(seen, .failover, index, detail: candidates.count - firstCandidate)
      candidates.append(CandidateRow(serves: id(of: candidate.serves), seen: seen))
    }
    let firstAttempt = attempts.count
    for (i, attempt) in failover.attempts.enumerated() {
      let purpose = "attempt/\(i)"
      let action = flatten(
        Action(attempt.steps, resume: failover.resume), failover.path, purpose)
      for step in actions[Int(action.rawValue)].steps.start..<UInt32(steps.count) {
        observe(steps[Int(step)].needs, .failoverNeed, index)
      }
      let coin =
        attempt.success < 1 ? streams.stream(failover.path, "\(purpose)/success") : .none
      attempts.append(
        AttemptRow(action: action, success: attempt.success, successStream: coin))
    }
    let failBack = ActionStep.law(
      failover.failBack ?? .constant(Seconds(0)),
      needs: failover.attempts[0].steps.last?.needs ?? .always)
    steps.append(row(of: failBack, failover.path, "failBack"))
    let failBackStep = StepID(steps.count - 1)
    let output = id(of: .failover(index))
    let isRead = isSelectorRead(output, at: index)
    if isRead {
      for (i, candidate) in failover.candidates.enumerated() {
        observe(id(of: candidate.serves), .selector, selectors.count, detail: i)
      }
      selectors.append(SelectorRow(failover: FailoverID(index), signal: output))
    }
    let seen = candidates[firstCandidate].seen
    failovers.append(
      FailoverRow(
        timer: failoverTimers[index],
        candidates: IndexRange(start: firstCandidate, end: candidates.count),
        attempts: IndexRange(start: firstAttempt, end: attempts.count),
        resume: streams.draw(failover.resume, failover.path, "resume"),
        failsBack: failover.failBack != nil,
        failBack: failBackStep,
        failsBackAtOnce: failover.failBack == .constant(Seconds(0)),
        firstBackImmediately: failover.firstBack == .immediately, cuts: failover.cuts,
        networkKey: system.switches.contains { $0.failover == failover.path }
          ? StreamKey(path: failover.path.text, purpose: "network").hash | 1 : 0,
        selector: isRead ? Index(selectors.count - 1) : .none,
        strikes: flatten(failover.strikes, of: failover.path),
        startsUnseen: initialValues[Int(seen.rawValue)] == 0))
  }

  /// What fails with a failure or a switch of `path`.
  mutating func flatten(
    _ strikes: [UnitStrike], of path: ComponentPath
  ) -> IndexRange<UnitStrikeRow> {
    let start = unitStrikes.count
    for strike in strikes {
      guard let target = unitIndex[strike.target] else { continue }
      let modes = system.units[target].modes
      let mode = modes.firstIndex { $0.name == strike.mode } ?? 0
      let purpose = "strike/\(strike.target.text)/\(strike.mode ?? "")"
      unitStrikes.append(
        UnitStrikeRow(
          unit: UnitID(target), mode: UInt8(mode), probability: strike.probability,
          coinStream: strike.probability < 1 ? streams.stream(path, purpose) : .none))
    }
    return IndexRange(start: start, end: unitStrikes.count)
  }

  /// Whether anybody reads the output as a signal, not only as the way of a switch.
  private mutating func isSelectorRead(_ output: SignalID, at index: Int) -> Bool {
    if signals.reads(.failover(index)) { return true }
    let read =
      system.signalsRead + system.units.flatMap(\.requires)
      + system.failovers.flatMap { $0.candidates.map(\.serves) }
    return read.contains { id(of: $0) == output }
  }
}
