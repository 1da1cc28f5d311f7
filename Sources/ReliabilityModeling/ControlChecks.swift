// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of detectors and failovers: ranges of their numbers, and names within them.

import Quantities
import RandomVariates

extension ModelChecks {
  mutating func check(_ detector: Detector) {
    let path = detector.path
    switch detector.timing {
    case .delay(let law): check(law, "the delay of \(path)", path)
    case .checks(let checks):
      require(checks.interval > .zero, "the interval of \(path) must be positive", path)
      require(
        checks.down >= 1 && checks.up >= 1, "\(path) must wait for at least one check", path)
      check(checks.latency, of: detector)
    }
    checkBlindSpots(of: detector)
  }

  private mutating func check(_ latency: Detector.Latency, of detector: Detector) {
    let path = detector.path
    require(latency.usual >= .zero, "the latency of \(path) must not be negative", path)
    var known: Set<[String]> = []
    for cause in latency.byCause {
      let mode = cause.mode
      require(
        cause.latency >= .zero, "the latency of \(path) for '\(mode)' must not be negative", path)
      if let leaf = cause.leaf {
        require(
          known.insert([mode, leaf.text]).inserted,
          "\(path) has two latencies for '\(mode)' of \(leaf)", path)
        guard let unit = model.units.first(where: { $0.path == leaf }) else {
          report("\(path) has a latency for '\(leaf)', which is no unit", path)
          continue
        }
        require(
          unit.knows(mode), "\(leaf) has no mode '\(mode)', for which \(path) has a latency", path)
      } else {
        require(known.insert([mode]).inserted, "\(path) has two latencies for '\(mode)'", path)
        require(
          model.units.contains { $0.knows(mode) },
          "no unit has a mode '\(mode)', for which \(path) has a latency", path)
      }
    }
  }

  private mutating func checkBlindSpots(of detector: Detector) {
    let path = detector.path
    guard !detector.blind.isEmpty else { return }
    guard case .part(let target) = detector.target,
      let unit = model.units.first(where: { $0.path == target })
    else { return report("\(path) has blind spots, but its target is no unit", path) }
    for spot in detector.blind {
      switch spot {
      case .broken: break
      case .mode(let name):
        require(
          unit.modes.contains { $0.name == name }, "\(target) has no mode '\(name)'", path)
      case .required(let signal):
        require(
          unit.requires.contains(signal), "\(target) does not require a blind spot of \(path)",
          path)
      }
    }
  }

  mutating func check(_ failover: Failover) {
    let path = failover.path
    require(
      (1...32).contains(failover.candidates.count), "\(path) must have 1 to 32 candidates", path)
    require(!failover.attempts.isEmpty, "\(path) has no attempts", path)
    for attempt in failover.attempts {
      check(Action(attempt.steps, resume: failover.resume), "an attempt of \(path)", path)
      require(
        attempt.steps.allSatisfy { $0.onFailure == .again },
        "nothing can come back broken from a step of \(path)", path)
      require(
        attempt.success > 0 && attempt.success <= 1,
        "the success of an attempt of \(path) must lie in 0 … 1 and not be 0", path)
    }
    if let law = failover.failBack { check(law, "the fail-back of \(path)", path) }
    check(failover.strikes, of: path)
  }
}

extension RepairableUnit {
  /// Whether it can be in a mode of this name, the built-in `broken` included.
  fileprivate func knows(_ mode: String) -> Bool {
    mode == "broken" || modes.contains { $0.name == mode }
  }
}
