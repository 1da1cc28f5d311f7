// SPDX-License-Identifier: GPL-3.0-or-later
// Takes parts off a random model while what is off stays off, so that one can see why.

import Quantities
import RandomVariates
import ReliabilityModeling

extension RandomModel {
  /// Looks for a simpler model of which a value is still off.
  ///
  /// - Parameter replications: Histories of each model that is tried.
  /// - Returns: The simplest one found; itself if none is off.
  /// - Complexity: O(parts²) models.
  package func reduced(replications: UInt64) -> RandomModel {
    var least = self
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for simpler in least.simplerOnes {
        let agreement = ModelAgreement(of: simpler, replications: replications)
        guard agreement.rows.contains(where: { $0.isOff(beyond: 6) }) else { continue }
        least = simpler
        isSmaller = true
        break
      }
    }
    return least
  }

  /// All its parts, one a line.
  package var listing: String {
    let lines =
      units.map { "\($0)" } + crews.map { "\($0)" } + incidents.map { "\($0)" }
      + gates.map { "\($0)" } + detectors.map { "\($0)" } + failovers.map { "\($0)" }
      + pools.map { "\($0)" } + measures.map { "\($0)" }
      + ["operators: \(operatorReaction)", "start: \(start)"]
    return lines.joined(separator: "\n")
  }

  /// Models with one thing less; some of them are unsound, as what is gone is still named.
  private var simplerOnes: [RandomModel] {
    without(\.measures) + without(\.pools) + without(\.failovers) + without(\.incidents)
      + without(\.detectors) + without(\.units) + without(\.gates) + without(\.crews)
      + replacing(\.units) { $0.simplerOnes }
      + replacing(\.gates) { gate in gate.signal.inputs.map { LogicGate(gate.path, $0) } }
      + replacing(\.detectors) { $0.simplerOnes }
      + replacing(\.failovers) { $0.simplerOnes }
      + replacing(\.measures) { measure in
        guard case .up(let name, let signal, let kind) = measure else { return [] }
        return signal.inputs.map { .up(name: name, $0, kind: kind) }
          + gates.filter { .part($0.path) == signal }.map {
            .up(name: name, $0.signal, kind: kind)
          }
      }
  }

  private func without<Part>(_ parts: WritableKeyPath<RandomModel, [Part]>) -> [RandomModel] {
    self[keyPath: parts].indices.map { index in
      var model = self
      model[keyPath: parts].remove(at: index)
      return model
    }
  }

  private func replacing<Part>(
    _ parts: WritableKeyPath<RandomModel, [Part]>, by simpler: (Part) -> [Part]
  ) -> [RandomModel] {
    self[keyPath: parts].indices.flatMap { index in
      simpler(self[keyPath: parts][index]).map { part in
        var model = self
        model[keyPath: parts][index] = part
        return model
      }
    }
  }
}

extension Signal {
  fileprivate var inputs: [Signal] {
    switch self {
    case .always, .part: []
    case .not(let input): [input]
    case .all(let inputs), .any(let inputs): inputs
    case .atLeast(let least, let inputs):
      inputs
        + inputs.indices.map { index in
          var fewer = inputs
          fewer.remove(at: index)
          return .atLeast(min(least, fewer.count), of: fewer)
        }.filter { _ in inputs.count > 1 }
    }
  }
}

extension Detector {
  fileprivate var simplerOnes: [Detector] {
    var all = target.inputs.map {
      Detector(path, target: $0, timing: timing, alive: alive, revival: revival)
    }
    if alive != .always { all.append(Detector(path, target: target, timing: timing, blind: blind)) }
    if !blind.isEmpty {
      all.append(
        Detector(path, target: target, timing: timing, alive: alive, revival: revival))
    }
    return all
  }
}

extension Failover {
  fileprivate var simplerOnes: [Failover] {
    func with(
      _ candidates: [Candidate]? = nil, _ attempts: [Attempt]? = nil, resume: DurationLaw? = nil,
      failBack: DurationLaw?, _ strikes: [UnitStrike]? = nil
    ) -> Failover {
      Failover(
        path, candidates: candidates ?? self.candidates, attempts: attempts ?? self.attempts,
        resume: resume ?? self.resume, failBack: failBack, firstBack: firstBack,
        strikes: strikes ?? self.strikes)
    }
    var all: [Failover] = []
    if candidates.count > 1 { all.append(with(candidates.dropLast(), failBack: failBack)) }
    if candidates.count > 1 {
      all.append(with(Array(candidates.dropFirst()), failBack: failBack))
    }
    if attempts.count > 1 { all.append(with(nil, attempts.dropLast(), failBack: failBack)) }
    if failBack != nil { all.append(with(failBack: nil)) }
    if !strikes.isEmpty { all.append(with(failBack: failBack, [])) }
    let simple = attempts.map {
      Attempt([.law(.exponential(mean: .hours(2)))], success: $0.success)
    }
    if simple != attempts { all.append(with(nil, simple, failBack: failBack)) }
    return all
  }
}
