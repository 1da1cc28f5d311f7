// SPDX-License-Identifier: GPL-3.0-or-later
// What `build` refuses of measures: names twice, and instants and spans that no horizon holds.

import Diagnostics
import Quantities

extension ModelChecks {
  /// Checks what kind of value each measure asks for.
  ///
  /// - Parameter horizon: End of a replication; `nil` where it is not known yet.
  mutating func checkKinds(over horizon: SimTime?) {
    var known: Set<String> = []
    for measure in model.measures {
      if !known.insert(measure.name).inserted {
        report("'\(measure.name)' is defined twice", of: measure)
      }
      if case .up(_, _, let kind) = measure { check(kind, of: measure, over: horizon) }
    }
  }

  private mutating func check(_ kind: ValueKind, of measure: Measure, over horizon: SimTime?) {
    let end = horizon ?? .never
    let years = "the horizon of \(text(end - .zero))"
    let name = measure.name
    switch kind {
    case .average, .meanTimeToFirstFailure: break
    case .steady:
      for incident in model.incidents {
        guard case .replayed = incident.strikes else { continue }
        report("'\(name)' asks for a steady state, but \(incident.path) is replayed", of: measure)
      }
    case .at(let instant):
      if instant < .zero {
        report("'\(name)' asks for the state before the start", of: measure)
      } else if instant > end {
        report(
          "'\(name)' asks for the state at \(text(instant - .zero)), after \(years)", of: measure)
      }
    case .firstFailure(let instant):
      if instant <= .zero {
        report("'\(name)' asks for a first failure before the start", of: measure)
      } else if instant > end {
        report(
          "'\(name)' asks for a first failure by \(text(instant - .zero)), after \(years)",
          of: measure)
      }
    case .downTime(let most):
      if most < .zero {
        report("'\(name)' asks for a down time below 0", of: measure)
      } else if most >= end - .zero {
        report(
          "'\(name)' asks for a down time of at most \(text(most)), which \(years) never exceeds",
          of: measure)
      }
    }
  }

  private func text(_ span: SimDuration) -> String { span.seconds.text }

  private mutating func report(_ message: String, of measure: Measure) {
    findings.append(Diagnostic(.error, message, at: measurePlaces[measure.name]))
  }
}
