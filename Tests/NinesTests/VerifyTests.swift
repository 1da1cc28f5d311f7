// SPDX-License-Identifier: GPL-3.0-or-later
// `nines verify`: what it ships, what it answers, and that a wrong number is found out.

import Foundation
import Testing

@Suite struct VerifyTests {
  static let folder = Program.root.appending(path: "scenarios/oracles")

  /// Without their endings, such as `rare/rare_duplex_cycle`.
  static var names: [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]
    return (all ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  @Test(arguments: names)
  func `every exact answer is inside the program, byte for byte, and can be run`(
    _ name: String
  ) throws {
    let shipped = try Program.run("example", name)
    let file = Self.folder.appending(path: "\(name).yaml")
    #expect(try shipped.output == String(contentsOf: file, encoding: .utf8))
    let checked = try Program.run("validate", "-", input: shipped.output)
    #expect(checked.status == 0 && checked.remarks.isEmpty)
    #expect(checked.output.hasSuffix(", nothing wrong\n"))
  }

  /// The cells of the table of all answers: group, answer, by what it is held.
  private static func table() throws -> [[String]] {
    let page = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    return page.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// What stands between backward quotes.
  private static func quoted(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset.isMultiple(of: 2) ? nil : String($0.element) }
  }

  @Test func `each of the 63 answers has a model file, a unit test, or a reason`() throws {
    let tests = try #require(
      FileManager.default.enumerator(
        at: Program.root.appending(path: "Tests"), includingPropertiesForKeys: nil))
    var code = ""
    for case let file as URL in tests where file.pathExtension == "swift" {
      code += try String(contentsOf: file, encoding: .utf8)
    }
    let rows = try Self.table()
    #expect(rows.count == 63)
    var files: [String] = []
    for row in rows {
      let quoted = Self.quoted(row[2])
      let models = quoted.filter { $0.hasSuffix(".yaml") }
      for model in models {
        #expect(model == "\(row[0])/\(row[1]).yaml" || model.hasPrefix("\(row[0])/\(row[1])."))
      }
      files += models.map { String($0.dropLast(5)) }
      let named = quoted.filter { !$0.hasSuffix(".yaml") }
      for test in named { #expect(code.contains("func `\(test)`("), "no test \(test)") }
      let isReasoned = row[2].hasPrefix("not yet: ") || row[2].hasPrefix("never: ")
      #expect(isReasoned == quoted.isEmpty, "\(row[1])")
    }
    #expect(files.sorted() == Self.names)
  }

  private static let pair = """
    model: a pair
    units: { part: { each: [a, b], failure: exponential(mean 9 h), repair: exponential(mean 1 h) } }
    measures: { pair: { up: 1 of part, kind: steady }, both: { up: 2 of part, kind: steady } }
    experiment: { horizon: 100 h, precision: 5 %, seed: 1 }
    expect:
      - { value: pair.unavailability, is: 0.01 }
      - { value: both.unavailability, is: 0.19 }

    """

  /// A folder with files of these texts, for as long as `body` runs.
  private func withFiles(_ texts: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let inner = folder.appending(path: "mine")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in texts { try Data(text.utf8).write(to: inner.appending(path: name)) }
    try body(folder.path)
  }

  @Test func `a folder of right and wrong numbers fails, and JSON says which`() throws {
    let wrong = Self.pair.replacing("0.19", with: "0.2")
    let scenario = try String(contentsOfFile: Program.scenario("az-replay"), encoding: .utf8)
    try withFiles(["right.yaml": Self.pair, "wrong.b.yml": wrong, "zones.yaml": scenario]) {
      let outcome = try Program.run("verify", $0, "--json")
      #expect(outcome.status == 1 && outcome.remarks.isEmpty)
      let data = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      let answer = try #require(data as? [String: Any])
      #expect(answer["passed"] as? Int == 3)
      #expect(answer["failed"] as? Int == 1)
      #expect(answer["inconclusive"] as? Int == 0)
      let skipped = try #require(answer["skipped"] as? [[String: Any]])
      #expect(skipped.map { $0["id"] as? String } == ["zones"])
      let oracles = try #require(answer["oracles"] as? [[String: Any]])
      #expect(oracles.map { $0["id"] as? String } == ["right", "right", "wrong", "wrong"])
      #expect(oracles.map { $0["verdict"] as? String } == ["pass", "pass", "pass", "fail"])
      let last = try #require(oracles.last)
      #expect(last["group"] as? String == "mine" && last["variant"] as? String == "b")
      #expect(last["measure"] as? String == "both" && last["kind"] as? String == "steady")
      #expect(last["exact"] as? Double == 0.2)
      let simulated = try #require(last["simulated"] as? Double)
      let error = try #require(last["standardError"] as? Double)
      let distance = try #require(last["z"] as? Double)
      #expect(abs(distance - (simulated - 0.2) / error) < 1e-9)
      #expect(abs(try #require(last["solved"] as? Double) - 0.19) < 1e-12)
    }
  }

  @Test func `what simulation cannot see passes by the solver, and a wrong number does not`() throws
  {
    let rare = Self.pair.replacing("mean 9 h", with: "mean 999999 h")
      .replacing("0.01", with: "1e-12").replacing("0.19", with: "1.999999e-6")
    try withFiles(["rare.yaml": rare]) {
      let outcome = try Program.run("verify", $0, "--max-events", "1000", "--threads", "1")
      #expect(outcome.status == 0)
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.count { $0.hasSuffix("by solver") } == 2)
      #expect(lines.allSatisfy { $0.count <= 100 })
      #expect(outcome.output.contains("0 fail, 2 inconclusive of which 2 pass by the solver"))
    }
    try withFiles(["rare.yaml": rare.replacing("1e-12", with: "1.00001e-12")]) {
      let outcome = try Program.run("verify", "\($0)/mine/rare.yaml", "--max-events", "1000")
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("FAIL"))
    }
  }

  @Test func `a path that is not there and a broken file have their exit codes`() throws {
    #expect(try Program.run("verify", "none.yaml").status == 66)
    try withFiles(["right.yaml": Self.pair, "broken.yaml": "model: [\n"]) {
      let outcome = try Program.run("verify", $0)
      #expect(outcome.status == 65 && outcome.output.isEmpty)
      #expect(outcome.remarks.contains("broken.yaml:"))
    }
  }
}
