// SPDX-License-Identifier: GPL-3.0-or-later
// Findings as JSON.

extension DiagnosticRendering {
  /// An object with a list of findings, one a line; ends with a line break.
  ///
  /// A finding has `severity`, `message`, `notes` and, where it has a place, `file`; `line` and
  /// `column` are left out when it concerns a whole file or an option.
  package var json: String {
    let lines = diagnostics.map { finding in
      var members = [
        ("severity", quoted(finding.severity.rawValue)), ("message", quoted(finding.message)),
      ]
      if let location = finding.location {
        members.append(("file", quoted(location.file)))
        if location.line > 0 {
          members.append(("line", "\(location.line)"))
          members.append(("column", "\(location.column)"))
        }
      }
      members.append(("notes", "[\(finding.notes.map(quoted).joined(separator: ", "))]"))
      return "  {\(members.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}"
    }
    let list = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n]"
    return "{\"schemaVersion\": 1, \"diagnostics\": \(list)}\n"
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
