// SPDX-License-Identifier: GPL-3.0-or-later
// The evidence behind an answer, as tables.

import DesignStudies
import MonteCarlo
import OutputAnalysis
import Quantities

/// Builds the tables of a report.
struct FigureTables {
  let study: Study

  /// All designs in one service, with their prices.
  func comparison(of service: Int, ranked ranking: ServiceRanking) -> ReportTable {
    let unit = unit(of: service)
    let rows = ranking.order.map { design in
      let assessment = study.assessments[design]
      return common(assessment, service, unit) + [
        count(assessment.services[service].interruptionsPerYear), dollars(assessment.cost.total),
        dollars(ranking.dollarsPerSavedMinute[design].map { USDollars($0) }),
      ]
    }
    return ReportTable(
      columns: commonColumns(unit) + [
        .init("flows cut"), .init("$ a month"), .init("$ per saved min"),
      ], rows: rows)
  }

  /// Every design against the one that loses least.
  func differences(in ranking: ServiceRanking) -> ReportTable {
    let unit = TimeUnit(forColumnOfMinutes: ranking.excess.map(\.mean))
    let rows = ranking.order.map { design in
      let excess = texts(ranking.excess[design], in: unit)
      let isReference = design == ranking.order[0]
      return [
        study.assessments[design].design,
        isReference ? NumberFormatting.nothing : excess.mean,
        isReference ? NumberFormatting.nothing : excess.interval,
        NumberFormatting.probability(ranking.probabilityBest[design]),
        NumberFormatting.probability(ranking.shareOfYearsWon[design]),
      ]
    }
    return ReportTable(
      columns: [
        .init("design", .left), .init("loses more a year"), .init("95 %, all at once"),
        .init("probability of being best"), .init("share of years won"),
      ], rows: rows)
  }

  /// All designs in one service, without prices.
  func figures(of service: Int) -> ReportTable {
    let unit = unit(of: service)
    let rows = study.assessments.map { assessment in
      let figures = assessment.services[service]
      return common(assessment, service, unit) + [
        count(figures.outagesPerYear), count(figures.darkOutagesPerYear),
        count(figures.interruptionsPerYear),
      ]
    }
    return ReportTable(
      columns: commonColumns(unit) + [
        .init("outages"), .init("dark outages"), .init("flows cut"),
      ], rows: rows)
  }

  /// What years lose that are not average; `nil` where histories are not years.
  func quantiles(of service: Int, order: [Int]) -> ReportTable? {
    let rows = order.compactMap { study.assessments[$0].services[service].lostMinutesQuantiles }
    guard !rows.isEmpty, rows.count == order.count else { return nil }
    let levels = [("p50", rows.map(\.p50)), ("p95", rows.map(\.p95)), ("p99", rows.map(\.p99))]
    var columns = [ReportTable.Column("design", .left)]
    var cells = order.map { [study.assessments[$0].design] }
    for (name, quantiles) in levels {
      columns += [.init("\(name) a year"), .init("95 %")]
      let unit = TimeUnit(forColumnOfMinutes: quantiles.map(\.value))
      for (row, quantile) in quantiles.enumerated() { cells[row] += texts(quantile, in: unit) }
    }
    return ReportTable(columns: columns, rows: cells)
  }

  /// The greatest causes of each design's loss, one by one; `nil` where none is known.
  func causes(of service: Int) -> ReportTable? {
    let most = 6
    let unit = unit(of: service)
    let rows = study.assessments.flatMap { assessment -> [[String]] in
      let figures = assessment.services[service]
      let lost = figures.lostMinutesPerYear.mean * unit.perMinute
      return (figures.causes?.causes ?? []).prefix(most).map { cause in
        let share = cause.share.scaled(by: 100)
        let text = NumberFormatting.estimate(mean: share.mean, low: share.low, high: share.high)
        return [
          assessment.design, cause.component ?? "no fault", cause.mode ?? NumberFormatting.nothing,
          "\(NumberFormatting.significant(lost * cause.share.mean))\(noBreakSpace)\(unit.rawValue)",
          "\(text.mean)\(noBreakSpace)%", text.interval,
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReportTable(
      columns: [
        .init("design", .left), .init("cause", .left), .init("mode", .left),
        .init("lost a year"), .init("share"), .init("95 %"),
      ], rows: rows)
  }

  /// What the designs cost a month.
  func costs() -> ReportTable {
    let rows = study.assessments.map { assessment in
      let cost = assessment.cost
      return [assessment.design]
        + [cost.total, cost.hours, cost.processing, cost.crossZone, cost.addresses, cost.outbound]
        .map(dollars)
    }
    return ReportTable(
      columns: [
        .init("design", .left), .init("$ a month"), .init("hours"), .init("processing"),
        .init("cross-zone"), .init("addresses"), .init("outbound (apart)"),
      ], rows: rows)
  }
}

extension FigureTables {
  private func unit(of service: Int) -> TimeUnit {
    TimeUnit(
      forColumnOfMinutes: study.assessments.map { $0.services[service].lostMinutesPerYear.mean })
  }

  private func commonColumns(_ unit: TimeUnit) -> [ReportTable.Column] {
    [
      .init("design", .left), .init("lost a year"), .init("95 %"), .init("nines"), .init("short"),
      .init("dark"),
    ]
  }

  private func common(_ assessment: Assessment, _ service: Int, _ unit: TimeUnit) -> [String] {
    let figures = assessment.services[service]
    let (lost, share) = (texts(figures.lostMinutesPerYear, in: unit), figures.lostShare)
    return [
      assessment.design, lost.mean, lost.interval,
      NumberFormatting.nines(
        lostShare: share.isBound ? share.high : share.mean, isBound: share.isBound),
      NumberFormatting.significant(figures.shortMinutesPerYear.mean * unit.perMinute),
      NumberFormatting.significant(figures.darkMinutesPerYear.mean * unit.perMinute),
    ]
  }

  /// Minutes a year as a cell with its unit, and their interval as one without.
  private func texts(_ minutes: Estimate, in unit: TimeUnit) -> (mean: String, interval: String) {
    let scaled = minutes.scaled(by: unit.perMinute)
    let text = NumberFormatting.estimate(mean: scaled.mean, low: scaled.low, high: scaled.high)
    return ("\(text.mean)\(noBreakSpace)\(unit.rawValue)", text.interval)
  }

  /// A quantile as a cell with its unit, and its interval as one without.
  private func texts(_ minutes: QuantileEstimate, in unit: TimeUnit) -> [String] {
    let scaled = minutes.scaled(by: unit.perMinute)
    guard let low = scaled.low else {
      return [NumberFormatting.time(minutes: minutes.value, in: unit), NumberFormatting.nothing]
    }
    let text = NumberFormatting.estimate(
      mean: scaled.value, low: low, high: scaled.high ?? scaled.value)
    let open = "from\(noBreakSpace)\(NumberFormatting.significant(low))"
    return [
      "\(text.mean)\(noBreakSpace)\(unit.rawValue)", scaled.high == nil ? open : text.interval,
    ]
  }

  private func count(_ estimate: Estimate) -> String { NumberFormatting.rate(estimate.mean) }

  private func dollars(_ amount: USDollars?) -> String {
    amount.map { NumberFormatting.dollars($0.value) } ?? NumberFormatting.nothing
  }
}
