// SPDX-License-Identifier: GPL-3.0-or-later
// From the integers of one measure of a model to figures in the units of a report.

import MonteCarlo
import OutputAnalysis
import Quantities
import ReliabilityModeling
import ScenarioFormat

/// Reads one measure out of the experiment that ran it.
struct MeasureReadings {
  let name: String
  /// Of a signal; `nil` for services and nodes.
  let value: MeasuredValue?
  let result: ExperimentResult

  init(of name: String, value: MeasuredValue?, in result: ExperimentResult) {
    self.name = name
    self.value = value
    self.result = result
  }

  private var microseconds: Double { Double(result.plan.horizon.microseconds) }
  private var years: Double { microseconds / 1e6 / Seconds.years(1).value }

  var fingerprint: UInt64 { result.fingerprint(design: 0, measure: name).value }

  var longest: [LocatedOutage] { result.longestOutages(design: 0, measure: name) }

  /// Quantiles of the minutes down or lost in a year.
  func minutesQuantiles(of measure: Measure) -> YearlyQuantiles? {
    guard result.plan.spansOneYear else { return nil }
    switch measure {
    case .up(_, _, .average): return quantiles(.down, times: 1 / 60e6)
    case .served: return quantiles(.lost, times: service.lostShareOfUnit * minutesPerYear)
    case .up, .carried: return nil
    }
  }

  private func quantiles(_ kind: MeasureOutput.Kind, times factor: Double) -> YearlyQuantiles? {
    result.output(design: 0, measure: name, kind).flatMap { result.distribution(of: $0) }
      .flatMap { YearlyQuantiles(of: $0, times: factor) }
  }

  private var service: ServiceFigures { ServiceFigures(of: name, design: 0, in: result) }

  private func estimate(_ kind: MeasureOutput.Kind, times factor: Double) -> Estimate? {
    result.output(design: 0, measure: name, kind).map {
      result.estimate($0).scaled(by: factor)
    }
  }

  /// One figure of a measure; `nil` where it has none.
  func estimate(_ figure: ModelFigure, of measure: Measure) -> Estimate? {
    switch measure {
    case .up: signal(figure)
    case .served: service(figure)
    case .carried: figure == .meanRate ? estimate(.carried, times: 1 / microseconds) : nil
    }
  }

  private func signal(_ figure: ModelFigure) -> Estimate? {
    switch figure {
    case .unavailability, .probability, .meanTimeToFirstFailure: value?.value
    case .outagesPerYear: value?.outagesPerYear
    case .downtimeMinutesPerYear: value?.downMinutesPerYear
    case .lostMinutesPerYear, .shortMinutesPerYear, .darkMinutesPerYear, .darkOutagesPerYear,
      .interruptionsPerYear, .meanRate:
      nil
    }
  }

  private func service(_ figure: ModelFigure) -> Estimate? {
    let lostShare = service.lostShareOfUnit
    switch figure {
    case .unavailability: return estimate(.lost, times: lostShare)
    case .lostMinutesPerYear: return estimate(.lost, times: lostShare * minutesPerYear)
    case .shortMinutesPerYear: return estimate(.short, times: minutesPerYear / microseconds)
    case .darkMinutesPerYear: return estimate(.dark, times: minutesPerYear / microseconds)
    case .outagesPerYear: return estimate(.shortOutages, times: 1 / years)
    case .darkOutagesPerYear: return estimate(.darkOutages, times: 1 / years)
    case .interruptionsPerYear: return estimate(.interruptions, times: 1e-9 / years)
    case .probability, .meanTimeToFirstFailure, .downtimeMinutesPerYear, .meanRate: return nil
    }
  }
}
