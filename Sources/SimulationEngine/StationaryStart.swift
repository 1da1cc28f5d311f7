// SPDX-License-Identifier: GPL-3.0-or-later
// Histories that begin in equilibrium: each unit and incident in that of its own renewal process.

import EventScheduling
import FlatStorage
import Quantities
import RandomVariates
import ReliabilityModeling

/// What stationary starts of a model need, made once for all replications.
///
/// A mode whose clock runs only while its unit is healthy renews itself in the unit's healthy
/// time, whatever the other modes do. So the unit is failed by mode m with a probability in
/// proportion to MTTR/MTTF of m, healthy in proportion to 1, and every clock has a residual of its
/// own.
struct EquilibriumStart {
  /// Where each history begins: at instant zero, or a warm-up before it.
  let instant: SimTime
  private let unitKeys: Table<UnitID, UInt64>
  private let incidentKeys: Table<IncidentID, UInt64>
  /// By sampler; only those of failures and repairs are filled.
  private var tables: [EquilibriumTable?]

  init(of model: FlatModel, seed: UInt64, warmUp: SimDuration) {
    let length = model.equilibrium.needsWarmUp ? warmUp.microseconds : 0
    instant = SimTime(microseconds: -length)
    unitKeys = Table(model.units.elements.map { Self.key(of: $0.originHash, seed) })
    incidentKeys = Table(model.incidents.elements.map { Self.key(of: $0.originHash, seed) })
    tables = Array(repeating: nil, count: model.samplers.count)
    for mode in model.modes.elements where mode.sampler != .none { add(mode.sampler, model) }
    let repairs = model.steps.elements.map(\.draw) + [model.operatorReaction]
    for draw in repairs + model.incidents.elements.map(\.duration) {
      if case .sampled = draw.kind { add(draw.sampler, model) }
    }
  }

  private mutating func add(_ law: SamplerID, _ model: FlatModel) {
    let place = Int(law.rawValue)
    if tables[place] == nil { tables[place] = EquilibriumTable(of: law, in: model.samplers) }
  }

  /// The stream of what is drawn at a start, for the path with this hash.
  private static func key(of originHash: UInt64, _ seed: UInt64) -> UInt64 {
    StreamKey.key(hash: StreamKey.hash(originHash, purpose: "start"), seed: seed)
  }

  /// A uniform of a unit at the start of a replication, by its number.
  func uniform(_ unit: UnitID, _ variate: UInt32, _ replication: UInt32) -> Double {
    RandomStream.uniform(
      key: unitKeys[unit], variate: variate, replication: replication, branch: 0)
  }

  /// A uniform of an incident at the start of a replication, by its number.
  func uniform(_ incident: IncidentID, _ variate: UInt32, _ replication: UInt32) -> Double {
    RandomStream.uniform(
      key: incidentKeys[incident], variate: variate, replication: replication, branch: 0)
  }

  /// What is left of a delay under way, in µs, from two uniforms.
  func residual(of draw: Draw, _ bias: Double, _ share: Double, in model: FlatModel) -> Int64 {
    switch draw.kind {
    case .constant: SimDuration(rounding: share * draw.value).microseconds
    case .exponential:
      SimDuration(rounding: unitExponentialQuantile(share) * draw.value).microseconds
    case .sampled: residual(of: draw.sampler, bias, share, in: model)
    case .operatorReaction: residual(of: model.operatorReaction, bias, share, in: model)
    }
  }

  /// What is left of a span of a sampled law, in µs, from two uniforms.
  func residual(
    of law: SamplerID, _ bias: Double, _ share: Double, in model: FlatModel
  ) -> Int64 {
    guard let table = tables[Int(law.rawValue)] else {
      preconditionFailure("a law whose equilibrium was not made")
    }
    let residual = table.residual(bias: bias, share: share, in: model.samplers)
    return SimDuration(rounding: residual).microseconds
  }
}

extension ReplicationState {
  /// Places every unit and incident where it stands in equilibrium.
  @inline(never)
  mutating func place(_ start: EquilibriumStart, in model: FlatModel) {
    for unit in 0..<UInt32(units.count) { place(UnitID(unit), start, in: model) }
    for incident in 0..<UInt32(incidents.count) {
      place(IncidentID(incident), start, in: model)
    }
  }

  private mutating func place(_ unit: UnitID, _ start: EquilibriumStart, in model: FlatModel) {
    let row = model.units[unit]
    units[unit].missing = row.initialMissing
    units[unit].isUp = row.initialMissing == 0
    var earliest = Self.endless
    for mode in row.modes.start..<row.modes.end {
      let residual = residualLife(of: Index(mode), unit, start, in: model)
      clocks[Index(mode)] = residual
      earliest = min(earliest, residual)
    }
    if model.equilibrium.isDrawn[unit] && failInEquilibrium(unit, start, in: model) { return }
    guard row.initialMissing == 0 || !row.clockPauses, !row.modes.isEmpty else { return }
    units[unit].clocksRun = true
    let now = scheduler.now.microseconds
    for mode in row.modes.start..<row.modes.end { clocks[Index(mode)] &+= now }
    if earliest < Self.endless {
      scheduler.place(row.timer, at: SimTime(microseconds: now &+ earliest))
    }
  }

  /// What is left of a failure clock; an exponential one knows no age.
  private mutating func residualLife(
    of mode: ModeID, _ unit: UnitID, _ start: EquilibriumStart, in model: FlatModel
  ) -> Int64 {
    let row = model.modes[mode]
    guard row.scale == 0, !row.clock.isNone else { return failureDelay(mode, in: model) }
    let position = 4 &+ 2 &* (mode.rawValue &- model.units[unit].modes.start)
    let residual = start.residual(
      of: row.sampler, start.uniform(unit, position, replication),
      start.uniform(unit, position &+ 1, replication), in: model)
    return min(residual, Self.endless)
  }

  /// Draws whether a unit is failed, and then where its repair stands.
  private mutating func failInEquilibrium(
    _ unit: UnitID, _ start: EquilibriumStart, in model: FlatModel
  ) -> Bool {
    let row = model.units[unit]
    var total = 1.0
    for mode in row.modes.start..<row.modes.end { total += downShare(of: Index(mode), in: model) }
    var left = start.uniform(unit, 0, replication) * total - 1
    guard left >= 0 else { return false }
    var failed = row.modes.start
    while failed &+ 1 < row.modes.end {
      let share = downShare(of: Index(failed), in: model)
      if left < share { break }
      left -= share
      failed &+= 1
    }
    let steps = model.actions[model.modes[Index(failed)].repair].steps
    let step = stepUnderWay(of: steps, start.uniform(unit, 1, replication), in: model)
    let residual = start.residual(
      of: model.steps[steps[step]].draw, start.uniform(unit, 2, replication),
      start.uniform(unit, 3, replication), in: model)
    units[unit].phase = .stepping
    units[unit].ordinal = 1
    units[unit].began = eventNumber
    units[unit].mode = UInt8(failed &- row.modes.start)
    units[unit].step = UInt8(step)
    if row.initialMissing != 0 && row.repairClockPauses {
      units[unit].isPaused = true
      units[unit].remaining = residual
    } else {
      scheduler.place(row.timer, at: scheduler.now + SimDuration(microseconds: residual))
    }
    return true
  }

  /// Time failed by a mode, in parts of the time healthy.
  private mutating func downShare(of mode: ModeID, in model: FlatModel) -> Double {
    let steps = model.actions[model.modes[mode].repair].steps
    var repair = 0.0
    for position in steps.start..<steps.end { repair += timeIn(Index(position), in: model) }
    return repair / model.equilibrium.failureMeans[mode]
  }

  /// Mean time that a repair spends in a step, with all its repetitions.
  private mutating func timeIn(_ step: StepID, in model: FlatModel) -> Double {
    model.equilibrium.stepMeans[step] / model.steps[step].success
  }

  private mutating func stepUnderWay(
    of steps: IndexRange<StepRow>, _ uniform: Double, in model: FlatModel
  ) -> Int {
    var total = 0.0
    for position in steps.start..<steps.end { total += timeIn(Index(position), in: model) }
    var left = uniform * total
    var step = 0
    while step + 1 < steps.count {
      left -= timeIn(steps[step], in: model)
      if left < 0 { break }
      step += 1
    }
    return step
  }
}
