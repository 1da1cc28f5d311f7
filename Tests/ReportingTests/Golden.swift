// SPDX-License-Identifier: GPL-3.0-or-later
// Expected texts, kept as files so that they stand there as a reader sees them.

import Foundation
import Testing

/// The expected text of this name; empty when there is none.
func golden(_ name: String, file: String = #filePath) -> String {
  let place = URL(filePath: file).deletingLastPathComponent()
    .appending(path: "Goldens/\(name).txt")
  return (try? String(contentsOf: place, encoding: .utf8)) ?? ""
}
