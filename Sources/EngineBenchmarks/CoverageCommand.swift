// SPDX-License-Identifier: GPL-3.0-or-later
// How often the 95 % interval of an experiment covers the exact value.

import ArgumentParser
import EventScheduling
import MonteCarlo
import OutputAnalysis
import Quantities
import RandomVariates
import ReliabilityModeling

/// Runs whole experiments, each with a seed of its own, and counts the intervals that hold the
/// exact unavailability.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Counts how often the 95 % interval covers the exact value.",
    discussion: """
      Each run is an experiment as 'nines run' makes it, with a seed of its own: years from a \
      stationary start until the interval is as narrow as was asked for. Fails if fewer than \
      93.5 % or more than 96.5 % of the intervals of a model cover its exact unavailability; a \
      true 95 % leaves these bounds once in 450 tries of 2 000 runs.
      """)

  @Option(help: "Runs of each model.")
  var runs: UInt64 = 2_000

  @Option(help: "The seed of the first run; each further one has the next.")
  var first: UInt64 = 1

  @Option(help: "Relative half-width at which a run ends, in percent.")
  var precision = 10.0

  @Option(help: "Instead, so many years in each run, whatever they show.")
  var years: UInt64?

  @Option(help: "Only the models whose names contain this.")
  var only: String?

  @Option(help: "The shape of the heavy tail: sigma of its lognormal repair.")
  var sigma = 1.2

  func validate() throws {
    if runs < 1 { throw ValidationError("'--runs' must be at least 1.") }
    if !(precision > 0) { throw ValidationError("'--precision' must be more than 0.") }
    if !(sigma > 0 && sigma <= 3) { throw ValidationError("'--sigma' must lie in 0 … 3.") }
    if years == 0 { throw ValidationError("'--years' must be at least 1.") }
  }

  func run() throws {
    let goal = years.map(ExperimentPlan.Goal.replications) ?? .precision(precision / 100)
    let chosen = CoverageModel.all(sigma: sigma).filter { only.map($0.name.contains) ?? true }
    guard !chosen.isEmpty else { throw ValidationError("There is no such model.") }
    print(Coverage.header)
    var isWithin = true
    for model in chosen {
      let coverage = Coverage(of: model, goal: goal, seeds: first..<first + runs)
      print(coverage.line)
      isWithin = isWithin && coverage.isWithin
    }
    if !isWithin { throw ExitCode.failure }
  }
}

/// A model whose long-run unavailability is known exactly.
struct CoverageModel {
  let name: String
  let exact: Double
  let system: SystemModel

  static func all(sigma: Double) -> [Self] { [eightOfTen, pair, heavyTail(sigma)] }

  /// Rare outages of a group of equal units: more than two of ten down.
  private static var eightOfTen: Self {
    let down = 8.0 / 1_008
    let paths = (0..<10).map { ComponentPath("unit/\($0)") }
    return Self(
      "8 of 10, exponential", exact: 1 - binomial(upTo: 2, of: 10, probability: down),
      units: paths, failure: .exponential(mean: .hours(1_000)),
      repair: .exponential(mean: .hours(8)), up: .atLeast(8, of: paths.map(Signal.part)))
  }

  /// Either of two parts that age and take a skewed time to repair; only the means count.
  private static var pair: Self {
    let failure = DurationLaw.weibull(shape: 2, scale: .days(40))
    let repair = DurationLaw.lognormal(median: .hours(6), sigma: 1)
    let down = repair.mean / (failure.mean + repair.mean)
    let paths: [ComponentPath] = ["part/1", "part/2"]
    return Self(
      "1 of 2, Weibull, lognormal 1.0", exact: down * down, units: paths, failure: failure,
      repair: repair, up: .any(paths.map(Signal.part)))
  }

  /// One part with a heavy tail: at σ = 1.2 the longest 3 % of its repairs make a quarter of its
  /// down time.
  private static func heavyTail(_ sigma: Double) -> Self {
    let failure = DurationLaw.exponential(mean: .years(1))
    let repair = DurationLaw.lognormal(median: .hours(2), sigma: sigma)
    return Self(
      "1 part, lognormal \(sigma)", exact: repair.mean / (failure.mean + repair.mean),
      units: ["part"], failure: failure, repair: repair, up: .part("part"))
  }

  private init(
    _ name: String, exact: Double, units: [ComponentPath], failure: DurationLaw,
    repair: DurationLaw, up signal: Signal
  ) {
    var builder = SystemModelBuilder(name: name)
    for path in units {
      builder.add(
        RepairableUnit(
          path, modes: [FailureMode("failure", failure: failure, repair: Action([.law(repair)]))]))
    }
    builder.add(.up(name: "service", signal))
    self.name = name
    self.exact = exact
    system = ReferenceModel.built(builder)
  }

  /// P(X ≤ k) of a binomial count.
  private static func binomial(upTo k: Int, of n: Int, probability p: Double) -> Double {
    var term = 1.0
    for _ in 0..<n { term *= 1 - p }
    var sum = term
    for hits in 0..<k {
      term *= Double(n - hits) / Double(hits + 1) * p / (1 - p)
      sum += term
    }
    return sum
  }
}

/// What the intervals of many runs did.
struct Coverage {
  private let model: CoverageModel
  private let runs: Int
  private var covering = 0
  /// Intervals that lie wholly below or above the exact value.
  private var below = 0
  private var above = 0
  private var errors = Moments()
  private var halfWidths = Moments()
  private var years = Moments()

  init(of model: CoverageModel, goal: ExperimentPlan.Goal, seeds: Range<UInt64>) {
    self.model = model
    runs = seeds.count
    for seed in seeds {
      let plan = ExperimentPlan(
        seed: seed, horizon: .zero + SimDuration(.years(1)), goal: goal, start: .stationary)
      let result = ModelResult(running: plan, on: model.system, using: WorkerPool(threads: 1))
      guard let found = result.value(of: "service") else {
        preconditionFailure("an experiment has a value for each of its measures")
      }
      take(found.value, years: result.simulatedYears)
    }
  }

  private mutating func take(_ estimate: Estimate, years simulated: Double) {
    if estimate.high < model.exact {
      below += 1
    } else if estimate.low > model.exact {
      above += 1
    } else {
      covering += 1
    }
    errors.add(estimate.mean / model.exact - 1, weight: 1)
    halfWidths.add((estimate.high - estimate.low) / 2 / estimate.mean, weight: 1)
    years.add(simulated, weight: 1)
  }

  /// In percent.
  private var share: Double { 100 * Double(covering) / Double(runs) }
  var isWithin: Bool { share >= 93.5 && share <= 96.5 }

  static let header =
    "model".padded(to: 32) + "     runs   covered   too low  too high  half-width      bias"
    + "    years"

  var line: String {
    func percent(_ count: Int) -> String {
      ((100 * Double(count) / Double(runs)).figures(2) + " %").padded(left: 9)
    }
    let bias = 100 * errors.mean
    return [
      model.name.padded(to: 32), "\(runs)".padded(left: 8), percent(covering), percent(below),
      percent(above), ((100 * halfWidths.mean).figures(1) + " %").padded(left: 11),
      ((bias < 0 ? "-" : "+") + abs(bias).figures(2) + " %").padded(left: 9),
      years.mean.figures(0).padded(left: 8),
    ].joined(separator: " ")
  }
}
