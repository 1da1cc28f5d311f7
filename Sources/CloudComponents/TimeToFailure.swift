// SPDX-License-Identifier: GPL-3.0-or-later
// The three ways in which a scenario says how often something fails.

import Quantities
import RandomVariates
import ScenarioFormat

/// The fields of a time to failure: a law, or the mean or rate of an exponential one.
struct TimeToFailureField {
  let law: Field<DurationLaw?>

  private static let mean = Field<Seconds?>(
    optional: "mtbf", "Mean of an exponential time to failure, in place of 'timeToFailure'.",
    must: .moreThan(Seconds(0)))
  private static let rate = Field<PerYear?>(
    optional: "rate", "Failures a year, in place of 'timeToFailure'.")

  init(_ cited: Cited<DurationLaw>, _ meaning: String) {
    law = Field(switchable: "timeToFailure", default: cited, meaning)
  }

  /// The law; `nil` never fails.
  func read(_ read: inout FieldReader) -> DurationLaw? {
    let names = ["timeToFailure", "mtbf", "rate"]
    let written = names.filter { read.node[$0] != nil }
    for name in names { _ = read.take(name) }
    if written.count > 1 {
      read.fail(
        written[1],
        "\(read.subject) has both '\(written[0])' and '\(written[1])'; one of them decides")
    }
    switch written.first {
    case "mtbf": return read(Self.mean).map { .exponential(mean: $0) }
    case "rate":
      let rate = read(Self.rate)?.value ?? 0
      return rate > 0 ? .exponential(mean: .years(1 / rate)) : nil
    default: return read(law)
    }
  }

  func references(in group: String) -> [FieldReference] {
    [
      law.reference(in: group), Self.mean.reference(in: group), Self.rate.reference(in: group),
    ]
  }
}
