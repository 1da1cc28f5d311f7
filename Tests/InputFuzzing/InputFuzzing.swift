// SPDX-License-Identifier: GPL-3.0-or-later
// What libFuzzer calls: any bytes, taken as a file, must end in findings or in a run, never a trap.

import Diagnostics
import DesignStudies
import EventScheduling
import MonteCarlo
import ReliabilityModeling
import ScenarioFormat
import SimulationEngine

/// Takes the bytes as a model file or a scenario, and goes the whole way with them.
///
/// A file with errors must have its findings rendered; one without is flattened, and a part of one
/// replication is run and told.
///
/// - Returns: 0, as libFuzzer wants it; a fault of the program is a trap.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let name = "fuzzed.yaml"
  let file = Array(UnsafeBufferPointer(start: bytes, count: count))
  var texts: [SourceLines] = []
  do throws(InvalidInput) {
    let source = try SourceText(name: name, bytes: file)
    texts = [source.lines]
    switch try CheckedInput(of: source, settings: StudySettings()) {
    case .model(let checked):
      render(checked.findings, of: texts)
      exercise(checked.file.system, under: checked.plan)
    case .scenario(let checked):
      render(checked.findings, of: texts)
      for system in checked.systems { exercise(system, under: checked.plan) }
    }
  } catch {
    guard !error.diagnostics.isEmpty else { fatalError("refused without a word") }
    render(error.diagnostics, of: texts)
  }
  return 0
}

private func render(_ findings: [Diagnostic], of texts: [SourceLines]) {
  let rendering = DiagnosticRendering(findings, of: texts)
  guard rendering.text.isEmpty == findings.isEmpty else { fatalError("findings without a text") }
}

/// Runs the first events of a history, as an experiment does and as a trace does.
private func exercise(_ system: SystemModel, under plan: ExperimentPlan) {
  let model = FlatModel(flattening: system)
  var state = ReplicationState(
    for: model, seed: plan.seed, start: plan.start, warmUp: plan.warmUp)
  for replication: UInt32 in 0..<2 {
    state.reset(replication: replication, in: model)
    _ = simulate(model, &state, under: RunControl(horizon: plan.horizon, eventBudget: 500))
  }
  var trace = EventTrace(
    of: system, replication: 1,
    under: ExperimentPlan(
      seed: plan.seed, horizon: plan.horizon, goal: .replications(2), eventBudget: 50,
      start: plan.start, warmUp: plan.warmUp))
  var isTold = true
  _ = trace.run { entry in if entry.words.isEmpty { isTold = false } }
  guard isTold else { fatalError("an entry without words") }
}

/// The package manager gives an executable's `main` this name, in place of libFuzzer's own.
@_cdecl("InputFuzzing_main")
package func main(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  var count = count
  var arguments = arguments
  return runLibFuzzer(&count, &arguments, testOneInput)
}

/// libFuzzer's way in for programs with a `main` of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runLibFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ takeInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
