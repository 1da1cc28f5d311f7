// SPDX-License-Identifier: GPL-3.0-or-later
// How a change of one signal reaches gates, units and control.

import EventScheduling
import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// Changes a signal; its new value must differ from the old one.
  ///
  /// Gates keep a margin and are marked only when their truth would change, so most changes end
  /// here. Control is marked and looks after settling.
  @inline(__always)
  mutating func setSignal(_ signal: SignalID, _ isUp: Bool, in model: FlatModel) {
    assert((values[signal] != 0) != isUp, "a signal was set to the value that it had")
    values[signal] = isUp ? 1 : 0
    let row = model.signals[signal]
    network.hash ^= row.networkKey
    let step: Int32 = isUp ? 1 : -1
    var position = row.gates.start
    while position != row.gates.end {
      let edge = model.gateEdges[Index(position)]
      let margin = gates[edge.gate].margin &+ step &* edge.sign
      gates[edge.gate].margin = margin
      if (margin >= 0) != gates[edge.gate].isUp { dirtyGates.insert(edge.gate) }
      position &+= 1
    }
    if !row.observers.isEmpty { notify(row.observers, isUp, in: model) }
  }

  @inline(never)
  private mutating func notify(
    _ observers: IndexRange<Observer>, _ isUp: Bool, in model: FlatModel
  ) {
    for position in observers.start..<observers.end {
      let observer = model.observers[Index(position)]
      switch observer.kind {
      case .unitPower:
        setRequirement(Int(observer.detail), of: Index(observer.index), isUp, in: model)
      case .measure: dirtyMeasures |= 1 &<< UInt64(observer.index)
      case .selector: follow(Index(observer.index), in: model)
      case .unitAction: mark(unit: Index(observer.index))
      case .detector: mark(detector: Index(observer.index))
      case .failover:
        let failover = FailoverID(observer.index)
        if failovers[failover].cares(aboutCandidate: observer.detail) { mark(failover: failover) }
      case .failoverNeed:
        let failover = FailoverID(observer.index)
        if case .need = failovers[failover].waiting { mark(failover: failover) }
      case .poolZone: if isUp { armDecision(of: Index(observer.index), in: model) }
      case .launchNeed: if isUp { resumeLaunch(in: Index(observer.index), in: model) }
      }
    }
  }

  /// A failover's output takes the value of its active candidate.
  mutating func follow(_ selector: Index<SelectorRow>, in model: FlatModel) {
    let row = model.selectors[selector]
    let failover = model.failovers[row.failover]
    let active = Int(failovers[row.failover].logic.active)
    let value = values[model.candidates[failover.candidates[active]].serves] != 0
    if (values[row.signal] != 0) != value { setSignal(row.signal, value, in: model) }
  }

  // MARK: Control

  @inline(__always)
  mutating func mark(unit: UnitID) {
    dirtyUnits.insert(unit)
    controlIsMarked = true
  }

  @inline(__always)
  mutating func mark(detector: DetectorID) {
    dirtyDetectors.insert(detector)
    controlIsMarked = true
  }

  @inline(__always)
  mutating func mark(failover: FailoverID) {
    dirtyFailovers.insert(failover)
    controlIsMarked = true
  }

  @inline(__always)
  var needsSettling: Bool {
    !dirtyGates.isEmpty || controlIsMarked
  }

  /// Evaluates marked gates in topological order, each once, then lets control look, until nothing
  /// is marked.
  @inline(never)
  mutating func settle(in model: FlatModel) {
    while true {
      while !dirtyGates.isEmpty {
        let gate = dirtyGates.removeFirst()
        let isUp = gates[gate].margin >= 0
        if isUp != gates[gate].isUp {
          gates[gate].isUp = isUp
          setSignal(model.gates[gate].signal, isUp, in: model)
        }
      }
      if !dirtyUnits.isEmpty {
        continueRepair(of: dirtyUnits.removeFirst(), in: model)
      } else if !dirtyDetectors.isEmpty {
        look(dirtyDetectors.removeFirst(), in: model)
      } else if !dirtyFailovers.isEmpty {
        decide(dirtyFailovers.removeFirst(), in: model)
      } else {
        controlIsMarked = false
        return
      }
    }
  }
}
