// SPDX-License-Identifier: GPL-3.0-or-later
// Facts: incidents of zones, what they take with them, and how components suffer.

package import Quantities
package import RandomVariates
package import ScenarioFormat

extension AWSFacts {
  /// Mean over all regions; `Region` knows the one that differs.
  package static let zoneIncidentRate = statusArchive(
    PerYear(0.121), "az.rate.data",
    "posted incidents of running things in one zone, mean over all regions")
  package static let zoneIncidentRateNorthVirginia = statusArchive(
    PerYear(0.395), "az.rate.useast1",
    "posted incidents of running things in one zone of us-east-1")
  package static let zoneIncidentDuration = statusArchive(
    DurationLaw.lognormal(mean: .minutes(163.5), sigma: 1.002),
    "az.dur.data", "duration of a zone incident: mean of 42, sigma of the fit")
  package static let zoneIncidentSeverity = judged(
    ShareLaw.mixture([
      .init(weight: 0.75, law: .uniform(from: Share(0.02), to: Share(0.3))),
      .init(weight: 0.25, law: .constant(Share(1))),
    ]), "share of the zone's resources that an incident hits", factID: "az.frac.model")
  package static let zoneIncidentSpread = statusArchive(
    Share(0.023), "az.corr.model",
    "probability that a zone incident also strikes each other zone (4.5 % over two others)")

  package static let zoneControlRate = statusArchive(
    PerYear(0.037), "az.rate.control",
    "posted incidents of one zone's control planes alone")
  package static let zoneControlDuration = statusArchive(
    DurationLaw.lognormal(mean: .minutes(147.9), sigma: 0.966),
    "az.dur.control", "duration of a control incident: mean of 13, sigma of the fit")

  package static let planeCoupling = statusArchive(
    Share(0.19), "az.plane.coupled",
    "probability that a zone incident takes control planes with it (8 of 42; an upper bound)")
  package static let planeCouplingRegion = judged(
    Share(0.5), "given impaired planes, probability that those of the whole region are",
    factID: "az.plane.coupled.region")

  package static let capacityShortage = judged(
    Share(0.2), "probability that no capacity is to be had in another zone while one is down",
    factID: "ec2.capacity.state")
  package static let capacityShortageDuration = judged(
    DurationLaw.lognormal(median: .minutes(60), sigma: 1), "duration of a capacity shortage",
    factID: "ec2.capacity.duration")
  package static let capacityShortageSeverity = judged(
    Share(0.5), "severity of a zone incident from which capacity may run short elsewhere")

  package static let zoneServiceThreshold = judged(
    Share(0.5), "severity of a zone incident from which a zonal service is down")
  package static let zoneServiceStrain = judged(
    Share(0), "below the threshold, share of capacity lost per unit of severity")
}
