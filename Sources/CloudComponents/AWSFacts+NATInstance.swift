// SPDX-License-Identifier: GPL-3.0-or-later
// Facts: instances that forward, their faults, checks, restarts and take-over.

package import Quantities
package import RandomVariates
package import ScenarioFormat

extension AWSFacts {
  package static let hostFailure = judged(
    DurationLaw.exponential(mean: .years(25)),
    "time to a fault of an instance's host: 4 % a year, literature spans 1 to 10 %",
    factID: "ec2.mtbf.model")
  package static let softwareFailure = judged(
    DurationLaw.exponential(mean: .years(2)),
    "time to a fault of software or operating system that stops forwarding",
    factID: "nati.software.rate")
  package static let comesBackBroken = judged(
    Share(0.01), "probability that a reboot or repair returns an instance without its function",
    factID: "nati.comesbackbroken")

  package static let statusCheckInterval = guide(
    Seconds(60), "ec2.check.period", "status checks", "interval of EC2's status checks")
  /// Three checks of 60 s after a phase: 120 to 180 s, as the guide's alarm of two periods gives.
  package static let statusChecksDown = guide(
    3, "ec2.alarm.recover", "alarm actions", "failed status checks in a row before a recovery")
  package static let statusChecksUp = judged(
    2, "passed status checks in a row before an instance counts as well")
  package static let recoveryTime = judged(
    DurationLaw.triangular(least: .minutes(2), likeliest: .minutes(5), most: .minutes(15)),
    "time to complete an automatic recovery; AWS publishes none", factID: "ec2.recover.time")

  package static let rebootInterval = judged(
    Seconds.months(1), "from one planned patch reboot to the next: 12 a year",
    factID: "nati.patch.freq")
  package static let rebootDuration = judged(
    DurationLaw.triangular(least: Seconds(20), likeliest: Seconds(60), most: Seconds(300)),
    "outage of one planned reboot without a standby", factID: "nati.reboot")

  package static let probeInterval = Cited(
    Seconds(5), factID: "alternat.probe", source: "chime/terraform-aws-alternat",
    sourceURL: "https://github.com/chime/terraform-aws-alternat/tree/89e575c",
    date: "2025-12-17", confidence: .documentedByProject,
    meaning: "interval of the probes through a NAT instance")
  package static let probesDown = judged(2, "failed probes in a row before a take-over")
  package static let probesUp = judged(2, "passed probes in a row before a return")
  package static let probeTimeout = judged(
    Seconds(2.5), "from the deciding probe to its verdict")
  package static let routeCall = judged(
    Seconds(2), "from a verdict to the answered call that replaces a route")
  package static let routeEffect = judged(
    DurationLaw.uniform(from: Seconds(1), to: Seconds(5)),
    "from the answered call to traffic on the new way", factID: "route.effect")
  package static let takeoverSuccess = judged(
    Share(0.95), "probability that an unrehearsed take-over works at its first attempt")
  package static let takeoverSuccessRehearsed = judged(
    Share(0.99), "the same where planned reboots rehearse it at least monthly")
  package static let planeBacklog = judged(
    DurationLaw.lognormal(median: .minutes(10), sigma: 1),
    "wait behind other callers once an impaired plane has returned")
  package static let drainedSwitch = Cited(
    DurationLaw.uniform(from: Seconds(1), to: Seconds(10)), factID: "fcknat.update",
    source: "AndrewGuenther/fck-nat, documentation",
    sourceURL: "https://github.com/AndrewGuenther/fck-nat/tree/193c58c", date: "2026-05-31",
    confidence: .documentedByProject, meaning: "outage of a switch before a planned reboot")
  package static let drainLead = judged(
    Seconds(60), "from the announcement of a planned reboot to its begin")
  package static let watcherFailure = judged(
    DurationLaw.exponential(mean: .years(2)),
    "time to a fault of a watcher that runs on a host of its own, as of any software",
    factID: "nati.software.rate")
  package static let stopAndStart = judged(
    DurationLaw.triangular(least: .minutes(2), likeliest: .minutes(3), most: .minutes(5)),
    "from the stop of an instance by its peer until it has started again")
  package static let greyShare = judged(
    Share(0.98), "share of the packets that pass a grey failure")
  /// Ports 1 024 to 65 535.
  package static let instancePorts = judged(
    64_512, "connections at one time to one destination through an instance's one address")
}
