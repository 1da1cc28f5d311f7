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
  /// Hash of that state, whatever is wanted in it.
  var state: UInt64 = 0
  /// Since when that has been the state, in µs.
  var since: Int64 = 0
  /// The hour of the cycle of demand that assessments are made for, and the one of most demand.
  var hour: Int64 = 0
  let peakHour: Int64
  let words: UInt32
  let entries: UInt32

  /// By charge and cause, in the unit of the measure's output.
  ///
  /// Below, by charge: what of it was lag, and what was shared by causes of which no single one
  /// would have done.
  var charged: Column<Index<Int128>, Int128>
  var lags: Column<ChargeID, Int128>
  var joint: Column<ChargeID, Int128>

  /// By charge: what of a varying demand's loss has been charged in this replication.
  var accounted: Column<ChargeID, Int128>

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
    peakHour = charges > 0 ? Int64(model.network.peakHour) : 0
    words = UInt32((causes + 63) / 64)
    let bytes = charges * (18 + 16 * Int(words)) + 8
    entries =
      charges == 0 ? 0 : UInt32(max(1, min(assessmentsKept, Self.mostMemory / bytes)))
    let rows = Int(entries) * charges
    charged = Column(repeating: 0, count: charges * causes)
    lags = Column(repeating: 0, count: charges)
    joint = Column(repeating: 0, count: charges)
    accounted = Column(repeating: 0, count: charges)
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
    accounted.fill(0)
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

  /// Everything charged so far: for each charged measure its causes, then what of it was lag, and
  /// what was joint.
  ///
  /// - Complexity: O(charged measures · causes)
  package mutating func chargesSoFar() -> [Int128] {
    var all: [Int128] = []
    let charges = charging.lags.count
    let causes = charges == 0 ? 0 : charging.charged.count / charges
    all.reserveCapacity(charges * (causes + 2))
    for charge in 0..<charges {
      for cause in 0..<causes { all.append(charging.charged[Index(charge * causes + cause)]) }
      all.append(charging.lags[Index(charge)])
      all.append(charging.joint[Index(charge)])
    }
    return all
  }

  /// Forgets what has been charged so far.
  package mutating func forgetCharges() { charging.forget() }

  /// The clock leaves an instant: what was lost before it is charged, and the state after it is
  /// assessed if something is being lost.
  ///
  /// Where demand varies, the state is assessed for the present hour, or, if a service loses
  /// nothing in it, for the hour of most demand; what the state then loses in any hour is divided
  /// as in that one.
  @inline(never)
  mutating func charge(at now: Int64, in model: FlatModel) {
    // Most instants in which something is being lost do not touch who shares in it.
    let state = causeKey(in: model)
    if !charging.present.isNone && state == charging.state { return }
    chargeInterval(until: now, in: model)
    charging.since = now
    charging.state = state
    charging.present = .none
    charging.isOpen = findPresentLosses(at: now, in: model)
    guard charging.isOpen else { return }
    let key = (model.network.cycleHours > 0 ? demandKey(of: state, in: model) : state) | 1
    let entry = AssessmentID(UInt32(truncatingIfNeeded: key &>> 32) % charging.entries)
    if charging.keys[entry] != key {
      assess(into: entry, in: model)
      // Of a joint set the order of the faults decides, which is no part of the key.
      charging.keys[entry] = charging.scratch.isAnyJoint ? 0 : key
    }
    charging.present = entry
  }

  /// Charges what is open at the horizon.
  @inline(never)
  mutating func closeCharges(at end: Int64, in model: FlatModel) {
    chargeInterval(until: end, in: model)
    charging.begin(isOn: charging.isOn)
  }

  /// Finds what every measure loses a µs in the committed state; returns whether any does.
  private mutating func findPresentLosses(at now: Int64, in model: FlatModel) -> Bool {
    if model.network.cycleHours > 0 { chooseHour(at: now, in: model) }
    var isLossy = false
    for index in 0..<UInt32(model.causes.charges.count) {
      let row = model.causes.charges[Index(index)]
      let loss: Int64 =
        row.isService
        ? lossRate(ofService: row.index, in: network.row, in: model)
        : ups[Index(row.index)].isUp ? 0 : 1
      charging.scratch.now[Index(index)] = loss
      if loss > 0 { isLossy = true }
    }
    return isLossy
  }

  /// Chooses the hour for which the present state is assessed.
  private mutating func chooseHour(at now: Int64, in model: FlatModel) {
    let present = network.hours.place(of: now / HourlyFlows.microsecondsPerHour)
    charging.hour = present
    for service in 0..<UInt32(model.network.services.count)
    where lossRate(ofService: service, in: network.row, in: model) == 0 {
      charging.hour = charging.peakHour
      if lossRate(ofService: service, in: network.row, in: model) > 0 { return }
      charging.hour = present
    }
  }

  /// What a service loses in a state of the network, in its unit of rate; where demand varies, in
  /// the chosen hour.
  mutating func lossRate(
    ofService service: UInt32, in row: RowID, in model: FlatModel
  ) -> Int64 {
    if model.network.cycleHours > 0 {
      _ = hourFlags(of: row, inHour: charging.hour, in: model)
      return hourRate(of: row, at: charging.hour, service)
    }
    let place = Index<Int64>(
      row.rawValue &* UInt32(model.network.services.count) &+ service)
    return network.offered[place] &- network.served[place]
  }

  private mutating func chargeInterval(until now: Int64, in model: FlatModel) {
    if model.network.cycleHours > 0 { leaveHours(at: now, in: model) }
    let span = Int128(now &- charging.since)
    for index in 0..<UInt32(model.causes.charges.count) {
      let row = model.causes.charges[Index(index)]
      var loss: Int64 = 0
      if !charging.present.isNone {
        loss = charging.losses[Index(charging.place(charging.present, ChargeID(index)))]
      }
      var amount = Int128(loss) &* span
      if row.isService && model.network.cycleHours > 0 {
        amount = outputs[Index(row.output)] &- charging.accounted[Index(index)]
        charging.accounted[Index(index)] &+= amount
      }
      if amount > 0 { charging.charge(amount, to: ChargeID(index), loss) }
    }
  }
}
