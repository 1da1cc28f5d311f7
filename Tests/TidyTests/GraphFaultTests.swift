// SPDX-License-Identifier: GPL-3.0-or-later
// The rules about manifest, imports and map must notice what is planted for them.

import Testing

@Suite struct GraphFaultTests {
  static let manifest = Manifest(
    SourceFile(
      path: "Package.swift",
      text: """
        let package = Package(
          name: "planted",
          dependencies: [.package(url: "https://example.org/Yams", from: "6.0.0")],
          targets: [
            .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
            .target(name: "Model"),
            .target(name: "SimulationEngine", dependencies: ["Model"], swiftSettings: strict),
            .target(
              name: "AnalyticSolvers",
              dependencies: [.target(name: "SimulationEngine"), "CGSL"]),
            .executableTarget(
              name: "nines",
              dependencies: ["Model", .product(name: "Yams", package: "yams")]),
            .testTarget(name: "ModelTests", dependencies: ["Model"]),
            .target(name: "Helper", path: "Tests/Helper"),
          ])
        """))

  private func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, text: text)
  }

  @Test func `a manifest is read with its products and nested targets`() {
    #expect(
      Self.manifest.targets.map(\.name) == [
        "CGSL", "Model", "SimulationEngine", "AnalyticSolvers", "nines", "ModelTests", "Helper",
      ])
    #expect(Self.manifest["Helper"]?.isTest == true)
    #expect(Self.manifest["CGSL"]?.dependencies.isEmpty == true)
    #expect(Self.manifest["AnalyticSolvers"]?.dependencies == ["SimulationEngine", "CGSL"])
    #expect(Self.manifest["nines"]?.dependencies == ["Model", "Yams"])
    #expect(Self.manifest["ModelTests"]?.isTest == true)
    #expect(
      Self.manifest.reachable(from: "AnalyticSolvers") == ["SimulationEngine", "Model", "CGSL"])
  }

  @Test func `an import by way of another target is undeclared`() {
    let good = file("Sources/SimulationEngine/A.swift", "package import Model\nimport Glibc\n")
    let bad = file("Sources/nines/A.swift", "import Model\nimport struct SimulationEngine.B\n")
    let lost = file("Sources/Nowhere/A.swift", "let a = 1")
    #expect(ImportRules.declared(good, in: Self.manifest).isEmpty)
    #expect(ImportRules.declared(bad, in: Self.manifest).map(\.line) == [2])
    #expect(ImportRules.declared(lost, in: Self.manifest).count == 1)
  }

  @Test(
    arguments: [
      ("Sources/SimulationEngine/A.swift", "import Foundation", true),
      ("Sources/Reporting/A.swift", "import Foundation", false),
      ("Tests/EngineTests/A.swift", "import Foundation", false),
      ("Sources/Reporting/A.swift", "import Yams", true),
      ("Sources/ScenarioFormat/A.swift", "import Yams", false),
      ("Sources/nines/A.swift", "internal import CGSL", true),
      ("Sources/nines/A.swift", "import Testing", true),
      ("Tests/EngineTests/A.swift", "import XCTest", true),
      ("Sources/nines/A.swift", "// import CGSL", false),
    ])
  func `libraries keep to their homes`(_ path: String, _ text: String, _ isFault: Bool) {
    #expect(ImportRules.homes(file(path, text)).isEmpty != isFault)
  }

  @Test func `a module that reaches engine and solvers is found`() {
    #expect(ImportRules.graph(Self.manifest).count == 1)
  }

  @Test func `a folder without target and a target without folder are found`() {
    let files = ["nines", "Model", "SimulationEngine", "AnalyticSolvers", "Stray"].map {
      file("Sources/\($0)/A.swift", "")
    }
    #expect(
      ImportRules.directories(Self.manifest, of: files).map { $0.prefix(5) } == [
        "CGSL ", "Helpe", "Model", "Stray",
      ])
  }

  @Test func `a map that lacks a module or keeps a dead one is found`() {
    let map = ["CGSL", "Model", "SimulationEngine", "nines", "Gone"].map { "| `\($0)` | text |" }
    let readme = file("README.md", map.joined(separator: "\n"))
    #expect(WordRules.moduleMap(readme, of: Self.manifest).count == 2)
  }

  @Test func `requirements of protocols are told from other functions`() {
    let text = """
      package protocol Lowers {
        init(_ read: inout Reader)
        func lower(as instance: Instance, into model: inout Model)
      }
      package struct A { func other(_ a: Int) {} }
      """
    let found = AccessRules.requirements(of: [file("Sources/Model/A.swift", text)])
    #expect(found.isSuperset(of: ["init(_:)", "lower(as:into:)"]))
    #expect(!found.contains("other(_:)"))
  }
}
