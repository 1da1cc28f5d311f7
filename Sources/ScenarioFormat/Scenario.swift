// SPDX-License-Identifier: GPL-3.0-or-later
// A decoded scenario: its sections, with components still as type and fields.

package import Diagnostics

/// One question: designs that live through the same world.
package struct Scenario: Sendable {
  /// One entry of `designs:`.
  package struct DesignSection: Hashable, Sendable {
    package let name: String
    /// Where the name stands.
    package let location: SourceLocation
    package let node: LocatedNode
  }

  package let title: String
  package let world: LocatedNode
  package let network: LocatedNode
  /// A map of at least one service, if there was no error.
  package let services: LocatedNode
  /// In the order of the file; at least one, if there was no error.
  package let designs: [DesignSection]
  package let experiment: Experiment
  package let expect: [Expectation]

  /// Names of services in the order of the file.
  package var serviceNames: [String] { (services.map ?? []).map(\.key.name) }

  package static let sectionNames = [
    "scenario", "world", "network", "services", "designs", "experiment", "expect",
  ]
  /// Designs of one scenario.
  package static let mostDesigns = 64

  private static let title = Field<String>("scenario", "the question in one line")

  /// Decodes the sections; what is missing or wrong is noted.
  package init(decoding tree: LocatedNode, noting sink: inout DiagnosticSink) {
    if tree.map == nil, !tree.isEmpty {
      sink.error(
        "a scenario is a map of sections, not \(tree.described)", at: tree.location,
        notes: ["its sections are \(Self.sectionNames.joined(separator: ", "))"])
    }
    // A text that could not be read at all has been complained about.
    let isReadable = tree.map != nil
    let root = isReadable ? tree : LocatedNode(.map([]), at: tree.location)
    var read = FieldReader(root, path: "", of: "a scenario")
    title = isReadable ? read(Self.title) : ""
    func section(_ name: String, _ meaning: String) -> LocatedNode {
      isReadable ? read.section(name, meaning) : root
    }
    world = section("world", "region, zones, incidents and operators")
    network = section("network", "the VPC and its subnets with their routes")
    services = section("services", "what a user of the network would miss")
    let sections = section("designs", "the alternatives, by name")
    read.checkNames(in: services, "service")
    read.checkNames(in: sections, "design")
    designs = (sections.map ?? []).map {
      DesignSection(name: $0.key.name, location: $0.key.location, node: $0.value)
    }
    if designs.count > Self.mostDesigns {
      read.fail(
        "designs", "a scenario compares at most \(Self.mostDesigns) designs, not \(designs.count)")
    }
    experiment = read.group("experiment", of: "the experiment") { Experiment(&$0) }
    let names = ExpectationNames(
      designs: designs.map(\.name), services: (services.map ?? []).map(\.key.name))
    expect = read.elements("expect", of: "an expectation") { _, part in
      Expectation(&part, names)
    }.compactMap { $0 }
    read.finish(noting: &sink)
  }
}

extension FieldReader {
  /// A section that must be there and be a map with something in it.
  fileprivate mutating func section(_ name: String, _ meaning: String) -> LocatedNode {
    let nothing = LocatedNode(.map([]), at: node.location)
    guard let written = take(name) else {
      noteAbsence(of: name, "section", meaning)
      return nothing
    }
    guard let entries = written.map, !entries.isEmpty else {
      fail(
        name, "the section '\(name)' must be a map, not \(written.described)",
        notes: ["\(name): \(meaning)"])
      return nothing
    }
    return written
  }

  /// Names stand in paths and tables, so they are plain words.
  fileprivate mutating func checkNames(in section: LocatedNode, _ kind: String) {
    for entry in section.map ?? [] {
      let name = entry.key.name
      let isPlain = name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
      }
      guard name.isEmpty || name.count > 40 || !isPlain else { continue }
      fail(
        name, "'\(clipped(name))' is no name for a \(kind)", at: entry.key.location,
        notes: ["a name has 1 to 40 letters, digits, '-', '_' and '.'"])
    }
  }
}
