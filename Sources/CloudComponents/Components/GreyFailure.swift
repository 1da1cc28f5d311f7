// SPDX-License-Identifier: GPL-3.0-or-later
// A grey failure: what forwards loses a share of its packets, and no check of its own sees it.

package import Quantities
package import RandomVariates
import ReliabilityModeling
import ScenarioFormat

/// Loss of a share of the packets while all checks pass.
package struct GreyFailure: Hashable, Sendable {
  package var failure: DurationLaw
  /// Unless somebody moves the routes away.
  package var duration: DurationLaw
  /// Share of the packets that still pass.
  package var passes: Share

  package init(failure: DurationLaw, duration: DurationLaw, passes: Share) {
    self.failure = failure
    self.duration = duration
    self.passes = passes
  }
}

extension GreyFailure {
  /// Adds the unit of the failure beside a component, and returns its path.
  func lower(beside component: ComponentPath, into model: inout DesignLowering) -> ComponentPath {
    let path = DesignLowering.path(of: "grey", beside: component)
    model.builder.add(
      RepairableUnit(
        path, modes: [FailureMode("grey", failure: failure, repair: Action([.law(duration)]))]))
    return path
  }

  /// What passes of an inflow.
  func level(by unit: ComponentPath) -> FlowLevel {
    .choose(
      when: .part(unit), then: .full,
      otherwise: .constant(Int64((passes.value * Double(FlowLevel.one)).rounded())))
  }
}

extension GreyFailure {
  private static let interval = Field<Seconds>(
    "mtbf", "Mean from the end of a grey failure to the next, drawn exponentially.",
    must: .moreThan(Seconds(0)))
  private static let duration = Field<DurationLaw>(
    "duration", "Duration of a grey failure that nobody answers.")
  private static let passes = Field<Share>(
    "passes", default: AWSFacts.greyShare, "Share of the packets that still pass.")

  static let fields = [
    interval.reference(in: "grey"), duration.reference(in: "grey"), passes.reference(in: "grey"),
  ]

  /// Reads the group `grey`; without it there are no grey failures, for no rate is published.
  static func read(from read: inout FieldReader) -> GreyFailure? {
    read.groupIfPresent("grey") { read in
      GreyFailure(
        failure: .exponential(mean: read(interval)), duration: read(duration),
        passes: read(passes))
    }
  }
}
