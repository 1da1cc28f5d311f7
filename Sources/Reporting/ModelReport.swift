// SPDX-License-Identifier: GPL-3.0-or-later
// What a study of a model says: each measure simulated and solved, and how the run went.

import AnalyticSolvers
package import DesignStudies
import Diagnostics
import MonteCarlo
import OutputAnalysis
package import Quantities
import ReliabilityModeling
import ScenarioFormat

extension ReportDocument {
  /// Says what a study of a model found.
  ///
  /// - Parameters:
  ///   - study: The answers.
  ///   - elapsed: Wall-clock time that the study took.
  ///   - showsFindings: Whether warnings are part of the text; in the data they always are.
  package init(presenting study: ModelStudy, elapsed: Seconds, showsFindings: Bool = true) {
    let report = ModelReport(study: study, elapsed: elapsed, showsFindings: showsFindings)
    self.init(blocks: report.blocks, data: ModelData(study, elapsed: elapsed).value)
  }
}

/// Puts the parts of a report on a model in order.
struct ModelReport {
  let study: ModelStudy
  let elapsed: Seconds
  let showsFindings: Bool

  var blocks: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [.title(study.title, aside: conditions)]
    if case .failed(let reason) = study.run.ending {
      return blocks + [.paragraph(.strong("Failed:") + ReportText(" \(reason)."))]
    }
    guard study.run.replications > 0 else {
      return blocks + [.paragraph("Ended before anything was known.")]
    }
    blocks.append(.table(values))
    if study.answers.contains(where: { $0.figures.count > 1 }) { blocks.append(.table(rates)) }
    let causes = causeLines
    if !causes.isEmpty { blocks.append(.list(causes)) }
    blocks += longest
    let unsolved = study.answers.compactMap { answer in
      answer.exact.whyNot.map { ReportText("\(answer.name) is not solved: \($0)") }
    }
    if !unsolved.isEmpty { blocks.append(.list(unsolved)) }
    blocks +=
      StudyRemarks(
        verdicts: study.verdicts, findings: showsFindings ? study.findings : [],
        gaps: study.run.gaps, namesDesigns: false
      ).blocks
    return blocks + [.paragraph(ReportText(provenance))]
  }

  private var conditions: String {
    let span = NumberFormatting.span(seconds: study.run.horizon.value)
    switch study.start {
    case .new: return "\(span) from new"
    case .stationary: return "\(span) from stationary"
    }
  }

  /// Each measure's own value beside the exact one.
  private var values: ReportTable {
    let rows = study.answers.map { answer in
      let simulated = answer.figures.first.map(value)
      let exact = answer.exact.exact
      return [
        answer.name, answer.kindText, simulated?.mean ?? NumberFormatting.nothing,
        simulated?.interval ?? NumberFormatting.nothing,
        exact.map { NumberFormatting.significant($0.value, digits: 6) } ?? NumberFormatting.nothing,
        exact?.method ?? NumberFormatting.nothing,
      ]
    }
    return ReportTable(
      columns: [
        .init("measure", .left), .init("kind", .left), .init("simulated"), .init("95 %"),
        .init("exact"), .init("by", .left),
      ], rows: rows)
  }

  private func value(
    _ figure: MeasureAnswer.FigureEstimate
  ) -> (mean: String, interval: String) {
    let estimate = figure.estimate
    if estimate.isBound {
      return ("0", "below \(NumberFormatting.significant(estimate.high))")
    }
    return NumberFormatting.estimate(mean: estimate.mean, low: estimate.low, high: estimate.high)
  }

  /// What follows from a value in events and minutes of a year.
  private var rates: ReportTable {
    let rows = study.answers.filter { $0.figures.count > 1 }.flatMap { answer in
      answer.figures.dropFirst().map { figure in
        let text = value(figure)
        let minutes = [ModelFigure.downtimeMinutesPerYear, .lostMinutesPerYear]
        let years = minutes.contains(figure.figure) ? answer.minutesQuantiles : nil
        return [answer.name, figure.figure.words, text.mean, text.interval]
          + [years?.p50, years?.p95, years?.p99].map { quantile in
            quantile.map { NumberFormatting.significant($0.value) } ?? NumberFormatting.nothing
          }
      }
    }
    return ReportTable(
      columns: [
        .init("measure", .left), .init("figure", .left), .init("mean"), .init("95 %"),
        .init("p50 of years"), .init("p95"), .init("p99"),
      ],
      rows: rows)
  }

  /// What takes the time that each measure loses, its greatest causes first.
  private var causeLines: [ReportText] {
    study.answers.compactMap { answer in
      guard let analysis = answer.causes else { return nil }
      let parts = analysis.causes.prefix(5).map { cause in
        let name = [cause.component, cause.mode].compactMap { $0 }.joined(separator: " ")
        let share = NumberFormatting.significant(100 * cause.share.mean)
        return "\(name.isEmpty ? "no fault" : name) \(share)\(noBreakSpace)%"
      }
      return ReportText("causes of \(answer.name): \(parts.joined(separator: ", "))")
    }
  }

  /// The longest outage of each measure, and how to look at it.
  private var longest: [ReportDocument.Block] {
    let lines = study.answers.compactMap { answer -> ReportText? in
      guard let outage = answer.longest.first else { return nil }
      let length = NumberFormatting.time(minutes: outage.length.seconds / .minutes(1))
      let instant = NumberFormatting.span(seconds: (outage.start - .zero).seconds.value)
      return ReportText(
        "longest outage of \(answer.name): \(length), in replication \(outage.replication) after "
          + instant)
    }
    return lines.isEmpty ? [] : [.list(lines)]
  }

  private var provenance: String {
    let run = study.run
    let rate = elapsed.value > 0 ? Double(study.events) / elapsed.value : 0
    let effort = [
      NumberFormatting.counted(Double(run.replications), "replication"),
      NumberFormatting.counted(study.simulatedYears, "simulated year"),
      "\(NumberFormatting.roundedCount(study.events))\(noBreakSpace)events",
      "\(NumberFormatting.roundedCount(UInt64(rate)))\(noBreakSpace)events/s",
      "seed \(run.seed)", NumberFormatting.span(seconds: elapsed.value),
    ].joined(separator: ", ")
    return "\(effort); \(ending); model \(study.digest)"
  }

  private var ending: String {
    switch study.run.ending {
    case .precisionReached: "precision reached"
    case .replicationsReached: "stopped at the asked number of replications"
    case .effortSpent: "the cap on events was reached before the precision"
    case .interrupted: "interrupted"
    case .failed(let reason): "failed: \(reason)"
    }
  }
}

extension MeasureAnswer {
  /// The kind of value with its instant or span.
  var kindText: String {
    switch measure {
    case .up(_, _, let kind):
      switch kind {
      case .average: return "average"
      case .at(let instant): return "at \(span(instant - .zero))"
      case .steady: return "steady"
      case .firstFailure(let instant): return "first failure by \(span(instant - .zero))"
      case .meanTimeToFirstFailure: return "mean time to first failure, s"
      case .downTime(let most): return "down time at most \(span(most))"
      }
    case .served: return "lost share"
    case .carried: return "mean rate, bit/s"
    }
  }

  private func span(_ duration: SimDuration) -> String { duration.seconds.text }
}

extension ModelFigure {
  /// As a reader says it.
  var words: String {
    switch self {
    case .unavailability: "unavailability"
    case .probability: "probability"
    case .meanTimeToFirstFailure: "mean time to first failure, s"
    case .outagesPerYear: "outages a year"
    case .downtimeMinutesPerYear: "minutes down a year"
    case .lostMinutesPerYear: "minutes lost a year"
    case .shortMinutesPerYear: "minutes short a year"
    case .darkMinutesPerYear: "minutes dark a year"
    case .darkOutagesPerYear: "dark outages a year"
    case .interruptionsPerYear: "flows cut a year"
    case .meanRate: "mean rate, bit/s"
    }
  }
}
