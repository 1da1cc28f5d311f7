// SPDX-License-Identifier: GPL-3.0-or-later
// A number that carries its unit in its type.

/// A unit of measure; the quantity is always stored in this unit, the base of its kind.
public protocol UnitOfMeasure: Sendable {
  /// What is printed behind a number of this unit, such as `s`; empty for a pure number.
  static var symbol: String { get }
}

/// Of durations.
public enum SecondUnit: UnitOfMeasure { public static let symbol = "s" }
/// Of bandwidths and flows.
public enum BitPerSecondUnit: UnitOfMeasure { public static let symbol = "bit/s" }
/// Of prices and costs.
public enum USDollarUnit: UnitOfMeasure { public static let symbol = "USD" }
/// A pure number: shares, probabilities and severities.
public enum OneUnit: UnitOfMeasure { public static let symbol = "" }

/// A number that carries its unit in its type; always stored in the unit's base.
public struct Quantity<Unit: UnitOfMeasure>: Hashable, Comparable, Sendable {
  public let value: Double
  public init(_ value: Double) { self.value = value }

  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.value < rhs.value }
  public static func + (lhs: Self, rhs: Self) -> Self { Self(lhs.value + rhs.value) }
  public static func - (lhs: Self, rhs: Self) -> Self { Self(lhs.value - rhs.value) }
  public static func * (lhs: Self, factor: Double) -> Self { Self(lhs.value * factor) }
  /// The dimensionless ratio of two quantities of one unit.
  public static func / (lhs: Self, rhs: Self) -> Double { lhs.value / rhs.value }
}

public typealias Seconds = Quantity<SecondUnit>
public typealias BitsPerSecond = Quantity<BitPerSecondUnit>
public typealias USDollars = Quantity<USDollarUnit>
public typealias Share = Quantity<OneUnit>

extension Quantity<SecondUnit> {
  /// Minutes of 60 s.
  public static func minutes(_ count: Double) -> Self { Self(count * 60) }
  /// Hours of 60 minutes.
  public static func hours(_ count: Double) -> Self { Self(count * 3_600) }
  /// Days of 24 hours.
  public static func days(_ count: Double) -> Self { Self(count * 86_400) }
  /// Months of 730 hours.
  public static func months(_ count: Double) -> Self { Self(count * 2_628_000) }
  /// Years of 8 760 hours.
  public static func years(_ count: Double) -> Self { Self(count * 31_536_000) }
}

extension Quantity<BitPerSecondUnit> {
  /// Decimal gigabits a second, as AWS counts them.
  public static func gigabits(_ count: Double) -> Self { Self(count * 1e9) }
}
