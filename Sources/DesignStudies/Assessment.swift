// SPDX-License-Identifier: GPL-3.0-or-later
// The answers about one design: what each service loses, and what the design costs.

package import MonteCarlo
package import OutputAnalysis
package import Quantities
package import ScenarioFormat

/// The answers about one design.
package struct Assessment: Hashable, Sendable {
  package let design: String
  package let services: [ServiceAssessment]
  package let cost: MonthlyCost
  package let assumptions: [Assumption]

  package init(
    design: String, services: [ServiceAssessment], cost: MonthlyCost, assumptions: [Assumption]
  ) {
    self.design = design
    self.services = services
    self.cost = cost
    self.assumptions = assumptions
  }
}

/// The answers about one service in one design; a year has 525 600 minutes.
package struct ServiceAssessment: Hashable, Sendable {
  package let name: String
  package let demand: BitsPerSecond
  /// Share of the demand that was not served: the unavailability in the sense of the service.
  package let lostShare: Estimate
  /// Equivalent minutes of full outage in a year: what half, 95 and 99 of 100 years lose at most;
  /// `nil` where histories are not years.
  package let lostMinutesQuantiles: YearlyQuantiles?
  /// Time in which anyone was short, as a share.
  package let shortShare: Estimate
  /// Time in which nothing was served, as a share.
  package let darkShare: Estimate
  package let outagesPerYear: Estimate
  package let darkOutagesPerYear: Estimate
  /// In full cuts of all flows.
  package let interruptionsPerYear: Estimate
  /// What changes by people and pipelines contribute to the lost minutes a year, in closed form;
  /// `nil` when the design has none.
  package let changeMinutesPerYear: Double?
  /// Who is behind what was lost; `nil` where nothing was, or nobody recorded it.
  package let causes: CauseAnalysis?
  /// Of the integers behind these figures.
  package let fingerprint: UInt64

  package init(
    name: String, demand: BitsPerSecond, lostShare: Estimate,
    lostMinutesQuantiles: YearlyQuantiles?, shortShare: Estimate, darkShare: Estimate,
    outagesPerYear: Estimate, darkOutagesPerYear: Estimate, interruptionsPerYear: Estimate,
    changeMinutesPerYear: Double?, causes: CauseAnalysis? = nil, fingerprint: UInt64
  ) {
    self.name = name
    self.demand = demand
    self.lostShare = lostShare
    self.lostMinutesQuantiles = lostMinutesQuantiles
    self.shortShare = shortShare
    self.darkShare = darkShare
    self.outagesPerYear = outagesPerYear
    self.darkOutagesPerYear = darkOutagesPerYear
    self.interruptionsPerYear = interruptionsPerYear
    self.changeMinutesPerYear = changeMinutesPerYear
    self.causes = causes
    self.fingerprint = fingerprint
  }

  /// Equivalent minutes of full outage a year.
  package var lostMinutesPerYear: Estimate { lostShare.scaled(by: minutesPerYear) }
  package var shortMinutesPerYear: Estimate { shortShare.scaled(by: minutesPerYear) }
  package var darkMinutesPerYear: Estimate { darkShare.scaled(by: minutesPerYear) }
}

/// Minutes in a year of 8 760 hours.
package let minutesPerYear = 525_600.0
