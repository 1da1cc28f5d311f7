// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of the Gregorian calendar in UTC, to the minute.

/// A minute of UTC, counted from 1970-01-01 00:00.
package struct CivilMinute: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let sinceEpoch: Int
  package init(sinceEpoch: Int) { self.sinceEpoch = sinceEpoch }

  /// A minute of a day, counted from midnight.
  ///
  /// Months and days count from one; a day that the month does not have counts on into the next.
  package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0) {
    // Years begin in March, so that the leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    sinceEpoch = ((era * 146_097 + dayOfEra - 719_468) * 24 + hour) * 60 + minute
  }

  /// Reads `2018-05-10` or `2018-05-10T12:27Z`; `nil` for anything else or a day that is none.
  package init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2, date.count == 3, let year = digits(date[0], 4),
      let month = digits(date[1], 2), let day = digits(date[2], 2), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    var (hour, minute) = (0, 0)
    if parts.count == 2 {
      let time = parts[1].split(separator: ":", omittingEmptySubsequences: false)
      guard time.count == 2, let hours = digits(time[0], 2), time[1].hasSuffix("Z"),
        let minutes = digits(time[1].dropLast(), 2), hours < 24, minutes < 60
      else { return nil }
      (hour, minute) = (hours, minutes)
    }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute)
    guard self.day == day else { return nil }
  }

  /// Midnight of the Monday at or before this minute.
  package var monday: Self {
    let day = sinceEpoch.dividedFloor(by: 1_440)
    // 1970-01-01 was a Thursday, three days after a Monday.
    let weekday = day + 3 - (day + 3).dividedFloor(by: 7) * 7
    return Self(sinceEpoch: (day - weekday) * 1_440)
  }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.sinceEpoch < rhs.sinceEpoch }

  /// Such as `2018-05-10`, with the time of day unless it is midnight.
  package var description: String {
    let (year, month, day) = civil
    let minutes = sinceEpoch - sinceEpoch.dividedFloor(by: 1_440) * 1_440
    let date = "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    guard minutes != 0 else { return date }
    return "\(date)T\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))Z"
  }

  private var day: Int { civil.day }

  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = sinceEpoch.dividedFloor(by: 1_440) + 719_468
    let era = shifted.dividedFloor(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}

/// A number of exactly `count` decimal digits.
private func digits(_ text: some StringProtocol, _ count: Int) -> Int? {
  guard text.utf8.count == count,
    text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
  else { return nil }
  return Int(text)
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension Int {
  /// The quotient rounded towards minus infinity; the divisor is positive.
  fileprivate func dividedFloor(by divisor: Int) -> Int {
    (self >= 0 ? self : self - divisor + 1) / divisor
  }
}
