// SPDX-License-Identifier: GPL-3.0-or-later
// Many model files held against their exact numbers, and what that comes to.

import ScenarioFormat

/// What a set of model files with exact numbers came to.
package struct Verification: Sendable {
  /// A model file by its place.
  package struct Oracle: Hashable, Sendable {
    /// The file's name up to its first dot.
    package let id: String
    /// What the file's name says behind that; empty for most.
    package let variant: String
    /// The folder's name; empty where there is none.
    package let group: String

    /// Reads a path, such as `rare/rare_parallel_five.yaml`.
    package init(path: some StringProtocol) {
      let parts = path.split(separator: "/")
      group = parts.count > 1 ? String(parts[parts.count - 2]) : ""
      var name = String(parts.last ?? "")
      for ending in [".yaml", ".yml"] where name.hasSuffix(ending) {
        name.removeLast(ending.count)
      }
      let dot = name.firstIndex(of: ".") ?? name.endIndex
      id = String(name[..<dot])
      variant = String(name[dot...].dropFirst())
    }

    /// The file's name without its ending.
    package var name: String { variant.isEmpty ? id : "\(id).\(variant)" }
  }

  /// What was not held against anything, and why.
  package struct Skipped: Hashable, Sendable {
    package let oracle: Oracle
    package let reason: String
    package init(_ oracle: Oracle, because reason: String) {
      self.oracle = oracle
      self.reason = reason
    }
  }

  /// One number of one file.
  package struct Row: Sendable {
    package let oracle: Oracle
    package let finding: OracleFinding
  }

  package private(set) var rows: [Row] = []
  package private(set) var skipped: [Skipped] = []
  /// Events of all replications.
  package private(set) var events: UInt64 = 0

  package init() {}

  /// Takes what became of one file.
  package mutating func add(_ study: OracleStudy, of oracle: Oracle) {
    rows += study.findings.map { Row(oracle: oracle, finding: $0) }
    skipped += study.otherExpectations.map {
      Skipped(oracle, because: "'\($0.text)' is no exact value")
    }
    if study.findings.isEmpty, study.otherExpectations.isEmpty {
      skip(oracle, because: "it expects nothing")
    }
    events += study.events
  }

  /// Notes what cannot be held against anything.
  package mutating func skip(_ oracle: Oracle, because reason: String) {
    skipped.append(Skipped(oracle, because: reason))
  }

  /// How many numbers have a verdict.
  package func count(_ verdict: ExpectationVerdict.Outcome) -> Int {
    rows.count { $0.finding.verdict == verdict }
  }
}
