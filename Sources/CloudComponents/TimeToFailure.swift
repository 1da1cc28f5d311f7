// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a scenario says how often something fails.

import Quantities
import RandomVariates
import ScenarioFormat

/// The time to failure of one mode: `software: exponential(mean 2 y)`, `never`, or a map with the
/// mean or the rate of an exponential one.
struct TimeToFailureField {
  let name: String
  /// As the mode's own value, and within its map.
  let direct: Field<DurationLaw?>
  let law: Field<DurationLaw?>

  private static let mean = Field<Seconds?>(
    optional: "mtbf", "Mean of an exponential time to failure, in place of 'timeToFailure'.",
    must: .moreThan(Seconds(0)))
  private static let rate = Field<PerYear?>(
    optional: "rate", "Failures a year, in place of 'timeToFailure'.")

  init(_ name: String, _ cited: Cited<DurationLaw>, _ meaning: String) {
    self.name = name
    direct = Field(switchable: name, default: cited, meaning)
    law = Field(switchable: "timeToFailure", default: cited, meaning)
  }

  /// The law; `nil` never fails.
  func read(from read: inout FieldReader) -> DurationLaw? {
    guard let written = read.take(name), written.map != nil else { return read(direct) }
    return read.part(written, named: name, of: "\(name) of \(read.subject)") { group(&$0) }
  }

  private func group(_ read: inout FieldReader) -> DurationLaw? {
    let names = ["timeToFailure", "mtbf", "rate"]
    let written = names.filter { read.take($0) != nil }
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

  var references: [FieldReference] {
    [direct.reference(), Self.mean.reference(in: name), Self.rate.reference(in: name)]
  }
}
