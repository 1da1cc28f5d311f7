// SPDX-License-Identifier: GPL-3.0-or-later
// Facts: people, changes, and where work goes when a zone is hit.

package import Quantities
package import RandomVariates
package import ScenarioFormat

extension AWSFacts {
  package static let operatorReaction = judged(
    DurationLaw.lognormal(median: .minutes(15), p95: .minutes(90)),
    "from a fault to hands on, watched or on call: median 15 min, 95 % within 90 min",
    factID: "ops.reaction.day")
  package static let operatorFix = judged(
    DurationLaw.lognormal(median: .minutes(10), sigma: 0.6), "repair by hand once begun",
    factID: "ops.fix")

  package static let changeRate = judged(
    PerYear(12), "changes to the network", factID: "change.rate")
  package static let changeBreaks = judged(
    Share(0.02), "probability that a change causes an outage", factID: "change.breaks")
  package static let changeDuration = judged(
    DurationLaw.lognormal(mean: .minutes(45), sigma: 1),
    "outage that a bad change causes", factID: "change.duration")

  package static let changeReach = judged(
    Change.Reach.design, "what a bad change takes: the common cause that redundancy leaves")

  package static let workShift = judged(
    DurationLaw.triangular(least: .minutes(1), likeliest: .minutes(2), most: .minutes(10)),
    "from the hit of a zone until its work runs in the others")
  package static let shortTolerance = judged(
    Share(0.001), "share of the demand that may be missing before a service counts as short")
  package static let largerDirection = judged(
    Share(1), "share of the demand in its larger direction, which meets limits per direction")
  /// At 100 Gbit/s and 10 million packets a second both limits of a NAT gateway meet.
  package static let packetBytes = judged(
    1_250, "mean length of a packet: that at which a NAT gateway's two limits meet")
  package static let busiestDestination = judged(
    Share(0.2), "share of the connections that goes to the busiest destination")
}
