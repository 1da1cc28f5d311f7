// SPDX-License-Identifier: GPL-3.0-or-later
// What a misspelt word was probably meant to be.

/// The candidate nearest to `word`, if it is near enough to be meant.
///
/// Distance is the number of letters inserted, removed, replaced or swapped with their neighbour;
/// case and the signs `-` and `_` do not count. Near is a third of the word's length, at least 1.
/// The first of equally near candidates is taken.
///
/// - Complexity: O(length² · candidates)
package func suggestion(for word: String, among candidates: [String]) -> String? {
  let wanted = normalized(word)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  let limit = max(1, wanted.count / 3)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates where candidate != word {
    let distance = editDistance(wanted, normalized(candidate))
    guard distance <= limit, distance < (best?.distance ?? Int.max) else { continue }
    best = (distance, candidate)
  }
  return best?.candidate
}

/// The notes below an unknown word: the suggestion, or all choices when there is none and they are
/// few.
package func notesForUnknown(_ word: String, among candidates: [String]) -> [String] {
  if let meant = suggestion(for: word, among: candidates) { return ["did you mean '\(meant)'?"] }
  guard !candidates.isEmpty, candidates.count <= 12 else { return [] }
  return ["known here: \(candidates.joined(separator: ", "))"]
}

private func normalized(_ word: String) -> [Character] {
  Array(word.lowercased().filter { $0 != "-" && $0 != "_" })
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var cost = min(
        previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
      let isSwap =
        row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other
      if isSwap { cost = min(cost, beforePrevious[column - 1] + 1) }
      current.append(cost)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
