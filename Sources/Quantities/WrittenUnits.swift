// SPDX-License-Identifier: GPL-3.0-or-later
// The units that people write, with their names and factors.

/// Events a year.
public enum PerYearUnit: UnitOfMeasure { public static let symbol = "per year" }

public typealias PerYear = Quantity<PerYearUnit>

extension SecondUnit: WrittenUnit {
  public static let kind = "a duration"
  public static let examples = "'90 s', '12 min' or '10 days'"
  public static let acceptsBareNumber = false
  public static let names: [(name: String, factor: Double)] = [
    ("s", 1), ("second", 1), ("seconds", 1), ("ms", 1e-3),
    ("min", 60), ("minute", 60), ("minutes", 60),
    ("h", 3_600), ("hour", 3_600), ("hours", 3_600),
    ("d", 86_400), ("day", 86_400), ("days", 86_400),
    ("week", 604_800), ("weeks", 604_800),
    ("month", 2_628_000), ("months", 2_628_000),
    ("y", 31_536_000), ("year", 31_536_000), ("years", 31_536_000),
  ]
}

extension BitPerSecondUnit: WrittenUnit {
  public static let kind = "a bandwidth"
  public static let examples = "'5 Gbps' or '200 Mbps'"
  public static let acceptsBareNumber = false
  public static let names: [(name: String, factor: Double)] = [
    ("bps", 1), ("bit/s", 1), ("kbps", 1e3), ("kbit/s", 1e3), ("Mbps", 1e6), ("Mbit/s", 1e6),
    ("Gbps", 1e9), ("Gbit/s", 1e9), ("Tbps", 1e12), ("Tbit/s", 1e12),
  ]
}

extension USDollarUnit: WrittenUnit {
  public static let kind = "a price"
  public static let examples = "'0.045 USD'"
  public static let acceptsBareNumber = false
  public static let names: [(name: String, factor: Double)] = [("USD", 1), ("$", 1)]
}

extension OneUnit: WrittenUnit {
  public static let kind = "a share"
  public static let examples = "'2 %' or '0.02'"
  public static let acceptsBareNumber = true
  public static let names: [(name: String, factor: Double)] = [("%", 0.01)]
}

extension PerYearUnit: WrittenUnit {
  public static let kind = "a rate"
  public static let examples = "'0.5 per year' or '12 per month'"
  public static let acceptsBareNumber = false
  public static let names: [(name: String, factor: Double)] = [
    ("per year", 1), ("a year", 1), ("/year", 1), ("/y", 1), ("per y", 1),
    ("per month", 12), ("a month", 12), ("/month", 12),
    ("per day", 365), ("a day", 365), ("/day", 365), ("/d", 365), ("per d", 365),
    ("per hour", 8_760), ("an hour", 8_760), ("/h", 8_760), ("per h", 8_760),
  ]
}
