// SPDX-License-Identifier: GPL-3.0-or-later
// `nines verify`: holds simulation and solver against exact numbers, the shipped ones or others.

import ArgumentParser
import DesignStudies
import Diagnostics
import Foundation
import MonteCarlo
import Quantities
import Reporting
import ScenarioFormat

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Holds simulated and solved values against exact ones.",
    usage: "nines verify [<path> ...] [options]",
    discussion: """
      Runs every entry of expect: in which a model file gives an exact value by is:. Without \
      a path it runs the answers from the literature that the program carries.

      Examples:
        nines verify
        nines verify scenarios/oracles/rare mine.yaml --json
      """)

  @Argument(
    help: ArgumentHelp("Model files, and folders of them.", valueName: "path"),
    completion: .file(extensions: ["yaml", "yml"]))
  var paths: [String] = []

  @Option(help: "Choose the random numbers instead of the files' own choice.")
  var seed: Int?

  @Option(help: "Most events of one file; equal numbers give equal verdicts on every machine.")
  var maxEvents: Int = Int(OracleStudy.usualEffortCap)

  @Option(help: "Threads; the result does not depend on them (default: one a processor).")
  var threads: Int?

  @OptionGroup(title: "Answer") var answer: AnswerOptions

  func validate() throws {
    if let seed, seed < 0 { throw ValidationError("--seed \(seed): not below 0") }
    if maxEvents < 1_000 { throw ValidationError("--max-events \(maxEvents): at least 1000") }
    if let threads, !(1...1_024).contains(threads) {
      throw ValidationError("--threads \(threads): from 1 to 1024")
    }
  }

  func run() throws {
    let inputs = try paths.isEmpty ? Self.shipped() : Self.read(paths)
    var settings = StudySettings()
    settings.seed = seed.map { "\($0)" }
    let models = try Self.check(inputs, settings: settings)
    let workers = WorkerPool(
      threads: threads ?? min(1_024, ProcessInfo.processInfo.activeProcessorCount))
    let interrupt = Interrupt()
    let start = ContinuousClock.now
    var verification = Verification()
    for (number, input) in models.enumerated() where !interrupt.flag.isRaised {
      switch input.checked {
      case .scenario:
        verification.skip(
          input.oracle, because: "a scenario, whose expectations nines compare judges")
      case .model(let model):
        mention("\(number + 1) of \(models.count): \(input.oracle.name)")
        let study = OracleStudy(
          of: model, effortCap: UInt64(maxEvents), on: workers, cancelledBy: interrupt.flag)
        if !interrupt.flag.isRaised { verification.add(study, of: input.oracle) }
      }
    }
    mention("")
    if paths.isEmpty {
      for oracle in ShippedOracle.notYet {
        verification.skip(Verification.Oracle(path: oracle.path), because: oracle.reason)
      }
    }
    let elapsed = Seconds((ContinuousClock.now - start) / .seconds(1))
    let document = ReportDocument(presenting: verification, elapsed: elapsed)
    try Console.answer(RenderedReport(document, as: answer.format).text)
    if interrupt.flag.isRaised { throw ExitCode.interrupted }
    if verification.count(.fail) > 0 { throw ExitCode.expectationMissed }
  }

  /// Writes one line over the last, where somebody watches.
  private func mention(_ line: String) {
    guard !answer.quiet, Console.remarksToTerminal else { return }
    Console.remark("\r\(line)\u{1B}[K")
  }
}

extension VerifyCommand {
  /// A file that has been read and checked.
  private struct Input {
    let oracle: Verification.Oracle
    let checked: CheckedInput
  }

  private static func shipped() throws -> [SourceText] {
    try explaining([]) { () throws(InvalidInput) in
      var texts: [SourceText] = []
      for oracle in ShippedOracle.all {
        texts.append(try SourceText(name: "\(oracle.path).yaml", bytes: oracle.bytes))
      }
      return texts
    }
  }

  /// Reads files, and of a folder all files in it, however deep, by their names.
  private static func read(_ paths: [String]) throws -> [SourceText] {
    var texts: [SourceText] = []
    for path in paths {
      for file in files(at: path) { texts.append(try readScenario(file)) }
    }
    return texts
  }

  private static func files(at path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return [path] }
    let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return found.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
      .map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }

  /// Checks all before any runs; ends with an exit code when one cannot be run.
  private static func check(_ texts: [SourceText], settings: StudySettings) throws -> [Input] {
    var inputs: [Input] = []
    var isWrong = false
    for text in texts {
      do {
        inputs.append(
          Input(
            oracle: Verification.Oracle(path: text.name),
            checked: try CheckedInput(of: text, settings: settings)))
      } catch {
        show(error.diagnostics, of: [text.lines])
        isWrong = true
      }
    }
    if isWrong { throw ExitCode.wrongInput }
    return inputs
  }
}
