// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the targets and their dependencies out of the text of a package manifest.

/// The module graph as `Package.swift` declares it.
struct Manifest {
  struct Target: Hashable {
    let name: String
    /// A test target, or one that helps tests and lies beside them.
    let isTest: Bool
    /// Targets and products that it names, in their order.
    let dependencies: [String]
  }

  let targets: [Target]

  private static let kinds: Set = ["target", "executableTarget", "testTarget", "systemLibrary"]

  init(_ file: SourceFile) {
    let tokens = file.tokens
    var targets: [Target] = []
    var index = 0
    while index + 2 < tokens.count {
      let kind = tokens[index + 1].text
      guard tokens[index].text == ".", Self.kinds.contains(kind), tokens[index + 2].text == "("
      else {
        index += 1
        continue
      }
      let end = Self.partner(of: index + 2, in: tokens)
      targets.append(
        Self.target(tokens[(index + 3)..<end], isTest: kind == "testTarget"))
      index = end
    }
    self.targets = targets
  }

  subscript(name: String) -> Target? { targets.first { $0.name == name } }

  /// All that `name` reaches by way of its dependencies, itself left out.
  func reachable(from name: String) -> Set<String> {
    var found: Set<String> = []
    var open = self[name]?.dependencies ?? []
    while let next = open.popLast() {
      if found.insert(next).inserted { open += self[next]?.dependencies ?? [] }
    }
    return found
  }

  private static func target(_ arguments: ArraySlice<Token>, isTest: Bool) -> Target {
    var name = ""
    var liesBesideTests = false
    var dependencies: [String] = []
    var depth = 0
    var label = ""
    for index in arguments.indices {
      let token = arguments[index]
      if depth == 0, index + 1 < arguments.endIndex, arguments[index + 1].text == ":" {
        label = token.text
      }
      if token.text == "[" || token.text == "(" { depth += 1 }
      if token.text == "]" || token.text == ")" { depth -= 1 }
      guard token.kind == .string else { continue }
      let text = String(token.text.dropFirst().dropLast())
      if label == "name", depth == 0 { name = text }
      if label == "path", text.hasPrefix("Tests/") { liesBesideTests = true }
      // `.product(name: "Yams", package: "Yams")` names its module first.
      let isPackage = index > arguments.startIndex + 1 && arguments[index - 2].text == "package"
      if label == "dependencies", !isPackage { dependencies.append(text) }
    }
    return Target(
      name: name, isTest: isTest || liesBesideTests, dependencies: dependencies)
  }

  private static func partner(of opening: Int, in tokens: [Token]) -> Int {
    var depth = 0
    for index in opening..<tokens.count {
      if tokens[index].text == "(" { depth += 1 }
      if tokens[index].text == ")" { depth -= 1 }
      if depth == 0 { return index }
    }
    return tokens.count
  }
}
