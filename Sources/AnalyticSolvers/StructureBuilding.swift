// SPDX-License-Identifier: GPL-3.0-or-later
// From a signal to its decision diagram: variables in order, then gates over them.

import Quantities
import RandomVariates
import ReliabilityModeling

/// Builds the function that is 1 where a signal is down.
struct StructureBuilder {
  /// In which order variables are tested; the smaller diagram wins nothing but time.
  enum Order: CaseIterable {
    /// What strikes a unit stands just before the first unit that it strikes.
    case asMet
    /// All common causes stand before all units.
    case commonCausesFirst
  }

  private let cone: SignalCone
  private let reaction: DurationLaw
  private(set) var diagram: DecisionDiagram
  private(set) var events: [BasicEvent] = []
  private(set) var refusal: String?
  /// The first unit with clocks that stand still without power.
  private(set) var pausingUnit: ComponentPath?
  private var unitVariable: [ComponentPath: Int] = [:]
  private var coinVariable: [ComponentPath: [StrikeCoin: Int]] = [:]
  private var outcomes: [ComponentPath: StrikeOutcomes] = [:]
  private var downOf: [ComponentPath: DiagramNode] = [:]

  init(_ cone: SignalCone, operatorReaction: DurationLaw, order: Order, limit: Int) {
    self.cone = cone
    reaction = operatorReaction
    diagram = DecisionDiagram(limit: limit)
    collectOutcomes()
    switch order {
    case .asMet: break
    case .commonCausesFirst:
      for unit in cone.units { addCoins(of: unit.path, shared: true) }
    }
    for unit in cone.units {
      addCoins(of: unit.path, shared: false)
      addVariable(of: unit)
    }
  }

  // MARK: Variables

  private mutating func collectOutcomes() {
    var holds: [ComponentPath: [(unit: ComponentPath, hold: UnitHold)]] = [:]
    var incidents: [ComponentPath: Incident] = [:]
    for unit in cone.units {
      for hold in cone.holds[unit.path] ?? [] {
        let path = hold.incident.path
        holds[path] = (holds[path] ?? []) + [(unit.path, hold)]
        incidents[path] = hold.incident
      }
    }
    outcomes = incidents.mapValues { StrikeOutcomes($0, holds: holds[$0.path] ?? []) }
  }

  private mutating func addVariable(of unit: RepairableUnit) {
    let losesPower = !unit.requires.isEmpty || cone.holds[unit.path] != nil
    let found = UnitProcess(unit, losesPower: losesPower, operatorReaction: reaction)
    refusal = refusal ?? found.refusal
    guard let process = found.process else { return }
    if losesPower && unit.clock == .pause { pausingUnit = pausingUnit ?? unit.path }
    unitVariable[unit.path] = events.count
    events.append(BasicEvent(cause: .unit(unit.path), process: process))
  }

  /// Coins of the strikes that can hold a unit; those of the unit alone only if not `shared`.
  private mutating func addCoins(of unit: ComponentPath, shared: Bool) {
    for hold in cone.holds[unit] ?? [] {
      guard let outcome = outcomes[hold.incident.path] else { continue }
      let incident = hold.incident
      add(.active, of: outcome)
      for index in outcome.severities.indices { add(.severity(index), of: outcome) }
      for index in outcome.marks.indices.dropLast() { add(.mark(index), of: outcome) }
      let spreads = incident.spread > 0 && incident.spread < 1
      if let group = hold.group, group != incident.home, spreads,
        hold.reaction.scope != .everywhere
      {
        add(.reaches(group), of: outcome)
      }
      if !shared {
        for index in (outcome.tosses[unit] ?? []).indices { add(.toss(unit, index), of: outcome) }
      }
    }
  }

  private mutating func add(_ coin: StrikeCoin, of outcome: StrikeOutcomes) {
    let path = outcome.incident.path
    guard coinVariable[path]?[coin] == nil else { return }
    var coins = coinVariable[path] ?? [:]
    coins[coin] = events.count
    coinVariable[path] = coins
    let cause: BasicEvent.Cause
    if case .active = coin {
      cause = .incident(path)
    } else {
      cause = .outcome(of: path, outcome.words(for: coin))
    }
    events.append(BasicEvent(cause: cause, process: outcome.process(of: coin)))
  }

  // MARK: Functions

  /// The function that is 1 where the signal is down.
  mutating func down(_ signal: Signal) -> DiagramNode {
    switch signal {
    case .always: .zero
    case .not(let inner): diagram.not(down(inner))
    case .all(let inputs): downAtLeast(1, of: inputs)
    case .any(let inputs): downAtLeast(inputs.count, of: inputs)
    case .atLeast(let threshold, of: let inputs):
      downAtLeast(inputs.count - threshold + 1, of: inputs)
    case .part(let path): down(part: path)
    }
  }

  private mutating func downAtLeast(_ count: Int, of inputs: [Signal]) -> DiagramNode {
    var functions: [DiagramNode] = []
    for input in inputs { functions.append(down(input)) }
    return diagram.atLeast(count, of: functions)
  }

  private mutating func down(part path: ComponentPath) -> DiagramNode {
    if let known = downOf[path] { return known }
    let function: DiagramNode
    if let unit = cone.unit(path) {
      function = down(unit)
    } else if let expression = cone.expression(of: path) {
      function = down(expression)
    } else {
      preconditionFailure("a cone holds units and gates only")
    }
    downOf[path] = function
    return function
  }

  private mutating func down(_ unit: RepairableUnit) -> DiagramNode {
    var function = DiagramNode.zero
    if let variable = unitVariable[unit.path] { function = diagram.literal(variable) }
    for hold in cone.holds[unit.path] ?? [] {
      function = diagram.or(function, holding(hold, unit.path))
    }
    for signal in unit.requires { function = diagram.or(function, down(signal)) }
    return function
  }

  // MARK: Strikes

  private mutating func holding(_ hold: UnitHold, _ unit: ComponentPath) -> DiagramNode {
    guard let outcome = outcomes[hold.incident.path] else { return .zero }
    var function = literal(.active, of: outcome)
    function = diagram.and(function, inScope(hold, outcome))
    for condition in hold.reaction.conditions {
      function = diagram.and(function, holds(condition, unit, outcome))
    }
    return function
  }

  private mutating func literal(_ coin: StrikeCoin, of outcome: StrikeOutcomes) -> DiagramNode {
    guard let variable = coinVariable[outcome.incident.path]?[coin] else {
      preconditionFailure("a coin that was not counted")
    }
    return diagram.literal(variable)
  }

  private mutating func inScope(_ hold: UnitHold, _ outcome: StrikeOutcomes) -> DiagramNode {
    let incident = hold.incident
    let isHere: DiagramNode
    if let group = hold.group {
      if group == incident.home || incident.spread >= 1 {
        isHere = .one
      } else if incident.spread <= 0 || hold.reaction.scope == .everywhere {
        isHere = .zero
      } else {
        isHere = literal(.reaches(group), of: outcome)
      }
    } else {
      isHere = .zero
    }
    switch hold.reaction.scope {
    case .here: return isHere
    case .others: return hold.group == nil ? .zero : diagram.not(isHere)
    case .everywhere: return .one
    }
  }

  private mutating func holds(
    _ condition: Incident.Condition, _ unit: ComponentPath, _ outcome: StrikeOutcomes
  ) -> DiagramNode {
    switch condition {
    case .coin, .coinOfSeverity:
      guard let p = outcome.probability(of: condition), p > 0 else { return .zero }
      guard let last = outcome.tosses[unit]?.firstIndex(of: p) else { return .one }
      return product((0...last).map { .toss(unit, $0) }, of: outcome)
    case .severityAtLeast(let threshold):
      if let severity = outcome.incident.fixedSeverity {
        return severity >= threshold ? .one : .zero
      }
      guard let last = outcome.severities.firstIndex(of: threshold) else { return .one }
      return product((0...last).map { .severity($0) }, of: outcome)
    case .markIn(let low, let high):
      guard !outcome.marks.isEmpty else { return low <= 0 && high >= 1 ? .one : .zero }
      var function = DiagramNode.zero
      for (index, end) in outcome.marks.enumerated() where end > low && end <= high {
        function = diagram.or(function, isMarked(index, of: outcome))
      }
      return function
    }
  }

  private mutating func product(
    _ coins: [StrikeCoin], of outcome: StrikeOutcomes
  ) -> DiagramNode {
    var function = DiagramNode.one
    for coin in coins { function = diagram.and(function, literal(coin, of: outcome)) }
    return function
  }

  private mutating func isMarked(_ index: Int, of outcome: StrikeOutcomes) -> DiagramNode {
    // The last class is what the others leave over.
    let isLast = index == outcome.marks.count - 1
    var function = isLast ? DiagramNode.one : literal(.mark(index), of: outcome)
    for before in 0..<index {
      function = diagram.difference(function, literal(.mark(before), of: outcome))
    }
    return function
  }
}
