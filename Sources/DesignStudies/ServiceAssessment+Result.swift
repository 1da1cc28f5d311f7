// SPDX-License-Identifier: GPL-3.0-or-later
// From the integers of an experiment to shares of time and events a year.

package import MonteCarlo
import OutputAnalysis
package import Quantities
import ReliabilityModeling

/// Reads one service of one design out of an experiment.
package struct ServiceFigures {
  let result: ExperimentResult
  let design: Int
  let service: String

  package init(of service: String, design: Int, in result: ExperimentResult) {
    self.service = service
    self.design = design
    self.result = result
  }

  private var horizonMicroseconds: Double { Double(result.plan.horizon.microseconds) }
  private var yearsPerReplication: Double { horizonMicroseconds / 1e6 / Seconds.years(1).value }

  /// The mean demand, which lost shares are shares of; 0 when the model has no such service.
  package var demand: BitsPerSecond {
    let output = result.designs[design].outputs.first { $0.measure == service && $0.kind == .lost }
    return BitsPerSecond(output?.meanDemand(until: result.plan.horizon) ?? 0)
  }

  /// The output of the lost traffic.
  package var lost: OutputReference? { output(.lost) }

  /// What turns lost traffic of one replication into a share of the demand.
  package var lostShareOfUnit: Double { 1 / (demand.value * horizonMicroseconds) }

  private func output(_ kind: MeasureOutput.Kind) -> OutputReference? {
    result.output(design: design, measure: service, kind)
  }

  private func estimate(_ kind: MeasureOutput.Kind, times factor: Double) -> Estimate {
    guard let reference = output(kind) else {
      preconditionFailure("a lowered service has every output of a served measure")
    }
    return result.estimate(reference).scaled(by: factor)
  }

  /// Of the lost minutes of single years; `nil` where a replication is not a year.
  private var lostMinutesQuantiles: YearlyQuantiles? {
    guard result.plan.spansOneYear, let lost, let years = result.distribution(of: lost) else {
      return nil
    }
    return YearlyQuantiles(of: years, times: lostShareOfUnit * minutesPerYear)
  }

  /// The answers about the service, with what changes contribute in closed form.
  package func assessment(change: Double?) -> ServiceAssessment {
    ServiceAssessment(
      name: service, demand: demand,
      lostShare: estimate(.lost, times: lostShareOfUnit),
      lostMinutesQuantiles: lostMinutesQuantiles,
      shortShare: estimate(.short, times: 1 / horizonMicroseconds),
      darkShare: estimate(.dark, times: 1 / horizonMicroseconds),
      outagesPerYear: estimate(.shortOutages, times: 1 / yearsPerReplication),
      darkOutagesPerYear: estimate(.darkOutages, times: 1 / yearsPerReplication),
      interruptionsPerYear: estimate(.interruptions, times: 1e-9 / yearsPerReplication),
      changeMinutesPerYear: change,
      causes: result.causes(design: design, measure: service),
      fingerprint: result.fingerprint(design: design, measure: service).value)
  }
}

extension MeanTraffic {
  /// The mean traffic of one design over an experiment.
  package init(of design: Int, in result: ExperimentResult) {
    let span = Double(result.plan.horizon.microseconds)
    self.init(
      carried: { measure in
        guard let output = result.output(design: design, measure: measure, .carried) else {
          return BitsPerSecond(0)
        }
        return BitsPerSecond(result.estimate(output).mean / span)
      },
      served: { service in
        let figures = ServiceFigures(of: service, design: design, in: result)
        guard let lost = figures.lost else { return BitsPerSecond(0) }
        return figures.demand * (1 - result.estimate(lost).mean * figures.lostShareOfUnit)
      })
  }
}
