// SPDX-License-Identifier: GPL-3.0-or-later
// Reads actions: a law, the word `operator`, a list of steps, or a map of steps and `resume`.

import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling

/// How long a step takes: a law, or the reaction of an operator.
enum StepDuration: FieldValue {
  case law(DurationLaw)
  case operatorReaction

  static let kind = "a duration, a law or 'operator'"
  static let placeholder = Self.law(.placeholder)
  init(reading node: LocatedNode) throws(Misreading) {
    self = node.scalar == "operator" ? .operatorReaction : .law(try DurationLaw(reading: node))
  }
  var text: String {
    switch self {
    case .law(let law): law.text
    case .operatorReaction: "operator"
    }
  }

  /// Whether it never takes any time.
  var isInstant: Bool {
    switch self {
    case .law(let law): law.greatest.value == 0
    case .operatorReaction: false
    }
  }

  var duration: ActionStep.Duration {
    switch self {
    case .law(let law): .law(law)
    case .operatorReaction: .operatorReaction
    }
  }
}

/// What follows when a step fails.
enum StepFailure: String, FieldChoice {
  case `repeat`
  case broken

  var onFailure: ActionStep.Failure {
    switch self {
    case .repeat: .again
    case .broken: .broken
    }
  }
}

/// A law of the time to something, or the word `never`.
enum LawOrNever: FieldValue {
  case law(DurationLaw)
  case never

  static let kind = "a duration, a law or 'never'"
  static let placeholder = Self.never
  init(reading node: LocatedNode) throws(Misreading) {
    self = node.scalar == "never" ? .never : .law(try DurationLaw(reading: node))
  }
  var text: String { law?.text ?? "never" }
  var law: DurationLaw? {
    switch self {
    case .law(let law): law
    case .never: nil
    }
  }
}

/// The fields of one step and of the action around it.
enum StepFields {
  static let law = Field<StepDuration>("law", "how long it takes, or 'operator' for a reaction")
  static let needs = Field<WrittenSignal>(
    "needs", orAbsent: .always, "must be up when the step starts")
  static let success = Field<Share>(
    "success", orAbsent: Share(1), "probability that it works at its end", must: .moreThan(Share(0))
  )
  static let otherwise = Field<StepFailure>(
    "else", orAbsent: .repeat, "what follows when it does not work")
  static let resume = Field<DurationLaw>(
    "resume", orAbsent: .constant(Seconds(0)), "passes when what a waiting step needs is up again")
}

extension FieldReader {
  /// The action that stands in a field; `nil` when it is not there.
  mutating func action(
    _ name: String, _ names: ModelNames, for copy: ModelCopy
  ) -> Action? {
    guard let written = take(name) else { return nil }
    guard !written.isEmpty else {
      fail(name, "'\(name)' of \(subject) has no value", at: written.location)
      return nil
    }
    guard written.map != nil else {
      return Action(steps(written, named: name, names, for: copy))
    }
    return part(written, named: name, of: "'\(name)' of \(subject)") { read in
      if read.node["steps"] == nil {
        // A single step with its conditions.
        return Action([Self.step(&read, names, for: copy)], resume: read(StepFields.resume))
      }
      return read.stepsAndResume(names, for: copy)
    }
  }

  /// The fields `steps` and `resume` of this map.
  mutating func stepsAndResume(_ names: ModelNames, for copy: ModelCopy) -> Action {
    let resume = self(StepFields.resume)
    guard let written = take("steps") else { return Action([], resume: resume) }
    return Action(steps(written, named: "steps", names, for: copy), resume: resume)
  }

  /// A list of steps, or the only one.
  mutating func steps(
    _ node: LocatedNode, named name: String, _ names: ModelNames, for copy: ModelCopy
  ) -> [ActionStep] {
    if node.list?.isEmpty == true {
      fail(name, "'\(name)' of \(subject) has no steps", at: node.location)
    }
    return (node.list ?? [node]).enumerated().map { index, element in
      guard element.map == nil else {
        return part(element, named: "\(name).\(index)", of: "a step of \(subject)") {
          Self.step(&$0, names, for: copy)
        }
      }
      // A law by itself is told by the name of its field.
      let holder = LocatedNode(
        .map([.init(.init(name, at: element.location), element)]), at: element.location)
      return part(holder, named: "\(name).\(index)", of: subject) { read in
        ActionStep(read(Field<StepDuration>(name, StepFields.law.meaning)).duration)
      }
    }
  }

  private static func step(
    _ read: inout FieldReader, _ names: ModelNames, for copy: ModelCopy
  ) -> ActionStep {
    let duration = read(StepFields.law)
    let needs = read.signal(StepFields.needs, names, for: copy)
    let success = read(StepFields.success).value
    let otherwise = read(StepFields.otherwise)
    if success < 1, otherwise == .repeat, duration.isInstant {
      read.fail("success", "\(read.subject) takes no time, so that to repeat it changes nothing")
    }
    return ActionStep(
      duration.duration, needs: needs, success: success, onFailure: otherwise.onFailure)
  }
}
