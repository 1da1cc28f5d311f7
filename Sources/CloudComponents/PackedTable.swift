// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the packed text tables that are embedded in the program.

/// The lines of an embedded table, without the comments at its head.
///
/// - Complexity: O(bytes)
func packedLines(_ bytes: [UInt8]) -> [Substring] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
}

/// Stops the program over a table that was damaged before it was embedded: tests read every row.
func damaged(_ table: String, _ row: some StringProtocol) -> Never {
  preconditionFailure("the embedded table '\(table)' has a row that cannot be read: \(row)")
}
