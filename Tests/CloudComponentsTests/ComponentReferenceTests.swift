// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue as a whole: every field has a meaning, every default a source.

import CloudComponents
import ScenarioFormat
import Testing

@Suite struct ComponentReferenceTests {
  @Test func `every section and type has fields with a meaning and a name of their own`() {
    #expect(Set(ComponentReference.all.map(\.typeName)).count == ComponentReference.all.count)
    for entry in ComponentReference.all {
      #expect(!entry.summary.isEmpty && !entry.fields.isEmpty)
      #expect(Set(entry.fields.map(\.name)).count == entry.fields.count, "\(entry.typeName)")
      for field in entry.fields {
        #expect(!field.meaning.isEmpty && !field.kind.isEmpty, "\(entry.typeName) \(field.name)")
      }
    }
  }

  @Test func `every default of the catalogue has a source and a date or is called a judgement`() {
    for field in ComponentReference.all.flatMap(\.fields) {
      guard let confidence = field.confidence else { continue }
      #expect(!field.source.isEmpty, "\(field.name)")
      #expect(confidence == .judgement || !field.date.isEmpty, "\(field.name)")
    }
  }

  @Test func `a reference is found by the name of its section or type`() {
    #expect(ComponentReference.named("nat-gateway")?.fields.isEmpty == false)
    #expect(ComponentReference.named("world")?.fields.first?.name == "region")
    #expect(ComponentReference.named("nat") == nil)
  }
}
