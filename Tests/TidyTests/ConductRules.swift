// SPDX-License-Identifier: GPL-3.0-or-later
// What code must not do in some modules: default cases, clocks, unsafe storage, markers.

/// Rules about what stands inside the functions.
enum ConductRules {
  /// Where a new case of an enum must break the build wherever it matters.
  static let closedModules: Set = ["ReliabilityModeling", "SimulationEngine", "AnalyticSolvers"]
  /// Those that may read the clock and the environment.
  static let frontEnds: Set = ["nines", "WebConsole", "EngineBenchmarks"]
  /// The only ones with unsafe Swift, beside the files that lend to a C library.
  static let unsafeModules: Set = ["FlatStorage", "EventScheduling"]
  static let cLibraries: Set = ["CGSL", "CVariates"]

  static let impure: Set = [
    "SystemRandomNumberGenerator", "ContinuousClock", "SuspendingClock", "ProcessInfo", "getenv",
    "secure_getenv", "gettimeofday", "clock_gettime", "DispatchWallTime", "DispatchTime",
    "CFAbsoluteTimeGetCurrent", "arc4random", "drand48", "getentropy", "getrandom", "Date", "UUID",
    "gsl_rng_env_setup", "hashValue", "randomElement", "shuffled", "shuffle",
  ]

  static func defaultCases(_ file: SourceFile) -> [Violation] {
    guard !file.isTest, closedModules.contains(file.module ?? "") else { return [] }
    return zip(file.tokens, file.tokens.dropFirst()).filter {
      $0.text == "default" && $1.text == ":"
    }.map { file.violation($0.0.line, "a switch must name its cases") }
  }

  static func purity(_ file: SourceFile) -> [Violation] {
    guard file.isSwift, !file.isTest, let module = file.module, !frontEnds.contains(module) else {
      return []
    }
    let tokens = file.tokens
    return tokens.indices.compactMap { index in
      let text = tokens[index].text
      let calls = index + 1 < tokens.count && tokens[index + 1].text == "("
      let isMember = index > 0 && tokens[index - 1].text == "."
      // A hasher made here has the seed of this process; one that is passed in has its caller's.
      let isRandom =
        calls
        && (text == "random" && isMember || ["rand", "Hasher"].contains(text) && !isMember)
      guard tokens[index].kind == .word, impure.contains(text) || isRandom else { return nil }
      return file.violation(tokens[index].line, "\(module) must not depend on '\(text)'")
    }
  }

  static func unsafeSwift(_ file: SourceFile) -> [Violation] {
    guard file.isSwift, !file.isTest, let module = file.module, !unsafeModules.contains(module),
      !ImportRules.imports(of: file).contains(where: { cLibraries.contains($0.module) })
    else { return [] }
    return file.tokens.filter { token in
      token.kind == .word
        && (token.text.hasPrefix("Unsafe") || token.text.hasPrefix("withUnsafe")
          || ["unsafeBitCast", "unsafe", "unchecked"].contains(token.text))
    }.map {
      file.violation($0.line, "'\($0.text)' belongs in \(unsafeModules.sorted()) or a wrapper of C")
    }
  }

  /// A subscript by a bare integer in model or engine, where each table has its own kind of index.
  static func typedIndices(_ file: SourceFile) -> [Violation] {
    guard !file.isTest, ["SimulationEngine", "ReliabilityModeling"].contains(file.module ?? "")
    else { return [] }
    let tokens = file.tokens
    return tokens.indices.compactMap { index in
      guard tokens[index].text == "subscript", index + 1 < tokens.count,
        tokens[index + 1].text == "("
      else { return nil }
      let parameters = tokens[(index + 2)...].prefix { $0.text != ")" }
      guard parameters.contains(where: { ["Int", "UInt32", "Int32"].contains($0.text) }) else {
        return nil
      }
      return file.violation(tokens[index].line, "a table is addressed by its own kind of index")
    }
  }

  static func markers(_ file: SourceFile) -> [Violation] {
    let banned: Set = ["TODO", "FIXME", "XXX", "HACK"]
    return file.comments.compactMap { comment in
      let words = comment.text.split { !$0.isLetter }.map(String.init)
      guard let marker = words.first(where: banned.contains) else { return nil }
      return file.violation(comment.firstLine, "'\(marker)' is no comment")
    } + commentedCode(file)
  }

  private static func commentedCode(_ file: SourceFile) -> [Violation] {
    let openings = [
      "let ", "var ", "func ", "import ", "return ", "} else", "package ", "private ",
    ]
    return file.comments.filter { comment in
      // What is indented like a block of code in a page is an example.
      guard !comment.isDocumentation, !comment.text.hasPrefix("//     ") else { return false }
      let content = comment.text.drop { $0 == "/" || $0 == " " }
      let endings = ["{", "}", ")", ";"]
      return content == "}"
        || openings.contains { content.hasPrefix($0) }
          && (content.contains(" = ") || endings.contains { content.hasSuffix($0) })
    }.map { file.violation($0.firstLine, "commented-out code") }
  }

  static func testNames(_ file: SourceFile) -> [Violation] {
    guard file.isTest, file.isSwift else { return [] }
    let lines = Set(
      zip(file.tokens, file.tokens.dropFirst()).filter { $0.text == "@" && $1.text == "Test" }
        .map(\.0.line))
    guard !lines.isEmpty else { return [] }
    return Declaration.all(in: file).filter { declaration in
      declaration.keyword == "func" && !declaration.name.hasPrefix("`")
        && lines.contains(declaration.firstLine)
    }.map { file.violation($0.firstLine, "the name of a test is a sentence") }
  }
}
