// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON of a study: keys that programs rely on, and bytes that repeat.

import DesignStudies
import Quantities
import Reporting
import Testing

private func data(_ study: Study) -> JSONValue {
  ReportDocument(presenting: study, as: .comparison, elapsed: Seconds(6.21)).data
}

private func first(_ value: JSONValue?) -> JSONValue? {
  guard case .array(let elements) = value else { return nil }
  return elements.first
}

@Suite struct StudyDataTests {
  private static let interval = ["mean", "low", "high"]

  @Test func `the keys that were promised are there`() throws {
    let root = data(study(threeDesigns))
    for key in [
      "schemaVersion", "scenario", "seed", "replications", "stopReason", "fingerprint", "designs",
      "comparisons", "assumptions",
    ] { #expect(root[key] != nil, "\(key)") }
    let design = try #require(first(root["designs"]))
    for key in ["name", "probabilityBest", "services", "monthlyCostUSD"] {
      #expect(design[key] != nil, "\(key)")
    }
    for key in ["total", "hours", "processing", "crossZone", "addresses", "outbound"] {
      #expect(design["monthlyCostUSD"]?[key] != nil, "\(key)")
    }
    let service = try #require(first(design["services"]))
    for key in ["name", "fingerprint"] { #expect(service[key] != nil, "\(key)") }
    for figure in [
      "unavailability", "lostMinutesPerYear", "shortMinutesPerYear", "darkMinutesPerYear",
      "outagesPerYear", "darkOutagesPerYear", "interruptionsPerYear",
    ] { for key in Self.interval { #expect(service[figure]?[key] != nil, "\(figure).\(key)") } }
    for level in ["p50", "p95", "p99"] {
      for key in ["value", "low", "high"] {
        #expect(service["lostMinutesQuantiles"]?[level]?[key] != nil, "\(level).\(key)")
      }
    }
    #expect(service["whyNoQuantiles"] == .null)
    #expect(service["unavailability"]?["confidence"] == .number(0.95))
    let pair = try #require(first(root["comparisons"]))
    for key in ["service", "better", "worse", "distinguishable"] {
      #expect(pair[key] != nil, "\(key)")
    }
    for key in Self.interval { #expect(pair["savedMinutesPerYear"]?[key] != nil, "\(key)") }
    let assumption = try #require(first(root["assumptions"]))
    for key in ["path", "value", "origin", "source", "confidence"] {
      #expect(assumption[key] != nil, "\(key)")
    }
  }

  @Test func `values are those of the study`() throws {
    let root = data(study(threeDesigns))
    #expect(root["fingerprint"] == "0123456789abcdef")
    #expect(root["stopReason"] == "precisionReached")
    let pair = try #require(first(root["comparisons"]))
    #expect(pair["better"] == "gateway-per-zone")
    #expect(pair["worse"] == "one-gateway")
    #expect(pair["distinguishable"] == .bool(true))
    // 40 dollars of hours and nothing else.
    let design = try #require(first(root["designs"]))
    guard case .number(let total) = design["monthlyCostUSD"]?["total"] else {
      Issue.record("the total is no number")
      return
    }
    #expect(abs(total - 40) < 1e-9)
  }

  @Test func `without a price the cost is null, and equal studies have equal bytes`() throws {
    let unpriced = study([MadeUpDesign(name: "a", lost: 3), MadeUpDesign(name: "b", lost: 5)])
    let design = try #require(first(data(unpriced)["designs"]))
    #expect(design["monthlyCostUSD"]?["total"] == .null)
    #expect(data(study(threeDesigns)).text == data(study(threeDesigns)).text)
  }
}
