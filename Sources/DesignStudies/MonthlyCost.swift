// SPDX-License-Identifier: GPL-3.0-or-later
// What a design costs a month, apart by what is billed.

package import CloudComponents
package import Quantities

/// Dollars a month of 730 hours, apart by category; a gigabyte is 10⁹ bytes.
package struct MonthlyCost: Hashable, Sendable {
  /// `nil` where something of this category has no known price.
  package private(set) var hours: USDollars?
  package private(set) var processing: USDollars?
  package private(set) var crossZone: USDollars?
  package private(set) var addresses: USDollars?
  /// Traffic to the internet, the same in every design: not part of the total.
  package private(set) var outbound: USDollars?
  /// Labels of what has no known price.
  package private(set) var unpriced: [String] = []

  /// All but outbound traffic; `nil` where a part of it is unknown.
  package var total: USDollars? {
    guard let hours, let processing, let crossZone, let addresses else { return nil }
    return hours + processing + crossZone + addresses
  }
}

/// Mean traffic of a design over the experiment.
package struct MeanTraffic {
  /// Through the node behind a `carried` measure.
  let carried: (_ measure: String) -> BitsPerSecond
  /// Of a service.
  let served: (_ service: String) -> BitsPerSecond

  package init(
    carried: @escaping (_ measure: String) -> BitsPerSecond,
    served: @escaping (_ service: String) -> BitsPerSecond
  ) {
    self.carried = carried
    self.served = served
  }
}

extension MonthlyCost {
  /// Adds up a bill.
  package init(of billables: [Billable], carrying traffic: MeanTraffic) {
    var sums: [Billable.Category: Double] = [:]
    var unknown: Set<Billable.Category> = []
    for item in billables {
      guard let price = item.price else {
        unknown.insert(item.category)
        unpriced.append(item.label)
        continue
      }
      sums[item.category, default: 0] += Self.quantity(of: item.amount, traffic) * price.value
    }
    func sum(_ category: Billable.Category) -> USDollars? {
      unknown.contains(category) ? nil : USDollars(sums[category] ?? 0)
    }
    hours = sum(.hours)
    processing = sum(.processing)
    crossZone = sum(.crossZone)
    addresses = sum(.addresses)
    outbound = sum(.outbound)
  }

  private static let hoursPerMonth = 730.0

  private static func quantity(of amount: Billable.Amount, _ traffic: MeanTraffic) -> Double {
    switch amount {
    case .perHour(let count): count * hoursPerMonth
    case .perGigabyteCarried(let measure, let factor):
      gigabytesPerMonth(traffic.carried(measure)) * factor
    case .perGigabyteServed(let service): gigabytesPerMonth(traffic.served(service))
    }
  }

  private static func gigabytesPerMonth(_ rate: BitsPerSecond) -> Double {
    rate.value / 8 * 3_600 * hoursPerMonth / 1e9
  }
}
