// SPDX-License-Identifier: GPL-3.0-or-later
// The last line of a report: what was run, how long, how precisely, on how many assumptions.

import DesignStudies
import Quantities
import ScenarioFormat

/// Says how the figures came about.
struct ProvenanceSentence {
  let text: String

  init(_ study: Study, elapsed: Seconds) {
    text = [
      Self.effort(of: study, elapsed: elapsed), Self.ending(of: study), Self.assumptions(of: study),
    ].joined(separator: "; ")
  }

  private static func effort(of study: Study, elapsed: Seconds) -> String {
    let count = study.assessments.count
    let histories = NumberFormatting.roundedCount(study.run.replications)
    let horizon = study.run.horizon
    let length =
      horizon == .years(1)
      ? "years" : "histories of \(NumberFormatting.span(seconds: horizon.value))"
    let parts =
      [NumberFormatting.counted(Double(count), "design")]
      + ["\(histories)\(noBreakSpace)\(length)\(count == 1 ? "" : " each")"]
      + (count == 1 ? [] : ["common random numbers"])
      + ["seed \(study.run.seed)", NumberFormatting.span(seconds: elapsed.value)]
    return parts.joined(separator: ", ")
  }

  private static func ending(of study: Study) -> String {
    let services = study.assessments.reduce(0) { $0 + $1.services.count }
    let reached = "precision reached on \(services - study.run.gaps.count) of \(services)"
    switch study.run.ending {
    case .precisionReached: return reached
    case .replicationsReached: return "stopped at the asked number of histories"
    case .effortSpent: return "\(reached), then the cap on events was reached"
    case .interrupted: return "interrupted; \(reached)"
    case .failed(let reason): return "failed: \(reason)"
    }
  }

  private static func assumptions(of study: Study) -> String {
    let assumptions = study.assumptions
    let judged = assumptions.count { $0.assumption.confidence == .judgement }
    let count = NumberFormatting.counted(Double(assumptions.count), "assumption")
    return "\(count), \(judged) of them judgement (nines components)"
  }
}
