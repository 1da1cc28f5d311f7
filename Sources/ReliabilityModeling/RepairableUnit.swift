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
  package let clock: Clock
  package let repairClock: Clock
  /// Passes each time the unit is healthy and powered again, before it is up.
  package let restart: DurationLaw
  /// Probability that a coming up ends in the built-in mode `broken`, in 0 ≤ p < 1.
  package let comesBackBroken: Double
  /// Repairs `broken`; after it there is no second draw.
  package let brokenRepair: Action

  package init(
    _ path: ComponentPath, modes: [FailureMode] = [], requires: [Signal] = [],
    clock: Clock = .pause, repairClock: Clock = .pause,
    restart: DurationLaw = .constant(Seconds(0)), comesBackBroken: Double = 0,
    brokenRepair: Action = Action([.operatorReaction])
  ) {
    self.path = path
    self.modes = modes
    self.requires = requires
    self.clock = clock
    self.repairClock = repairClock
    self.restart = restart
    self.comesBackBroken = comesBackBroken
    self.brokenRepair = brokenRepair
  }
}
