// SPDX-License-Identifier: GPL-3.0-or-later
// The clock and the pending events of one replication.

public import FlatStorage
public import Quantities

/// One pre-allocated timer of a compiled model; every pending event *is* a timer.
///
/// The number is also a rank: of two timers due at one instant, the lower fires first.
public struct TimerID: TableIndex, Comparable {
  public let rawValue: UInt32
  @inline(__always) public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// The clock and the pending events of one replication; allocates only in `init` and `clone`.
///
/// What holds, in this order: events run by due instant, then by timer number. A timer is armed at
/// most once; arming it again moves it, and cancelling is exact. Flattening numbers timers by class
/// (incidents and calendars, units, detectors, failovers), so causes precede their observers.
///
/// The timer that `next` handed out stays at the root of the list as *vacant*, and is retired only
/// if its handler did not arm it again: most handlers do, and one replay is saved.
///
/// Inlinable: as calls, `next` and `schedule` took a tenth of the loop's instructions.
public struct EventScheduler: ~Copyable {
  /// The instant of the latest event; never decreases.
  @inlinable public var now: SimTime { clock }
  /// Events handed out so far, over all replications.
  @inlinable public var dispatchedEvents: UInt64 { dispatched }
  @usableFromInline var clock = SimTime.zero
  @usableFromInline var dispatched: UInt64 = 0
  @usableFromInline var pending: FutureEventList
  @usableFromInline var vacant: UInt32 = .max

  /// Creates a scheduler with timers `0 ..< timerCount`, all idle.
  public init(timerCount: Int) { pending = FutureEventList(timerCount: timerCount) }

  /// The latest instant that can be told apart with this many timers; a horizon must not exceed it.
  ///
  /// 2^(63 − bits) µs: 2 283 years at 128 timers, 71 at 4 096.
  public static func latestInstant(timerCount: Int) -> SimTime {
    SimTime(microseconds: FutureEventList(timerCount: timerCount).latest)
  }

  /// Back to instant zero, or to one before it, with all timers idle.
  ///
  /// - Complexity: O(n)
  public mutating func reset(to instant: SimTime = .zero) {
    clock = instant
    vacant = .max
    pending.clear()
  }

  /// Arms `timer` to fire `delay` from now, replacing an earlier arming.
  ///
  /// - Complexity: O(log n)
  @inlinable @inline(__always)
  public mutating func schedule(_ timer: TimerID, after delay: SimDuration) {
    pending.arm(timer.rawValue, (now + delay).microseconds)
    vacant = timer.rawValue == vacant ? .max : vacant
  }

  /// Arms `timer` while a replication is set up; `beginReplication` ends the set-up.
  @inlinable @inline(__always)
  public mutating func place(_ timer: TimerID, at due: SimTime) {
    pending.place(timer.rawValue, due.microseconds)
  }

  /// Ends the set-up of a replication.
  ///
  /// - Complexity: O(n)
  public mutating func beginReplication() { pending.rebuild() }

  /// Disarms `timer`.
  ///
  /// - Complexity: O(log n)
  @inlinable @inline(__always)
  public mutating func cancel(_ timer: TimerID) {
    pending.disarm(timer.rawValue)
    vacant = timer.rawValue == vacant ? .max : vacant
  }

  /// The instant at which an armed timer fires; meaningless for an idle one.
  @inlinable @inline(__always)
  public func due(of timer: TimerID) -> SimTime {
    SimTime(microseconds: pending.due(timer.rawValue))
  }

  /// Whether a timer is armed.
  @inlinable @inline(__always)
  public func isArmed(_ timer: TimerID) -> Bool {
    timer.rawValue != vacant && pending.due(timer.rawValue) <= pending.latest
  }

  /// Moves the clock to the earliest event before `horizon` and returns its timer, or moves the
  /// clock to `horizon` and returns `nil`: what is due at the horizon does not happen.
  ///
  /// What saturated at the latest instant never happens.
  ///
  /// - Complexity: O(log n)
  @inlinable @inline(__always)
  public mutating func next(before horizon: SimTime) -> TimerID? {
    if vacant != .max {
      pending.disarm(vacant)
      vacant = .max
    }
    let (due, timer) = pending.first()
    guard due < min(horizon.microseconds, pending.latest) else {
      clock = horizon
      return nil
    }
    assert(due >= now.microseconds, "the clock ran backwards")
    clock = SimTime(microseconds: due)
    dispatched &+= 1
    vacant = timer
    return TimerID(timer)
  }

  /// An independent copy, with the same pending events.
  ///
  /// - Complexity: O(n)
  public borrowing func clone() -> EventScheduler {
    var copy = EventScheduler(timerCount: 0)
    copy.clock = clock
    copy.dispatched = dispatched
    copy.pending = pending.clone()
    copy.vacant = vacant
    return copy
  }
}
