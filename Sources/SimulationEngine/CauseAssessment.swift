// SPDX-License-Identifier: GPL-3.0-or-later
// Who shares in what is being lost: origins of what is pending, and the faults behind the rest.

import FlatStorage
import ReliabilityModeling

/// Which part of a loss is being shared.
private enum LossPart {
  /// What pending control would end.
  case lag
  /// What would be lost with all of it completed.
  case rest
}

extension ReplicationState {
  /// Finds who shares in the losses of the present state, and writes it down.
  ///
  /// - Complexity: O((causes in question)² · (parts + flows)) at worst; usually linear in them
  @inline(never)
  mutating func assess(into entry: AssessmentID, in model: FlatModel) {
    keepControl()
    charging.scratch.isAnyJoint = false
    charging.scratch.allowsAll = true
    finishControl(in: model)
    findTriedLosses(in: model)
    charging.scratch.completed.copy(charging.scratch.tried)
    restoreControl()
    divide(into: entry, in: model)
    findPending(in: model)
    shareAmongCandidates(.lag, entry, in: model)
    keepUnansweredLag(of: entry)
    findFaults(in: model)
    shareAmongCandidates(.rest, entry, in: model)
  }

  /// Divides each loss into its lag and the rest; if control would make things worse, there is no
  /// lag.
  private mutating func divide(into entry: AssessmentID, in model: FlatModel) {
    for index in 0..<UInt32(model.causes.charges.count) {
      let place = charging.place(entry, ChargeID(index))
      let now = charging.scratch.now[Index(index)]
      let completed = charging.scratch.completed[Index(index)]
      charging.losses[Index(place)] = now
      charging.lagRates[Index(place)] = completed < now ? now &- completed : 0
      charging.jointLag[Index(place)] = false
      charging.jointRest[Index(place)] = false
      for word in 0..<charging.words {
        charging.lagSharers[Index(place &* charging.words &+ word)] = 0
        charging.restSharers[Index(place &* charging.words &+ word)] = 0
      }
    }
  }

  /// A lag that nothing pending explains belongs to the faults.
  private mutating func keepUnansweredLag(of entry: AssessmentID) {
    for index in 0..<UInt32(charging.lags.count) {
      let place = charging.place(entry, ChargeID(index))
      guard charging.lagRates[Index(place)] > 0, !hasSharers(place, .lag) else { continue }
      charging.lagRates[Index(place)] = 0
      charging.scratch.completed[Index(index)] = charging.losses[Index(place)]
    }
  }

  // MARK: Shares

  private mutating func hasSharers(_ place: UInt32, _ part: LossPart) -> Bool {
    for word in 0..<charging.words {
      let index = Index<SharerWord>(place &* charging.words &+ word)
      switch part {
      case .lag: if charging.lagSharers[index] != 0 { return true }
      case .rest: if charging.restSharers[index] != 0 { return true }
      }
    }
    return false
  }

  private mutating func addSharer(_ cause: CauseID, _ place: UInt32, _ part: LossPart) {
    let index = Index<SharerWord>(place &* charging.words &+ cause.rawValue &>> 6)
    let bit: UInt64 = 1 &<< UInt64(cause.rawValue & 63)
    switch part {
    case .lag: charging.lagSharers[index] |= bit
    case .rest: charging.restSharers[index] |= bit
    }
  }

  /// Whether a measure has a part of its loss to share.
  private mutating func hasPart(_ place: UInt32, _ part: LossPart) -> Bool {
    let lag = charging.lagRates[Index(place)]
    return switch part {
    case .lag: lag > 0
    case .rest: charging.losses[Index(place)] > lag
    }
  }

  /// Whether what was tried loses less of a measure than what it is held against.
  private mutating func isReduced(_ charge: UInt32, _ part: LossPart) -> Bool {
    let tried = charging.scratch.tried[Index(charge)]
    return switch part {
    case .lag: tried < charging.scratch.now[Index(charge)]
    case .rest: tried < charging.scratch.completed[Index(charge)]
    }
  }

  /// Each candidate that reduces a loss alone shares in it; where none does, a set is looked for.
  private mutating func shareAmongCandidates(
    _ part: LossPart, _ entry: AssessmentID, in model: FlatModel
  ) {
    let charges = UInt32(model.causes.charges.count)
    var isWanted = false
    for charge in 0..<charges where hasPart(charging.place(entry, Index(charge)), part) {
      isWanted = true
    }
    guard isWanted else { return }
    var cause = charging.scratch.candidates.first(from: 0)
    while !cause.isNone {
      charging.scratch.chosen.fill(0)
      charging.scratch.chosen.insert(cause)
      tryChosen(part, in: model)
      for charge in 0..<charges {
        let place = charging.place(entry, Index(charge))
        if hasPart(place, part) && isReduced(charge, part) { addSharer(cause, place, part) }
      }
      cause = charging.scratch.candidates.first(from: cause.rawValue &+ 1)
    }
    for charge in 0..<charges {
      let place = charging.place(entry, Index(charge))
      if hasPart(place, part) && !hasSharers(place, part) {
        findJointSet(of: charge, place, part, in: model)
      }
    }
  }

  /// Tries the state in which only the chosen causes act, or in which they are repaired.
  private mutating func tryChosen(_ part: LossPart, in model: FlatModel) {
    switch part {
    case .lag:
      charging.scratch.allowsAll = false
      charging.scratch.allowed.copy(charging.scratch.chosen)
      let first = model.causes.rows[charging.scratch.chosen.first(from: 0)]
      charging.scratch.actor = Origin(hash: first.originHash, mode: first.mode)
    case .rest:
      charging.scratch.allowsAll = true
      var cause = charging.scratch.chosen.first(from: 0)
      while !cause.isNone {
        repairInMind(cause, in: model)
        cause = charging.scratch.chosen.first(from: cause.rawValue &+ 1)
      }
    }
    finishControl(in: model)
    findTriedLosses(in: model)
    restoreControl()
  }

  // MARK: Joint sets

  /// A set that reduces a loss, found greedily: the latest causes first, then without those that it
  /// does not need.
  private mutating func findJointSet(
    of charge: UInt32, _ place: UInt32, _ part: LossPart, in model: FlatModel
  ) {
    charging.scratch.chosen.fill(0)
    var next = latestCandidate(before: .none)
    var isFound = false
    while !next.isNone && !isFound {
      charging.scratch.chosen.insert(next)
      tryChosen(part, in: model)
      isFound = isReduced(charge, part)
      next = latestCandidate(before: next)
    }
    guard isFound else { return }
    var cause = latestCandidate(before: .none)
    while !cause.isNone {
      if charging.scratch.chosen.contains(cause) {
        charging.scratch.chosen.remove(cause)
        if charging.scratch.chosen.first(from: 0).isNone {
          charging.scratch.chosen.insert(cause)
        } else {
          tryChosen(part, in: model)
          if !isReduced(charge, part) { charging.scratch.chosen.insert(cause) }
        }
      }
      cause = latestCandidate(before: cause)
    }
    cause = charging.scratch.chosen.first(from: 0)
    while !cause.isNone {
      addSharer(cause, place, part)
      cause = charging.scratch.chosen.first(from: cause.rawValue &+ 1)
    }
    charging.scratch.isAnyJoint = true
    switch part {
    case .lag: charging.jointLag[Index(place)] = true
    case .rest: charging.jointRest[Index(place)] = true
    }
  }

  /// The candidate that began last before another, or last of all.
  ///
  /// Of those that began in one event, the higher number counts as later.
  private mutating func latestCandidate(before other: CauseID) -> CauseID {
    var latest = CauseID.none
    var cause = charging.scratch.candidates.first(from: 0)
    while !cause.isNone {
      let isEarlier = other.isNone || isLater(other, than: cause)
      if isEarlier && (latest.isNone || isLater(cause, than: latest)) { latest = cause }
      cause = charging.scratch.candidates.first(from: cause.rawValue &+ 1)
    }
    return latest
  }

  private mutating func isLater(_ cause: CauseID, than other: CauseID) -> Bool {
    let ahead = charging.scratch.began[cause] &- charging.scratch.began[other]
    return ahead == 0
      ? cause.rawValue > other.rawValue : Int32(truncatingIfNeeded: ahead) > 0
  }
}
