// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities from text and back.

import Quantities
import Testing

@Suite struct QuantityParsingTests {
  @Test(
    arguments: [
      ("90 s", 90), ("90s", 90), ("250 ms", 0.25), ("2.5 min", 150), ("3 h", 10_800),
      ("10 days", 864_000), ("1 month", 2_628_000), ("2 y", 63_072_000), ("  7   hours ", 25_200),
      ("0", 0), (".5 s", 0.5), ("1e3 s", 1_000), ("1.5e-1 min", 9), ("-3 s", -3),
      ("2 weeks", 1_209_600),
    ] as [(String, Double)])
  func `a duration is a number and a unit`(_ text: String, _ seconds: Double) throws {
    #expect(try Seconds(parsing: text).value == seconds)
  }

  @Test(
    arguments: [
      ("5 Gbps", 5e9), ("1.2 Gbit/s", 1.2e9), ("200 Mbps", 2e8), ("9 kbps", 9e3), ("64 bps", 64),
    ] as [(String, Double)])
  func `bandwidths are decimal`(_ text: String, _ bits: Double) throws {
    #expect(try BitsPerSecond(parsing: text).value == bits)
  }

  @Test func `shares, prices and rates have their own forms`() throws {
    #expect(try Share(parsing: "99.95 %").value == 99.95 / 100)
    #expect(try Share(parsing: "0.3").value == 0.3)
    #expect(try USDollars(parsing: "0.045 USD").value == 0.045)
    #expect(try USDollars(parsing: "$12").value == 12)
    #expect(try PerYear(parsing: "0.5 per year").value == 0.5)
    #expect(try PerYear(parsing: "3 per month").value == 36)
  }

  @Test(
    arguments: [
      ("apples", .notANumber, 0), ("", .notANumber, 0), ("- 3 s", .notANumber, 0),
      ("5 apples", .unitUnknown("apples"), 2), ("12", .unitMissing, 1),
      ("10 Gbps", .unitOfAnotherKind("Gbps", kind: "a bandwidth"), 3),
      ("5 %", .unitOfAnotherKind("%", kind: "a share"), 2), ("1e999 s", .tooLarge, 0),
      ("0x10 s", .unitUnknown("x10 s"), 1),
      ("nan s", .notANumber, 0), ("1,5 s", .unitUnknown(",5 s"), 1), ("٣ s", .notANumber, 0),
      ("$5", .unitOfAnotherKind("$", kind: "a price"), 1),
    ] as [(String, QuantityFault.Reason, Int)])
  func `what is no duration has a reason and a place`(
    _ text: String, _ reason: QuantityFault.Reason, _ offset: Int
  ) {
    #expect(throws: QuantityFault(reason, offset: offset)) { try Seconds(parsing: text) }
  }

  @Test func `a number whose unit makes it infinite is too large`() {
    #expect(throws: QuantityFault(.tooLarge, offset: 0)) { try Seconds(parsing: "1e305 y") }
  }

  @Test(
    arguments: [
      (0, "0 s"), (0.25, "250 ms"), (84.7, "84.7 s"), (90, "90 s"), (720, "12 min"), (3_600, "1 h"),
      (9_810, "163.5 min"), (5_400, "90 min"), (129_600, "36 h"), (864_000, "10 d"),
      (2_628_000, "1 month"), (7_884_000, "3 months"), (31_536_000, "1 y"), (788_400_000, "25 y"),
    ] as [(Double, String)])
  func `a duration is written in the unit that makes it short`(_ seconds: Double, _ text: String) {
    #expect(Seconds(seconds).text == text)
  }

  @Test func `other quantities are written in their usual units`() {
    #expect(BitsPerSecond(1.2e9).text == "1.2 Gbps")
    #expect(BitsPerSecond(200e6).text == "200 Mbps")
    #expect(Share(0.003).text == "0.3 %")
    #expect(USDollars(0.045).text == "$0.045")
    #expect(PerYear(0.121).text == "0.121 per year")
    #expect(plainText(0.1 + 0.2) == "0.3")
    #expect(plainText(-17_849) == "-17849")
    #expect(plainText(2.5e-7) == "2.5e-07")
  }

  @Test(arguments: 1...60)
  func `what is written is read again to six digits`(_ step: Int) throws {
    let seconds = Seconds(0.0037 * Double(step * step * step * step) * 1.71)
    let again = try Seconds(parsing: seconds.text)
    #expect(abs(again / seconds - 1) < 1e-5)
  }
}
