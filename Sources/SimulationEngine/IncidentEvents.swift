// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents strike, hold, lower levels, and end.

import EventScheduling
import FlatStorage
import Quantities
import ReliabilityModeling

struct IncidentState: BitwiseCopyable {
  /// Strikes so far; also the number of the variates of the latest one, from one.
  var ordinal: UInt32 = 0
  var isActive = false
  /// Number of the event in which it struck last.
  var began: UInt32 = 0
}

/// One reaction of one target.
struct ReactionState: BitwiseCopyable {
  /// Lost parts of 10⁹ of a leaf level while active.
  var factor: Int64 = FlowMath.one
  var isActive = false
}

/// What a strike is like.
struct Strike: BitwiseCopyable {
  var severity: Double
  var mark: Double
  var struck: UInt64
}

extension ReplicationState {
  @inline(__always)
  mutating func beginIncident(_ incident: IncidentID, in model: FlatModel) {
    let row = model.incidents[incident]
    if !row.clock.isNone {
      let delay = SimDuration(
        rounding: streams.unitExponential(row.clock) * row.meanMicroseconds)
      scheduler.place(row.timer, at: .zero + delay)
    } else if !row.replay.isEmpty {
      let first = model.strikes[Index(row.replay.start)].at
      scheduler.place(row.timer, at: SimTime(microseconds: first))
    }
  }

  /// An incident's timer fired: it strikes, or it ends.
  @inline(never)
  mutating func turnIncident(_ incident: IncidentID, in model: FlatModel) {
    let row = model.incidents[incident]
    if incidents[incident].isActive {
      origin = Origin(hash: row.originHash, ordinal: incidents[incident].ordinal)
      incidents[incident].isActive = false
      for reaction in row.reactions.start..<row.reactions.end
      where reactions[Index(reaction)].isActive
        && model.reactions[Index(reaction)].timer.rawValue == .max
      { release(Index(reaction), in: model) }
      armNextStrike(of: incident, row, in: model)
    } else {
      incidents[incident].ordinal &+= 1
      origin = Origin(hash: row.originHash, ordinal: incidents[incident].ordinal)
      strike(incident, row, in: model)
    }
  }

  private mutating func armNextStrike(
    of incident: IncidentID, _ row: IncidentRow, in model: FlatModel
  ) {
    if !row.clock.isNone {
      let delay = streams.unitExponential(row.clock) * row.meanMicroseconds
      scheduler.schedule(row.timer, after: SimDuration(rounding: delay))
      return
    }
    let next = Int(incidents[incident].ordinal)
    guard next < row.replay.count else { return }
    let at = model.strikes[row.replay[next]].at
    let wait = max(0, at &- scheduler.now.microseconds)
    scheduler.schedule(row.timer, after: SimDuration(microseconds: wait))
  }

  mutating func strike(
    _ incident: IncidentID, _ row: IncidentRow, in model: FlatModel
  ) {
    incidents[incident].isActive = true
    incidents[incident].began = eventNumber
    let ordinal = incidents[incident].ordinal &- 1
    let strike = latestStrike(of: incident, in: model)
    var length = SimDuration(microseconds: -1)
    if row.clock.isNone {
      length = SimDuration(microseconds: model.strikes[row.replay[Int(ordinal)]].duration)
    }
    if length < .zero { length = delay(row.duration, for: origin, in: model) }
    for reaction in row.reactions.start..<row.reactions.end {
      react(Index(reaction), to: strike, ordinal, in: model)
    }
    scheduler.schedule(row.timer, after: length)
  }

  /// What the latest strike is like: a function of its ordinal, the same whenever it is asked.
  mutating func latestStrike(of incident: IncidentID, in model: FlatModel) -> Strike {
    let row = model.incidents[incident]
    let ordinal = incidents[incident].ordinal &- 1
    if row.clock.isNone {
      return replayed(model.strikes[row.replay[Int(ordinal)]], row, ordinal, in: model)
    }
    var strike = Strike(
      severity: severity(of: row, ordinal, in: model), mark: mark(of: row, ordinal),
      struck: row.home)
    // Only here: a replayed strike says itself which groups it struck.
    if row.spread > 0 { spread(&strike, row, ordinal) }
    return strike
  }

  private mutating func severity(
    of row: IncidentRow, _ ordinal: UInt32, in model: FlatModel
  ) -> Double {
    guard !row.severityStream.isNone else { return row.severity }
    return streams.sample(
      row.severityStream, row.severitySampler, variate: ordinal, in: model)
  }

  private mutating func mark(of row: IncidentRow, _ ordinal: UInt32) -> Double {
    row.markStream.isNone ? 0 : streams.uniform(row.markStream, variate: ordinal)
  }

  private mutating func spread(_ strike: inout Strike, _ row: IncidentRow, _ ordinal: UInt32) {
    var others = row.groups & ~strike.struck
    while others != 0 {
      let group = UInt32(truncatingIfNeeded: others.trailingZeroBitCount)
      let uniform = streams.uniform(row.spreadStream, variate: ordinal &* 64 &+ group)
      if uniform < row.spread { strike.struck |= 1 &<< UInt64(group) }
      others &= others &- 1
    }
  }

  private mutating func replayed(
    _ dated: StrikeRow, _ row: IncidentRow, _ ordinal: UInt32, in model: FlatModel
  ) -> Strike {
    var struck = dated.groups
    // Distinct groups among the population, by a partial shuffle; those beyond the model's own
    // fall outside the mask.
    var left = UInt64.max >> UInt64(64 - max(1, min(64, dated.population)))
    for draw in 0..<min(dated.drawnGroups, dated.population) {
      let uniform = streams.uniform(row.spreadStream, variate: ordinal &* 64 &+ draw)
      var skip = Int(uniform * Double(dated.population &- draw))
      var candidates = left
      while skip > 0 {
        candidates &= candidates &- 1
        skip &-= 1
      }
      let group = candidates & (~candidates &+ 1)
      struck |= group
      left &= ~group
    }
    return Strike(
      severity: dated.severity >= 0 ? dated.severity : severity(of: row, ordinal, in: model),
      mark: dated.mark >= 0 ? dated.mark : mark(of: row, ordinal) * dated.markLimit,
      struck: struck & row.groups)
  }

  // MARK: Reactions

  private mutating func react(
    _ reaction: ReactionID, to strike: Strike, _ ordinal: UInt32, in model: FlatModel
  ) {
    let row = model.reactions[reaction]
    switch row.scope {
    case .here: guard row.group & strike.struck != 0 else { return }
    case .others: guard row.group != 0 && row.group & strike.struck == 0 else { return }
    case .everywhere: break
    }
    for position in row.conditions.start..<row.conditions.end {
      let condition = model.conditions[Index(position)]
      switch condition.kind {
      case .coinOfSeverity:
        guard streams.uniform(row.coinStream, variate: ordinal) < strike.severity else { return }
      case .coin:
        guard streams.uniform(row.coinStream, variate: ordinal) < condition.high else { return }
      case .severityAtLeast: guard strike.severity >= condition.low else { return }
      case .markIn:
        guard strike.mark >= condition.low && strike.mark < condition.high else { return }
      }
    }
    hold(reaction, row, severity: strike.severity, in: model)
  }

  private mutating func hold(
    _ reaction: ReactionID, _ row: ReactionRow, severity: Double, in model: FlatModel
  ) {
    let isNew = !reactions[reaction].isActive
    if row.timer.rawValue != .max {
      let length = delay(row.lasting, for: origin, in: model)
      // Struck again meanwhile, the later end counts.
      if isNew || scheduler.now + length > scheduler.due(of: row.timer) {
        scheduler.schedule(row.timer, after: length)
      }
    }
    reactions[reaction].isActive = true
    if !row.unit.isNone {
      if isNew { setHold(on: row.unit, true, in: model) }
    } else if !row.leaf.isNone {
      let lost = (row.slope * severity * 1e9).rounded()
      reactions[reaction].factor = FlowMath.one &- Int64(lost)
      renewLeaf(row.leaf, in: model)
    }
  }

  private mutating func release(_ reaction: ReactionID, in model: FlatModel) {
    let row = model.reactions[reaction]
    reactions[reaction].isActive = false
    if !row.unit.isNone {
      setHold(on: row.unit, false, in: model)
    } else if !row.leaf.isNone {
      renewLeaf(row.leaf, in: model)
    }
  }

  /// What is new in a unit's place is free of every hold on it.
  mutating func dropHolds(_ holds: IndexRange<ReactionID>, on unit: UnitID, in model: FlatModel) {
    for position in holds.start..<holds.end {
      let reaction = model.slotHolds[Index(position)]
      guard reactions[reaction].isActive else { continue }
      reactions[reaction].isActive = false
      let timer = model.reactions[reaction].timer
      if timer.rawValue != .max { scheduler.cancel(timer) }
    }
    units[unit].holds = 0
  }

  /// The span of one target's reaction is over.
  @inline(never)
  mutating func endReaction(_ reaction: ReactionID, in model: FlatModel) {
    let incident = model.reactions[reaction].incident
    origin = Origin(
      hash: model.incidents[incident].originHash, ordinal: incidents[incident].ordinal)
    release(reaction, in: model)
  }
}
