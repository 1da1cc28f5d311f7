// SPDX-License-Identifier: GPL-3.0-or-later
// Every rule about code must notice a fault that is planted for it, and spare what is right.

import Testing

/// A text, the rule that reads it, and the lines that the rule must complain about.
struct Plant: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let rule: @Sendable (SourceFile) -> [Violation]
  var path = "Sources/SimulationEngine/Planted.swift"
  let text: String
  let lines: [Int]
}

@Suite struct PlantedFaultTests {
  @Test(arguments: sizes + access + conduct + words)
  func `a planted fault is found where it stands and nowhere else`(_ plant: Plant) {
    let file = SourceFile(path: plant.path, text: plant.text)
    #expect(plant.rule(file).map(\.line) == plant.lines)
  }

  static let body = String(repeating: "  step()\n", count: 48)
  static let header = "// SPDX-License-Identifier: GPL-3.0-or-later\n"

  static let sizes = [
    Plant(
      testDescription: "long file", rule: LayoutRules.fileLength,
      text: String(repeating: "//\n", count: 251), lines: [251]),
    Plant(
      testDescription: "file that just fits", rule: LayoutRules.fileLength,
      text: String(repeating: "//\n", count: 250), lines: []),
    Plant(
      testDescription: "wide line", rule: LayoutRules.lineLength,
      text: "//\n" + String(repeating: "é", count: 101) + "\n"
        + String(repeating: "é", count: 100) + "\nlet a = \"\"\"\n"
        + String(repeating: "s", count: 101) + "\n\"\"\"", lines: [2]),
    Plant(
      testDescription: "long function, long property, long initialiser",
      rule: LayoutRules.functionLength,
      text: "func run() {\n\(body)}\nfunc run() {\n\(body)  step()\n}\n"
        + "var size: Int {\n\(body)  step()\n}\ninit?(_ x: [Int] = { [] }()) {\n\(body)\nstep()\n}",
      lines: [51, 102, 153]),
    Plant(
      testDescription: "braces in strings and comments", rule: LayoutRules.functionLength,
      text: "func a() { say(\"{ \\(b(\"}\")) {\") /* { */ } // {\nfunc c() {\n\(body)}\n", lines: []
    ),
    Plant(
      testDescription: "long function in C", rule: LayoutRules.functionLength,
      path: "Sources/CVariates/a.c",
      text: "int f(void) {\nchar c = '{';\n\(body)}\nint g[] = {\n\(body)\n1 };", lines: [1]),
    Plant(
      testDescription: "no licence", rule: LayoutRules.header, text: "// All.\n", lines: [1]),
    Plant(
      testDescription: "no purpose", rule: LayoutRules.header, text: "\(header)\nimport A\n",
      lines: [2]),
    Plant(
      testDescription: "purpose over two lines", rule: LayoutRules.header,
      text: "\(header)// Two lines that say\n// what it is for.\n", lines: []),
    Plant(
      testDescription: "YAML header", rule: LayoutRules.header, path: "scenarios/a.yaml",
      text: "scenario: a\n", lines: [1]),
  ]

  static let access = [
    Plant(
      testDescription: "public in the engine", rule: AccessRules.accessLevel,
      text: "public struct A {}\npackage struct B {}\npublic import C\nlet open = 1",
      lines: [1, 3]),
    Plant(
      testDescription: "package on the ground floor", rule: AccessRules.accessLevel,
      path: "Sources/Quantities/A.swift", text: "package struct A {}\npublic let b = 1",
      lines: [1]),
    Plant(
      testDescription: "peeping", rule: AccessRules.testableImports,
      text: "import A\n@testable import B\n// @testable\n", lines: [2]),
    Plant(
      testDescription: "undocumented exports",
      rule: { AccessRules.documentation($0, sparing: ["lower(as:)", "==(_:_:)"]) },
      text: """
        /// Documented.
        package struct A {
          package func run() {}
          func inner() {}
          /// Documented.
          @discardableResult
          package mutating func walk(to place: Int) -> Int { 0 }
          package func lower(as name: String) {}
          package init(a: Int) { self.a = a }
          package init(b: Int) { if b > 0 { a = b } }
          // A remark is no documentation.
          package enum B: String { case c }
          package var size: Int { 0 }
        }
        """, lines: [3, 10, 12]),
  ]

  static let conduct = [
    Plant(
      testDescription: "default case", rule: ConductRules.defaultCases,
      text: "switch a {\ncase .b: c()\ndefault: break\n}\nlet x = default(1)", lines: [3]),
    Plant(
      testDescription: "default case elsewhere", rule: ConductRules.defaultCases,
      path: "Sources/ScenarioFormat/A.swift", text: "default: break", lines: []),
    Plant(
      testDescription: "clock, environment, chance", rule: ConductRules.purity,
      text: """
        let a = Double.random(in: 0...1)
        let b = ContinuousClock.now // random()
        let c = getenv("HOME")
        func random() {}
        let d = a.hashValue
        let e = "Date()"
        let f = list.shuffled()
        """, lines: [1, 2, 3, 5, 7]),
    Plant(
      testDescription: "clock in a front end", rule: ConductRules.purity,
      path: "Sources/nines/A.swift", text: "let b = ContinuousClock.now", lines: []),
    Plant(
      testDescription: "unsafe storage", rule: ConductRules.unsafeSwift,
      text: "let a: UnsafePointer<Int>\nwithUnsafeBytes(of: 1) { _ in }\nclass B: @unchecked C {}",
      lines: [1, 2, 3]),
    Plant(
      testDescription: "bare index", rule: ConductRules.typedIndices,
      text: "subscript(id: ID) -> A { a }\nsubscript(index: Int) -> A { a }\nf(subscript: Int(1))",
      lines: [2]),
    Plant(
      testDescription: "markers and dead code", rule: ConductRules.markers,
      text:
        "// \("TO" + "DO") later\n// let a = 1\n//     let b = 1\n// func a() {\n// let it be\n",
      lines: [1, 2, 4]),
    Plant(
      testDescription: "test without a sentence", rule: ConductRules.testNames,
      path: "Tests/ATests/A.swift",
      text: "@Test func one() {}\n@Test func `two is a sentence`() {}\nfunc help() {}", lines: [1]),
  ]

  static let words = [
    Plant(
      testDescription: "traces of a machine", rule: WordRules.machineTraces, path: "README.md",
      text: "\("/wo" + "rk/nines")\nhttps://example.org/home/page\n\("sub" + "agent")",
      lines: [1, 3]),
    Plant(
      testDescription: "page that is not there",
      rule: { WordRules.missingPages($0, among: ["README.md"]) },
      text: "// See README.md.\n/// As docs/meaning.md says.\nlet a = \"b.md\"", lines: [2]),
    Plant(
      testDescription: "scenario without reason", rule: WordRules.scenarios,
      path: "scenarios/a.yaml", text: "expect: []", lines: [1]),
  ]
}
