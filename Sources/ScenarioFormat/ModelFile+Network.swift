// SPDX-License-Identifier: GPL-3.0-or-later
// Reads operators and the flow network of a model file: levels, sources, nodes, splits, switches.

import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling

/// What happens when no way of a split is in.
enum WhenNoneChoice: String, FieldChoice {
  case all, first, none

  var whenNone: FlowSplit.WhenNone {
    switch self {
    case .all: .all
    case .first: .first
    case .none: .none
    }
  }
}

/// The fields of the flow network.
enum NetworkFields {
  static let reaction = Field<DurationLaw>("reaction", "from a page to the moment somebody acts")
  static let base = Field<Share>(
    "base", orAbsent: Share(1), "the level while no incident multiplies it")
  static let rate = Field<BitsPerSecond>(
    "rate", "what it emits at level 1, with a profile at its peak in the first week")
  static let capacity = Field<BitsPerSecond?>(
    optional: "capacity", "most that passes; without it all does")
  static let isOpen = Field<WrittenSignal>(
    "while", orAbsent: .always, "nothing passes while this is down")
  static let target = Field<String>("to", "'end', 'nowhere', or a node, split or switch")
  static let isIn = Field<WrittenSignal>(
    "in", orAbsent: .always, "the way is used while this is up")
  static let whenNone = Field<WhenNoneChoice>(
    "whenNone", orAbsent: .none, "which ways are used when none is in")
  static let retry = Field<Bool>(
    "retry", orAbsent: false, "takes only ways from which an end is reached")
  static let by = Field<String>("by", "the failover whose active candidate decides")
}

extension ModelReading {
  /// Reads all sections of named entries, and the operators.
  mutating func readSections(_ read: inout FieldReader) {
    let reaction = read.groupIfPresent("operators") { $0(NetworkFields.reaction) }
    if let reaction { builder.operatorReaction = reaction }
    readCrews(&read)
    readUnits(&read)
    readGates(&read)
    readIncidents(&read)
    readCalendars(&read)
    readDetectors(&read)
    readFailovers(&read)
    readPools(&read)
    readNetwork(&read)
    readMeasures(&read)
  }

  private mutating func readNetwork(_ read: inout FieldReader) {
    entries(of: .levels, &read) { model, copy, read in
      let base = read(NetworkFields.base).inParts
      model.builder.add(LeafLevel(copy.path, base: base), at: copy.location)
    }
    entries(of: .sources, &read) { model, copy, read in
      let written = read(NetworkFields.rate)
      let (most, profile) = WeeklyDemand(&read).laidOut(peak: written.value, until: model.horizon)
      let rate = BitsPerSecond(most).whole
      let level = model.level("level", copy, &read)
      model.demands[copy.path] = (level.map { $0.healthy(of: rate) } ?? rate, profile)
      model.builder.add(
        FlowSource(
          copy.path, rate: rate, profile: profile, level: level ?? .full,
          to: model.target(copy, &read)),
        at: copy.location)
    }
    entries(of: .nodes, &read) { model, copy, read in
      model.builder.add(
        FlowNode(
          copy.path, while: read.signal(NetworkFields.isOpen, model.names, for: copy),
          capacity: model.capacity(copy, &read),
          passes: model.level("passes", copy, &read) ?? .full, to: model.target(copy, &read)),
        at: copy.location)
    }
    entries(of: .splits, &read) { model, copy, read in
      let ways = model.ways(copy, &read)
      model.builder.add(
        FlowSplit(
          copy.path, over: ways, whenNone: read(NetworkFields.whenNone).whenNone,
          retry: read(NetworkFields.retry)),
        at: copy.location)
    }
    entries(of: .switches, &read) { model, copy, read in
      let failover = read.paths(
        Field<[String]>(NetworkFields.by.name, NetworkFields.by.meaning), in: model.names.signals,
        for: copy)
      if !failover.allSatisfy({ model.names.failovers.contains($0.text) }) {
        read.fail("by", "\(read.subject) must stand 'by' a failover")
      }
      let ways = read.elementNodes("ways").map { model.target($0, "ways", copy, &read) }
      guard let failover = failover.first else { return }
      model.builder.add(FlowSwitch(copy.path, by: failover, ways: ways), at: copy.location)
    }
  }

  private func ways(_ copy: ModelCopy, _ read: inout FieldReader) -> [FlowWay] {
    read.elementNodes("over").enumerated().flatMap { index, element -> [FlowWay] in
      let node =
        element.map != nil
        ? element
        : LocatedNode(
          .map([.init(.init("to", at: element.location), element)]),
          at: element.location)
      let members = node["each"].flatMap { try? ModelMembers(reading: $0) }
      return (members?.names.map(Optional.some) ?? [copy.member]).map { member in
        let own = ModelCopy(path: copy.path, member: member, location: copy.location)
        return read.part(node, named: "over.\(index)", of: "a way of \(read.subject)") { part in
          _ = part(ModelMembers.field)
          return FlowWay(
            target(own, &part), in: part.signal(NetworkFields.isIn, names, for: own),
            weight: level("weight", own, &part) ?? .full)
        }
      }
    }
  }

  /// A rate, a rate times a level, or a sum of rates that count while their signals are up.
  private func capacity(_ copy: ModelCopy, _ read: inout FieldReader) -> FlowCapacity {
    guard let written = read.node["capacity"], written.scalar == nil else {
      return read(NetworkFields.capacity).map { .scaled($0.whole, .full) } ?? .unlimited
    }
    _ = read.take("capacity")
    let title = "the capacity of \(read.subject)"
    if written.map != nil {
      return read.part(written, named: "capacity", of: title) { part in
        .scaled(part(NetworkFields.rate).whole, level("level", copy, &part) ?? .full)
      }
    }
    return .sum(
      read.elements("capacity", of: title) { _, part in
        FlowCapacity.Part(
          part(NetworkFields.rate).whole,
          while: part.signal(NetworkFields.isOpen, names, for: copy))
      })
  }

  private func target(_ copy: ModelCopy, _ read: inout FieldReader) -> FlowTarget {
    let name = read(NetworkFields.target)
    guard !read.failed("to") else { return .nowhere }
    return target(
      LocatedNode(.scalar(name, isQuoted: false), at: read.location(of: "to")), "to",
      copy, &read)
  }

  private func target(
    _ node: LocatedNode, _ field: String, _ copy: ModelCopy, _ read: inout FieldReader
  ) -> FlowTarget {
    let name = node.scalar ?? ""
    if name == "end" { return .end }
    if name == "nowhere" { return .nowhere }
    guard case .part(let path) = names.elements.meaning(of: name, for: copy.member) else {
      read.fail(
        names.elements.unknown(name, at: node.location, "node, split or switch"), in: field)
      return .nowhere
    }
    return .element(ComponentPath(path))
  }
}
