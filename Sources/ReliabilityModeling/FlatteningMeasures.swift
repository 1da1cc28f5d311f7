// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of measures, and the tables put together.

import FlatStorage
import Quantities
import RandomVariates

extension Flattener {
  mutating func flattenMeasures() {
    for measure in system.measures {
      let first = outputs.count
      func add(_ kind: MeasureOutput.Kind, of service: ServedMeasure? = nil, events: Int) {
        outputs.append(
          MeasureOutput(
            measure: measure.name, kind: kind, demand: service?.demand ?? 0,
            profile: service?.profile, eventCount: first + events))
      }
      switch measure {
      case .up(_, let signal, let kind):
        let read = id(of: signal)
        observe(read, .measure, upMeasures.count)
        let (recorded, bound) = Self.recorded(kind)
        upMeasures.append(
          UpRow(signal: read, firstOutput: UInt32(first), kind: recorded, bound: bound))
        switch recorded {
        case .average:
          add(.down, events: 1)
          add(.outages, events: 1)
        case .downAt: add(.downAt, events: 0)
        case .failedBefore: add(.failedBefore, events: 0)
        case .downAtMost: add(.downAtMost, events: 0)
        case .timeToFailure: add(.timeToFailure, events: 0)
        }
      case .served(let service):
        let tolerance = Int64((service.tolerance.value * 1e9).rounded())
        network.services.append(
          ServiceRow(
            meanDemand: service.profile.scaled(service.demand),
            shortBelow: FlowLevel.one - tolerance,
            firstOutput: UInt32(first)))
        add(.lost, of: service, events: 3)
        add(.short, of: service, events: 3)
        add(.dark, of: service, events: 4)
        add(.shortOutages, of: service, events: 3)
        add(.darkOutages, of: service, events: 4)
        add(.interruptions, of: service, events: 5)
      case .carried(_, let node):
        network.carried.append(
          CarriedRow(
            element: nodeRanks[node].map { ElementID($0) } ?? .none, output: UInt32(first)))
        add(.carried, events: 0)
      }
    }
  }

  /// What a replication records for a kind of value; `steady` is an average over a long one.
  private static func recorded(_ kind: ValueKind) -> (UpRow.Kind, bound: Int64) {
    switch kind {
    case .average, .steady: (.average, 0)
    case .at(let instant): (.downAt, instant.microseconds)
    case .firstFailure(let instant): (.failedBefore, instant.microseconds)
    case .meanTimeToFirstFailure: (.timeToFailure, 0)
    case .downTime(let most): (.downAtMost, most.microseconds)
    }
  }

  mutating func model() -> FlatModel {
    var signalRows: [SignalRow] = []
    var edges: [GateEdge] = []
    var listeners: [Observer] = []
    let fanOut = gateFanOut()
    for (i, own) in observers.enumerated() {
      let firstEdge = edges.count
      let firstListener = listeners.count
      edges += fanOut[i]
      listeners += own
      let isRead = networkSignals.contains(SignalID(i))
      signalRows.append(
        SignalRow(
          gates: IndexRange(start: firstEdge, end: edges.count),
          observers: IndexRange(start: firstListener, end: listeners.count),
          // Finalised, since byte hashes of near names cancel when combined by exclusive or.
          networkKey: isRead ? StreamKey(path: "signal", purpose: "\(i)").key(seed: 0) | 1 : 0))
    }
    let leaves = leafRows()
    let operators = operatorDraw()
    return FlatModel(
      name: system.name, timers: Table(timers), signals: Table(signalRows),
      gateEdges: Table(edges), observers: Table(listeners), gates: Table(gateRows()),
      selectors: Table(selectors), units: Table(units), coupling: coupling,
      equilibrium: equilibrium, modes: Table(modes),
      actions: Table(actions), steps: Table(steps), blindDetectors: Table(blind),
      incidents: Table(incidents), reactions: Table(reactions), conditions: Table(conditions),
      strikes: Table(strikes), calendars: Table(calendars), detectors: Table(detectors),
      latencies: Table(latencies), failovers: Table(failovers), candidates: Table(candidates),
      attempts: Table(attempts), unitStrikes: Table(unitStrikes), pools: Table(pools),
      poolZones: Table(poolZones), slots: Table(slots), slotDetectors: Table(slotDetectors),
      slotHolds: Table(slotHolds), leaves: Table(leaves.rows), leafFactors: Table(leaves.factors),
      network: FlatNetwork(
        levels: Table(network.levels), operands: Table(network.operands),
        sources: Table(network.sources), factors: Table(network.factors),
        cycleHours: network.cycleHours, elements: Table(network.elements),
        ways: Table(network.ways), slotTargets: Table(network.slotTargets),
        slotCount: network.slotCount, services: Table(network.services),
        carried: Table(network.carried), hasRetry: network.elements.contains { $0.retry }),
      upMeasures: Table(upMeasures), causes: causes, causeNames: causeNames, outputs: outputs,
      exponentialStreams: Table(streams.exponentials), firstExponentials: streams.paddedClocks,
      streams: Table(streams.plain), samplers: streams.samplers,
      initialSignals: Table(initialValues), initialGates: Table(initialGates()),
      operatorReaction: operators,
      operatorHash: StreamKey(path: "world/operators", purpose: "reaction").hash)
  }

  /// The operators' law; a sampled one is drawn at the origin of the page, not from a stream.
  private mutating func operatorDraw() -> Draw {
    switch system.operatorReaction {
    case .constant(let value):
      Draw(kind: .constant, stream: 0, sampler: .none, value: (value.value * 1e6).rounded())
    case .exponential, .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto, .lomax,
      .uniform, .triangular, .pert, .empirical, .mixture, .truncated, .shifted:
      Draw(
        kind: .sampled, stream: 0, sampler: streams.sampler(system.operatorReaction), value: 0)
    }
  }

  private func gateFanOut() -> [[GateEdge]] {
    var fanOut = [[GateEdge]](repeating: [], count: observers.count)
    for (rank, gate) in gateOrder.enumerated() {
      for input in signals.gates[gate].inputs where input.vertex != .always {
        fanOut[Int(id(of: input.vertex).rawValue)].append(
          GateEdge(gate: GateID(rank), sign: input.isInverted ? -1 : 1))
      }
    }
    return fanOut
  }

  private func gateRows() -> [GateRow] {
    gateOrder.map { GateRow(signal: id(of: .gate($0))) }
  }

  private func initialGates() -> [GateState] {
    gateOrder.map { gate in
      let definition = signals.gates[gate]
      let holding = definition.inputs.count {
        (initialValues[Int(id(of: $0.vertex).rawValue)] != 0) != $0.isInverted
      }
      let margin = holding - definition.threshold
      return GateState(margin: Int32(margin), isUp: margin >= 0)
    }
  }
}
