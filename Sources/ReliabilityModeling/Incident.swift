// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents, the field's common-cause shocks, and calendars.

package import Quantities
package import RandomVariates

/// Trouble that strikes many leaves at once, lasts, and ends.
package struct Incident: Hashable, Sendable {
  /// When it strikes.
  package enum Strikes: Hashable, Sendable {
    /// From an end (or from the start) to the next strike: exponential with this mean.
    case drawn(mtbf: Seconds)
    /// At given instants, in ascending order and without overlap.
    case replayed([ReplayedStrike])
  }
  /// Which leaves a reaction concerns.
  package enum Scope: Hashable, Sendable {
    /// Leaves of the home group and of groups struck by spread.
    case here
    /// Leaves of groups that were not struck.
    case others
    case everywhere
  }
  /// What must hold for a reaction; all conditions of a list.
  package enum Condition: Hashable, Sendable {
    /// A uniform of the target's own is below the severity.
    case coinOfSeverity
    /// A uniform of the target's own is below p.
    case coin(Double)
    case severityAtLeast(Double)
    /// The strike's one mark lies in the half-open range; ranges make exclusive or nested sets.
    case markIn(Double, Double)
  }
  /// What a reaction does to its target.
  package enum Effect: Hashable, Sendable {
    /// Takes the power of a unit.
    case hold
    /// Multiplies a leaf level by 1 − slope · severity, slope in 0 … 1.
    case factor(slope: Double)
  }
  /// A leaf, and the group to which it belongs for this incident.
  package struct Target: Hashable, Sendable {
    package let leaf: ComponentPath
    /// Position in `Incident.groups`; `nil` belongs to none and only reacts `everywhere`.
    package let group: Int?
    package init(_ leaf: ComponentPath, group: Int?) {
      self.leaf = leaf
      self.group = group
    }
  }
  /// What a strike does to one target, and when.
  package struct Reaction: Hashable, Sendable {
    package let targets: [Target]
    package let scope: Scope
    package let conditions: [Condition]
    package let effect: Effect
    /// One draw a target instead of the incident's own duration.
    package let lasting: DurationLaw?
    package init(
      of targets: [Target], in scope: Scope, when conditions: [Condition] = [],
      effect: Effect = .hold, lasting: DurationLaw? = nil
    ) {
      self.targets = targets
      self.scope = scope
      self.conditions = conditions
      self.effect = effect
      self.lasting = lasting
    }
  }

  package let path: ComponentPath
  package let strikes: Strikes
  package let duration: DurationLaw
  package let severity: ShareLaw
  /// Names of the groups (the zones), a partition of the leaves.
  package let groups: [String]
  /// Position of the group where it begins, or none.
  package let home: Int?
  /// Probability to strike each other group too.
  package let spread: Double
  package let reactions: [Reaction]

  package init(
    _ path: ComponentPath, strikes: Strikes, duration: DurationLaw,
    severity: ShareLaw = .constant(Share(1)), groups: [String] = [], home: Int? = nil,
    spread: Double = 0, reactions: [Reaction]
  ) {
    self.path = path
    self.strikes = strikes
    self.duration = duration
    self.severity = severity
    self.groups = groups
    self.home = home
    self.spread = spread
    self.reactions = reactions
  }
}

/// One dated strike of a replayed incident; what is `nil` is drawn from the incident's laws.
package struct ReplayedStrike: Hashable, Sendable {
  /// Which groups it strikes.
  package enum Groups: Hashable, Sendable {
    case named([Int])
    /// So many distinct ones, drawn uniformly among `population` groups; those beyond the model's
    /// own strike nothing here.
    case drawn(count: Int, population: Int)
    case none
  }
  /// The strike's one number that `markIn` conditions read.
  package enum Mark: Hashable, Sendable {
    /// Uniform in 0 ..< limit.
    case drawn(below: Double)
    case fixed(Double)
  }
  package let at: SimTime
  package let duration: SimDuration?
  package let severity: Double?
  package let mark: Mark
  package let groups: Groups
  package init(
    at: SimTime, duration: SimDuration?, severity: Double?, mark: Mark = .drawn(below: 1),
    groups: Groups
  ) {
    self.at = at
    self.duration = duration
    self.severity = severity
    self.mark = mark
    self.groups = groups
  }
}

/// Opens a window at `first + i · every` and draws its length; the signals are `path.window`, down
/// inside, and `path.announced`, down from `lead` before to the end.
package struct Calendar: Hashable, Sendable {
  package let path: ComponentPath
  package let first: SimTime
  package let every: SimDuration
  package let length: DurationLaw
  package let lead: SimDuration
  package init(
    _ path: ComponentPath, first: SimTime, every: SimDuration, length: DurationLaw,
    lead: SimDuration = .zero
  ) {
    self.path = path
    self.first = first
    self.every = every
    self.length = length
    self.lead = lead
  }
}
