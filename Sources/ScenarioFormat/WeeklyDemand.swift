// SPDX-License-Identifier: GPL-3.0-or-later
// How a demand varies: a shape over the hours of the week, and growth from week to week.

import Diagnostics
import Foundation
package import Quantities
package import ReliabilityModeling

/// What is wanted in each hour of the week, from Monday 00:00 UTC on, as shares of the peak.
package struct WeeklyShape: Hashable, Sendable {
  /// The shapes that have a name; judgements of this project, of no measured traffic.
  package enum Name: String, FieldChoice {
    /// The same at all hours.
    case constant
    /// Monday to Friday from 8 to 18, little at night and on weekends; 40 % in the mean.
    case officeHours
    /// Every day alike, most from 20 to 22; 60 % in the mean.
    case evenings

    /// Percent of the peak in each hour of a working day, and of a day of the weekend.
    fileprivate var days: (working: [Double], weekend: [Double]) {
      switch self {
      case .constant:
        let even = [Double](repeating: 100, count: 24)
        return (even, even)
      case .officeHours:
        let night = [Double](repeating: 10, count: 6)
        let day: [Double] = [30, 60, 70, 100, 100, 100, 90, 90, 100, 100, 100, 70]
        let evening: [Double] = [60, 30, 30, 30, 14, 14]
        return (night + day + evening, [Double](repeating: 10, count: 24))
      case .evenings:
        let day: [Double] = [
          50, 35, 25, 20, 20, 25, 35, 45, 50, 55, 60, 65, 65, 65, 65, 65, 70, 75, 80, 90, 100, 100,
          90, 90,
        ]
        return (day, day)
      }
    }
  }

  /// One a hour of the week, 0 … 1.
  package let shares: [Double]
  /// As it was written.
  package let text: String

  package init(_ name: Name) {
    let days = name.days
    shares = (0..<7).flatMap { $0 < 5 ? days.working : days.weekend }.map { $0 / 100 }
    text = name.rawValue
  }

  private init(shares: [Double], text: String) {
    self.shares = shares
    self.text = text
  }
}

extension WeeklyShape: FieldValue {
  package static let kind =
    "one of \(Name.allCases.map(\.rawValue).joined(separator: ", ")), or a list of 168 shares"
  package static let placeholder = Self(.constant)
  package static let shape = ValueShape.oneOf([Name.shape, .array(.scalar)])

  package init(reading node: LocatedNode) throws(Misreading) {
    guard node.list != nil else {
      self.init(try Name(reading: node))
      return
    }
    let written = try [Share](reading: node)
    guard written.count == DemandProfile.hoursPerWeek else {
      throw Misreading(
        "a week has 168 hours, from Monday 00:00 UTC on, not \(written.count)", at: node.location)
    }
    for (share, element) in zip(written, node.list ?? []) where share.value < 0 || share.value > 1 {
      throw Misreading(
        "\(share.text) is no share of the peak: from 0 % to 100 %", at: element.location)
    }
    guard written.contains(where: { $0.value > 0 }) else {
      throw Misreading("a week without any demand", at: node.location)
    }
    self.init(shares: written.map(\.value), text: "168 hourly shares")
  }
}

/// How a demand varies over time.
package struct WeeklyDemand: Hashable, Sendable {
  package let shape: WeeklyShape
  /// Of the peak in a year, compounded week by week, 0 … 1.
  package let growth: Share

  package static let shapeField = Field<WeeklyShape>(
    "profile", orAbsent: WeeklyShape(.constant),
    "How the demand varies over the week; what is stated is its peak.")
  package static let growthField = Field<Share>(
    "growth", orAbsent: Share(0), "Growth of the demand in a year, in weekly steps.",
    must: .within(Share(0)...Share(1)))

  package static let references = [shapeField.reference(), growthField.reference()]

  package init(shape: WeeklyShape = WeeklyShape(.constant), growth: Share = Share(0)) {
    self.shape = shape
    self.growth = growth
  }

  package init(_ read: inout FieldReader) {
    shape = read(Self.shapeField)
    growth = read(Self.growthField)
  }

  /// Whether nothing varies.
  package var isConstant: Bool { growth.value == 0 && shape.shares.allSatisfy { $0 == 1 } }

  /// The rates of a demand whose peak in the first week is `peak`, until a horizon.
  ///
  /// - Parameters:
  ///   - peak: In any unit of rate, not negative.
  ///   - horizon: Growth is laid out so far.
  /// - Returns: The most that is ever wanted, and the factors of it; none if nothing varies.
  package func laidOut(
    peak: Double, until horizon: SimTime
  ) -> (most: Double, profile: DemandProfile?) {
    guard !isConstant else { return (peak, nil) }
    let parts = Double(FlowLevel.one)
    let hourly = shape.shares.map { Int64(($0 * parts).rounded()) }
    guard growth.value != 0 else { return (peak, DemandProfile(hourly: hourly)) }
    let week = Seconds.hours(Double(DemandProfile.hoursPerWeek))
    let weeks = Int(((horizon - .zero).seconds / week).rounded(.up))
    let years = week / Seconds.years(1)
    let sizes = (0..<max(1, weeks)).map { pow(1 + growth.value, Double($0) * years) }
    let most = sizes[sizes.count - 1]
    return (
      peak * most,
      DemandProfile(hourly: hourly, weekly: sizes.map { Int64(($0 / most * parts).rounded()) })
    )
  }
}
