// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario claims about its results, in four forms.

package import Diagnostics
package import Quantities

/// A figure of a service, as `expect:` and reports name it.
package enum ServiceMeasure: String, FieldChoice {
  /// The lost share of the demand.
  case unavailability
  case lostMinutesPerYear, shortMinutesPerYear, darkMinutesPerYear
  case outagesPerYear, darkOutagesPerYear, interruptionsPerYear

  /// Whether it may be written as a duration.
  package var isInMinutes: Bool {
    switch self {
    case .lostMinutesPerYear, .shortMinutesPerYear, .darkMinutesPerYear: true
    case .unavailability, .outagesPerYear, .darkOutagesPerYear, .interruptionsPerYear: false
    }
  }
}

/// One entry of `expect:`.
package struct Expectation: Hashable, Sendable {
  /// How near is near enough.
  package enum Tolerance: Hashable, Sendable {
    case standardErrors(Double)
    /// A share of the expected value.
    case relative(Double)
  }

  /// What a value must be.
  package enum Bound: Hashable, Sendable {
    case equal(Double, within: Tolerance)
    case atMost(Double)
    case atLeast(Double)
  }

  /// What is claimed.
  package enum Form: Hashable, Sendable {
    /// A figure of one service of one design.
    case value(ServiceMeasure, service: String, design: String, Bound)
    /// A paired difference of lost minutes a year; `by` is to be met within 4 standard errors.
    case better(String, than: String, service: String, by: Double?)
    /// The difference is exactly 0.
    case same(String, as: String, service: String)
    /// A figure of one measure of a model.
    case figure(ModelFigure, of: String, Bound)
    /// The exact value of one measure of a model.
    case solved(of: String, Bound)
    /// One signal of a model is down for less time than another, paired; `by` is a share of time.
    case moreAvailable(String, than: String, by: Double?)
    /// Two signals of a model are down for the same time in every history.
    case sameAvailable(String, as: String)
  }

  package let form: Form
  /// Why it is expected, in the words of the file.
  package let because: String?
  /// Relative standard error above which the verdict is inconclusive.
  package let resolution: Share
  package let location: SourceLocation
}

extension Expectation {
  /// The claim in one line.
  package var text: String {
    switch form {
    case .value(let measure, let service, let design, let bound):
      "\(service).\(measure.rawValue) of \(design) \(bound.text)"
    case .better(let better, let worse, let service, let minutes):
      "\(better) is better than \(worse) for \(service)"
        + (minutes.map { " by \(plainText($0)) min a year" } ?? "")
    case .same(let one, let other, let service):
      "\(one) is the same as \(other) for \(service)"
    case .figure(let figure, let measure, let bound):
      "\(measure).\(figure.rawValue) \(bound.text)"
    case .solved(let measure, let bound): "solved \(measure) \(bound.text)"
    case .moreAvailable(let better, let worse, let share):
      "\(better) is better than \(worse)" + (share.map { " by \(plainText($0))" } ?? "")
    case .sameAvailable(let one, let other): "\(one) is the same as \(other)"
    }
  }
}

extension Expectation.Bound {
  /// Such as `is 47.7 within 4 standard errors`.
  package var text: String {
    switch self {
    case .equal(let value, let tolerance): "is \(plainText(value)) within \(tolerance.text)"
    case .atMost(let value): "is at most \(plainText(value))"
    case .atLeast(let value): "is at least \(plainText(value))"
    }
  }
}

extension Expectation.Tolerance: FieldValue {
  package static let kind = "a tolerance"
  package static let placeholder = Self.standardErrors(4)

  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    for unit in ["standard errors", "standard error"] where text.hasSuffix(unit) {
      if let number = try? parseNumber(text.dropLast(unit.count)), number > 0 {
        self = .standardErrors(number)
        return
      }
    }
    if text.hasSuffix("relative"), let number = try? parseNumber(text.dropLast("relative".count)),
      number > 0
    {
      self = .relative(number)
      return
    }
    if text.hasSuffix("%"), let share = try? Share(parsing: text), share.value > 0 {
      self = .relative(share.value)
      return
    }
    throw Misreading(
      "'\(clipped(text))' is not a tolerance", at: node.location,
      notes: ["a tolerance is written '4 standard errors', '5 %' or '1e-9 relative'"])
  }

  package var text: String {
    switch self {
    case .standardErrors(let count): "\(plainText(count)) standard errors"
    case .relative(let share): share < 1e-4 ? "\(plainText(share)) relative" : Share(share).text
    }
  }
}
