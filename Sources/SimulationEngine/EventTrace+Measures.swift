// SPDX-License-Identifier: GPL-3.0-or-later
// What measures saw when the clock left an instant, in words.

import FlatStorage
import Quantities
import ReliabilityModeling

extension EventTrace {
  mutating func noteSignal(_ index: Int, at now: SimTime) {
    let (old, new) = (seen.ups[index], state.ups[Index(index)])
    seen.ups[index] = new
    guard new.isUp != old.isUp else { return }
    let row = model.upMeasures[Index(index)]
    let name = model.outputs[Int(row.firstOutput)].measure
    guard new.isUp else { return note(name, .down, "is down", at: now) }
    let length = SimDuration(microseconds: now.microseconds - new.since)
    note(
      name, .up, "is up again after \(spoken(length))", at: now,
      [.init("seconds", .number(length.seconds.value))])
  }

  mutating func noteService(_ index: Int, at now: SimTime) {
    let old = seen.services[index]
    let row = model.network.services[Index(index)]
    let name = model.outputs[Int(row.firstOutput)].measure
    noteCut(index, name, Int(row.firstOutput) + 5, at: now)
    let loss = state.lossRate(
      ofService: UInt32(index), among: UInt32(seen.services.count))
    let isShort = state.isOpen(OutageFlag(service: UInt32(index), isDark: false))
    let isDark = state.isOpen(OutageFlag(service: UInt32(index), isDark: true))
    guard loss != old.lossRate || isShort != old.isShort || isDark != old.isDark else { return }
    let lost =
      old.lost + Int128(old.lossRate) * Int128(now.microseconds - old.lossSince.microseconds)
    seen.services[index] = TracedService(
      isShort: isShort, isDark: isDark, lossRate: loss, lossSince: now,
      lost: isShort && old.isShort ? lost : 0, shortSince: old.isShort ? old.shortSince : now)
    if isShort {
      let event: TraceEntry.Event = isDark ? .dark : old.isShort ? .shortage : .short
      let verb = isDark ? "is dark" : "is short"
      let rate = BitsPerSecond(brief(Double(loss))).text
      note(
        name, event, "\(verb): \(rate) of \(BitsPerSecond(Double(row.meanDemand)).text) lost",
        at: now, [.init("lost", .number(Double(loss)))])
    } else if old.isShort {
      let length = now - old.shortSince
      let bits = Double(lost) / 1e6
      note(
        name, .servedAgain,
        "is served again after \(spoken(length)); \(gigabytes(bits)) lost", at: now,
        [.init("seconds", .number(length.seconds.value)), .init("lostBits", .number(bits))])
    }
  }

  private mutating func noteCut(_ index: Int, _ name: String, _ output: Int, at now: SimTime) {
    let cuts = state.output(output)
    let cut = Double(cuts - seen.interruptions[index]) / 1e9
    seen.interruptions[index] = cuts
    guard cut > 0 else { return }
    note(
      name, .interrupted, "\(Share(brief(cut)).text) of its flows are cut", at: now,
      [.init("share", .number(cut))])
  }

  private func gigabytes(_ bits: Double) -> String { "\(plainText(brief(bits / 8e9))) GB" }
}

extension ReplicationState {
  /// What a service loses in the committed state, in its unit of rate.
  fileprivate mutating func lossRate(ofService service: UInt32, among services: UInt32) -> Int64 {
    let place = Index<Int64>(network.row.rawValue &* services &+ service)
    return network.offered[place] &- network.served[place]
  }

  fileprivate mutating func isOpen(_ flag: OutageFlag) -> Bool {
    network.openOutages & flag.bit != 0
  }
}
