// SPDX-License-Identifier: GPL-3.0-or-later
// Facts: groups that replace instances, what a launch takes, and what scripts do after it.

package import Quantities
package import RandomVariates
package import ScenarioFormat

extension AWSFacts {
  /// A statement of the Auto Scaling user guide.
  private static func groupGuide<Value>(
    _ value: Value, _ factID: String, _ page: String, _ meaning: String
  ) -> Cited<Value> {
    Cited(
      value, factID: factID, source: "Amazon EC2 Auto Scaling User Guide, \(page)",
      sourceURL: "https://github.com/awsdocs/amazon-ec2-auto-scaling-user-guide",
      date: "2023-04-27", confidence: .documentedByAWS, meaning: meaning)
  }

  package static let groupGrace = groupGuide(
    Seconds(300), "asg.grace.console", "health check grace period",
    "from a launch until its health counts; the console's default")
  /// Two checks of 60 s after a phase: the group asks for fewer than an alarm does.
  package static let groupChecksDown = judged(
    2, "failed status checks in a row before a group calls an instance impaired",
    factID: "asg.period")
  package static let groupImpaired = Cited(
    DurationLaw.triangular(least: .minutes(2), likeliest: .minutes(3), most: .minutes(8)),
    factID: "asg.impaired", source: "Amazon EC2 Auto Scaling User Guide, health checks",
    sourceURL: "https://github.com/awsdocs/amazon-ec2-auto-scaling-user-guide",
    date: "2023-04-27", confidence: .judgement,
    meaning: "wait before an impaired instance is replaced: the guide says a few minutes")
  package static let groupLaunch = Cited(
    DurationLaw.uniform(from: Seconds(25), to: Seconds(45)), factID: "ec2.boot.sc.med",
    source: "SpareCores sc-inspector-data, 70 launches",
    sourceURL: "https://github.com/SpareCores/sc-inspector-data/tree/804d3c71dda",
    date: "2026-08-22", confidence: .measuredPublished,
    meaning: "from the call of a launch to the start of its boot script")
  package static let groupBoot = judged(
    DurationLaw.triangular(least: Seconds(15), likeliest: Seconds(60), most: Seconds(290)),
    "boot script of a NAT instance, its packages included", factID: "ec2.boot.sc.ready")
  package static let addressMove = judged(
    DurationLaw.uniform(from: Seconds(2), to: Seconds(15)),
    "from the call that moves a public address to its effect", factID: "eip.move")
  package static let checkSwitch = judged(
    DurationLaw.uniform(from: Seconds(1), to: Seconds(2)),
    "from the call that switches the source/destination check off to its effect")
  package static let interfaceAttach = judged(
    DurationLaw.uniform(from: Seconds(2), to: Seconds(15)),
    "from the call that attaches an interface to traffic on it; taken as that of an address")
  package static let postLaunchSuccess = judged(
    Share(0.99), "probability that a step of the boot script works; else nothing forwards",
    factID: "nati.comesbackbroken")
  package static let launchSeverity = judged(
    Share(0.5), "severity of a zone incident from which nothing is launched in the zone")
}
