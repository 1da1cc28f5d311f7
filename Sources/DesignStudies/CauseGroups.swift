// SPDX-License-Identifier: GPL-3.0-or-later
// Causes as people speak of them: incidents of all zones, a mode of a component in all zones.

import OutputAnalysis

package import MonteCarlo

/// Several causes that are one in a sentence.
package struct CauseGroup: Hashable, Sendable {
  /// Such as `zone incidents`, or `software of nat`.
  package let name: String
  package let share: Double
}

extension CauseAnalysis {
  /// The causes by what they are called in a sentence, the greatest first; shares add up to one.
  package var groups: [CauseGroup] {
    var shares: [String: Double] = [:]
    for cause in causes { shares[cause.groupName, default: 0] += cause.share.mean }
    return shares.map { CauseGroup(name: $0.key, share: $0.value) }
      .sorted { ($1.share, $0.name) < ($0.share, $1.name) }
  }
}

extension CauseShare {
  /// What the cause is called together with its like.
  fileprivate var groupName: String {
    guard let component else { return "no fault" }
    let parts = component.split(separator: "/").map(String.init)
    if parts.first == "world", parts.count > 1 {
      switch parts[1] {
      case "change": return "changes"
      case "zone": return "zone incidents"
      case "zoneControl": return "control-plane incidents of zones"
      case "natgw": return "incidents of NAT gateways"
      case "replay": return "recorded incidents"
      default: return "incidents of \(parts[1])"
      }
    }
    let root = parts.first ?? component
    switch mode {
    case "window": return "planned windows of \(root)"
    case "broken": return "broken returns of \(root)"
    case "incident": return "incidents of \(root)"
    case .some(let mode): return "\(mode) of \(root)"
    case .none: return root
    }
  }
}
