// SPDX-License-Identifier: GPL-3.0-or-later
// What `nines components` prints: every section and type with its fields.

package import ScenarioFormat

/// The reference of one section of a scenario or one type of component.
package struct ComponentReference: Hashable, Sendable {
  /// Such as `nat-gateway`, `world` or `services`.
  package let typeName: String
  package let summary: String
  package let fields: [FieldReference]

  /// Sections first, in the order in which a scenario writes them, then the types of components.
  package static let all: [ComponentReference] =
    [
      ComponentReference(
        typeName: "world", summary: "What the architect does not choose: region, zones, people.",
        fields: World.fields),
      ComponentReference(
        typeName: "incidents", summary: "What strikes zones and gateways, within 'world'.",
        fields: World.incidentFields),
      ComponentReference(
        typeName: "prices",
        summary: "Prices within 'world', where none are shipped or others hold.",
        fields: PriceList.fields),
      ComponentReference(
        typeName: "network", summary: "The VPC and its subnets, by name under 'subnets'.",
        fields: VPCNetwork.fields),
      ComponentReference(
        typeName: "services", summary: "What users of the network would miss, by name.",
        fields: EgressService.fields),
    ] + ComponentCatalog.aws.types.map { ComponentReference(of: $0) }

  /// The reference of this name.
  package static func named(_ name: String) -> ComponentReference? {
    all.first { $0.typeName == name }
  }

  private init(typeName: String, summary: String, fields: [FieldReference]) {
    self.typeName = typeName
    self.summary = summary
    self.fields = fields
  }

  private init(of type: any ComponentType.Type) {
    self.init(
      typeName: type.typeName, summary: type.summary,
      fields: Self.placement(of: type) + type.fields)
  }

  private static func placement(of type: any ComponentType.Type) -> [FieldReference] {
    let common = [
      ZoneChoice.each.reference(), ZoneChoice.zone.reference(), Design.subnet.reference(),
    ]
    return switch type.attachment {
    case .managed: common
    case .instance: common + NetworkInterface.fields
    }
  }
}
