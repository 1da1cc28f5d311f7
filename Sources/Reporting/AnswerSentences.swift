// SPDX-License-Identifier: GPL-3.0-or-later
// The answer in words: which design, by how much, how sure that is, and at what price.

import DesignStudies
import MonteCarlo
import OutputAnalysis
import Quantities

/// Words about one service.
struct AnswerSentences {
  let study: Study
  let ranking: ServiceRanking
  let service: Int

  /// The designs against each other; ties are said as ties.
  var comparison: ReportText {
    let answer = ranking.leaders.count == 1 ? best(ranking.leaders[0]) : tie(ranking.leaders)
    return answer + ReportText(sureness) + ReportText(cheapest)
  }

  /// Each design by itself.
  var designs: [ReportText] {
    study.assessments.indices.map { design in
      .strong(name(design))
        + ReportText(" \(loss(of: design, withInterval: true))\(price(design)).")
    }
  }
}

extension AnswerSentences {
  /// One line a design: what takes its lost minutes; those that lost nothing have none.
  func causes(order: [Int]) -> [ReportText] {
    order.compactMap { design in
      guard let causes = study.assessments[design].services[service].causes else { return nil }
      let (lost, unit) = (lost(design).mean, unit(of: design))
      let groups = causes.groups
      var named = groups.prefix { $0.share >= 0.02 }.prefix(5)
      if named.isEmpty { named = groups.prefix(1) }
      var parts = named.map { group in
        "\(group.name) \(NumberFormatting.significant(lost * group.share * unit.perMinute))"
      }
      let rest = groups.dropFirst(named.count).reduce(0) { $0 + $1.share }
      if rest > 0 {
        parts.append("others \(NumberFormatting.significant(lost * rest * unit.perMinute))")
      }
      return .strong(name(design))
        + ReportText(
          " by cause, \(unit.rawValue) a year: \(parts.joined(separator: ", ")).")
    }
  }

  private func best(_ design: Int) -> ReportText {
    let next = ranking.order[1]
    let isNothing = lost(design).isBound
    let unit = isNothing ? TimeUnit(forMinutes: ranking.excess[next].mean) : unit(of: design)
    let (size, interval) = texts(ranking.excess[next], in: unit)
    let difference = isNothing ? "\(size)\(noBreakSpace)\(unit.rawValue)" : size
    return .strong("Best: \(name(design))")
      + ReportText(
        " \(loss(of: design)), \(difference) fewer than \(name(next)) (\(interval))"
          + "\(costs(of: design, against: next)).")
  }

  private func tie(_ leaders: [Int]) -> ReportText {
    let names = leaders.map(name).joined(separator: ", ")
    let first = leaders[0]
    let confidence = NumberFormatting.confidence(ranking.excess[first].confidence)
    let others = leaders.dropFirst().map { other in
      let excess = difference(other, first)
      let price = costs(of: other, against: first)
      guard excess.low != 0 || excess.high != 0 else {
        return "\(name(other)) lost exactly the same\(price)"
      }
      let isLess = excess.mean < 0
      let unit = unit(of: first)
      let (size, interval) = texts(isLess ? excess.scaled(by: -1) : excess, in: unit)
      let word = isLess ? "less" : "more"
      return "\(name(other)) \(size)\(noBreakSpace)\(unit.rawValue) \(word) (\(interval))\(price)"
    }
    return .strong("Cannot be told apart: \(names) (\(confidence)).")
      + ReportText(" \(name(first)) \(loss(of: first)); \(others.joined(separator: "; ")).")
      + ReportText(restAfterTie(leaders))
  }

  /// The first design that surely loses more than the tied ones.
  private func restAfterTie(_ leaders: [Int]) -> String {
    guard let next = ranking.order.first(where: { !leaders.contains($0) }) else { return "" }
    let unit = TimeUnit(forMinutes: ranking.excess[next].mean)
    let (size, interval) = texts(ranking.excess[next], in: unit)
    return " Next: \(name(next)), \(size)\(noBreakSpace)\(unit.rawValue) more than"
      + " \(name(ranking.order[0])) (\(interval))."
  }

  private var sureness: String {
    let leaders = ranking.leaders
    if leaders.count == 1 {
      let probability = NumberFormatting.probability(ranking.probabilityBest[leaders[0]])
      return " Probability of being best \(probability), given the rates."
    }
    let list = leaders.map {
      "\(name($0)) \(NumberFormatting.probability(ranking.probabilityBest[$0]))"
    }
    return " Probability of being best, given the rates: \(list.joined(separator: ", "))."
  }

  private var cheapest: String {
    let priced = ranking.order.compactMap { design in cost(design).map { (design, $0) } }
    guard let (design, least) = priced.min(by: { $0.1 < $1.1 }) else { return "" }
    if ranking.leaders[0] == design { return " It is also the cheapest." }
    let dollars = NumberFormatting.dollars(least.value)
    return " Cheapest: \(name(design)), \(time(lost(design).mean)) at $\(dollars) a month."
  }
}

extension AnswerSentences {
  private func name(_ design: Int) -> String { study.assessments[design].design }
  private func cost(_ design: Int) -> USDollars? { study.assessments[design].cost.total }
  private func lost(_ design: Int) -> Estimate {
    study.assessments[design].services[service].lostMinutesPerYear
  }

  /// The unit in which the loss of a design, and what is held against it, is said.
  private func unit(of design: Int) -> TimeUnit { TimeUnit(forMinutes: lost(design).mean) }

  private func time(_ minutes: Double) -> String { NumberFormatting.time(minutes: minutes) }

  /// Minutes as a number without its unit, and their interval with its confidence.
  private func texts(_ minutes: Estimate, in unit: TimeUnit) -> (mean: String, interval: String) {
    let scaled = minutes.scaled(by: unit.perMinute)
    let text = NumberFormatting.estimate(mean: scaled.mean, low: scaled.low, high: scaled.high)
    let confidence = NumberFormatting.confidence(minutes.confidence)
    return (text.mean, "\(confidence): \(text.interval)")
  }

  /// Lost minutes of `first` less those of `second`, as the ranking knows every pair.
  private func difference(_ first: Int, _ second: Int) -> Estimate {
    for pair in ranking.pairs {
      if (pair.worse, pair.better) == (first, second) { return pair.savedMinutes }
      if (pair.better, pair.worse) == (first, second) { return pair.savedMinutes.scaled(by: -1) }
    }
    return ranking.excess[first]
  }

  /// `loses 14.5 min a year (of which change 10.8)`.
  private func loss(of design: Int, withInterval: Bool = false) -> String {
    let lost = lost(design)
    if lost.isBound {
      let confidence = NumberFormatting.confidence(lost.confidence)
      return "lost nothing (at most \(time(lost.high)) a year, \(confidence))"
    }
    let unit = unit(of: design)
    let text = texts(lost, in: unit)
    let change = study.assessments[design].services[service].changeMinutesPerYear.map {
      "of which change \(NumberFormatting.significant($0 * unit.perMinute))"
    }
    let inside = (withInterval ? [text.interval] : []) + (change.map { [$0] } ?? [])
    let brackets = inside.isEmpty ? "" : " (\(inside.joined(separator: "; ")))"
    return "loses \(text.mean)\(noBreakSpace)\(unit.rawValue) a year\(brackets)"
  }

  private func price(_ design: Int) -> String {
    cost(design).map { " and costs $\(NumberFormatting.dollars($0.value)) a month" } ?? ""
  }

  /// `, and costs $2 562 a month less (cross-zone traffic)`; empty without prices.
  private func costs(of design: Int, against other: Int) -> String {
    guard let own = cost(design), let theirs = cost(other) else { return "" }
    let difference = (own - theirs).value
    guard abs(difference) >= 0.005 else { return ", at the same cost" }
    let word = difference < 0 ? "less" : "more"
    let reason = reason(for: difference, between: design, and: other)
    return ", and costs $\(NumberFormatting.dollars(abs(difference))) a month \(word)\(reason)"
  }

  /// The one part of the bill that makes at least half of a difference.
  private func reason(for difference: Double, between design: Int, and other: Int) -> String {
    let (own, theirs) = (study.assessments[design].cost, study.assessments[other].cost)
    let parts: [(String, USDollars?, USDollars?)] = [
      ("hours", own.hours, theirs.hours), ("processing", own.processing, theirs.processing),
      ("cross-zone traffic", own.crossZone, theirs.crossZone),
      ("addresses", own.addresses, theirs.addresses),
    ]
    let largest = parts.map { ($0.0, (($0.1?.value ?? 0) - ($0.2?.value ?? 0)) / difference) }
      .max { $0.1 < $1.1 }
    guard let (name, share) = largest, share >= 0.5 else { return "" }
    return " (\(name))"
  }
}
