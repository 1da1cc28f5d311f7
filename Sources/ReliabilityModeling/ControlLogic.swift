// SPDX-License-Identifier: GPL-3.0-or-later
// What detectors and failovers decide, as values that return actions; an engine applies them.

/// Counts consecutive checks that saw the target's present state; decides when to report it.
package struct DetectorLogic: Hashable, Sendable, BitwiseCopyable {
  /// What the engine shall do with the report.
  package enum Action: Hashable, Sendable { case none, reportAfter(checks: Int64), withdraw }
  package private(set) var streak: Int64 = 0
  package private(set) var reported = true
  package init() {}

  /// The target changed to `isUp`; `checks` checks had seen the state that it left.
  package mutating func targetChanged(
    to isUp: Bool, afterChecks checks: Int64, threshold: Int64
  ) -> Action {
    if isUp == reported {
      streak += checks
      return .withdraw
    }
    if checks > 0 { streak = 0 }
    return .reportAfter(checks: max(1, threshold - streak))
  }

  /// Alive again: nothing that it saw before counts; it shows up, or what it showed.
  package mutating func revive(showingUp: Bool) {
    reported = reported || showingUp
    streak = 0
  }

  /// The streak is complete: the other state is reported.
  package mutating func report() {
    reported.toggle()
    streak = 0
  }
}

/// Which candidate is active, and what the failover is about to do.
package struct FailoverLogic: Hashable, Sendable, BitwiseCopyable {
  /// What the failover is doing.
  package enum Phase: UInt8, Hashable, Sendable, BitwiseCopyable {
    case serving, switching, failingBack
    /// No candidate is seen; the one last active keeps the output.
    case none
  }
  /// What the engine shall do.
  package enum Action: Hashable, Sendable {
    case none
    /// Ends what is under way.
    case drop
    /// Starts the current attempt, or the step of a fail-back, from its first step.
    case begin
    /// The active candidate has changed; what was under way has ended.
    case activate
  }

  package private(set) var phase = Phase.serving
  package private(set) var active: UInt8 = 0
  package private(set) var attempt: UInt8 = 0
  package init() {}

  /// One row of the table of transitions: the first that fits what is `seen` (bit i: candidate i).
  ///
  /// To be asked again until it answers `none`.
  package mutating func decide(
    seen: UInt32, failsBack: Bool, firstBackImmediately: Bool
  ) -> Action {
    let seesActive = seen >> UInt32(active) & 1 != 0
    let best = UInt8(truncatingIfNeeded: seen.trailingZeroBitCount)
    switch phase {
    case .serving:
      if seen == 0 { return enter(.none, .drop) }
      if !seesActive { return beginSwitch() }
      if failsBack && best < active { return enter(.failingBack, .begin) }
    case .switching:
      if seen == 0 { return enter(.none, .drop) }
      // Only the return of the active candidate cancels a switch.
      if seesActive { return enter(.serving, .drop) }
    case .failingBack:
      if seen == 0 { return enter(.none, .drop) }
      if !seesActive { return beginSwitch() }
      if best == active { return enter(.serving, .drop) }
    case .none:
      if seesActive { return enter(.serving, .drop) }
      guard seen != 0 else { return .none }
      guard firstBackImmediately else { return beginSwitch() }
      active = best
      return enter(.serving, .activate)
    }
    return .none
  }

  /// The steps of an attempt or of a fail-back are over: if it works, the best candidate seen now
  /// serves; else the next attempt begins, and the answer is false.
  package mutating func actionEnded(works: Bool, seen: UInt32, attempts: Int) -> Bool {
    guard works else {
      attempt = UInt8(min(Int(attempt) + 1, attempts - 1))
      return false
    }
    active = UInt8(truncatingIfNeeded: seen.trailingZeroBitCount)
    phase = .serving
    return true
  }

  private mutating func enter(_ next: Phase, _ action: Action) -> Action {
    phase = next
    return action
  }

  private mutating func beginSwitch() -> Action {
    attempt = 0
    return enter(.switching, .begin)
  }
}
