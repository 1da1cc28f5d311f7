// SPDX-License-Identifier: GPL-3.0-or-later
// The network by itself: main route table, addresses, filters without use, endpoints.

import Diagnostics
import NetworkReachability
import ScenarioFormat

extension Elaboration {
  /// Checks what no single way through the network shows.
  func checkNetwork(noting sink: inout DiagnosticSink) {
    guard !network.isIncomplete else { return }
    checkMainTable(noting: &sink)
    checkUse(noting: &sink)
    checkGroups(noting: &sink)
    checkAddresses(noting: &sink)
    checkEndpoints(noting: &sink)
  }

  private func checkMainTable(noting sink: inout DiagnosticSink) {
    for group in network.groups where group.reliesOnMainTable {
      sink.warning(
        "subnet '\(group.name)' names no route table and relies on the main one, "
          + "'\(network.mainTable)'", at: group.location,
        notes: ["who changes the main table changes this subnet too"])
    }
    guard let main = network.tables.first(where: { $0.name == network.mainTable }) else { return }
    for route in main.routes where route.target == .internetGateway {
      sink.warning(
        "the main route table '\(main.name)' leads to internet-gateway", at: route.location,
        notes: ["a subnet that is added without a table of its own becomes public"])
    }
  }

  /// Tables, lists and groups that nothing has are probably misplaced.
  private func checkUse(noting sink: inout DiagnosticSink) {
    let usedTables = network.groups.map(\.written.name) + [network.mainTable]
    for table in network.tables where !usedTables.contains(table.name) {
      sink.warning("no subnet has route table '\(table.name)'", at: table.location)
    }
    let usedLists = network.groups.map(\.acl) + [NetworkACL.ofNewNetwork.name]
    for written in network.acls where !usedLists.contains(written.acl.name) {
      sink.warning("no subnet has network ACL '\(written.acl.name)'", at: written.location)
    }
    for peering in network.peerings where names.contains(peering.name) {
      sink.error(
        "peering '\(peering.name)' is called like a component of design '\(name)'",
        at: peering.location)
    }
  }

  /// Security groups of instances exist.
  private func checkGroups(noting sink: inout DiagnosticSink) {
    let known = network.securityGroups.map(\.group.name)
    for component in components {
      guard let setting = component.interface?.securityGroups else { continue }
      for group in setting.value where !known.contains(group) {
        sink.error(
          "there is no security group '\(group)' for \(component.typeName) '\(component.name)'",
          at: setting.location, notes: notesForUnknown(group, among: known))
      }
    }
  }

  /// Hosts, endpoints and components share what each subnet has; who comes last finds it full.
  private func checkAddresses(noting sink: inout DiagnosticSink) {
    for group in network.groups {
      for subnet in group.subnets {
        var addresses = SubnetAddresses(of: subnet.prefix)
        let here = "subnet '\(group.title(in: subnet.zone))' (\(subnet.prefix))"
        func take(_ taker: AddressTaker, _ title: String, at location: SourceLocation) {
          guard !addresses.take(taker) else { return }
          let needed = taker.addresses
          sink.error(
            "\(title) needs \(needed) address\(needed == 1 ? "" : "es") in \(here), where "
              + "\(addresses.free) of \(addresses.usable) are free", at: location,
            notes: ["AWS reserves \(SubnetAddresses.reserved) addresses of every subnet"])
        }
        take(.instances(group.hosts), "what 'hosts' says", at: group.location)
        for component in components
        where component.zones.contains(subnet.zone)
          && (component.group ?? network.publicGroup?.name) == group.name
        {
          take(
            component.addressTaker, "\(component.typeName) '\(component.name)'",
            at: component.location)
        }
      }
    }
  }

  /// The traffic of private subnets takes an endpoint only where their route table has it.
  private func checkEndpoints(noting sink: inout DiagnosticSink) {
    for component in components {
      guard let tables = component.component.attachedTables else { continue }
      let title = "\(component.typeName) '\(component.name)'"
      let known = network.allTables.map(\.name)
      for table in tables where !known.contains(table) {
        sink.error(
          "there is no route table '\(table)' for \(title)", at: component.location,
          notes: notesForUnknown(table, among: known))
      }
      for group in network.groups
      where !group.isPublic && !tables.contains(group.written.name)
        && written.contains(where: { $0.groups.contains(group.name) })
      {
        sink.error(
          "\(title) is not attached to the route table of private subnet '\(group.name)'",
          at: component.location, notes: ["its traffic would go the way of all else"])
      }
    }
    guard !network.hasDNS else { return }
    for component in components where component.component is InterfaceEndpoint {
      sink.error(
        "\(component.typeName) '\(component.name)' has no name, because 'dns' is off",
        at: component.location, notes: ["clients find it by the name of its service"])
    }
  }
}

extension Elaboration.PlacedComponent {
  /// What each copy takes of its subnet's addresses.
  fileprivate var addressTaker: AddressTaker {
    switch component {
    case is NATGateway: .natGateway
    case is InterfaceEndpoint: .interfaceEndpoint
    case let other: .instances(other.addressesPerCopy)
    }
  }
}
