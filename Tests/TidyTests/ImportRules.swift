// SPDX-License-Identifier: GPL-3.0-or-later
// Imports: as the manifest declares them, and nothing where it does not belong.

/// The import graph.
enum ImportRules {
  static let foundationModules: Set = [
    "ScenarioFormat", "DesignImport", "Reporting", "ResultStore", "WebConsole", "nines",
  ]

  /// Each third party, and each C module, with those that may know it.
  static let homes: [String: Set<String>] = [
    "ArgumentParser": ["nines", "EngineBenchmarks"],
    "Yams": ["ScenarioFormat"],
    "GRDB": ["ResultStore"],
    "FlyingFox": ["WebConsole"],
    "CGSL": ["CVariates", "RandomVariates", "OutputAnalysis", "AnalyticSolvers"],
    "CVariates": ["RandomVariates", "SimulationEngine"],
    "CLimit": ["EngineBenchmarks"],
    "Dispatch": ["MonteCarlo", "WebConsole", "nines"],
  ]

  /// What the toolchain brings, so that no manifest lists it.
  static let toolchain: Set = [
    "Swift", "Glibc", "Dispatch", "Foundation", "FoundationEssentials", "Synchronization",
    "Testing",
  ]

  /// Readers of one model that must not know of one another.
  static let strangers = ("SimulationEngine", "AnalyticSolvers")
  /// The first module that may know both, and those above it.
  static let whereStrangersMeet: Set = [
    "DesignStudies", "Reporting", "ResultStore", "WebConsole", "nines", "EngineBenchmarks",
  ]

  /// The modules that `file` imports, each with its line.
  static func imports(of file: SourceFile) -> [(module: String, line: Int)] {
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let tokens = file.tokens
    return tokens.indices.compactMap { index in
      guard tokens[index].text == "import", index + 1 < tokens.count else { return nil }
      let named = kinds.contains(tokens[index + 1].text) ? index + 2 : index + 1
      guard named < tokens.count, tokens[named].line == tokens[index].line else { return nil }
      return (tokens[named].text, tokens[index].line)
    }
  }

  static func declared(_ file: SourceFile, in manifest: Manifest) -> [Violation] {
    guard file.isSwift, let module = file.module else { return [] }
    guard let target = manifest[module] else {
      return [file.violation(1, "the manifest has no target \(module)")]
    }
    return imports(of: file).filter {
      !toolchain.contains($0.module) && !target.dependencies.contains($0.module)
    }.map {
      file.violation($0.line, "\(module) imports \($0.module), which its target does not declare")
    }
  }

  static func homes(_ file: SourceFile) -> [Violation] {
    guard file.isSwift, let module = file.module else { return [] }
    return imports(of: file).compactMap { imported, line in
      switch imported {
      case "Foundation", "FoundationEssentials", "FoundationNetworking":
        guard !file.isTest, !foundationModules.contains(module) else { return nil }
        return file.violation(line, "\(module) must do without Foundation")
      case "Testing", "XCTest":
        guard !file.isTest || imported == "XCTest" else { return nil }
        return file.violation(line, "\(imported) has no place in \(module)")
      default:
        guard let allowed = homes[imported], !allowed.contains(module), !file.isTest else {
          return nil
        }
        return file.violation(line, "\(imported) is known to \(allowed.sorted()) only")
      }
    }
  }

  static func graph(_ manifest: Manifest) -> [String] {
    manifest.targets.filter { !$0.isTest && !whereStrangersMeet.contains($0.name) }.compactMap {
      let reached = manifest.reachable(from: $0.name).union([$0.name])
      guard reached.contains(strangers.0), reached.contains(strangers.1) else { return nil }
      return "\($0.name) reaches both \(strangers.0) and \(strangers.1)"
    }
  }

  static func directories(_ manifest: Manifest, of files: [SourceFile]) -> [String] {
    let present = Set(
      files.filter { $0.isCode || $0.fileExtension == "modulemap" }.compactMap(\.module))
    let named = Set(manifest.targets.map(\.name))
    return present.symmetricDifference(named).sorted().map {
      "\($0) is \(named.contains($0) ? "a target without files" : "a folder without target")"
    }
  }
}
