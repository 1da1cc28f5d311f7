// SPDX-License-Identifier: GPL-3.0-or-later
// `nines components`: every field of a scenario with its default, its meaning and its source.

import ArgumentParser
import CloudComponents
import Diagnostics
import Reporting
import ScenarioFormat

struct ComponentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "components",
    abstract: "Shows what a scenario may say: fields, defaults, meanings and sources.",
    discussion: """
      Examples:
        nines components
        nines components nat-instance
      """)

  @Argument(
    help: ArgumentHelp("A section or a type of component; all unless given.", valueName: "name"))
  var name: String?

  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let all = Self.sections
    var shown = all
    if let name {
      shown = all.filter { $0.name == name }
      guard !shown.isEmpty else {
        let notes = notesForUnknown(name, among: all.map(\.name))
        throw ValidationError(
          (["there is no section or component '\(name)'"] + notes).joined(separator: "; "))
      }
    }
    try Console.answer(RenderedReport(Self.document(of: shown), as: answer.format).text)
  }

  /// One heading of the reference.
  struct Section {
    let name: String
    let summary: String
    let fields: [FieldReference]
  }

  static var sections: [Section] {
    ComponentReference.all.map {
      Section(name: $0.typeName, summary: $0.summary, fields: $0.fields)
    } + [
      Section(
        name: "experiment", summary: "How long, how often and how precisely to simulate.",
        fields: Experiment.references)
    ]
  }

  static func document(of sections: [Section]) -> ReportDocument {
    ReportDocument(
      blocks: sections.flatMap { section -> [ReportDocument.Block] in
        [
          .heading(section.name), .paragraph(ReportText(section.summary)),
          .pairs(section.fields.map { ReportPair($0.name, text(of: $0)) }),
        ]
      },
      data: [
        "schemaVersion": .integer(1),
        "components": .array(
          sections.map { section in
            [
              "name": .string(section.name), "summary": .string(section.summary),
              "fields": .array(section.fields.map(data)),
            ]
          }),
      ])
  }

  /// Such as `100 Gbps. Capacity in one direction. (VPC User Guide, 2022; documented by AWS)`.
  private static func text(of field: FieldReference) -> String {
    let value =
      switch field.defaultText {
      case "": "\(field.kind), optional"
      case "required": "\(field.kind), required"
      default: field.defaultText
      }
    let origin = [field.source, field.date].filter { !$0.isEmpty }.joined(separator: ", ")
    let basis = [origin, field.confidence?.text ?? ""].filter { !$0.isEmpty }
    let meaning = field.meaning.hasSuffix(".") ? field.meaning : field.meaning + "."
    return "\(value). \(meaning)"
      + (basis.isEmpty ? "" : " (\(basis.joined(separator: "; ")))")
  }

  private static func data(of field: FieldReference) -> JSONValue {
    [
      "name": .string(field.name), "kind": .string(field.kind),
      "default": .string(field.defaultText), "meaning": .string(field.meaning),
      "source": .string(field.source), "sourceURL": .string(field.sourceURL),
      "date": .string(field.date),
      "confidence": field.confidence.map { .string($0.rawValue) } ?? .null,
    ]
  }
}
