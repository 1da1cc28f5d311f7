// SPDX-License-Identifier: GPL-3.0-or-later
// Facts: NAT instances as two projects publish them, and the NAT gateway that spans a region.

package import Quantities
package import RandomVariates
package import ScenarioFormat

extension AWSFacts {
  private static func alternat<Value>(
    _ value: Value, _ factID: String, _ meaning: String
  ) -> Cited<Value> {
    Cited(
      value, factID: factID, source: "chime/terraform-aws-alternat",
      sourceURL: "https://github.com/chime/terraform-aws-alternat/tree/89e575c",
      date: "2025-12-17", confidence: .documentedByProject, meaning: meaning)
  }

  package static let alternatInstance = alternat(
    "c6gn.8xlarge", "alternat.default", "instance type that the module launches")
  package static let alternatLife = alternat(
    Seconds.days(14), "alternat.life", "maximum life of an instance, its window for patches")
  package static let alternatStart = alternat(
    DurationLaw.triangular(least: .minutes(3), likeliest: .minutes(10), most: .minutes(15)),
    "alternat.start", "until a new instance takes the route back")
  package static let alternatProbesDown = alternat(
    1, "alternat.detect", "failed checks before the route moves; each asks two addresses")
  package static let alternatProbeTimeout = alternat(
    Seconds(10), "alternat.probe.to", "two requests of 5 s each must fail")

  package static let alternatSuccess = judged(
    Share(0.99), "probability that a take-over works which every replacement rehearses")

  private static func fckNAT<Value>(
    _ value: Value, _ factID: String, _ meaning: String
  ) -> Cited<Value> {
    Cited(
      value, factID: factID, source: "AndrewGuenther/fck-nat, documentation",
      sourceURL: "https://github.com/AndrewGuenther/fck-nat/tree/193c58c", date: "2026-05-31",
      confidence: .documentedByProject, meaning: meaning)
  }

  package static let fckNATInstance = fckNAT(
    "t4g.nano", "fcknat.default", "small instance that the project recommends")
  package static let fckNATLaunch = fckNAT(
    DurationLaw.triangular(least: .minutes(2), likeliest: .minutes(5), most: .minutes(10)),
    "fcknat.ha", "from the loss of an instance to its interface on the next one")
  package static let fckNATUpdate = fckNAT(
    DurationLaw.uniform(from: Seconds(1), to: Seconds(10)), "fcknat.update",
    "outage of an update that launches before it ends the old instance")

  package static let rehoming = judged(
    DurationLaw.uniform(from: Seconds(0), to: .minutes(60)),
    "until a regional gateway serves a zone by another one; AWS documents no figure",
    factID: "natreg.azfail")
}
