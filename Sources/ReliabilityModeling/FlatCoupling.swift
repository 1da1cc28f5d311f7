// SPDX-License-Identifier: GPL-3.0-or-later
// How units hang together besides what they require: crews, standby, strikes.

package import FlatStorage

/// The tables of what couples units.
package struct FlatCoupling: Sendable {
  /// Beside the units; of meaning only where `UnitRow.isCoupled`.
  package let units: Table<UnitID, CouplingRow>
  package let crews: Table<CrewID, CrewRow>
  /// The units of each crew, by path.
  package let crewMembers: Table<Index<CrewMember>, UnitID>
  /// Units whose clocks follow a signal that is down while every part is healthy.
  package let standbys: Table<Index<StandbyUnit>, UnitID>
  /// Whether some unit can be struck.
  package let hasStrikes: Bool

  init(
    units: [CouplingRow] = [], crews: [CrewRow] = [], crewMembers: [UnitID] = [],
    standbys: [UnitID] = [], hasStrikes: Bool = false
  ) {
    self.units = Table(units)
    self.crews = Table(crews)
    self.crewMembers = Table(crewMembers)
    self.standbys = Table(standbys)
    self.hasStrikes = hasStrikes
  }
}

package typealias CrewID = Index<CrewRow>
/// What an index of a member of a crew points at.
package enum CrewMember {}
/// What an index of a unit in standby points at.
package enum StandbyUnit {}

/// What couples one unit to others.
package struct CouplingRow: BitwiseCopyable, Sendable {
  /// Its failure clocks run while this is up.
  package let agesWhile: SignalID
  /// None if its repairs wait for nobody.
  package let crew: CrewID
  package let strikes: IndexRange<UnitStrikeRow>
  /// Whether another part may strike it.
  package let isStruck: Bool
}

/// A crew.
package struct CrewRow: BitwiseCopyable, Sendable {
  package let servers: UInt32
  package let members: IndexRange<CrewMember>
}
