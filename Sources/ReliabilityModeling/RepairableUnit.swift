// SPDX-License-Identifier: GPL-3.0-or-later
// The repairable unit: competing failure modes, power, restart, broken returns.

import Quantities
package import RandomVariates

/// One way in which a unit fails.
package struct FailureMode: Hashable, Sendable {
  package let name: String
  /// Time to failure; `nil` means that the mode occurs only when struck.
  package let failure: DurationLaw?
  package let repair: Action
  /// The repair begins once this is up, and does not read it again.
  package let repairWhen: Signal
  /// Modes drawn anew at a failure by this one; the clocks of all others pause.
  package let renews: [String]

  package init(
    _ name: String, failure: DurationLaw?, repair: Action, repairWhen: Signal = .always,
    renews: [String] = []
  ) {
    self.name = name
    self.failure = failure
    self.repair = repair
    self.repairWhen = repairWhen
    self.renews = renews
  }
}

/// What a failure does to another unit in the same instant: imperfect coverage, common cause.
package struct UnitStrike: Hashable, Sendable {
  package let target: ComponentPath
  /// The mode in which the target fails; `nil` is the one declared first.
  package let mode: String?
  /// In 0 < p ≤ 1.
  package let probability: Double
  package init(_ target: ComponentPath, mode: String? = nil, probability: Double = 1) {
    self.target = target
    self.mode = mode
    self.probability = probability
  }
}

/// Those who repair: so many repairs at a time, first come first served, ties by path.
package struct RepairCrew: Hashable, Sendable {
  package let name: String
  /// 1 to `mostServers`.
  package let servers: Int
  /// Nobody can tell more from no crew at all.
  package static var mostServers: Int { 1_000_000 }
  package init(_ name: String, servers: Int = 1) {
    self.name = name
    self.servers = servers
  }
}

/// A unit is *healthy* or *failed* by exactly one mode, and *powered* while every signal that it
/// requires is up and no incident holds it; its signal is up while it is healthy, powered and
/// restarted.
package struct RepairableUnit: Hashable, Sendable {
  /// What a clock does while the unit is without power.
  package enum Clock: Hashable, Sendable { case pause, `continue` }

  package let path: ComponentPath
  /// In declared order, which breaks ties; may be empty.
  package let modes: [FailureMode]
  /// At most 32.
  package let requires: [Signal]
  /// Of the failure clocks.
  package let clock: Clock
  /// Of all that passes in a repair: its steps and the delays to resume.
  ///
  /// With `pause`, a step whose turn comes without power starts when power is back, and only then
  /// tests what it needs.
  package let repairClock: Clock
  /// Passes each time the unit is healthy and powered again, before it is up.
  package let restart: DurationLaw
  /// Probability that a coming up ends in the built-in mode `broken`, in 0 ≤ p < 1.
  package let comesBackBroken: Double
  /// Repairs `broken`; after it there is no second draw, unless it ends without power: then the
  /// unit comes up by the return of power, which draws as every return does.
  package let brokenRepair: Action
  /// Its failure clocks run only while this is up; read after settling, so that it may depend on
  /// the unit itself (cold and warm standby).
  package let agesWhile: Signal
  /// The crew that its repairs wait for; `nil` waits for nobody.
  package let crew: String?
  /// What each of its failures strikes in the same instant.
  package let strikes: [UnitStrike]

  package init(
    _ path: ComponentPath, modes: [FailureMode] = [], requires: [Signal] = [],
    clock: Clock = .pause, repairClock: Clock = .pause,
    restart: DurationLaw = .constant(Seconds(0)), comesBackBroken: Double = 0,
    brokenRepair: Action = Action([.operatorReaction]), agesWhile: Signal = .always,
    crew: String? = nil, strikes: [UnitStrike] = []
  ) {
    self.path = path
    self.modes = modes
    self.requires = requires
    self.clock = clock
    self.repairClock = repairClock
    self.restart = restart
    self.comesBackBroken = comesBackBroken
    self.brokenRepair = brokenRepair
    self.agesWhile = agesWhile
    self.crew = crew
    self.strikes = strikes
  }
}
