// SPDX-License-Identifier: GPL-3.0-or-later
// The list of component types; one line a type.

import Diagnostics
import ScenarioFormat

/// The types of components that a design may use.
package struct ComponentCatalog: Sendable {
  package let types: [any ComponentType.Type]
  package init(_ types: [any ComponentType.Type]) { self.types = types }

  package static let aws = ComponentCatalog([
    NATGateway.self,
    NATInstance.self,
    AlterNAT.self,
    FckNAT.self,
    GatewayEndpoint.self,
    InterfaceEndpoint.self,
  ])

  /// The type of this name.
  package func type(named name: String) -> (any ComponentType.Type)? {
    types.first { $0.typeName == name }
  }

  /// The type that a component names; `nil` with a finding when there is none.
  func type(
    of component: LocatedNode, named name: String, _ read: inout FieldReader
  ) -> (any ComponentType.Type)? {
    guard let written = component["type"] else {
      if component.map == nil {
        read.fail(
          name, "component '\(name)': expected a map with its type, not \(component.described)",
          at: component.location)
      } else {
        read.fail(
          name, "component '\(name)' needs the field 'type'", at: component.location,
          notes: ["types: \(types.map { $0.typeName }.joined(separator: ", "))"])
      }
      return nil
    }
    let word = written.scalar ?? ""
    guard let type = type(named: word) else {
      read.fail(
        name, "\(written.described) is no type of component", at: written.location,
        notes: notesForUnknown(word, among: types.map { $0.typeName }))
      return nil
    }
    return type
  }
}
