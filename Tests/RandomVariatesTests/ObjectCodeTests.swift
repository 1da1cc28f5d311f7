// SPDX-License-Identifier: GPL-3.0-or-later
// The object of the block transform: a fused instruction would give other bits on other machines.

import Foundation
import Testing

@Suite struct ObjectCodeTests {
  static let disassembler = ["/usr/bin/objdump", "/usr/bin/llvm-objdump"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Objects stand beside the test executable.
  static var objects: [String] {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("CVariates.build")
    return ["Philox.c.o", "UnitExponentials.c.o"].map { folder.appendingPathComponent($0).path }
  }

  static func disassembly(of object: String, by tool: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = ["-d", "--no-show-raw-insn", object]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(.enabled(if: disassembler != nil, "needs objdump"))
  func `no multiplication is fused with an addition`() throws {
    let tool = try #require(Self.disassembler)
    for object in Self.objects {
      let code = try Self.disassembly(of: object, by: tool)
      let hasCode = code.contains("cv_")
      #expect(hasCode, "no code in \(object)")
      for fused in ["vfmadd", "vfmsub", "vfnmadd", "vfnmsub", "fmla", "fmls"] {
        let isFused = code.contains(fused)
        #expect(!isFused, "\(fused) in \(object)")
      }
    }
  }
}
