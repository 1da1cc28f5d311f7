// SPDX-License-Identifier: GPL-3.0-or-later
// What a design is billed for: amounts that a run measures, times prices of the region.

package import Quantities
package import ScenarioFormat

/// One line of the bill.
package struct Billable: Hashable, Sendable {
  /// The column of the bill in which it stands.
  package enum Category: String, Hashable, Sendable, CaseIterable {
    case hours, processing, crossZone, addresses
    /// Shown apart and in no total: the same in every design.
    case outbound
  }
  /// How much of it there is, and what that follows.
  package enum Amount: Hashable, Sendable {
    /// So many things, every hour.
    case perHour(Double)
    /// Gigabytes of a measure of the model, times a factor; a measure that the model does not have
    /// carries nothing.
    case perGigabyteCarried(measure: String, factor: Double)
    /// Gigabytes that a service got through.
    case perGigabyteServed(service: String)
  }

  package let category: Category
  /// Such as `nat/a, a gateway's hours`.
  package let label: String
  package let amount: Amount
  /// An hour or a gigabyte; `nil` when none is known in this region.
  package let price: USDollars?
  /// Of the price; empty without one.
  package let source: String

  package init(
    _ category: Category, _ label: String, _ amount: Amount, at price: PriceList.Price
  ) {
    self.category = category
    self.label = label
    self.amount = amount
    self.price = price.dollars
    source = price.source
  }
}

/// The prices of a scenario's region.
package struct PriceList: Hashable, Sendable {
  /// A price and where it comes from; without one, the cost is not known.
  package struct Price: Hashable, Sendable {
    package let dollars: USDollars?
    package let source: String
    package static let unknown = Self(dollars: nil, source: "")
  }

  /// Prices by name, in the order of `items`.
  private let prices: [Price]
  /// Hourly prices of instance types that the scenario gives.
  private let instances: [InstancePrice]
  private let hasInstancePrices: Bool
  /// Directions in which a gigabyte between zones is billed.
  package let zoneCrossingDirections: Int

  private struct InstancePrice: Hashable, Sendable {
    let type: String
    let price: Price
  }

  package var gatewayHour: Price { prices[0] }
  package var gatewayGigabyte: Price { prices[1] }
  package var addressHour: Price { prices[2] }
  package var zoneCrossing: Price { prices[3] }
  package var outbound: Price { prices[4] }
  package var endpointHour: Price { prices[5] }
  package var endpointGigabyte: Price { prices[6] }

  /// The price of an hour of an instance, on demand.
  package func instanceHour(_ type: InstanceType) -> Price {
    if let given = instances.first(where: { $0.type == type.name }) { return given.price }
    guard hasInstancePrices, let dollars = type.hourlyPrice else {
      return .unknown
    }
    return Price(
      dollars: dollars, source: "\(InstanceTable.priceSource), \(InstanceTable.date)")
  }
}

extension PriceList {
  private static let items: [(name: String, price: Cited<USDollars>)] = [
    ("gatewayHour", AWSFacts.gatewayHourPrice),
    ("gatewayGigabyte", AWSFacts.gatewayGigabytePrice),
    ("addressHour", AWSFacts.addressHourPrice),
    ("zoneCrossing", AWSFacts.zoneCrossingPrice),
    ("outbound", AWSFacts.outboundPrice),
    ("endpointHour", AWSFacts.endpointHourPrice),
    ("endpointGigabyte", AWSFacts.endpointGigabytePrice),
  ]
  private static let directions = Field<Int>(
    "zoneCrossingDirections", default: AWSFacts.zoneCrossingDirections,
    "Directions in which a gigabyte between zones is billed.", must: .within(1...2))

  /// With the prices of us-east-1 as defaults; elsewhere there are none.
  static let fields: [FieldReference] =
    items.map { shipped($0.name, $0.price).reference() } + [directions.reference()]

  private static func shipped(_ name: String, _ price: Cited<USDollars>) -> Field<USDollars?> {
    Field(switchable: name, default: price, "Price of \(price.meaning); us-east-1 only.")
  }

  /// Reads the group `prices`; a region without shipped prices has those that are written.
  package init(_ read: inout FieldReader, in region: Region) {
    prices = Self.items.map { name, shipped in
      let field =
        region.hasPrices
        ? Self.shipped(name, shipped)
        : Field<USDollars?>(optional: name, "Price of \(shipped.meaning).")
      let dollars = read(field)
      let isWritten = read.node[name] != nil
      return Price(
        dollars: dollars,
        source: dollars == nil ? "" : isWritten ? "scenario" : "\(shipped.source), \(shipped.date)")
    }
    zoneCrossingDirections = read(Self.directions)
    instances = read.group("instances") { read in
      (read.node.map ?? []).compactMap { entry in
        let price = read(Field<USDollars>(entry.key.name, "An hour of this instance type."))
        guard !read.failed(entry.key.name) else { return nil }
        return InstancePrice(
          type: entry.key.name, price: Price(dollars: price, source: "scenario"))
      }
    }
    hasInstancePrices = region.hasPrices
  }
}

extension PriceList.Price {
  /// A price that somebody states.
  package init(_ dollars: USDollars?, from source: String) {
    self.init(dollars: dollars, source: source)
  }
}
