// SPDX-License-Identifier: GPL-3.0-or-later
// What a model is asked: signals that should be up, services to be served, nodes that bill.

package import Quantities

/// What kind of value an answer is; values of different kinds are never compared.
package enum ValueKind: Hashable, Sendable {
  /// The mean over [0, T].
  case average
  /// The probability to be down at an instant.
  case at(SimTime)
  /// The limit of the mean over [0, T].
  case steady
  /// The probability to have been down before an instant.
  case firstFailure(by: SimTime)
  case meanTimeToFirstFailure
  /// The probability that the time down in [0, T] is at most this.
  case downTime(atMost: SimDuration)
}

/// One question to a model; its name is unique.
package enum Measure: Hashable, Sendable {
  /// Unavailability and outages of a signal, or another kind of value of its being down.
  case up(name: String, Signal, kind: ValueKind = .average)
  /// Lost, short and dark time, outages and interruptions of a service.
  case served(ServedMeasure)
  /// Flow through a node, integrated.
  case carried(name: String, node: ComponentPath)

  package var name: String {
    switch self {
    case .up(let name, _, _), .carried(let name, _): name
    case .served(let service): service.name
    }
  }
}

/// A service: its sources, and when it counts as short.
package struct ServedMeasure: Hashable, Sendable {
  package let name: String
  /// Paths of its sources; a source belongs to one service at most.
  package let sources: [ComponentPath]
  /// Sum of what its users want, in bit/s; with a profile the most of all hours.
  package let demand: Int64
  /// How the demand varies; its integral is the denominator of the lost share.
  package let profile: DemandProfile?
  /// The service is short while served < (1 − tolerance) · offered.
  package let tolerance: Share
  package init(
    name: String, sources: [ComponentPath], demand: Int64, profile: DemandProfile? = nil,
    tolerance: Share = Share(0.001)
  ) {
    self.name = name
    self.sources = sources
    self.demand = demand
    self.profile = profile
    self.tolerance = tolerance
  }
}
