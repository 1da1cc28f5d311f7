// SPDX-License-Identifier: GPL-3.0-or-later
// The document of `nines explain`: ways first, then what is assumed.

import CloudComponents
import Reporting
import ScenarioFormat

/// The ways and the assumptions of some designs of one scenario.
struct Explanation {
  let title: String
  let designs: [Design]
  /// One list a design.
  private let waysOfDesigns: [[WayExplanation]]

  init(of designs: [Design], title: String) {
    self.title = title
    self.designs = designs
    waysOfDesigns = designs.map(\.ways)
  }

  var ways: [WayExplanation] { waysOfDesigns.flatMap { $0 } }

  var document: ReportDocument {
    var blocks: [ReportDocument.Block] = [.title(title, aside: "")]
    for (design, ways) in zip(designs, waysOfDesigns) {
      for service in design.services.map(\.name) {
        blocks += Self.blocks(
          of: ways.filter { $0.service == service }, titled: "\(design.name): \(service)")
      }
    }
    blocks += [.heading("Assumptions"), .table(assumptionTable)]
    return ReportDocument(
      blocks: blocks,
      data: [
        "schemaVersion": .integer(1), "scenario": .string(title),
        "designs": .array(
          zip(designs, waysOfDesigns).map { design, ways in
            ["name": .string(design.name), "ways": .array(ways.map(Self.data))]
          }),
        "assumptions": .array(assumptions.map(data)),
      ])
  }

  /// All ways in a line each, then in full the first of each shape.
  private static func blocks(
    of ways: [WayExplanation], titled title: String
  ) -> [ReportDocument.Block] {
    guard let first = ways.first else { return [] }
    let lines = ways.map { way in
      let state = way.isOpen ? (way.isTakeover ? "open after a take-over" : "open") : "closed"
      return ReportText("\(way.course): \(state)")
    }
    var blocks: [ReportDocument.Block] = [
      .heading("\(title), \(first.connection)"), .list(lines),
    ]
    var shapes = Set([first.shape])
    blocks += table(of: first)
    for way in ways.dropFirst() where shapes.insert(way.shape).inserted { blocks += table(of: way) }
    return blocks
  }

  private static func table(of way: WayExplanation) -> [ReportDocument.Block] {
    [
      .paragraph(ReportText("From \(way.subnet), \(way.prefix), by \(way.course):")),
      .table(
        ReportTable(
          columns: [
            .init("", .left), .init("at", .left), .init("check", .left),
            .init("decided by", .left),
          ],
          rows: way.steps.map { step in
            [
              step.isReply ? "back" : "out", step.place, step.check,
              step.passes ? step.decision : "closed: it \(step.decision)",
            ]
          })),
    ]
  }

  private static func data(of way: WayExplanation) -> JSONValue {
    [
      "service": .string(way.service), "from": .string(way.subnet),
      "prefix": .string(way.prefix), "connection": .string(way.connection),
      "course": .string(way.course), "takeOver": .bool(way.isTakeover),
      "open": .bool(way.isOpen),
      "steps": .array(
        way.steps.map { step in
          [
            "leg": .string(step.isReply ? "reply" : "request"), "at": .string(step.place),
            "check": .string(step.check), "decision": .string(step.decision),
            "passes": .bool(step.passes),
          ]
        }),
    ]
  }
}

extension Explanation {
  /// A value and the designs that use it.
  private typealias Use = (assumption: Assumption, designs: [String])

  /// Every value once, in the order of reading.
  private var assumptions: [Use] {
    var order: [Assumption] = []
    var users: [Assumption: [String]] = [:]
    for design in designs {
      for assumption in design.assumptions where users[assumption]?.last != design.name {
        if users[assumption] == nil { order.append(assumption) }
        users[assumption, default: []].append(design.name)
      }
    }
    return order.map { ($0, users[$0] ?? []) }
  }

  private var assumptionTable: ReportTable {
    ReportTable(
      columns: [.init("value of", .left), .init("is", .left), .init("by", .left)],
      rows: assumptions.map { use in
        let assumption = use.assumption
        let origin = assumption.source.isEmpty ? assumption.origin.text : assumption.source
        // The source of a judgement says so itself.
        let basis = assumption.confidence.map { $0 == .judgement ? [] : [$0.text] } ?? []
        let users = use.designs.count == designs.count ? [] : use.designs
        let only = users.isEmpty ? [] : ["in \(enumerated(users))"]
        return [
          assumption.path, assumption.value, ([origin] + basis + only).joined(separator: "; "),
        ]
      })
  }

  private func data(of use: Use) -> JSONValue {
    [
      "path": .string(use.assumption.path), "value": .string(use.assumption.value),
      "origin": .string(use.assumption.origin.text), "source": .string(use.assumption.source),
      "confidence": use.assumption.confidence.map { .string($0.rawValue) } ?? .null,
      "designs": .array(use.designs.map { .string($0) }),
    ]
  }
}
