// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of incidents, their reactions, replayed strikes, and calendars.

import EventScheduling
import FlatStorage
import Quantities
import RandomVariates

extension Flattener {
  mutating func flattenIncidents() {
    for (i, incident) in system.incidents.enumerated() { flatten(incident, at: i) }
  }

  private mutating func flatten(_ incident: Incident, at index: Int) {
    var clock = ExponentialID.none
    var mean = 0.0
    let firstStrike = strikes.count
    switch incident.strikes {
    case .drawn(let mtbf):
      clock = streams.clock(incident.path, "strike")
      mean = mtbf.value * 1e6
    case .replayed(let rows): strikes += rows.map(row(of:))
    }
    var severity = 0.0
    var severityStream = StreamID.none
    var severitySampler = SamplerID.none
    if case .constant(let value) = incident.severity {
      severity = value.value
    } else {
      severityStream = streams.stream(incident.path, "severity")
      severitySampler = streams.sampler(incident.severity)
    }
    let readsMark = incident.reactions.contains { reaction in
      reaction.conditions.contains { if case .markIn = $0 { true } else { false } }
    }
    let firstReaction = reactions.count
    flattenReactions(of: incident, at: index)
    incidents.append(
      IncidentRow(
        timer: incidentTimers[index], clock: clock, meanMicroseconds: mean,
        replay: IndexRange(start: firstStrike, end: strikes.count),
        duration: streams.draw(incident.duration, incident.path, "duration"),
        severity: severity, severityStream: severityStream, severitySampler: severitySampler,
        markStream: readsMark ? streams.stream(incident.path, "mark") : .none,
        home: incident.home.map { 1 << UInt64($0) } ?? 0,
        groups: incident.groups.isEmpty ? 0 : UInt64.max >> UInt64(64 - incident.groups.count),
        spread: incident.spread, spreadStream: streams.stream(incident.path, "spread"),
        reactions: IndexRange(start: firstReaction, end: reactions.count),
        originHash: StreamKey(path: incident.path.text, purpose: "").hash))
  }

  private mutating func flattenReactions(of incident: Incident, at index: Int) {
    var position = 0
    for reaction in incident.reactions {
      let start = conditions.count
      conditions += reaction.conditions.map(row(of:))
      let range = IndexRange<ConditionRow>(start: start, end: conditions.count)
      let hasCoin = reaction.conditions.contains {
        switch $0 {
        case .coin, .coinOfSeverity: true
        case .severityAtLeast, .markIn: false
        }
      }
      for target in reaction.targets {
        let path = incident.path
        var slope = 0.0
        if case .factor(let value) = reaction.effect { slope = value }
        let isHold = reaction.effect == .hold
        reactions.append(
          ReactionRow(
            incident: IncidentID(index), scope: scope(of: reaction),
            group: target.group.map { 1 << UInt64($0) } ?? 0,
            conditions: range,
            coinStream: hasCoin ? streams.stream(path, "coin/\(target.leaf.text)") : .none,
            unit: isHold ? unitIndex[target.leaf].map { UnitID($0) } ?? .none : .none,
            leaf: isHold ? .none : leafIndex[target.leaf].map { LeafID($0) } ?? .none,
            slope: slope, timer: reactionTimers[index][position],
            lasting: streams.draw(
              reaction.lasting ?? .constant(Seconds(0)), path, "for/\(target.leaf.text)")))
        position += 1
      }
    }
  }

  private func scope(of reaction: Incident.Reaction) -> ReactionRow.Scope {
    switch reaction.scope {
    case .here: .here
    case .others: .others
    case .everywhere: .everywhere
    }
  }

  private func row(of condition: Incident.Condition) -> ConditionRow {
    switch condition {
    case .coinOfSeverity: ConditionRow(kind: .coinOfSeverity, low: 0, high: 0)
    case .coin(let p): ConditionRow(kind: .coin, low: 0, high: p)
    case .severityAtLeast(let h): ConditionRow(kind: .severityAtLeast, low: h, high: 0)
    case .markIn(let low, let high): ConditionRow(kind: .markIn, low: low, high: high)
    }
  }

  private func row(of strike: ReplayedStrike) -> StrikeRow {
    var groups: UInt64 = 0
    var drawn = 0
    var among = 0
    switch strike.groups {
    case .named(let indices): for group in indices { groups |= 1 << UInt64(group) }
    case .drawn(let count, let population): (drawn, among) = (count, population)
    case .none: break
    }
    var mark = -1.0
    var limit = 0.0
    switch strike.mark {
    case .drawn(let below): limit = below
    case .fixed(let value): mark = value
    }
    return StrikeRow(
      at: strike.at.microseconds, duration: strike.duration?.microseconds ?? -1,
      severity: strike.severity ?? -1, mark: mark, markLimit: limit, groups: groups,
      drawnGroups: UInt32(drawn), population: UInt32(among))
  }

  mutating func flattenCalendars() {
    for (i, calendar) in system.calendars.enumerated() {
      calendars.append(
        CalendarRow(
          timer: calendarTimers[i], window: id(of: .window(i)), announced: id(of: .announced(i)),
          first: calendar.first.microseconds, every: calendar.every.microseconds,
          lead: calendar.lead.microseconds,
          length: streams.draw(calendar.length, calendar.path, "length"),
          originHash: StreamKey(path: calendar.path.text, purpose: "").hash))
    }
  }
}
