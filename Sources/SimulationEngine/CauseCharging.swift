// SPDX-License-Identifier: GPL-3.0-or-later
// Charges every lost interval to its causes, exactly: what is charged adds up to what was lost.

import FlatStorage
import ReliabilityModeling

enum AssessmentRow {}
enum SharerWord {}
typealias AssessmentID = Index<AssessmentRow>

/// What has been charged, and who shares in the losses of the states seen before.
///
/// A loss has two parts. The *lag* is what would not be lost if all pending control were completed;
/// its origins share it. The rest is shared by the faults behind it. Who shares is a function of
/// the state of leaves and control; it is kept in a table of fixed size, under a hash of that
/// state. Results are the same with and without the table.
struct CauseCharging: ~Copyable {
  /// Most memory of the table, in bytes.
  private static var mostMemory: Int { 1 << 20 }

  /// Whether this replication is charged.
  var isOn = false
  /// Whether something is being lost, or nobody has looked yet: the loop commits every instant.
  var isOpen = false
  /// The assessment of the present state, or none.
  var present = AssessmentID.none
  /// Since when that has been the state, in µs.
  var since: Int64 = 0
  let words: UInt32
  let entries: UInt32

  /// By charge and cause, in the unit of the measure's output.
  ///
  /// Below, by charge: what of it was lag, and what was shared by causes of which no single one
  /// would have done.
  var charged: Column<Index<Int128>, Int128>
  var lags: Column<ChargeID, Int128>
  var joint: Column<ChargeID, Int128>

  /// The state that each assessment is of; 0 for none.
  var keys: Column<AssessmentID, UInt64>
  /// Assessments times charges: the loss, and the part of it that is lag, a µs.
  var losses: Column<Index<Int64>, Int64>
  var lagRates: Column<Index<Int64>, Int64>
  /// Whether several share the lag, or the rest, because no single one would do.
  var jointLag: Column<Index<Int64>, Bool>
  var jointRest: Column<Index<Int64>, Bool>
  /// Assessments times charges times words: bits of the causes that share.
  var lagSharers: Column<Index<SharerWord>, UInt64>
  var restSharers: Column<Index<SharerWord>, UInt64>

  /// What units that restart come back from.
  var restarts: Column<UnitID, Origin>
  var scratch: CauseScratch

  init(for model: FlatModel, assessmentsKept: Int) {
    let causes = model.causes.rows.count
    let charges = model.causes.charges.count
    words = UInt32((causes + 63) / 64)
    let bytes = charges * (18 + 16 * Int(words)) + 8
    entries =
      charges == 0 ? 0 : UInt32(max(1, min(assessmentsKept, Self.mostMemory / bytes)))
    let rows = Int(entries) * charges
    charged = Column(repeating: 0, count: charges * causes)
    lags = Column(repeating: 0, count: charges)
    joint = Column(repeating: 0, count: charges)
    keys = Column(repeating: 0, count: Int(entries))
    losses = Column(repeating: 0, count: rows)
    lagRates = Column(repeating: 0, count: rows)
    jointLag = Column(repeating: false, count: rows)
    jointRest = Column(repeating: false, count: rows)
    lagSharers = Column(repeating: 0, count: rows * Int(words))
    restSharers = Column(repeating: 0, count: rows * Int(words))
    restarts = Column(repeating: Origin(), count: charges > 0 ? model.units.count : 0)
    scratch = CauseScratch(for: model, words: Int(words))
  }

  /// A replication begins, or its measures do: nothing is open, and somebody has to look.
  mutating func begin(isOn: Bool) {
    self.isOn = isOn
    isOpen = isOn
    present = .none
  }

  /// Forgets what was charged; assessments stay, they depend on no replication.
  mutating func forget() {
    charged.fill(0)
    lags.fill(0)
    joint.fill(0)
  }

  /// Where an assessment's figures of a charge stand.
  @inline(__always)
  func place(_ assessment: AssessmentID, _ charge: ChargeID) -> UInt32 {
    assessment.rawValue &* UInt32(lags.count) &+ charge.rawValue
  }
}

extension ReplicationState {
  /// What of a charged measure has been charged to a cause since the charges were last forgotten,
  /// both by their numbers, in the unit of the measure's output.
  package func charged(_ cause: Int, to charge: Int) -> Int128 {
    charging.charged[Index(charge * (charging.charged.count / charging.lags.count) + cause)]
  }

  /// What of a measure's charges was lag: detection, switching, launching.
  package func lag(ofCharge charge: Int) -> Int128 { charging.lags[Index(charge)] }

  /// What of a measure's charges is shared by several causes because no single one would have
  /// reduced the loss.
  package func jointlyCharged(ofCharge charge: Int) -> Int128 { charging.joint[Index(charge)] }

  /// Forgets what has been charged so far.
  package mutating func forgetCharges() { charging.forget() }

  /// The clock leaves an instant: what was lost before it is charged, and the state after it is
  /// assessed if something is being lost.
  @inline(never)
  mutating func charge(at now: Int64, in model: FlatModel) {
    if !charging.present.isNone { chargeInterval(until: now, in: model) }
    var isLossy = false
    for index in 0..<UInt32(model.causes.charges.count) {
      let loss = committedLoss(of: ChargeID(index), in: model)
      charging.scratch.now[Index(index)] = loss
      if loss > 0 { isLossy = true }
    }
    charging.isOpen = isLossy
    charging.present = .none
    guard isLossy else { return }
    let key = causeKey(in: model) | 1
    let entry = AssessmentID(UInt32(truncatingIfNeeded: key &>> 32) % charging.entries)
    if charging.keys[entry] != key {
      assess(into: entry, in: model)
      // Of a joint set the order of the faults decides, which is no part of the key.
      charging.keys[entry] = charging.scratch.isAnyJoint ? 0 : key
    }
    charging.present = entry
    charging.since = now
  }

  /// Charges what is open at the horizon.
  @inline(never)
  mutating func closeCharges(at end: Int64, in model: FlatModel) {
    if !charging.present.isNone { chargeInterval(until: end, in: model) }
    charging.begin(isOn: charging.isOn)
  }

  /// What a measure loses in the committed state, a µs.
  private mutating func committedLoss(of charge: ChargeID, in model: FlatModel) -> Int64 {
    let row = model.causes.charges[charge]
    guard row.isService else { return ups[Index(row.index)].isUp ? 0 : 1 }
    return lossRate(ofService: row.index, in: network.row, in: model)
  }

  /// What a service loses in a state of the network, in its unit of rate.
  mutating func lossRate(
    ofService service: UInt32, in row: RowID, in model: FlatModel
  ) -> Int64 {
    let place = Index<Int64>(
      row.rawValue &* UInt32(model.network.services.count) &+ service)
    return network.offered[place] &- network.served[place]
  }

  private mutating func chargeInterval(until now: Int64, in model: FlatModel) {
    let span = Int128(now &- charging.since)
    guard span > 0 else { return }
    for index in 0..<UInt32(model.causes.charges.count) {
      let place = charging.place(charging.present, ChargeID(index))
      let loss = charging.losses[Index(place)]
      guard loss > 0 else { continue }
      let lag = charging.lagRates[Index(place)]
      if lag > 0 {
        let amount = Int128(lag) &* span
        charging.lags[Index(index)] &+= amount
        if charging.jointLag[Index(place)] { charging.joint[Index(index)] &+= amount }
        charging.share(amount, of: index, bits: place, isLag: true)
      }
      if loss > lag {
        let amount = Int128(loss &- lag) &* span
        if charging.jointRest[Index(place)] { charging.joint[Index(index)] &+= amount }
        charging.share(amount, of: index, bits: place, isLag: false)
      }
    }
  }
}

extension CauseCharging {
  /// Divides an amount among the causes whose bits are set; the last takes what rounding left.
  fileprivate mutating func share(
    _ amount: Int128, of charge: UInt32, bits place: UInt32, isLag: Bool
  ) {
    var count = 0
    for word in 0..<words { count += sharers(place, word, isLag).nonzeroBitCount }
    let causes = UInt32(charged.count / lags.count)
    let first = charge &* causes
    guard count > 1 else {
      var only: UInt32 = 0
      for word in 0..<words {
        let bits = sharers(place, word, isLag)
        if bits != 0 { only = word &* 64 &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount) }
      }
      charged[Index(first &+ only)] &+= amount
      return
    }
    let part = amount / Int128(count)
    var left = amount
    for word in 0..<words {
      var bits = sharers(place, word, isLag)
      while bits != 0 {
        let cause = word &* 64 &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
        bits &= bits &- 1
        count -= 1
        let own = count == 0 ? left : part
        charged[Index(first &+ cause)] &+= own
        left &-= own
      }
    }
  }

  private func sharers(_ place: UInt32, _ word: UInt32, _ isLag: Bool) -> UInt64 {
    let index = Index<SharerWord>(place &* words &+ word)
    return isLag ? lagSharers[index] : restSharers[index]
  }
}
