// SPDX-License-Identifier: GPL-3.0-or-later
// What a model is asked: signals that should be up, services to be served, nodes that bill.

package import Quantities

/// One question to a model; its name is unique.
package enum Measure: Hashable, Sendable {
  /// Unavailability and outages of a signal.
  case up(name: String, Signal)
  /// Lost, short and dark time, outages and interruptions of a service.
  case served(ServedMeasure)
  /// Flow through a node, integrated.
  case carried(name: String, node: ComponentPath)

  package var name: String {
    switch self {
    case .up(let name, _), .carried(let name, _): name
    case .served(let service): service.name
    }
  }
}

/// A service: its sources, and when it counts as short.
package struct ServedMeasure: Hashable, Sendable {
  package let name: String
  /// Paths of its sources; a source belongs to one service at most.
  package let sources: [ComponentPath]
  /// Sum of what its users want, in bit/s; the denominator of the lost share.
  package let demand: Int64
  /// The service is short while served < (1 − tolerance) · offered.
  package let tolerance: Share
  package init(
    name: String, sources: [ComponentPath], demand: Int64, tolerance: Share = Share(0.001)
  ) {
    self.name = name
    self.sources = sources
    self.demand = demand
    self.tolerance = tolerance
  }
}
