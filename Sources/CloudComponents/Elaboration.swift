// SPDX-License-Identifier: GPL-3.0-or-later
// The work of elaborating one design: world, network, components, services, in this order.

import Diagnostics
import ReliabilityModeling
import ScenarioFormat

/// What is known of a design while it is read.
struct Elaboration {
  let name: String
  let location: SourceLocation
  let world: World
  let prices: PriceList
  let network: VPCNetwork
  let written: [WrittenService]
  var components: [PlacedComponent] = []
  /// Names of components in any design, also of those that could not be read.
  let namesAnywhere: [String]
  /// Names of this design's components, also of those that could not be read.
  let names: [String]
  /// Whether the design is a map at all.
  let isReadable: Bool
  var assumptions: [Assumption] = []

  /// One component of a design with its copies.
  struct PlacedComponent {
    let name: String
    let location: SourceLocation
    /// Where it says in which subnets it stands, or the component.
    let subnetLocation: SourceLocation
    let typeName: String
    let component: any ComponentType
    let zones: [String]
    /// The group that it names; `nil` for the first public one.
    let group: String?
    /// What it says about its network interface; `nil` for what AWS looks after.
    let interface: NetworkInterface?
    let isIncomplete: Bool
  }

  init(
    of scenario: Scenario, _ design: Scenario.DesignSection, with catalog: ComponentCatalog,
    noting sink: inout DiagnosticSink
  ) {
    (name, location) = (design.name, design.location)
    isReadable = design.node.map != nil
    names = Self.componentNames(of: design.node)
    namesAnywhere = scenario.designs.flatMap { Self.componentNames(of: $0.node) }

    var read = FieldReader(scenario.world, path: "world", of: "the world")
    let region = read(World.regionField)
    let world = World(&read, in: region)
    prices = read.group("prices") { PriceList(&$0, in: region) }
    self.world = world
    Self.finish(&read, into: &assumptions, noting: &sink)

    let section = design.node["network"] ?? scenario.network
    read = FieldReader(section, path: "network", of: "the network")
    let network = VPCNetwork(&read, zones: world.zones)
    self.network = network
    Self.finish(&read, into: &assumptions, noting: &sink)

    let services = LocatedNode.Key("services", at: scenario.services.location)
    read = FieldReader(
      LocatedNode(.map([.init(services, scenario.services)]), at: services.location), path: "",
      of: "a scenario")
    written = read.entries("services", of: "service") { key, read in
      WrittenService(key, &read, in: network, zones: world.zones)
    }
    for service in written {
      if Design.reservedNames.contains(service.name) {
        read.fail(
          "services", "'\(service.name)' cannot be the name of a service", at: service.location)
      } else if names.contains(service.name) {
        read.fail(
          "services", "service '\(service.name)' is called like a component",
          at: service.location)
      }
    }
    Self.finish(&read, into: &assumptions, noting: &sink)
    readComponents(of: design.node, with: catalog, noting: &sink)
  }

  /// Takes over what was read; about a section without entries the scenario has complained.
  private static func finish(
    _ read: inout FieldReader, into assumptions: inout [Assumption],
    noting sink: inout DiagnosticSink
  ) {
    var findings = DiagnosticSink()
    read.finish(noting: &findings)
    assumptions += read.assumptions
    guard read.node.map?.isEmpty == false else { return }
    for finding in findings.diagnostics { sink.note(finding) }
  }

  private static func componentNames(of design: LocatedNode) -> [String] {
    (design.map ?? []).map(\.key.name).filter { !Design.sections.contains($0) }
  }

  private mutating func readComponents(
    of design: LocatedNode, with catalog: ComponentCatalog, noting sink: inout DiagnosticSink
  ) {
    var read = FieldReader(design, path: "", of: "design '\(name)'")
    for section in Design.sections { _ = read.take(section) }
    for entry in design.map ?? [] where !Design.sections.contains(entry.key.name) {
      _ = read.take(entry.key.name)
      if let problem = Self.problem(ofName: entry.key.name) {
        read.fail(entry.key.name, problem, at: entry.key.location)
        continue
      }
      guard let type = catalog.type(of: entry.value, named: entry.key.name, &read) else { continue }
      let (zones, network) = (world.zones, network)
      let hasAPIEndpoint = network.hasDNS && Self.hasAPIEndpoint(design)
      let title = "\(type.typeName) '\(entry.key.name)'"
      components.append(
        read.part(entry.value, named: entry.key.name, of: title) {
          Self.component(
            of: type, entry.key, &$0, zones: zones, network: network, hasAPIEndpoint: hasAPIEndpoint
          )
        })
    }
    read.finish(noting: &sink)
    assumptions += read.assumptions
  }

  private static func component(
    of type: any ComponentType.Type, _ key: LocatedNode.Key, _ read: inout FieldReader,
    zones: [String], network: VPCNetwork, hasAPIEndpoint: Bool
  ) -> PlacedComponent {
    _ = read.take("type")
    let choice = ZoneChoice(
      &read, among: zones, everywhere: type.standsEverywhere(read.node))
    let group = read(Design.subnet)
    let interface = type.attachment == .instance ? NetworkInterface(&read, at: key.location) : nil
    let component = type.init(&read)
    component.check(
      &read,
      in: Surroundings(
        component: key.name, zones: choice.zones, worldZones: zones, network: network,
        hasAPIEndpoint: hasAPIEndpoint))
    return PlacedComponent(
      name: key.name, location: key.location,
      subnetLocation: read.node["subnet"]?.location ?? key.location, typeName: type.typeName,
      component: component, zones: choice.zones, group: group, interface: interface,
      isIncomplete: read.hasErrors)
  }

  private static func hasAPIEndpoint(_ design: LocatedNode) -> Bool {
    (design.map ?? []).contains { entry in
      entry.value["type"]?.scalar == InterfaceEndpoint.typeName
        && entry.value["service"]?.scalar == "ec2"
    }
  }

  /// Why a name cannot be that of a component, or `nil`.
  private static func problem(ofName name: String) -> String? {
    if Design.reservedNames.contains(name) { return "'\(name)' cannot be the name of a component" }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-"
        || scalar == "_"
    }
    return isPlain && !name.isEmpty
      ? nil : "the name of a component has letters, digits, '-' and '_' only"
  }
}

extension Elaboration {
  /// Checks what was read together, and makes the design.
  mutating func design(noting sink: inout DiagnosticSink) -> Design {
    checkNetwork(noting: &sink)
    checkRoutes(noting: &sink)
    checkSubnets(noting: &sink)
    let instances = components.flatMap { component in
      Placement.copies(of: component.name, in: component.zones).map { place in
        Instance(
          place: place, component: component.component, location: component.location)
      }
    }
    let services = written.map { service(from: $0, noting: &sink) }
    noteNeighbours(serving: services, among: instances)
    // What is wrong already would only be met again on the way.
    let reachability = sink.hasErrors ? nil : self.reachability(noting: &sink)
    return Design(
      name: name, location: location, world: world, network: network,
      instances: instances, services: services, reachability: reachability,
      assumptions: assumptions,
      billables: bill(for: instances, serving: services))
  }
}
