// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a scenario, put together from the fields of its sections and components.

package import ScenarioFormat

extension Scenario {
  /// The shape of a whole scenario, with the components of AWS.
  package static var shape: DocumentShape {
    let components = ComponentCatalog.aws.types.map { type in
      ValueShape.typed(type.typeName, ComponentReference.named(type.typeName)?.fields ?? [])
    }
    // A design may also have a network of its own, and a description.
    let design = ValueShape.named(.oneOf(components + [.reference("network"), .scalar]))
    return DocumentShape(
      title: "Nines scenario",
      root: [
        FieldShape("scenario", "the question in one line", isRequired: true, .scalar),
        FieldShape("world", "region, zones, incidents", isRequired: true, world),
        FieldShape("network", "the VPC and its subnets", isRequired: true, .reference("network")),
        FieldShape(
          "services", "what a user of the network would miss", isRequired: true,
          .named(.fields(of: EgressService.fields).loosened("onZoneLoss"))),
        FieldShape(
          "designs", "the alternatives, by name", isRequired: true, .named(.reference("design"))),
        FieldShape("experiment", "how long, how often and how precisely", Experiment.shape),
        FieldShape("expect", "what is claimed about the results", .list(Expectation.shape)),
      ],
      definitions: [
        FieldShape("network", "the VPC and its subnets", .fields(of: VPCNetwork.fields)),
        FieldShape("design", "components by name", design),
      ])
  }

  private static var world: ValueShape {
    guard case .fields(let fields) = ValueShape.fields(of: World.fields) else { return .scalar }
    return .fields(
      fields + [
        FieldShape(
          "incidents", "catalogue, none, or what strikes",
          .oneOf([.scalar, .fields(of: World.incidentFields)])),
        FieldShape(
          "prices", "where none are shipped or others hold", .fields(of: PriceList.fields)),
      ])
  }
}

extension ValueShape {
  /// A component: its type and the fields of that type.
  fileprivate static func typed(_ name: String, _ references: [FieldReference]) -> ValueShape {
    guard case .fields(let fields) = ValueShape.fields(of: references) else { return .scalar }
    let groups = fields.map { field -> FieldShape in
      // A group that is switched on by a word says that word as its type in a map.
      guard case .oneOf(let shapes) = field.shape, case .fields(let inner) = shapes.last,
        case .choice(let words) = shapes.first
      else { return field }
      let kind = FieldShape("type", field.meaning, .choice(words))
      return FieldShape(
        field.name, field.meaning, .oneOf([.choice(words), .scalar, .fields([kind] + inner)]))
    }
    return .fields(
      [FieldShape("type", "the type of component", isRequired: true, .choice([name]))] + groups)
  }

  /// A field that may also be a map with entries of its own.
  fileprivate func loosened(_ name: String) -> ValueShape {
    guard case .fields(let fields) = self else { return self }
    return .fields(
      fields.map { field in
        guard field.name == name else { return field }
        return FieldShape(field.name, field.meaning, .oneOf([.scalar, .named(.scalar)]))
      })
  }
}
