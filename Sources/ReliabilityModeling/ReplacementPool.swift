// SPDX-License-Identifier: GPL-3.0-or-later
// The pool: keeps a number of slots in service, replaces what is condemned, rebalances over zones.

import Quantities
package import RandomVariates

/// Keeps `desired` slots in service over its zones.
///
/// A slot is a unit with the detectors that watch its health; it is empty, launching or in service.
/// What a detector of its slot reports down is condemned: terminated and replaced, even if it works
/// again.
package struct ReplacementPool: Hashable, Sendable {
  /// A place for one member.
  package struct Slot: Hashable, Sendable {
    /// The unit that is renewed by each launch; it belongs to this slot alone.
    package let unit: ComponentPath
    /// Detectors of this slot alone; dead while it is empty or launching and for `grace` after.
    package let health: [ComponentPath]
    package init(unit: ComponentPath, health: [ComponentPath] = []) {
      self.unit = unit
      self.health = health
    }
  }
  /// Where slots lie; as many as its ceiling.
  package struct Zone: Hashable, Sendable {
    package let name: String
    /// Whether a launch may begin here.
    package let isOpen: Signal
    /// The kinds of member to be had here; empty: those of the pool.
    package let types: [LaunchType]
    /// The steps of a launch here; empty: those of the pool.
    package let steps: [ActionStep]
    /// By ordinal, which need not be the order of their units' paths.
    package let slots: [Slot]
    package init(
      _ name: String, open: Signal = .always, types: [LaunchType] = [], steps: [ActionStep] = [],
      slots: [Slot]
    ) {
      self.name = name
      self.isOpen = open
      self.types = types
      self.steps = steps
      self.slots = slots
    }
  }
  /// A kind of member, tried in order within a zone: a launch begins while any is to be had.
  package struct LaunchType: Hashable, Sendable {
    package let name: String
    package let isOpen: Signal
    package init(_ name: String, open: Signal = .always) {
      self.name = name
      self.isOpen = open
    }
  }
  /// Moves members from the fullest to the emptiest zone.
  package struct Rebalance: Hashable, Sendable {
    /// Whether the twin serves before the old member is terminated.
    package let launchFirst: Bool
    /// Members moved at once, at least 1.
    package let batch: Int
    package init(launchFirst: Bool = true, batch: Int = 1) {
      self.launchFirst = launchFirst
      self.batch = batch
    }
  }

  package let path: ComponentPath
  /// At least 1, at most the number of slots.
  package let desired: Int
  /// In order of preference at a tie.
  package let zones: [Zone]
  /// Whether a replacement may lie in another zone than the member that it replaces.
  package let elsewhere: Bool
  /// Empty: one kind, always to be had.
  package let types: [LaunchType]
  /// After a launch, the time for which the slot's detectors stay dead.
  package let grace: DurationLaw
  /// Condemned members terminated at once, at least 1.
  package let replaceAtOnce: Int
  /// Terminates only while at least this share of `desired` is in service, 0 … 1.
  package let gate: Double
  /// Each launch; its `resume` is also drawn when a zone opens for a launch that waited for one.
  package let launch: Action
  package let rebalance: Rebalance?

  package init(
    _ path: ComponentPath, desired: Int, zones: [Zone], elsewhere: Bool = true,
    types: [LaunchType] = [], grace: DurationLaw = .constant(.init(0)), replaceAtOnce: Int = 1,
    gate: Double = 0, launch: Action, rebalance: Rebalance? = nil
  ) {
    self.path = path
    self.desired = desired
    self.zones = zones
    self.elsewhere = elsewhere
    self.types = types
    self.grace = grace
    self.replaceAtOnce = replaceAtOnce
    self.gate = gate
    self.launch = launch
    self.rebalance = rebalance
  }

  /// All slots, zone by zone.
  var slots: [Slot] { zones.flatMap(\.slots) }

  /// Up while a launch may begin in a zone.
  func launchable(in zone: Zone) -> Signal {
    let types = zone.types.isEmpty ? types : zone.types
    return types.isEmpty ? zone.isOpen : .all([zone.isOpen, .any(types.map(\.isOpen))])
  }

  /// Each launch in a zone.
  func launch(in zone: Zone) -> Action {
    zone.steps.isEmpty ? launch : Action(zone.steps, resume: launch.resume)
  }
}
