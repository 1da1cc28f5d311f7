// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of one entry of each section of a model file.

extension ModelSection {
  /// One entry: its fields, or the only one by itself.
  var shape: ValueShape {
    let each = allowsEach ? [ModelMembers.field.shape] : []
    switch self {
    case .crews: return .oneOf([.scalar, .fields([UnitFields.servers.shape])])
    case .units: return .fields(each + ModelShapes.unit)
    case .gates:
      return .oneOf([
        .reference("signal"),
        .fields(
          each + [MeasureFields.signal.shape.optional]
            + ["all", "any", "not", "of"].map {
              FieldShape($0, "signals that it combines", .list(.reference("signal")))
            } + [FieldShape("atLeast", "how many", .integer)]),
      ])
    case .incidents: return .fields(each + Self.incident)
    case .calendars:
      return .fields(
        each + [
          CalendarFields.first.shape, CalendarFields.every.shape, CalendarFields.length.shape,
          CalendarFields.lead.shape,
        ])
    case .detectors:
      return .fields(each + [DetectorFields.target.shape] + ModelShapes.detector)
    case .failovers: return .fields(each + Self.failover)
    case .pools: return .fields(Self.pool)
    case .levels: return .oneOf([.scalar, .fields(each + [NetworkFields.base.shape])])
    case .sources, .nodes, .splits, .switches: return .fields(each + network)
    case .measures:
      return .oneOf([
        .reference("signal"),
        .fields(
          each
            + [
              MeasureFields.up.shape, MeasureFields.served.shape, MeasureFields.carried.shape,
              MeasureFields.tolerance.shape, MeasureFields.kind.shape, MeasureFields.at.shape,
              MeasureFields.by.shape, MeasureFields.atMost.shape,
            ].map(\.optional)),
      ])
    }
  }

  private static let incident: [FieldShape] = {
    let strike = ValueShape.fields([
      IncidentFields.instant.shape, IncidentFields.span.shape, IncidentFields.fixedSeverity.shape,
      IncidentFields.mark.shape, IncidentFields.struck.shape,
    ])
    let reaction = ValueShape.fields([
      IncidentFields.target.shape, IncidentFields.scope.shape, IncidentFields.conditions.shape,
      IncidentFields.factor.shape, IncidentFields.lasting.shape,
    ])
    return [
      IncidentFields.mtbf.shape.optional, FieldShape("at", "dated strikes", .list(strike)),
      IncidentFields.duration.shape, IncidentFields.severity.shape,
      FieldShape(
        "groups", "a partition of the leaves, by name or with their leaves",
        .oneOf([.list(.scalar), .named(.list(.scalar))])),
      IncidentFields.home.shape, IncidentFields.spread.shape,
      FieldShape("reactions", "what it does to whom", .list(reaction)),
    ]
  }()

  private static let failover: [FieldShape] = [
    FieldShape(
      "candidates", "those among whom it chooses, the best first", isRequired: true,
      .list(ModelShapes.candidate)),
    FieldShape("attempts", "tries in order; the last repeats", .list(ModelShapes.attempt)),
    FieldShape("steps", "the only attempt", .reference("steps")), StepFields.resume.shape,
    FailoverFields.failBack.shape, FailoverFields.firstBack.shape, FailoverFields.cuts.shape,
    FieldShape("strikes", "units that a completed switch fails", .reference("strikes")),
  ]

  private static let pool: [FieldShape] = {
    let zone = [PoolFields.ceiling.shape, PoolFields.open.shape]
    return [
      PoolFields.desired.shape,
      FieldShape(
        "zones", "where its slots lie", isRequired: true,
        .oneOf([
          .fields(
            [FieldShape("each", "names of zones", isRequired: true, ModelMembers.shape)] + zone),
          ModelShapes.ordered(zone, "the name of the zone"),
        ])),
      PoolFields.elsewhere.shape,
      FieldShape(
        "types", "kinds of members, tried in order",
        ModelShapes.ordered([PoolFields.open.shape], "the name of the type")),
      FieldShape("slot", "the unit of each slot", .reference("unit")),
      FieldShape(
        "health", "detectors of each slot",
        .named(.fields([DetectorFields.target.shape.optional] + ModelShapes.detector))),
      PoolFields.grace.shape, PoolFields.replaceAtOnce.shape, PoolFields.gate.shape,
      FieldShape("steps", "what a launch takes", isRequired: true, .reference("steps")),
      StepFields.resume.shape,
      FieldShape(
        "rebalance", "moves members to the emptiest zone",
        .oneOf([.scalar, .fields([PoolFields.launchFirst.shape, PoolFields.batch.shape])])),
    ]
  }()

  /// Of the elements of the flow network.
  private var network: [FieldShape] {
    let level = ValueShape.reference("level")
    let part = ValueShape.fields([
      NetworkFields.rate.shape, NetworkFields.isOpen.shape,
      FieldShape("level", "of which this share counts", level),
    ])
    switch self {
    case .sources:
      return [
        NetworkFields.rate.shape, WeeklyDemand.shapeField.shape, WeeklyDemand.growthField.shape,
        FieldShape("level", "of which this share is emitted", level),
        NetworkFields.target.shape,
      ]
    case .nodes:
      return [
        NetworkFields.isOpen.shape,
        FieldShape("capacity", NetworkFields.capacity.meaning, .oneOf([.scalar, .list(part)])),
        FieldShape("passes", "the share that passes", level), NetworkFields.target.shape,
      ]
    case .splits:
      return [
        FieldShape("over", "the ways", isRequired: true, .list(ModelShapes.way)),
        NetworkFields.whenNone.shape, NetworkFields.retry.shape,
      ]
    case .switches:
      return [
        NetworkFields.by.shape,
        FieldShape("ways", "one a candidate, in their order", isRequired: true, .list(.scalar)),
      ]
    case .crews, .units, .gates, .incidents, .calendars, .detectors, .failovers, .pools, .levels,
      .measures:
      return []
    }
  }
}
