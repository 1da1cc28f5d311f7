// SPDX-License-Identifier: GPL-3.0-or-later
// YAML text to the located tree: Yams composes, every fault is noted with its place.

package import Diagnostics
import Yams

extension LocatedNode {
  /// Reads YAML; what cannot be read at all becomes an empty node, about which nobody complains
  /// again.
  package init(parsing source: SourceText, noting sink: inout DiagnosticSink) {
    let nothing = LocatedNode(.scalar("", isQuoted: false), at: .whole(source.name))
    var limits = YAMLLimits(source)
    guard limits.allow(noting: &sink) else {
      self = nothing
      return
    }
    var text = KeyedText(source.text)
    while true {
      do {
        let parser = try Parser(yaml: text.yaml, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else {
          sink.error("there is nothing in this file", at: .whole(source.name))
          self = nothing
          return
        }
        var conversion = NodeConversion(of: source.name, names: text)
        let tree = conversion.node(root)
        self = conversion.isExcessive ? nothing : tree
        for finding in conversion.findings.diagnostics { sink.note(finding) }
        return
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        // Yams stops at the first name that stands twice. Told apart, all of them are found at
        // once.
        if text.makeUnique(names.first ?? "", at: context.mark) { continue }
        sink.error(
          "'\(clipped(names.first ?? ""))' is given twice",
          at: SourceLocation(
            file: source.name, line: context.mark.line, column: context.mark.column))
      } catch {
        sink.note(YAMLFault(error).diagnostic(of: source))
      }
      self = nothing
      return
    }
  }
}

/// A text whose equal names can be told apart by writing private characters in their place.
struct KeyedText {
  private var scalars: [Unicode.Scalar]
  private var lineStarts: [Int] = [0]
  private var originals: [Place: String] = [:]

  private struct Place: Hashable {
    let line: Int
    let column: Int
  }

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where isBreak(scalar) {
      let isReturnBeforeFeed =
        scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if !isReturnBeforeFeed { lineStarts.append(index + 1) }
    }
  }

  var yaml: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// What stood at a place before `makeUnique`.
  func original(at mark: Mark) -> String? {
    originals[Place(line: mark.line, column: mark.column)]
  }

  /// Writes characters that occur nowhere else over the name at `mark`, of the same length.
  ///
  /// - Returns: `false` if that is not where it stands, or there were too many.
  mutating func makeUnique(_ name: String, at mark: Mark) -> Bool {
    let letters = Array(name.unicodeScalars)
    // Each costs another parse: many for a scenario, few for a text that is far too long for one.
    let most = min(24, max(4, 200_000 / max(1, scalars.count)))
    guard originals.count < most, lineStarts.indices.contains(mark.line - 1) else { return false }
    let start = lineStarts[mark.line - 1] + mark.column - 1
    guard !letters.isEmpty, start + letters.count <= scalars.count,
      Array(scalars[start..<start + letters.count]) == letters,
      let sign = Unicode.Scalar(UInt32(0xE000 + originals.count))
    else { return false }
    for index in letters.indices { scalars[start + index] = sign }
    originals[Place(line: mark.line, column: mark.column)] = name
    return true
  }
}
