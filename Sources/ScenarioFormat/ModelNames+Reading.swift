// SPDX-License-Identifier: GPL-3.0-or-later
// Collects all names of a model file, before anything that uses them is read.

import Diagnostics

extension ModelNames {
  /// Copies of all templates together.
  private static let mostCopies = 65_536

  /// Collects the names of all sections; notes those that cannot be names or stand twice.
  init(reading tree: LocatedNode, _ read: inout FieldReader) {
    self.init()
    var kinds: [WritableKeyPath<ModelNames, NameTable>: [String: String]] = [:]
    var copies = 0
    for section in ModelSection.allCases {
      for entry in tree[section.rawValue]?.map ?? [] {
        let name = entry.key.name
        guard isPlainName(name) else {
          read.fail(
            section.rawValue, "'\(clipped(name))' is no name for a \(section.subject)",
            at: entry.key.location,
            notes: [
              "a name has 1 to 80 letters, digits, '-', '_' and '/', and is no word of signals"
            ])
          continue
        }
        if section == .crews { crews.append(name) }
        guard let table = section.names else { continue }
        if let other = kinds[table, default: [:]].updateValue(section.subject, forKey: name) {
          read.fail(
            section.rawValue, "'\(clipped(name))' is already the name of a \(other)",
            at: entry.key.location)
          repeated.insert(entry.key.location)
          continue
        }
        let members =
          section.allowsEach ? entry.value["each"].flatMap { try? ModelMembers(reading: $0) } : nil
        let slots = section == .pools ? PoolLayout(peeking: entry.value) : nil
        copies += slots?.count ?? members?.names.count ?? 1
        guard copies <= Self.mostCopies else {
          read.fail(
            section.rawValue,
            "the templates of this model have more than \(Self.mostCopies) copies",
            at: entry.key.location)
          return
        }
        self[keyPath: table].add(written: name)
        if let slots {
          add(slots, of: name)
          continue
        }
        let paths = members?.names.map { "\(name)/\($0)" }
        for path in paths ?? [name] { add(path, of: section, to: table) }
        if let paths { self[keyPath: table].add(group: name, of: paths) }
      }
    }
  }

  /// Makes one copy known.
  private mutating func add(
    _ path: String, of section: ModelSection, to table: WritableKeyPath<ModelNames, NameTable>
  ) {
    if section == .units { units.insert(path) }
    if section == .failovers { failovers.insert(path) }
    guard section == .calendars else { return self[keyPath: table].add(part: path) }
    for signal in ["window", "announced"] {
      self[keyPath: table].add(part: "\(path).\(signal)")
      self[keyPath: table].add(written: "\(path).\(signal)")
    }
  }

  /// Makes the slots of a pool known: all of them by its name, those of a zone by `name/zone`.
  private mutating func add(_ layout: PoolLayout, of name: String) {
    var all: [String] = []
    for zone in layout.zones {
      let paths = (0..<zone.ceiling).map { "\(name)/\(zone.name)/\($0 + 1)" }
      for path in paths {
        signals.add(part: path)
        units.insert(path)
        for detector in layout.detectors { signals.add(part: "\(path)/\(detector)") }
      }
      signals.add(group: "\(name)/\(zone.name)", of: paths)
      all += paths
    }
    signals.add(group: name, of: all)
  }
}
