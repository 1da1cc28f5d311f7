// SPDX-License-Identifier: GPL-3.0-or-later
// Around this program: others, run to their end (a counter of instructions, the peers), and errors.

import Glibc

/// Runs a line of shell; everything that it printed, and whether it ended well.
func output(ofShell line: String) -> (text: String, isSuccess: Bool) {
  fflush(nil)
  guard let pipe = popen(line, "r") else { return ("", false) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4_096)
  while true {
    let count = fread(&buffer, 1, buffer.count, pipe)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return (String(decoding: bytes, as: UTF8.self), pclose(pipe) == 0)
}

/// Says something beside the results.
func warn(_ text: String) {
  let bytes = Array("\(text)\n".utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// A text as one word of a shell.
func shellQuoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}

extension String {
  /// The number after the first occurrence of a label, with spaces between, commas left out.
  func number(after label: String) -> Double? {
    let words = split(whereSeparator: \.isWhitespace)
    let wanted = label.split(separator: " ")
    for start in words.indices.dropLast(wanted.count)
    where words[start...].starts(with: wanted) {
      return Double(words[start + wanted.count].filter { $0 != "," })
    }
    return nil
  }
}
