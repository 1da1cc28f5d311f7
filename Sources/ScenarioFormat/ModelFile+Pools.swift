// SPDX-License-Identifier: GPL-3.0-or-later
// Reads pools: zones with their slots, each a unit made from one template with its detectors.

import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling

/// Which slots a pool has, as far as names depend on it.
struct PoolLayout {
  /// A zone and how many slots it has.
  struct Zone {
    let name: String
    let ceiling: Int
  }

  /// Slots of one pool; more than this cannot be simulated anyway.
  static let mostSlots = 4_096

  private(set) var zones: [Zone] = []
  private(set) var detectors: [String] = []

  var count: Int { zones.reduce(0) { $0 + $1.ceiling } }

  /// Looks at a pool without judging it; what cannot be read has no slots.
  init(peeking node: LocatedNode) {
    detectors = (node["health"]?.map ?? []).map(\.key.name).filter { isPlainName($0) }
    let zones = node["zones"]
    let entries: [(String?, LocatedNode)]
    if let members = zones?["each"].flatMap({ try? ModelMembers(reading: $0) }) {
      entries = members.names.map { ($0, zones ?? node) }
    } else {
      entries =
        zones?.list?.map { ($0["name"]?.scalar, $0) }
        ?? (zones?.map ?? []).sorted { $0.key.name < $1.key.name }.map { ($0.key.name, $0.value) }
    }
    for case (let name?, let zone) in entries where isPlainName(name) && !name.contains("/") {
      let ceiling = zone["ceiling"].flatMap { try? Int(reading: $0) } ?? 0
      guard (1...Self.mostSlots).contains(ceiling), count + ceiling <= Self.mostSlots else {
        continue
      }
      self.zones.append(Zone(name: name, ceiling: ceiling))
    }
  }
}

/// The fields of pools.
enum PoolFields {
  static let desired = Field<Int>(
    "desired", "members that it keeps in service", must: .within(1...PoolLayout.mostSlots))
  static let open = Field<WrittenSignal>(
    "open", orAbsent: .always, "a launch may begin here while this is up")
  static let ceiling = Field<Int>(
    "ceiling", "slots of the zone", must: .within(1...PoolLayout.mostSlots))
  static let elsewhere = Field<Bool>(
    "elsewhere", orAbsent: true, "whether a replacement may lie in another zone")
  static let grace = Field<DurationLaw>(
    "grace", orAbsent: .constant(Seconds(0)),
    "the slot's detectors stay dead so long after a launch")
  static let replaceAtOnce = Field<Int>(
    "replaceAtOnce", orAbsent: 1, "condemned members terminated at once",
    must: .within(1...PoolLayout.mostSlots))
  static let gate = Field<Share>(
    "gate", orAbsent: Share(0), "terminates only with this share of 'desired' in service")
  static let launchFirst = Field<Bool>(
    "launchFirst", orAbsent: true, "whether the twin serves before the old member goes")
  static let batch = Field<Int>(
    "batch", orAbsent: 1, "members moved at once", must: .within(1...PoolLayout.mostSlots))
}

extension ModelReading {
  mutating func readPools(_ read: inout FieldReader) {
    entries(of: .pools, &read) { model, copy, read in
      model.readPool(copy, &read)
    }
  }

  private mutating func readPool(_ copy: ModelCopy, _ read: inout FieldReader) {
    let desired = read(PoolFields.desired)
    let zones = zones(copy, &read)
    let types = read.ordered("types", of: "type") { name, part in
      ReplacementPool.LaunchType(name, open: part.signal(PoolFields.open, names, for: copy))
    }
    let launch = read.stepsAndResume(names, for: copy)
    if launch.steps.isEmpty, !read.failed("steps") {
      read.noteAbsence(of: "steps", "field", "what a launch takes")
    }
    let rebalance = read.groupIfPresent("rebalance") { part in
      ReplacementPool.Rebalance(
        launchFirst: part(PoolFields.launchFirst), batch: part(PoolFields.batch))
    }
    // Without a slot the template is read all the same, for the mistakes in it.
    if zones.isEmpty {
      var other = self
      _ = other.slot(1, in: "", of: copy, &read)
    }
    let slots = zones.reduce(0) { $0 + $1.slots.count }
    if slots < desired, !read.hasErrors {
      read.fail(
        "desired", "\(read.subject) wants \(desired) members, but its zones have \(slots) slots")
    }
    builder.add(
      ReplacementPool(
        copy.path, desired: desired, zones: zones, elsewhere: read(PoolFields.elsewhere),
        types: types, grace: read(PoolFields.grace),
        replaceAtOnce: read(PoolFields.replaceAtOnce), gate: read(PoolFields.gate).value,
        launch: launch, rebalance: rebalance),
      at: copy.location)
  }

  /// Zones in order: a list or map of zones, or one description with `each`.
  private mutating func zones(
    _ copy: ModelCopy, _ read: inout FieldReader
  ) -> [ReplacementPool.Zone] {
    guard let written = read.node["zones"] else {
      _ = read.take("zones")
      read.noteAbsence(of: "zones", "field", "where its slots lie, each with its 'ceiling'")
      return []
    }
    var named: [(name: String, ceiling: Int, open: Signal)] = []
    func zone(_ name: String, _ part: inout FieldReader) {
      let own = ModelCopy(path: copy.path, member: name, location: copy.location)
      named.append(
        (name, part(PoolFields.ceiling), part.signal(PoolFields.open, names, for: own)))
    }
    if let each = written["each"] {
      _ = read.take("zones")
      let members = (try? ModelMembers(reading: each))?.names ?? []
      for name in members {
        read.part(written, named: "zones", of: "the zones of \(read.subject)") { part in
          _ = part(ModelMembers.field)
          zone(name, &part)
        }
      }
      if members.isEmpty {
        read.part(written, named: "zones", of: "the zones of \(read.subject)") {
          _ = $0(ModelMembers.field)
          zone("", &$0)
        }
      }
    } else {
      _ = read.ordered("zones", of: "zone") { zone($0, &$1) }
    }
    if named.isEmpty, !read.hasErrors { read.fail("zones", "\(read.subject) has no zones") }
    let known = PoolLayout(peeking: read.node).zones.map(\.name)
    return named.filter { known.contains($0.name) }.map { zone in
      ReplacementPool.Zone(
        zone.name, open: zone.open,
        slots: (1...max(1, zone.ceiling)).map { slot($0, in: zone.name, of: copy, &read) })
    }
  }

  /// One slot: its unit and the detectors that watch it.
  private mutating func slot(
    _ ordinal: Int, in zone: String, of copy: ModelCopy, _ read: inout FieldReader
  ) -> ReplacementPool.Slot {
    let path = copy.path / zone / "\(ordinal)"
    let own = ModelCopy(path: path, member: zone, location: copy.location)
    let nothing = LocatedNode(.map([]), at: read.node.location)
    let template = read.take("slot") ?? nothing
    let member = read.part(template, named: "slot", of: "the slot of \(read.subject)") { part in
      unit(own, &part)
    }
    builder.add(member, at: copy.location)
    let health = read.entries("health", of: "detector") { key, part -> Detector in
      let watch = ModelCopy(path: path / key.name, member: zone, location: copy.location)
      let written = part.node["target"] == nil ? nil : part(DetectorFields.target)
      let target = written.map {
        part.resolved($0, DetectorFields.target.name, names, for: own)
      }
      return detector(watch, of: target ?? .part(path), &part)
    }
    for detector in health { builder.add(detector, at: copy.location) }
    return ReplacementPool.Slot(unit: path, health: health.map(\.path))
  }
}
