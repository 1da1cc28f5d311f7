// SPDX-License-Identifier: GPL-3.0-or-later
// From a system model to its tables: order, numbering, fan-out. Cannot fail.

import EventScheduling
import FlatStorage
import RandomVariates

extension FlatModel {
  /// Compiles a model that `SystemModelBuilder.build` found sound.
  ///
  /// - Parameters:
  ///   - system: The model.
  ///   - stride: Replications whose number is a multiple of it charge what they lose to its causes;
  ///     0 if none does.
  /// - Complexity: O(parts + references)
  package init(flattening system: SystemModel, chargingEvery stride: UInt32 = 0) {
    var flattener = Flattener(of: system.sorted())
    flattener.numberTimers()
    flattener.flattenUnits()
    flattener.flattenCoupling()
    flattener.flattenIncidents()
    flattener.flattenCalendars()
    flattener.flattenControl()
    flattener.flattenPools()
    flattener.flattenNetwork()
    flattener.flattenMeasures()
    flattener.flattenEquilibrium()
    if stride > 0 { flattener.flattenCauses(every: stride) }
    self = flattener.model()
  }
}

/// The state of a flattening.
struct Flattener {
  let system: SystemModel
  var signals: SignalResolution
  var gateOrder: [Int]
  /// Position of each gate in the order.
  var gateRank: [Int]
  var streams: StreamNumbering
  var observers: [[Observer]]
  var timers: [TimerRow] = []
  var unitTimers: [TimerID] = []
  var incidentTimers: [TimerID] = []
  var calendarTimers: [TimerID] = []
  var reactionTimers: [[TimerID]] = []
  var detectorTimers: [TimerID] = []
  var failoverTimers: [TimerID] = []
  var slotTimers: [TimerID] = []
  var poolTimers: [TimerID] = []

  var units: [UnitRow] = []
  var coupling = FlatCoupling()
  var equilibrium = FlatEquilibrium()
  /// Mean durations of the steps, beside them, in µs.
  var stepMeans: [Double] = []
  var modes: [ModeRow] = []
  var actions: [ActionRow] = []
  var steps: [StepRow] = []
  var blind: [BlindRow] = []
  var incidents: [IncidentRow] = []
  var reactions: [ReactionRow] = []
  var conditions: [ConditionRow] = []
  var strikes: [StrikeRow] = []
  var calendars: [CalendarRow] = []
  var detectors: [DetectorRow] = []
  var latencies: [LatencyRow] = []
  /// Detectors that wait alike share their rows.
  var latencyRanges: [Detector.Latency: IndexRange<LatencyRow>] = [:]
  var failovers: [FailoverRow] = []
  var candidates: [CandidateRow] = []
  var attempts: [AttemptRow] = []
  var unitStrikes: [UnitStrikeRow] = []
  var pools: [PoolRow] = []
  var poolZones: [PoolZoneRow] = []
  var slots: [PoolSlotRow] = []
  var slotDetectors: [DetectorID] = []
  var slotHolds: [ReactionID] = []
  var selectors: [SelectorRow] = []
  var network = NetworkTables()
  /// Elements of the network by path, in topological order.
  var nodeRanks: [ComponentPath: Int] = [:]
  /// Where the factors of each profile begin.
  var firstFactors: [DemandProfile: Index<DemandProfile>] = [:]
  var outputs: [MeasureOutput] = []
  var upMeasures: [UpRow] = []
  var causes = FlatCauses()
  var causeNames: [CauseName] = []
  /// Signals that the flow network reads.
  var networkSignals: Set<SignalID> = []
  let unitIndex: [ComponentPath: Int]
  let leafIndex: [ComponentPath: Int]
  let failoverIndex: [ComponentPath: Int]
  /// Slots of all pools: which one a detector watches, and what each is at the start.
  let slotOfDetector: [ComponentPath: Int]
  let unitsLaunchedBroken: Set<ComponentPath>
  var slotStarts: [PoolSlotRow.Start] = []
  /// Units of slots that are empty at the start.
  var emptyUnits: Set<Int> = []
  let struckUnits: Set<ComponentPath>
  var initialValues: [UInt8] = []

  init(of system: SystemModel) {
    self.system = system
    signals = SignalResolution(of: system)
    streams = StreamNumbering(clockCount: system.clockCount)
    for signal in system.signalsRead { _ = signals.vertex(of: signal) }
    let units = system.units.count
    let failovers = system.failovers.count
    gateOrder = signals.order(units: units, failovers: failovers).order
    gateRank = [Int](repeating: 0, count: gateOrder.count)
    for (rank, gate) in gateOrder.enumerated() { gateRank[gate] = rank }
    unitIndex = Self.positions(of: system.units.map(\.path))
    leafIndex = Self.positions(of: system.leafLevels.map(\.path))
    failoverIndex = Self.positions(of: system.failovers.map(\.path))
    slotOfDetector = system.slotOfDetector
    unitsLaunchedBroken = system.unitsLaunchedBroken
    struckUnits = system.struckUnits
    observers = []
    let count =
      1 + units + gateOrder.count + system.detectors.count + 2 * system.calendars.count + failovers
    observers = [[Observer]](repeating: [], count: count)
    initialValues = evaluateHealthy(count: count)
    if !system.pools.isEmpty {
      placeSlots()
      initialValues = evaluateHealthy(count: count)
    }
  }

  private static func positions(of paths: [ComponentPath]) -> [ComponentPath: Int] {
    Dictionary(zip(paths, paths.indices), uniquingKeysWith: { first, _ in first })
  }

  // MARK: Signals

  func id(of vertex: Vertex) -> SignalID {
    let gates = 1 + system.units.count
    let detectors = gates + gateOrder.count
    let calendars = detectors + system.detectors.count
    let failovers = calendars + 2 * system.calendars.count
    switch vertex {
    case .always: return .always
    case .unit(let i): return SignalID(1 + i)
    case .gate(let i): return SignalID(gates + gateRank[i])
    case .detector(let i): return SignalID(detectors + i)
    case .window(let i): return SignalID(calendars + 2 * i)
    case .announced(let i): return SignalID(calendars + 2 * i + 1)
    case .failover(let i): return SignalID(failovers + i)
    }
  }

  mutating func id(of signal: Signal) -> SignalID { id(of: signals.vertex(of: signal)) }

  /// Registers who listens; nobody listens to `always`.
  mutating func observe(
    _ signal: SignalID, _ kind: Observer.Kind, _ index: Int, detail: Int = 0
  ) {
    guard signal != .always else { return }
    observers[Int(signal.rawValue)].append(
      Observer(kind: kind, detail: UInt8(detail), index: UInt32(index)))
  }

  /// Values of all signals while every unit is healthy and nothing is held, detected or moved.
  private mutating func evaluateHealthy(count: Int) -> [UInt8] {
    var values = [UInt8](repeating: 1, count: count)
    // Units and failovers are in no order, and may follow each other; without loops, passes reach
    // the fixed point, most models in two.
    while true {
      let before = values
      for gate in gateOrder {
        let definition = signals.gates[gate]
        let holding = definition.inputs.count {
          (values[Int(id(of: $0.vertex).rawValue)] != 0) != $0.isInverted
        }
        values[Int(id(of: .gate(gate)).rawValue)] = holding >= definition.threshold ? 1 : 0
      }
      refreshUnits(&values)
      if values == before { return values }
    }
  }

  private mutating func refreshUnits(_ values: inout [UInt8]) {
    for (i, unit) in system.units.enumerated() {
      let isPowered = unit.requires.allSatisfy { values[Int(id(of: $0).rawValue)] != 0 }
      values[Int(id(of: .unit(i)).rawValue)] = isPowered && !emptyUnits.contains(i) ? 1 : 0
    }
    for (i, failover) in system.failovers.enumerated() {
      let serves = values[Int(id(of: failover.candidates[0].serves).rawValue)]
      values[Int(id(of: .failover(i)).rawValue)] = serves
    }
  }

  // MARK: Timers

  mutating func numberTimers() {
    func add(_ owner: Int, _ kind: TimerRow.Kind) -> TimerID {
      timers.append(TimerRow(owner: UInt32(owner), kind: kind))
      return TimerID(UInt32(timers.count - 1))
    }
    incidentTimers = system.incidents.indices.map { add($0, .incidentEdge) }
    calendarTimers = system.calendars.indices.map { add($0, .calendarEdge) }
    var reaction = 0
    for incident in system.incidents {
      var own: [TimerID] = []
      for part in incident.reactions {
        for _ in part.targets {
          own.append(part.lasting == nil ? TimerID(.max) : add(reaction, .reactionEnd))
          reaction += 1
        }
      }
      reactionTimers.append(own)
    }
    unitTimers = system.units.indices.map { add($0, .unitChange) }
    detectorTimers = system.detectors.indices.map { add($0, .detectorReport) }
    failoverTimers = system.failovers.indices.map { add($0, .failoverStep) }
    slotTimers = system.pools.flatMap(\.slots).indices.map { add($0, .launchStep) }
    poolTimers = system.pools.indices.map { add($0, .poolDecision) }
  }
}
