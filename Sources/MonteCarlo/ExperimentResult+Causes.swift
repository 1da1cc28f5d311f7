// SPDX-License-Identifier: GPL-3.0-or-later
// Who is behind what was lost: shares of causes and of components.

package import OutputAnalysis
import ReliabilityModeling

/// The share of one cause, or of one component with all its causes, in what a measure lost.
package struct CauseShare: Hashable, Sendable {
  /// Path of the unit, incident or calendar; `nil` for what is lost while all are well.
  package let component: String?
  /// A failure mode, `incident` or `window`; `nil` for a component as a whole.
  package let mode: String?
  package let share: Estimate
  package init(component: String?, mode: String?, share: Estimate) {
    self.component = component
    self.mode = mode
    self.share = share
  }
}

/// Who is behind what one measure lost.
package struct CauseAnalysis: Hashable, Sendable {
  /// Causes with any share, the greatest first; shares add up to one.
  package let causes: [CauseShare]
  /// Importance of components: the share of the loss that goes with each, the greatest first.
  package let components: [CauseShare]
  /// Share of the loss in which control was on its way: detection, switching, launching.
  package let lag: Estimate
  /// Share that several causes have only together.
  package let joint: Estimate
  /// Every so many replications were charged.
  package let stride: UInt32
  package init(
    causes: [CauseShare], components: [CauseShare], lag: Estimate, joint: Estimate,
    stride: UInt32
  ) {
    self.causes = causes
    self.components = components
    self.lag = lag
    self.joint = joint
    self.stride = stride
  }
}

extension ExperimentResult {
  /// Who is behind what a measure of a design lost; `nil` where causes were not recorded, or where
  /// the replications that record them lost nothing.
  package func causes(design: Int, measure name: String) -> CauseAnalysis? {
    let causes = totals.causes
    let found = causes.layout.measures.firstIndex { $0.design == design && $0.name == name }
    guard let found, causes.sums[found] > 0 else { return nil }
    let measure = causes.layout.measures[found]
    func share(_ part: PartMoments) -> Estimate {
      part.share(
        of: causes.sums[found], causes.totals[found], confidence: SequentialStopping.confidence)
    }
    func ordered(_ shares: [CauseShare]) -> [CauseShare] {
      // Sorting is stable enough only with a second key; causes stand in order of their parts.
      shares.enumerated()
        .sorted { ($1.element.share.mean, $0.offset) < ($0.element.share.mean, $1.offset) }
        .map(\.element)
    }
    let ofCauses = zip(measure.causes, measure.places).compactMap { name, place -> CauseShare? in
      guard causes.parts[place].sum > 0 else { return nil }
      return CauseShare(
        component: name.component, mode: name.mode, share: share(causes.parts[place]))
    }
    let ofComponents = zip(measure.components, causes.components[found]).compactMap {
      component, part in
      part.sum > 0 ? CauseShare(component: component, mode: nil, share: share(part)) : nil
    }
    return CauseAnalysis(
      causes: ordered(ofCauses), components: ordered(ofComponents),
      lag: share(causes.parts[measure.places.upperBound]),
      joint: share(causes.parts[measure.places.upperBound + 1]),
      stride: causes.layout.strides[design])
  }

  /// For each cause, what was charged to it, in the unit of the measure's output; empty where
  /// causes were not recorded.
  package func charges(design: Int, measure name: String) -> [Int128] {
    let causes = totals.causes
    return causes.layout.measures.first { $0.design == design && $0.name == name }
      .map { measure in measure.places.map { causes.parts[$0].sum } } ?? []
  }
}
