// SPDX-License-Identifier: GPL-3.0-or-later
// Reads which dated incidents a world lives through.

import Diagnostics
package import ScenarioFormat

extension CivilMinute: FieldValue {
  package static let kind = "a date such as 2018-05-10"
  package static let placeholder = IncidentHistory.completeFrom
  package init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    guard let date = CivilMinute(parsing: text) else {
      throw Misreading("'\(text)' is not \(Self.kind)", at: node.location)
    }
    self = date
  }
  package var text: String { description }
}

/// A span of dated incidents, and which of AWS's zones are the world's.
struct ReplayPeriod {
  let first: CivilMinute
  /// The last day, which belongs to the span.
  let last: CivilMinute
  let zoneIDs: [(id: String, zone: LocatedNode)]
  let list: [IncidentRecord]

  static let replay = Field<String?>(
    optional: "replay",
    "Dated incidents to live through instead of drawn ones: 'catalogue' for the shipped list, or a "
      + "file in its form (nines example incidents), beside the scenario.")
  static let from = Field<CivilMinute>(
    "from", orAbsent: IncidentHistory.completeFrom, "First day of a replay.")
  static let to = Field<CivilMinute>(
    "to", orAbsent: IncidentHistory.completeThrough, "Last day of a replay.")
  static let fields: [FieldReference] = [
    replay.reference(), from.reference(), to.reference(),
    Field<String>(
      "ID", orAbsent: "",
      "The world's zone that has this id of AWS, such as use1-az4; without any, zones are drawn."
    ).reference(in: "zoneIds"),
  ]

  /// `nil` when incidents are drawn.
  init?(_ read: inout FieldReader) {
    guard let replay = read(Self.replay) else { return nil }
    list = replay == "catalogue" ? IncidentHistory.all : Self.records(in: replay, &read)
    first = read(Self.from)
    last = read(Self.to)
    if last < first, !read.failed("from"), !read.failed("to") {
      read.fail("to", "the replay ends on \(last), before it begins on \(first)")
    }
    let written = read.take("zoneIds")
    if let written, written.map == nil {
      read.fail("zoneIds", "'zoneIds' of \(read.subject): expected a map of zones")
    }
    zoneIDs = (written?.map ?? []).map { ($0.key.name, $0.value) }
  }

  /// The incidents of a world's region in this span.
  func replay(in world: World, _ read: inout FieldReader) -> Replay {
    for (_, zone) in zoneIDs where !world.zones.contains(zone.scalar ?? "") {
      read.fail(
        "incidents", "zone \(zone.described) of 'zoneIds' is not in the world",
        at: zone.location, notes: notesForUnknown(zone.scalar ?? "", among: world.zones))
    }
    let end = CivilMinute(sinceEpoch: last.sinceEpoch + 24 * 60)
    return Replay(
      of: IncidentHistory.records(of: list, in: world.region, from: first, before: end),
      from: first, before: end, in: world, zoneIDs: zoneIDs.map { ($0.id, $0.zone.scalar ?? "") })
  }

  /// Reads a file of dated incidents; a relative path counts from the scenario's folder.
  private static func records(
    in path: String, _ read: inout FieldReader
  ) -> [IncidentRecord] {
    let scenario = read.location(of: "replay").file
    let folder = scenario.lastIndex(of: "/").map { scenario[...$0] } ?? ""
    let source: SourceText
    do {
      source = try SourceText(readingFile: path.hasPrefix("/") ? path : folder + path)
    } catch {
      for finding in error.diagnostics {
        read.fail("replay", "'\(path)': \(finding.message)", notes: finding.notes)
      }
      return []
    }
    let numbered = source.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().filter { !$0.element.isEmpty && !$0.element.hasPrefix("#") }
    var refused: [Int] = []
    let records = IncidentHistory.read(numbered.map(\.element)) { refused.append($0) }
    for position in refused {
      let place = SourceLocation(file: source.name, line: numbered[position].offset + 1, column: 1)
      read.fail(
        "replay", "this is no row of dated incidents", at: place,
        notes: ["a row has twelve fields between '|'; nines example incidents shows them"])
    }
    return records
  }
}
