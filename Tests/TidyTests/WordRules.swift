// SPDX-License-Identifier: GPL-3.0-or-later
// Words: no traces of a machine, no page that is not there, and a README that maps the modules.

/// Rules about texts rather than code.
enum WordRules {
  /// Folders that exist on somebody's machine only, put together so that this file passes too.
  static let machinePaths = ["work", "root", "home", "Users"].map { "/\($0)/" }
  static let foreignWords = [
    "shared/" + "design", "shared/" + "bench", "shared/" + "facts", "/tmp/" + "bash_",
    "sub" + "agent", "language " + "model",
  ]

  static func machineTraces(_ file: SourceFile) -> [Violation] {
    file.lines.enumerated().flatMap { offset, line in
      (machinePaths + foreignWords).filter { contains($0, in: line) }.map {
        file.violation(offset + 1, "'\($0)' means nothing to a reader")
      }
    }
  }

  /// A path counts where it begins, and not within an address of the web.
  private static func contains(_ word: String, in line: String) -> Bool {
    guard let range = line.firstRange(of: word) else { return false }
    guard word.hasPrefix("/"), range.lowerBound > line.startIndex else { return true }
    let before = line[line.index(before: range.lowerBound)]
    return !(before.isLetter || before.isNumber || "._-".contains(before))
  }

  /// Pages that comments send the reader to, which must lie in the repository.
  static func missingPages(_ file: SourceFile, among names: Set<String>) -> [Violation] {
    file.comments.flatMap { comment in
      comment.text.split { !($0.isLetter || $0.isNumber || "._-/".contains($0)) }.filter { word in
        word.hasSuffix(".md") && word.count > 3
          && !names.contains(String(word.split(separator: "/").last ?? ""))
      }.map { file.violation(comment.firstLine, "there is no page '\($0)' in the repository") }
    }
  }

  /// The names in the first column of the README's table of modules.
  static func mappedModules(_ readme: SourceFile) -> [String] {
    readme.lines.compactMap { line in
      guard line.hasPrefix("| `"), let end = line.dropFirst(3).firstIndex(of: "`") else {
        return nil
      }
      return String(line[line.index(line.startIndex, offsetBy: 3)..<end])
    }
  }

  static func moduleMap(_ readme: SourceFile, of manifest: Manifest) -> [Violation] {
    let mapped = mappedModules(readme)
    let built = manifest.targets.filter { !$0.isTest }.map(\.name)
    let missing = built.filter { !mapped.contains($0) }
    let gone = mapped.filter { !built.contains($0) }
    return missing.map { readme.violation(1, "the map of modules lacks \($0)") }
      + gone.map { readme.violation(1, "the map of modules has \($0), which is no target") }
  }

  /// Every shipped scenario says why it exists and what must come out.
  static func scenarios(_ file: SourceFile) -> [Violation] {
    guard file.path.hasPrefix("scenarios/"), ["yaml", "yml"].contains(file.fileExtension) else {
      return []
    }
    return ["expect:", "because:"].filter { !file.text.contains($0) }.map {
      file.violation(1, "a scenario needs '\($0)'")
    }
  }
}
