// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the answers about one design from its description and the experiment.

package import CloudComponents
package import MonteCarlo
import Quantities
import RandomVariates

extension Assessment {
  /// Assesses one design of an experiment.
  ///
  /// - Parameters:
  ///   - design: As it was lowered.
  ///   - number: Its place among the designs of the experiment.
  ///   - result: The experiment.
  package init(of design: Design, number: Int, in result: ExperimentResult) {
    let change = design.world.change.flatMap(\.lostMinutesPerYear)
    self.init(
      design: design.name,
      services: design.services.map { service in
        ServiceFigures(of: service.name, design: number, in: result).assessment(change: change)
      },
      cost: MonthlyCost(of: design.billables, carrying: MeanTraffic(of: number, in: result)),
      assumptions: design.assumptions)
  }
}

extension Change {
  /// What bad changes of a whole design take, in the long run and by themselves; `nil` for other
  /// reaches, whose part depends on what the rest of the design can still do.
  ///
  /// Mean outage over mean cycle; `mtbf` runs from the end of one to the start of the next.
  ///
  /// - Source: Renewal-reward theorem; Ross, *Introduction to Probability Models*, ch. 7.
  var lostMinutesPerYear: Double? {
    guard reach == .design else { return nil }
    return minutesPerYear * (duration.mean / (mtbf + duration.mean))
  }
}
