// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a chain model of a system model, or says what stands in the way.

import RandomVariates
import ReliabilityModeling

/// Collects the relevant parts of a model by number, in order of path, and the first obstacle.
struct ChainBuilder {
  let model: SystemModel
  let relevant: RelevantParts
  private(set) var chain = ChainModel()
  private(set) var obstacle: String?

  let units: [RepairableUnit]
  let detectors: [Detector]
  let failovers: [Failover]
  let incidents: [Incident]
  let pools: [ReplacementPool]
  let unitNumber: [ComponentPath: Int]
  let detectorNumber: [ComponentPath: Int]
  /// Of each part that has a signal.
  private let vertexNumber: [ComponentPath: Int]
  private let gates: [LogicGate]

  /// - Complexity: O(size of the model · relevant parts)
  init(_ signal: Signal, in model: SystemModel) {
    self.model = model
    let relevant = RelevantParts(of: signal, in: model)
    self.relevant = relevant
    units = model.units.filter { relevant.contains($0.path) }.sorted { $0.path < $1.path }
    detectors = model.detectors.filter { relevant.contains($0.path) }
      .sorted { $0.path < $1.path }
    failovers = model.failovers.filter { relevant.contains($0.path) }
      .sorted { $0.path < $1.path }
    incidents = model.incidents.filter { relevant.contains($0.path) }
      .sorted { $0.path < $1.path }
    pools = model.pools.filter { relevant.contains($0.path) }.sorted { $0.path < $1.path }
    gates = model.gates.filter { relevant.contains($0.path) }.sorted { $0.path < $1.path }
    unitNumber = Self.numbers(units.map(\.path))
    detectorNumber = Self.numbers(detectors.map(\.path))
    vertexNumber = Self.numbers(
      units.map(\.path) + gates.map(\.path) + detectors.map(\.path) + failovers.map(\.path))
    checkNames()
    guard obstacle == nil else { return }
    addVertices()
    chain.signal = self.signal(signal)
    addUnits()
    addIncidents()
    addControl()
    addPools()
    if obstacle == nil {
      chain.interchangeable = Interchangeability(self, signal).groups.map { group in
        group.map { chain.units[$0].slots }
      }
    }
  }

  static func numbers(_ paths: [ComponentPath]) -> [ComponentPath: Int] {
    Dictionary(paths.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// Notes the first thing that stands in the way.
  mutating func refuse(_ reason: @autoclosure () -> String) {
    if obstacle == nil { obstacle = reason() }
  }

  private mutating func checkNames() {
    for calendar in model.calendars {
      let names = [
        ComponentPath("\(calendar.path).window"), ComponentPath("\(calendar.path).announced"),
      ]
      if names.contains(where: relevant.contains) {
        refuse("calendar \(calendar.path) opens its windows at fixed instants")
      }
    }
  }

  // MARK: Signals

  func signal(_ signal: Signal) -> ChainSignal { ChainSignal(signal, number: vertexNumber) }

  /// Causes come before effects: units after what they require, failovers after what they serve.
  private mutating func addVertices() {
    var causes: [[ComponentPath]] = []
    for (index, unit) in units.enumerated() {
      chain.vertices.append(.unit(index))
      causes.append(unit.requires.flatMap(\.paths))
    }
    for gate in gates {
      chain.vertices.append(.gate(signal(gate.signal)))
      causes.append(gate.signal.paths)
    }
    for index in detectors.indices {
      chain.vertices.append(.detector(index))
      causes.append([])
    }
    for (index, failover) in failovers.enumerated() {
      chain.vertices.append(.failover(index))
      causes.append(failover.candidates.flatMap(\.serves.paths))
    }
    var isPlaced = [Bool](repeating: false, count: causes.count)
    func place(_ vertex: Int, _ order: inout [Int]) {
      guard !isPlaced[vertex] else { return }
      isPlaced[vertex] = true
      for path in causes[vertex] { if let cause = vertexNumber[path] { place(cause, &order) } }
      order.append(vertex)
    }
    for vertex in causes.indices { place(vertex, &chain.order) }
  }

  // MARK: Laws

  /// A law as phases; any other one is refused in words.
  mutating func phases(_ law: DurationLaw, _ what: String) -> PhaseLaw {
    if let phases = PhaseLaw(law) { return phases }
    refuse("\(what) is \(law.family)")
    return .none
  }

  mutating func action(_ action: Action, _ what: String) -> ChainAction {
    ChainAction(
      steps: action.steps.map { step in
        let law =
          switch step.duration {
          case .law(let law): phases(law, what)
          case .operatorReaction: phases(model.operatorReaction, "the reaction of operators")
          }
        return ChainStep(
          law: law, needs: signal(step.needs), success: step.success,
          breaks: step.onFailure == .broken)
      }, resume: resumption(action, what))
  }

  /// The delay after a wait; one that cannot happen need not be of phases.
  private mutating func resumption(_ action: Action, _ what: String) -> PhaseLaw {
    guard action.steps.contains(where: { $0.needs != .always }) else { return .none }
    return phases(action.resume, "the resumption of \(what)")
  }

  mutating func slots() -> ActionSlots {
    ActionSlots(stage: slot(), step: slot(), phase: slot())
  }
  mutating func slot(_ value: UInt8 = 0) -> StateSlot { chain.layout.slot(value) }
  mutating func update(_ change: (inout ChainModel) -> Void) { change(&chain) }
}

extension DurationLaw {
  /// What kind of law it is, in words.
  var family: String {
    switch self {
    case .constant: "fixed"
    case .exponential: "exponential"
    case .weibull: "of Weibull's law"
    case .lognormal: "lognormal"
    case .gamma: "of the gamma law"
    case .erlang: "of Erlang's law with too many stages"
    case .hyperexponential: "hyperexponential with too many phases"
    case .pareto, .lomax: "of Pareto's law"
    case .uniform: "uniform"
    case .triangular: "triangular"
    case .pert: "of the PERT law"
    case .empirical: "empirical"
    case .mixture: "a mixture of laws that are not all exponential"
    case .truncated: "truncated"
    case .shifted: "shifted"
    }
  }
}
