// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a model file, put together from the fields by which it is read.

extension ModelFile {
  /// The shape of a whole model file.
  package static var shape: DocumentShape {
    DocumentShape(
      title: "Nines model file",
      root: [
        FieldShape("model", "what is modelled, in one line", isRequired: true, .scalar),
        FieldShape("operators", "those who are paged", .fields([NetworkFields.reaction.shape])),
      ]
        + ModelSection.allCases.map { section in
          FieldShape(section.rawValue, "each \(section.subject) by its name", .named(section.shape))
        } + [
          FieldShape("experiment", "how long, how often and how precisely", Experiment.shape),
          FieldShape("expect", "what is claimed about the results", .list(Expectation.shape)),
        ],
      definitions: [
        FieldShape("signal", "what is up or down", ModelShapes.signal),
        FieldShape("level", "a share of a flow", ModelShapes.level),
        FieldShape("action", "what takes time", ModelShapes.action),
        FieldShape("steps", "steps in order", ModelShapes.steps),
        FieldShape("strikes", "units that fail too", ModelShapes.strikes),
        FieldShape("unit", "a repairable unit", .fields(ModelShapes.unit)),
        FieldShape("detector", "what notices a change", .fields(ModelShapes.detector)),
      ])
  }
}

extension Experiment {
  /// The section as it stands in scenarios and model files.
  package static var shape: ValueShape { .fields(of: references) }
}

extension Expectation {
  /// One entry of `expect:`, in any of its four forms.
  package static var shape: ValueShape {
    let common = [because.shape, resolutionField.shape]
    let bounds = [
      FieldShape("is", "the value", .scalar), FieldShape("atMost", "its upper bound", .scalar),
      FieldShape("atLeast", "its lower bound", .scalar), within.shape,
      FieldShape("kind", "the kind of the value", ValueKindName.shape),
      FieldShape("design", "the design that it is about", .scalar),
    ]
    func form(_ name: String, _ others: [FieldShape]) -> ValueShape {
      .fields([FieldShape(name, "the form", isRequired: true, .scalar)] + others + common)
    }
    let service = FieldShape("for", "the service", .scalar)
    return .oneOf([
      form("value", bounds), form("solved", bounds),
      form(
        "better",
        [
          FieldShape("than", "the other one", isRequired: true, .scalar), service,
          FieldShape("by", "by how much", .scalar),
        ]),
      form("same", [FieldShape("as", "the other one", isRequired: true, .scalar), service]),
    ])
  }
}

/// Shapes of what model files nest.
enum ModelShapes {
  static let signal: ValueShape = .oneOf([
    .scalar, .array(.reference("signal")),
    .fields(["all", "any", "not"].map(part)),
    .fields([
      FieldShape("atLeast", "how many", isRequired: true, .integer),
      FieldShape("of", "the signals that are counted", isRequired: true, inputs),
    ]),
  ])

  private static let inputs = ValueShape.list(.reference("signal"))

  private static func part(_ name: String) -> FieldShape {
    FieldShape(name, "signals that it combines", inputs)
  }

  static let level: ValueShape = .oneOf([
    .scalar,
    .fields([
      FieldShape(
        "choose", "one of two levels",
        .fields([
          LevelFields.when.shape, FieldShape("then", "while it is up", .reference("level")),
          FieldShape("else", "while it is down", .reference("level")),
        ])),
      LevelFields.share.shape.optional,
      FieldShape("product", "levels that are multiplied", .list(.reference("level"))),
      FieldShape("complement", "1 less a level", .reference("level")),
    ]),
  ])

  private static let stepFields = [
    StepFields.law.shape, StepFields.needs.shape, StepFields.success.shape,
    StepFields.otherwise.shape,
  ]
  static let steps = ValueShape.list(.oneOf([.scalar, .fields(stepFields)]))
  private static let actionFields = [
    FieldShape("steps", "steps in order", .reference("steps")), StepFields.resume.shape,
  ]
  static let action: ValueShape = .oneOf([
    .reference("steps"), .fields(actionFields), .fields(stepFields + [StepFields.resume.shape]),
  ])

  static let strikes = ValueShape.list(
    .oneOf([
      .scalar,
      .fields([UnitFields.target.shape, UnitFields.mode.shape, UnitFields.probability.shape]),
    ]))

  private static let mode =
    [
      UnitFields.failure.shape, FieldShape("repair", "how it is repaired", .reference("action")),
      UnitFields.repairWhen.shape, UnitFields.renews.shape,
    ] + actionFields

  static let unit =
    [
      UnitFields.requires.shape, UnitFields.clock.shape, UnitFields.repairClock.shape,
      UnitFields.restart.shape, UnitFields.comesBackBroken.shape,
      FieldShape("until", "repairs the mode 'broken'", .reference("action")),
      UnitFields.crew.shape, UnitFields.agesWhile.shape,
      FieldShape("strikes", "units that fail with it", .reference("strikes")),
      FieldShape("modes", "ways to fail", ordered(mode, "the name of the mode")),
    ] + mode.map(\.optional)

  static let detector =
    [
      DetectorFields.interval.shape.optional, DetectorFields.down.shape, DetectorFields.up.shape,
      FieldShape(
        "latency", DetectorFields.latency.meaning,
        .oneOf([.scalar, .named(.oneOf([.scalar, .named(.scalar)]))])),
      DetectorFields.delay.shape.optional, DetectorFields.blind.shape, DetectorFields.alive.shape,
      DetectorFields.revive.shape,
    ]

  /// Maps by name, or a list of maps with their names, where order counts.
  static func ordered(_ fields: [FieldShape], _ meaning: String) -> ValueShape {
    .oneOf([
      .named(.fields(fields)),
      .list(.fields([FieldShape("name", meaning, isRequired: true, .scalar)] + fields)),
    ])
  }

  static let candidate = ValueShape.oneOf([
    .reference("signal"),
    .fields([ModelMembers.field.shape, FailoverFields.serves.shape, FailoverFields.seen.shape]),
  ])

  static let attempt = ValueShape.fields([
    FailoverFields.success.shape,
    FieldShape("steps", "what it takes", isRequired: true, .reference("steps")),
  ])

  static let way = ValueShape.oneOf([
    .scalar,
    .fields([
      ModelMembers.field.shape, NetworkFields.target.shape, NetworkFields.isIn.shape,
      FieldShape("weight", "its share", .reference("level")),
    ]),
  ])
}

extension FieldShape {
  /// The same field where another one may stand in its place.
  var optional: FieldShape { FieldShape(name, meaning, shape) }
}
