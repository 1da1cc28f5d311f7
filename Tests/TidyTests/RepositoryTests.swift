// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the repository to its rules; there is no list of exceptions.

import Testing

@Suite struct RepositoryTests {
  static let manifest = Repository.file("Package.swift").map(Manifest.init)

  private func expectNone(_ violations: [Violation]) {
    for violation in violations { Issue.record("\(violation)") }
  }

  @Test func `the repository is found and its manifest is read`() throws {
    let manifest = try #require(Self.manifest)
    #expect(Repository.code.count > 20)
    #expect(manifest["ReliabilityModeling"]?.dependencies.contains("Quantities") == true)
    #expect(manifest["TidyTests"]?.isTest == true)
  }

  @Test func `no file is longer than 250 lines`() {
    expectNone(Repository.code.flatMap(LayoutRules.fileLength))
  }

  @Test func `no function is longer than 50 lines`() {
    expectNone(Repository.code.flatMap(LayoutRules.functionLength))
  }

  @Test func `no line is wider than 100 columns`() {
    expectNone(Repository.files.flatMap(LayoutRules.lineLength))
  }

  @Test func `every file begins with its licence and its purpose`() {
    expectNone(Repository.files.flatMap(LayoutRules.header))
  }

  @Test func `only three modules are public, all others keep to the package`() {
    expectNone(Repository.code.flatMap(AccessRules.accessLevel))
  }

  @Test func `no test looks inside a module`() {
    expectNone(Repository.code.flatMap(AccessRules.testableImports))
  }

  @Test func `what leaves a module is documented`() {
    let requirements = AccessRules.requirements(of: Repository.code)
    expectNone(
      Repository.code.flatMap { AccessRules.documentation($0, sparing: requirements) })
  }

  @Test func `every import is declared by its target`() throws {
    let manifest = try #require(Self.manifest)
    expectNone(Repository.code.flatMap { ImportRules.declared($0, in: manifest) })
  }

  @Test func `Foundation, third parties and C keep to their modules`() {
    expectNone(Repository.code.flatMap(ImportRules.homes))
  }

  @Test func `engine and solvers meet in the studies and not below`() throws {
    #expect(ImportRules.graph(try #require(Self.manifest)).isEmpty)
  }

  @Test func `folders and targets are the same`() throws {
    let manifest = try #require(Self.manifest)
    #expect(ImportRules.directories(manifest, of: Repository.files).isEmpty)
  }

  @Test func `model, engine and solvers name every case`() {
    expectNone(Repository.code.flatMap(ConductRules.defaultCases))
  }

  @Test func `below the front ends nothing reads a clock, the environment or system chance`() {
    expectNone(Repository.code.flatMap(ConductRules.purity))
  }

  @Test func `unsafe Swift keeps to storage, event list and wrappers of C`() {
    expectNone(Repository.code.flatMap(ConductRules.unsafeSwift))
  }

  @Test func `model and engine use typed indices`() {
    expectNone(Repository.code.flatMap(ConductRules.typedIndices))
  }

  @Test func `no comment is a marker or commented-out code`() {
    expectNone(Repository.code.flatMap(ConductRules.markers))
  }

  @Test func `the name of every test is a sentence`() {
    expectNone(Repository.code.flatMap(ConductRules.testNames))
  }

  @Test func `no text carries traces of a machine`() {
    expectNone(Repository.files.flatMap(WordRules.machineTraces))
  }

  @Test func `comments send nobody to a page that is not there`() {
    let names = Set(
      Repository.files.compactMap { $0.path.split(separator: "/").last.map(String.init) })
    expectNone(Repository.code.flatMap { WordRules.missingPages($0, among: names) })
  }

  @Test func `the README maps exactly the modules of the manifest`() throws {
    let readme = try #require(Repository.file("README.md"))
    expectNone(WordRules.moduleMap(readme, of: try #require(Self.manifest)))
  }

  @Test func `the README shows the report as it lies in the results`() throws {
    let readme = try #require(Repository.file("README.md"))
    let report = try #require(Repository.file("results/nat-designs/report.txt"))
    #expect(readme.text.contains("```text\n\(report.text)```\n"))
  }

  @Test func `every scenario says why and what must come out`() {
    expectNone(Repository.files.flatMap(WordRules.scenarios))
  }
}
