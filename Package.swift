// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later
// The module graph, top to bottom: dependencies only go down; the tidy test holds imports to it.

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "nines",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The front end.
    .executableTarget(
      name: "nines",
      dependencies: [
        "Reporting", "DesignStudies", "MonteCarlo", "SimulationEngine", "CloudComponents",
        "ScenarioFormat", "ReliabilityModeling", "EventScheduling", "Diagnostics", "Quantities",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("Scenarios"), .embedInCode("Oracles")], swiftSettings: strict),

    // Hand-written C for comparison, at its fastest; no product contains it.
    .target(
      name: "CLimit", dependencies: ["CGSL"],
      cSettings: [.unsafeFlags(["-O3", "-march=native", "-fno-math-errno", "-fveclib=libmvec"])],
      linkerSettings: [.linkedLibrary("mvec")]),

    // What is said.
    .target(
      name: "Reporting",
      dependencies: [
        "DesignStudies", "MonteCarlo", "ReliabilityModeling", "AnalyticSolvers", "OutputAnalysis",
        "ScenarioFormat", "Diagnostics", "Quantities",
      ], swiftSettings: strict),

    // What is asked.
    .target(
      name: "DesignStudies",
      dependencies: [
        "CloudComponents", "ScenarioFormat", "ReliabilityModeling", "MonteCarlo", "AnalyticSolvers",
        "EventScheduling", "RandomVariates", "OutputAnalysis", "Diagnostics", "Quantities",
      ], swiftSettings: strict),

    // The ground floor.
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .target(name: "CVariates", dependencies: ["CGSL"]),
    .target(name: "Quantities", swiftSettings: strict),
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "FlatStorage", swiftSettings: strict),
    .target(
      name: "EventScheduling", dependencies: ["Quantities", "FlatStorage"], swiftSettings: strict),
    .target(
      name: "RandomVariates", dependencies: ["Quantities", "CVariates", "CGSL"],
      swiftSettings: strict),
    .target(
      name: "OutputAnalysis", dependencies: ["Quantities", "CGSL"], swiftSettings: strict),

    .target(name: "NetworkReachability", swiftSettings: strict),

    .target(
      name: "CloudComponents",
      dependencies: [
        "ScenarioFormat", "NetworkReachability", "ReliabilityModeling", "RandomVariates",
        "Diagnostics", "Quantities",
      ],
      resources: [
        .embedInCode("Resources/instance-types.txt"), .embedInCode("Resources/incidents.txt"),
      ], swiftSettings: strict),

    .target(
      name: "ScenarioFormat",
      dependencies: [
        "ReliabilityModeling", "RandomVariates", "Diagnostics", "Quantities",
        .product(name: "Yams", package: "Yams"),
      ], swiftSettings: strict),

    // What runs.
    .target(
      name: "MonteCarlo",
      dependencies: [
        "SimulationEngine", "ReliabilityModeling", "OutputAnalysis", "EventScheduling",
        "Quantities",
      ], swiftSettings: strict),

    // The narrow waist.
    .target(
      name: "ReliabilityModeling",
      dependencies: [
        "Quantities", "Diagnostics", "FlatStorage", "EventScheduling", "RandomVariates",
      ], swiftSettings: strict),
    .target(
      name: "AnalyticSolvers",
      dependencies: ["ReliabilityModeling", "RandomVariates", "Quantities", "CGSL"],
      swiftSettings: strict),
    .target(
      name: "SimulationEngine",
      dependencies: [
        "ReliabilityModeling", "EventScheduling", "RandomVariates", "FlatStorage", "Quantities",
        "CVariates", "CGSL",
      ], swiftSettings: strict),

    // Tests.
    .target(
      name: "EngineTesting",
      dependencies: [
        "SimulationEngine", "ReliabilityModeling", "EventScheduling", "RandomVariates",
        "Diagnostics", "Quantities",
      ], path: "Tests/EngineTesting", swiftSettings: strict),
    .target(
      name: "RandomModels",
      dependencies: [
        "AnalyticSolvers", "MonteCarlo", "OutputAnalysis", "ReliabilityModeling",
        "EventScheduling", "RandomVariates", "Diagnostics", "Quantities", "EngineTesting",
      ], path: "Tests/RandomModels", swiftSettings: strict),
    .testTarget(
      name: "SimulationEngineTests",
      dependencies: [
        "SimulationEngine", "ReliabilityModeling", "EventScheduling", "RandomVariates",
        "Quantities", "EngineTesting", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "ReliabilityModelingTests",
      dependencies: [
        "ReliabilityModeling", "EventScheduling", "RandomVariates", "FlatStorage", "Diagnostics",
        "Quantities", "EngineTesting",
      ], swiftSettings: strict),
    .testTarget(
      name: "AnalyticSolversTests",
      dependencies: [
        "AnalyticSolvers", "ReliabilityModeling", "RandomVariates", "Diagnostics", "Quantities",
      ], swiftSettings: strict),
    .testTarget(
      name: "DeterminismTests",
      dependencies: [
        "DesignStudies", "MonteCarlo", "OutputAnalysis", "ReliabilityModeling", "ScenarioFormat",
      ], swiftSettings: strict),
    .testTarget(
      name: "ValidationTests",
      dependencies: [
        "SimulationEngine", "ReliabilityModeling", "EventScheduling", "RandomVariates",
        "Quantities", "DesignStudies", "MonteCarlo", "ScenarioFormat", "EngineTesting",
        "TestSupport", "RandomModels", "CloudComponents", "Diagnostics",
      ], swiftSettings: strict),
    .testTarget(
      name: "MonteCarloTests",
      dependencies: [
        "MonteCarlo", "SimulationEngine", "OutputAnalysis", "ReliabilityModeling",
        "RandomVariates", "EventScheduling", "Diagnostics", "Quantities", "CGSL",
      ], swiftSettings: strict),
    .testTarget(name: "TidyTests", swiftSettings: strict),
    .testTarget(
      name: "NinesTests", dependencies: ["nines"], exclude: ["Golden"], swiftSettings: strict),
    .target(name: "AllocationCounting", path: "Tests/AllocationCounting"),
    .target(
      name: "TestSupport", dependencies: ["AllocationCounting", "CGSL"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
    .testTarget(
      name: "RandomVariatesTests",
      dependencies: ["RandomVariates", "Quantities", "CVariates", "CGSL", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EventSchedulingTests", dependencies: ["EventScheduling", "Quantities", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "FlatStorageTests", dependencies: ["FlatStorage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(
      name: "ScenarioFormatTests",
      dependencies: [
        "ScenarioFormat", "ReliabilityModeling", "RandomVariates", "Diagnostics", "Quantities",
      ], exclude: ["Models"], swiftSettings: strict),
    .testTarget(
      name: "CloudComponentsTests",
      dependencies: [
        "CloudComponents", "ScenarioFormat", "NetworkReachability", "SimulationEngine",
        "ReliabilityModeling", "EventScheduling", "RandomVariates", "Diagnostics", "Quantities",
        "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "OutputAnalysisTests", dependencies: ["OutputAnalysis", "CGSL"],
      swiftSettings: strict),
    .testTarget(
      name: "NetworkReachabilityTests", dependencies: ["NetworkReachability"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "DesignStudies", "CloudComponents", "ScenarioFormat", "OutputAnalysis",
        "Diagnostics", "Quantities",
      ], exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(
      name: "DesignStudiesTests",
      dependencies: [
        "DesignStudies", "CloudComponents", "ScenarioFormat", "MonteCarlo", "OutputAnalysis",
        "Diagnostics", "Quantities",
      ], swiftSettings: strict),

    .executableTarget(
      name: "EngineBenchmarks",
      dependencies: [
        "CLimit", "RandomModels", "MonteCarlo", "OutputAnalysis", "SimulationEngine",
        "CloudComponents", "ScenarioFormat", "ReliabilityModeling", "EventScheduling",
        "RandomVariates", "FlatStorage", "Diagnostics", "Quantities",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["Peers", "budgets.json"], swiftSettings: strict),
  ]
)

// `NINES_FUZZ=1` makes the fuzz target, for which libFuzzer brings a `main` of its own.
let isFuzzing = Context.environment["NINES_FUZZ"] != nil
if isFuzzing {
  package.targets.append(
    .executableTarget(
      name: "InputFuzzing",
      dependencies: [
        "DesignStudies", "MonteCarlo", "SimulationEngine", "ScenarioFormat",
        "ReliabilityModeling", "EventScheduling", "Diagnostics",
      ], path: "Tests/InputFuzzing", exclude: ["words.dict"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}

// `NINES_TESTS=A,B` keeps these test targets and what they need, and drops the rest: a release
// build of the statistical suites need not compile all the others. The fuzz target stands alone.
if let chosen = isFuzzing ? "InputFuzzing" : Context.environment["NINES_TESTS"] {
  var needed = Set(chosen.split(separator: ",").map(String.init))
  var size = 0
  while needed.count > size {
    size = needed.count
    for target in package.targets where needed.contains(target.name) {
      for case .byNameItem(let name, _) in target.dependencies { needed.insert(name) }
    }
  }
  package.targets.removeAll { !needed.contains($0.name) }
}
