// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says about itself: help, version, shipped scenarios.

import Foundation
import Testing

@Suite struct HelpTests {
  static let commands = [
    "compare", "run", "validate", "trace", "verify", "explain", "components", "example", "schema",
  ]

  @Test func `help of the program names its commands and exit codes`() throws {
    let help = try Program.run("--help")
    #expect(help.status == 0 && help.remarks.isEmpty)
    for command in Self.commands { #expect(help.output.contains("  \(command) ")) }
    try expectGolden(help.output, "help.txt")
    #expect(try Program.run().output == help.output)
  }

  @Test(arguments: commands)
  func `help of each command shows two examples`(_ command: String) throws {
    let help = try Program.run(command, "--help")
    #expect(help.status == 0 && help.remarks.isEmpty)
    let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "Examples:"))
    let examples = lines[(start + 1)...].prefix { !$0.isEmpty }
    #expect(examples.count == 2)
    #expect(examples.allSatisfy { $0.hasPrefix("  nines ") })
    #expect(lines.allSatisfy { $0.count <= 100 })
    try expectGolden(help.output, "help-\(command).txt")
  }

  @Test func `the version is one line`() throws {
    let version = try Program.run("--version")
    #expect(version.status == 0)
    #expect(version.output == "0.1.0\n")
  }

  @Test func `every scenario at the top of scenarios is inside the program, byte for byte`() throws
  {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Program.root.appending(path: "scenarios").path
    ).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    #expect(names.count >= 2)
    let list = try Program.run("example", "--list").output.split(separator: "\n")
    #expect(list.compactMap { $0.split(separator: " ").first.map(String.init) }.sorted() == names)
    for name in names {
      let example = try Program.run("example", name)
      let file = try String(contentsOfFile: Program.scenario(name), encoding: .utf8)
      #expect(example.output == file, "\(name)")
    }
  }

  @Test func `an example to start from needs no name`() throws {
    let example = try Program.run("example")
    #expect(example.output.contains("scenario: "))
    let checked = try Program.run("validate", "-", input: example.output)
    #expect(checked.status == 0)
    #expect(checked.output == "standard input: 15 designs, nothing wrong\n")
  }

  @Test func `components lists every type with default, meaning and source`() throws {
    let all = try Program.run("components")
    #expect(all.status == 0)
    for name in ["world", "services", "nat-instance", "nat-gateway", "experiment"] {
      #expect(all.output.contains("\n\(name)\n") || all.output.hasPrefix("\(name)\n"))
      let one = try Program.run("components", name)
      #expect(one.status == 0)
      #expect(all.output.contains(one.output.trimmingCharacters(in: .newlines)))
    }
    let gateway = try Program.run("components", "nat-gateway").output
    #expect(gateway.contains("100 Gbps. Capacity in one direction. (Amazon VPC User Guide"))
    #expect(all.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
